"""What would turn the verdict on each kind of deal of a dossier, in short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from detente.ensemble.depths import Form
from detente.explain.flip_fewest import Fewest, together_at_least
from detente.explain.flip_result import VerdictWord
from detente.explain.flip_sets import Completeness, FlipSet
from detente.explain.flip_words import nothing_sentence, set_words
from detente.lenses.json_form import json_head, json_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FlipOverview", "KindFlips"]

KindStatus = Literal["flips", "nothing flips it", "stands already", "not judged"]


@dataclass(frozen=True, kw_only=True)
class KindFlips:
    """The nearest flips of one kind of deal.

    Attributes
    ----------
    key, name : str
    form : str
    verdict, to : str or None
        With every judgement at its median, and the one looked for; None where it was not judged.
    share : float or None
        Share of draws with a deal.
    singles : tuple of FlipSet
        The nearest changes of one judgement, up to three.
    nearest : FlipSet or None
        The nearest set of any size.
    n_sets : int
        Sets found.
    completeness : tuple of Completeness
    farthest : float
    fewest : Fewest or None
        How many judgements have to change at least, where a deal is looked for among listed packages.
    reason : str or None
        Why it was not judged.
    """

    key: str
    name: str
    form: Form
    verdict: VerdictWord | None
    to: VerdictWord | None
    share: float | None
    singles: tuple[FlipSet, ...] = ()
    nearest: FlipSet | None = None
    n_sets: int = 0
    completeness: tuple[Completeness, ...] = ()
    farthest: float
    fewest: Fewest | None = None
    reason: str | None = None

    @property
    def status(self) -> KindStatus:
        """What came of it."""
        if self.verdict is None:
            return "not judged"
        if self.verdict == self.to:
            return "stands already"
        return "flips" if self.nearest is not None else "nothing flips it"

    @property
    def together_at_least(self) -> int:
        """How many judgements have to change together, as far as is proved; 1 where nothing is."""
        return together_at_least(self.fewest, self.completeness)

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        if self.verdict is None:
            return f"{self.name}: not judged; {self.reason}."
        start = f"{self.name}: {self.verdict} at the medians"
        if self.status == "stands already":
            return f"{start}, as asked for."
        if self.nearest is None and self.together_at_least > 1:
            return f"{start}; at least {self.together_at_least} judgements would have to change together."
        if self.nearest is None:
            return f"{start}. {nothing_sentence(self.completeness, self.farthest)}"
        return f"{start}; it turns with {set_words(self.nearest)}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "verdict": self.verdict,
            "to": self.to,
            "status": self.status,
            "share": self.share,
            "singles": [one.to_dict() for one in self.singles],
            "nearest": None if self.nearest is None else self.nearest.to_dict(),
            "sets_found": self.n_sets,
            "completeness": [one.to_dict() for one in self.completeness],
            "farthest_reach": self.farthest,
            "together_at_least": self.together_at_least if self.status == "nothing flips it" else None,
            "reason": self.reason,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, kw_only=True)
class FlipOverview:
    """The nearest flips of every kind of deal.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
    kinds : tuple of KindFlips
        In file order.
    sources : mapping of path to tuple of str
        Sources of every judgement told of.
    labels : mapping
        Names of parties, issues and options.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    kinds: tuple[KindFlips, ...]
    sources: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    @property
    def ranked(self) -> tuple[KindFlips, ...]:
        """Kinds that something turns, the one that has to leave the ranges least first."""
        turning = [(kind.nearest, kind) for kind in self.kinds if kind.nearest is not None]
        turning.sort(key=lambda pair: (pair[0].beyond, pair[0].reach))
        return tuple(kind for _, kind in turning)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, the bottom line first."""
        if not self.kinds:
            return ("The dossier names no kind of deal.",)
        judged = [kind for kind in self.kinds if kind.verdict is not None]
        asked = [kind for kind in judged if kind.status != "stands already"]
        inside = [kind for kind in self.ranked if kind.nearest is not None and kind.nearest.beyond == 0]
        sizes = max((one.size for kind in asked for one in kind.completeness), default=1)
        most = {1: "one judgement", 2: "up to two judgements", 3: "up to three judgements"}[sizes]
        first = (
            f"Of {len(judged)} kinds of deal {len(self.ranked) or 'none'} would turn with {most} moved, "
            f"{len(inside) or 'none'} of them with all inside the elicited ranges."
        )
        return (first, *(kind.sentence for kind in self.ranked[:3]))

    def __repr__(self) -> str:
        return f"<FlipOverview of {self.dossier}: {len(self.ranked)} of {len(self.kinds)} kinds of deal turn>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.3f}")
        return {"text/plain": "\n".join([*self.sentences, *self.caveats]), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each kind of deal."""
        import pandas as pd

        rows = [
            {
                "kind": kind.key,
                "form": kind.form,
                "verdict": kind.verdict,
                "to": kind.to,
                "status": kind.status,
                "share": kind.share,
                "sets_found": kind.n_sets,
                "nearest_size": None if kind.nearest is None else len(kind.nearest.turns),
                "nearest_beyond": None if kind.nearest is None else kind.nearest.beyond,
                "nearest_reach": None if kind.nearest is None else kind.nearest.reach,
                "nearest": None if kind.nearest is None else ", ".join(kind.nearest.paths),
                "nearest_single": ", ".join(kind.singles[0].paths) if kind.singles else None,
                "nearest_single_value": kind.singles[0].turns[0].value if kind.singles else None,
                "nearest_single_beyond": kind.singles[0].beyond if kind.singles else None,
            }
            for kind in self.kinds
        ]
        columns = [] if rows else ["kind"]
        return pd.DataFrame(rows, columns=columns or None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "flip",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "kinds": [kind.to_dict() for kind in self.kinds],
            "sources": {path: list(lines) for path, lines in self.sources.items()},
            "labels": dict(self.labels),
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())
