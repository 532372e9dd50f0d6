"""Readings of a case side by side: the result."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.explain.compared_kinds import ComparedKind
from detente.explain.compared_packages import ComparedPackage
from detente.explain.prescriptions import SignChange
from detente.lenses.json_form import json_head, json_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ComparedReadings", "ThesisCheck"]


@dataclass(frozen=True, kw_only=True)
class ThesisCheck:
    """Where an author says bargains fail, and where they fail when computed.

    Attributes
    ----------
    reading : str
    gate : str or None
        The author's.
    questions : int
        Kinds of deal, each in every form asked about, that could be a deal.
    at_gate, at_gate_in_base : int
        Those that die at the author's gate under the reading, and in the base dossier.
    deaths : mapping of gate to int
        Those that die at each gate under the reading; gates without any are left out.
    """

    reading: str
    gate: str | None
    questions: int
    at_gate: int
    at_gate_in_base: int
    deaths: Mapping[str, int]

    @property
    def comes_out(self) -> bool:
        """Whether some questions end at the author's gate, and at no other gate more."""
        return self.at_gate > 0 and self.at_gate == max(self.deaths.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "reading": self.reading,
            "gate": self.gate,
            "questions": self.questions,
            "at_gate": self.at_gate,
            "at_gate_in_base": self.at_gate_in_base,
            "deaths": dict(self.deaths),
            "comes_out": self.comes_out,
        }


@dataclass(frozen=True, kw_only=True)
class ComparedReadings:
    """Readings side by side.

    Attributes
    ----------
    title, dossier : str
    draws, seed : int
    readings : mapping of str to str
        Names by key, ``"base"`` first.
    kinds : tuple of ComparedKind
        In file order, each form in turn.
    weights : mapping of reading to float, or None
        Summing to 1, where a mixture was asked for.
    mixture_label : str or None
        What the mixture is called: ``"weighted mixture (kramer 1, stutte 2)"``.
    packages : tuple of ComparedPackage
        Those that survive most often; empty where they were not asked for.
    theses : tuple of ThesisCheck
        One for each reading but the base.
    changes_of_sign : tuple of SignChange
        Prescriptions that a principal gains by under one reading and loses by under another.
    principals : tuple of str
    labels : mapping of str to str
    sentences : tuple of str
        Where readings agree and where they part.
    caveats : tuple of str
        What must be known to read it.
    """

    title: str
    dossier: str
    draws: int
    seed: int
    readings: Mapping[str, str]
    kinds: tuple[ComparedKind, ...]
    weights: Mapping[str, float] | None
    mixture_label: str | None
    packages: tuple[ComparedPackage, ...]
    theses: tuple[ThesisCheck, ...]
    changes_of_sign: tuple[SignChange, ...]
    principals: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    sentences: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<ComparedReadings of {self.dossier}: {', '.join(self.readings)}; {self.draws} draws>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws under each reading)", *self.sentences]
        table = self.to_frame().to_html(index=False, float_format=lambda share: f"{share:.0%}")
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return {"text/plain": "\n".join([*lines, *self.caveats]), "text/html": paragraphs + table}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per kind of deal, form and reading; the mixture under its label."""
        import pandas as pd

        rows = []
        for kind in self.kinds:
            fates = {reading: one.fate for reading, one in kind.under.items()}
            if kind.mixture is not None and self.mixture_label is not None:
                fates[self.mixture_label] = kind.mixture
            for reading, fate in fates.items():
                blocker = kind.under[reading].blocker if reading in kind.under else None
                rows.append(
                    (kind.key, kind.form, reading, fate.word, fate.share, fate.gate_of_death, blocker)
                )
        columns = ["kind", "form", "reading", "verdict", "share", "gate_of_death", "sole_blocker"]
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "readings",
                title=self.title,
                dossier=self.dossier,
                reading=None,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "readings": dict(self.readings),
            "kinds": [kind.to_dict() for kind in self.kinds],
            "weights": None if self.weights is None else dict(self.weights),
            "mixture": self.mixture_label,
            "packages": [package.to_dict() for package in self.packages],
            "theses": [check.to_dict() for check in self.theses],
            "changes_of_sign": [change.to_dict() for change in self.changes_of_sign],
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())
