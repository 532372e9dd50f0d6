"""Everything a run has to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier, Reading
from detente.ensemble.climate_shift import Moment
from detente.ensemble.schemes import Scheme
from detente.evidence.quality import InputQuality
from detente.lenses.json_form import json_text
from detente.verdict.conditioning import Conditioned
from detente.verdict.effort import RunEffort
from detente.verdict.findings import Finding
from detente.verdict.funnel import Funnel
from detente.verdict.precision import Precision
from detente.verdict.robust import RobustPackage
from detente.verdict.verdict import Verdict
from detente.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Run"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Everything a run has to say.

    Attributes
    ----------
    title, dossier, sha256 : str
        Title, key and content hash of the dossier.
    reading : Reading or None
        Under which it was run; None for the base dossier.
    draws, seed : int
    scheme : Scheme
        How the draws were made.
    precision : Precision
        How well the number of draws fixes the reported shares.
    verdict : Verdict
    funnel : Funnel
    findings : tuple of Finding
        Of the status-quo test.
    robust : tuple of RobustPackage
        Packages that survive most often, best first.
    quality : InputQuality
    conditioned : Conditioned or None
        The verdict among draws weighted by how well they explain the status quo, where asked for.
    moment : Moment or None
        When along the path of the climate it was judged, and under which policies; None as it stands.
    effort : RunEffort
        How the questions were decided, over all draws.
    n_issues : int
    labels : dict
        Name of every party, by key.
    source : Dossier
        What was run, for questions about it; no part of the JSON.
    """

    title: str
    dossier: str
    sha256: str
    reading: Reading | None
    draws: int
    seed: int
    scheme: Scheme
    precision: Precision
    verdict: Verdict
    funnel: Funnel
    findings: tuple[Finding, ...]
    robust: tuple[RobustPackage, ...]
    quality: InputQuality
    conditioned: Conditioned | None
    moment: Moment | None
    effort: RunEffort
    n_issues: int
    labels: dict[str, str]
    sides: dict[str, str | None]
    source: Dossier = field(repr=False, compare=False)

    def __repr__(self) -> str:
        under = f", reading {self.reading.key}" if self.reading else ""
        return f"<Run of {self.dossier}{under}: {self.draws} draws, seed {self.seed}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.verdict.sentences, *self.verdict.caveats]
        html = self.verdict.to_frame().to_html(index=False, float_format=lambda share: f"{share:.0%}")
        return {"text/plain": "\n".join(lines), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return the verdict as one tidy frame."""
        return self.verdict.to_frame()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: everything, free of timings, the same on every machine."""
        reading = self.reading
        return {
            "detente": __version__,
            "format": 1,
            "title": self.title,
            "dossier": self.dossier,
            "sha256": self.sha256,
            "reading": None
            if reading is None
            else {
                "key": reading.key,
                "name": reading.name,
                "source": reading.source,
                "argues": reading.argues,
                "thesis_gate": reading.thesis_gate,
            },
            "draws": self.draws,
            "seed": self.seed,
            "scheme": self.scheme.kind,
            "precision": self.precision.to_dict(),
            "issues": self.n_issues,
            "input_quality": self.quality.to_dict(),
            "verdict": self.verdict.to_dict(),
            "funnel": self.funnel.to_dict(),
            "status_quo_test": [finding.to_dict() for finding in self.findings],
            "robust_packages": [package.to_dict() for package in self.robust],
            "conditioned": None if self.conditioned is None else self.conditioned.to_dict(),
            "moment": None if self.moment is None else self.moment.to_dict(),
            "effort": self.effort.to_dict(),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())
