"""What a sweep found: at every point of its axes what becomes of each kind of deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from detente.ensemble.depths import Form
from detente.explain.sweep_axes import SweepAxis, Value
from detente.lenses.json_form import json_head, json_text
from detente.model.predicate import GATES
from detente.verdict.intervals import ShareInterval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Layout", "Sweep", "SweepPoint", "SweptKind", "Trend"]

Layout = Literal["line", "grid", "one at a time"]
#: What a share does while an axis ascends.
Trend = Literal["rises", "falls", "stays", "rises and falls"]


@dataclass(frozen=True, kw_only=True)
class SweepPoint:
    """What becomes of one kind of deal at one point.

    Attributes
    ----------
    at : tuple of float or str
        The value of each axis, in order; empty where all is as elicited.
    share : ShareInterval
        Draws in which such a package passes all gates, with the 95% interval of Wilson.
    gate_of_death : str or None
        Gate at which it dies most often (the earlier where two tie); None where it passes all gates
        in at least half of the draws.
    survives : mapping of gate to float
        Share of draws in which such a package passes this gate and all before it.
    """

    at: tuple[Value, ...]
    share: ShareInterval
    gate_of_death: str | None
    survives: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "at": list(self.at),
            "share": self.share.to_dict(),
            "gate_of_death": self.gate_of_death,
            "survives": dict(self.survives),
        }


@dataclass(frozen=True, kw_only=True)
class SweptKind:
    """One kind of deal over one axis or two.

    Attributes
    ----------
    deal, name, form : str
        Key and name of the kind of deal, and in which form it is judged.
    axes : tuple of SweepAxis
        One or two.
    points : tuple of SweepPoint
        One for each point; the last axis turns fastest.
    as_elicited : SweepPoint
        With all judgements drawn as they stand.
    """

    deal: str
    name: str
    form: Form
    axes: tuple[SweepAxis, ...]
    points: tuple[SweepPoint, ...]
    as_elicited: SweepPoint

    @cached_property
    def rows(self) -> tuple[tuple[SweepPoint, ...], ...]:
        """Points by the value of the first axis; of one axis, a single row."""
        n = len(self.axes[-1].values)
        return tuple(self.points[k : k + n] for k in range(0, len(self.points), n))

    @property
    def swing(self) -> float:
        """Largest share less smallest."""
        hits = [point.share.hits for point in self.points]
        return (max(hits) - min(hits)) / self.points[0].share.draws

    @property
    def moves(self) -> bool:
        """Whether the share or the gate of death differs between points."""
        return self.swing > 0 or self.flips

    @property
    def flips(self) -> bool:
        """Whether the verdict differs between points: a deal or none, or another gate of death."""
        return len({point.gate_of_death for point in self.points}) > 1

    def lines(self, axis: int) -> Iterator[tuple[SweepPoint, ...]]:
        """Yield the points along an axis, for each value of the other one."""
        if len(self.axes) == 1 or axis == 1:
            yield from self.rows
        else:
            yield from zip(*self.rows, strict=True)

    def trend(self, axis: int) -> Trend:
        """Say what the share does while an axis ascends, whatever the other one is."""
        steps = {
            (after.share.hits > before.share.hits) - (after.share.hits < before.share.hits)
            for line in self.lines(axis)
            for before, after in pairwise(line)
        }
        if {1, -1} <= steps:
            return "rises and falls"
        return "rises" if 1 in steps else "falls" if -1 in steps else "stays"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "deal": self.deal,
            "name": self.name,
            "form": self.form,
            "axes": [axis.name for axis in self.axes],
            "swing": self.swing,
            "moves": self.moves,
            "flips": self.flips,
            "trends": [self.trend(k) for k in range(len(self.axes))],
            "as_elicited": self.as_elicited.to_dict(),
            "points": [point.to_dict() for point in self.points],
        }


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A grid of verdicts, a line, or several lines.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    form : str
    layout : str
        ``"line"`` for one axis, ``"grid"`` for two together, ``"one at a time"`` for several lines.
    axes : tuple of SweepAxis
    kinds : tuple of SweptKind
        In file order; one for each kind of deal, or for each axis and kind of deal where axes are
        swept one at a time.
    sentences, caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    form: Form
    layout: Layout
    axes: tuple[SweepAxis, ...]
    kinds: tuple[SweptKind, ...]
    sentences: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[SweepPoint, ...]:
        """Every point of every kind of deal, in the order of ``kinds``."""
        return tuple(point for kind in self.kinds for point in kind.points)

    @property
    def moving(self) -> tuple[SweptKind, ...]:
        """Those that are not the same everywhere, the largest swing first."""
        return tuple(sorted((k for k in self.kinds if k.moves), key=lambda k: (not k.flips, -k.swing)))

    def __repr__(self) -> str:
        over = " x ".join(f"{axis.name} ({len(axis.values)})" for axis in self.axes)
        n = sum(kind.flips for kind in self.kinds)
        return f"<Sweep of {self.dossier} over {over}: {n} of {len(self.kinds)} flip, {self.draws} draws>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.sentences, *self.caveats]
        return {"text/plain": "\n".join(lines), "text/html": self.to_frame().to_html(index=False)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "sweep",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "form": self.form,
            "layout": self.layout,
            "axes": [axis.to_dict() for axis in self.axes],
            "kinds": [kind.to_dict() for kind in self.kinds],
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each point and kind of deal.

        Columns: one for each axis, by its name, with its value (missing where another axis is swept);
        deal, name, form, share, low, high (95% interval), gate_of_death (missing where there is a
        deal), and for each gate the share of draws in which it and all before it are passed.
        """
        import pandas as pd

        names = [axis.name for axis in self.axes]
        columns = [*names, "deal", "name", "form", "share", "low", "high", "gate_of_death", *GATES]
        rows = [_row(names, kind, point) for kind in self.kinds for point in kind.points]
        return pd.DataFrame(rows, columns=columns)


def _row(names: list[str], kind: SweptKind, point: SweepPoint) -> dict[str, Any]:
    at: dict[str, Value | None] = dict.fromkeys(names)
    at |= dict(zip((axis.name for axis in kind.axes), point.at, strict=True))
    return {
        **at,
        "deal": kind.deal,
        "name": kind.name,
        "form": kind.form,
        "share": point.share.share,
        "low": point.share.low,
        "high": point.share.high,
        "gate_of_death": point.gate_of_death,
        **point.survives,
    }
