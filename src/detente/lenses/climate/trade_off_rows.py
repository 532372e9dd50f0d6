"""What reassures a third party beside what provokes the other side: the figures, and how they read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.lenses.json_form import json_start
from detente.lenses.spread import Spread

__all__ = ["Instrument", "TradeOff", "TradeOffs"]

Instrument = Literal["pressure", "measure"]


@dataclass(frozen=True, kw_only=True)
class TradeOff:
    """What one option assures, and what it does to the other side's hostility.

    Attributes
    ----------
    option, title : str
        ``issue=option``, and its name.
    by, towards : str
        The principal that acts, and the other.
    instrument : str
        ``pressure``, kept up at the stated size; ``measure``, at the acts of the dossier.
    size : float
        Points by which it is more hostile (below 0: less) in each step, the median for a measure.
    assures : mapping of str to float
        Third parties that gain, and by how many points at the median; the most first.
    provokes : Spread
        Change of the other side's hostility at the end, over draws.
    expected : float
        Mean of that change; above 0 it provokes, below it calms.
    raises : float
        Share of draws in which the other side ends more hostile.
    """

    option: str
    title: str
    by: str
    towards: str
    instrument: Instrument
    size: float
    assures: Mapping[str, float]
    provokes: Spread
    expected: float
    raises: float

    @property
    def assured(self) -> float:
        """Points that all third parties gain together."""
        return math.fsum(self.assures.values())

    @property
    def meaning(self) -> str:
        """One sentence."""
        to = ", ".join(f"{party} {points:g}" for party, points in self.assures.items())
        does = "more" if self.expected > 0 else "less"
        change = (
            f"{abs(self.expected):.2f} points {does} hostile"
            if self.expected
            else "no more and no less hostile"
        )
        return (
            f"{self.option} by {self.by} is worth {self.assured:g} points to third parties ({to}) and leaves "
            f"{self.towards} {change}."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "option": self.option,
            "title": self.title,
            "by": self.by,
            "towards": self.towards,
            "instrument": self.instrument,
            "size": round(self.size, 6) + 0.0,
            "assured": round(self.assured, 6),
            "assures": {party: round(points, 6) for party, points in self.assures.items()},
            "provokes": self.provokes.to_dict(),
            "expected": round(self.expected, 6) + 0.0,
            "raises": round(self.raises, 6),
            "meaning": self.meaning,
        }


@dataclass(frozen=True, kw_only=True)
class TradeOffs:
    """Assurance beside provocation for every option that has both figures.

    Attributes
    ----------
    rows : tuple of TradeOff
        The most assured first, then the least provoking, then the order of the dossier.
    missing : mapping of str to str
        Options that are pressure or a measure and lack a figure: which.
    unscored : tuple of str
        Options from which a third party gains and that have no act: neither pressure nor a measure.
    steps : int
        After which the other side's hostility is read.
    size : float
        Points assumed of every pressure.
    """

    rows: tuple[TradeOff, ...]
    missing: Mapping[str, str]
    unscored: tuple[str, ...]
    steps: int
    size: float

    @property
    def meaning(self) -> str:
        """One sentence."""
        if not self.rows:
            return "No option of the dossier has both a third party that gains from it and an act."
        both = sum(row.expected > 0 for row in self.rows)
        return (
            f"Ways to assure third parties: {len(self.rows)}; in {both} of them the other side ends more "
            f"hostile after {_counted(self.steps, 'step')} than without."
        )

    @property
    def caveat(self) -> str:
        """What the result does not say."""
        return (
            "The dossier does not say how hostile a pressure is; each is taken as "
            f"{_counted(self.size, 'point')} in every step. Third parties on the other side are left out, "
            "and points of different parties are not the same thing."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_start("assurance"),
            "steps": self.steps,
            "size": self.size,
            "rows": [row.to_dict() for row in self.rows],
            "missing": dict(self.missing),
            "unscored": list(self.unscored),
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"
