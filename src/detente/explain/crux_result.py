"""What carries the verdict from one reading to another: the result."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from detente.ensemble.depths import Form
from detente.explain.crux_kind import Across, KindCrux
from detente.explain.crux_words import ToldDifference
from detente.lenses.json_form import json_head, json_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Crux", "CruxStatus"]

CruxStatus = Literal["different verdicts", "same verdict", "no differences", "no question"]


@dataclass(frozen=True, kw_only=True)
class Crux:
    """What carries the verdict from one reading to another.

    Attributes
    ----------
    title, dossier : str
        Title and key of the first dossier.
    before, after : str
        Names of the two: their readings, ``"base"``, or ``"before"`` and ``"after"`` where these are
        the same.
    form : str
    draws, seed : int
    status : str
        ``"different verdicts"`` for at least one kind of deal; ``"same verdict"`` for all;
        ``"no differences"`` at all; ``"no question"`` where no kind of deal has this form in both.
    differences : mapping of name to ToldDifference
        All of them, sorted.
    kinds : tuple of KindCrux
        Every kind of deal judged, in file order.
    skipped : tuple of str
        Kinds of deal that only one of the two has.
    not_judged : tuple of str
        Kinds of deal that are none under either: they ask only for pressure, or no package of them can
        be made.
    principals : tuple of str
    labels : mapping of str to str
        Names of parties, issues and, as ``issue=option``, options.
    sentences : tuple of str
        The bottom line.
    caveats : tuple of str
        What must be known to read it.
    """

    title: str
    dossier: str
    before: str
    after: str
    form: Form
    draws: int
    seed: int
    status: CruxStatus
    differences: Mapping[str, ToldDifference]
    kinds: tuple[KindCrux, ...]
    skipped: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    sentences: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def __repr__(self) -> str:
        n = len(self.differences)
        return (
            f"<Crux of {self.dossier}, {self.before} to {self.after}: {n} difference{'' if n == 1 else 's'}, "
            f"{len(self.differing)} of {len(self.kinds)} verdicts differ>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title}: {self.before} to {self.after} ({self.draws} draws)", *self.sentences]
        table = self.to_frame().to_html(index=False, escape=True)
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return {"text/plain": "\n".join([*lines, *self.caveats]), "text/html": paragraphs + table}

    def __getitem__(self, key: str) -> KindCrux:
        return next(kind for kind in self.kinds if kind.key == key)

    @property
    def differing(self) -> tuple[KindCrux, ...]:
        """Kinds of deal with different verdicts."""
        return tuple(kind for kind in self.kinds if kind.status == "different verdicts")

    @property
    def deciding(self) -> Mapping[str, tuple[str, ...]]:
        """Differences that stand in a smallest set of either way, with the kinds of deal for which.

        Those for most kinds come first.
        """
        found: dict[str, list[str]] = {}
        for kind in self.kinds:
            for name in sorted({name for across in _both(kind) for name in across.smallest}):
                found.setdefault(name, []).append(kind.key)
        ranked = sorted(found, key=lambda name: (-len(found[name]), name))
        return {name: tuple(found[name]) for name in ranked}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per kind of deal, direction and carrying set."""
        import pandas as pd

        columns = ["kind", "from", "to", "size", "differences", "verdict", "gate_of_death", "share", "proof"]
        rows = [
            (
                kind.key,
                across.start,
                across.end,
                len(one.names),
                ", ".join(one.names),
                one.fate.word,
                one.fate.gate_of_death,
                one.fate.share,
                across.proof,
            )
            for kind in self.kinds
            for across in _both(kind)
            for one in across.sets
        ]
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "crux",
                title=self.title,
                dossier=self.dossier,
                reading=None,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "before": self.before,
            "after": self.after,
            "form": self.form,
            "status": self.status,
            "differences": [one.to_dict() for one in self.differences.values()],
            "kinds": [kind.to_dict() for kind in self.kinds],
            "skipped": list(self.skipped),
            "not_judged": list(self.not_judged),
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def _both(kind: KindCrux) -> Iterator[Across]:
    yield from (across for across in (kind.there, kind.back) if across is not None)
