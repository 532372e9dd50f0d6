"""Declared position against conduct: what a party says it is for, and what it acts on.

The two stand in the dossier as two entries; the gap between them is computed. It is worth something
to the party itself, which is why it does not do as it says, and to the others, who would gain or lose
if it did (cheap talk: Crawford and Sobel 1982, *Econometrica* 50(6)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Position
from detente.lenses.leverage.drawn import Drawn, spread_of
from detente.lenses.leverage.rows import Key, Rows
from detente.lenses.spread import Spread

__all__ = ["DoubleGame", "DoubleGameQuestion"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class DoubleGame:
    """A party that says one thing and does another.

    Attributes
    ----------
    party, issue : str
    declared, conduct : str
        Options.
    gap : mapping of party to Spread
        Points of the declared option less those of the conduct, each on its own scale: for the
        party itself, then for every principal, then for all others with a stake in either option.
    prefers_conduct : float
        Share of draws in which the party itself is better off doing as it does than as it says.
    note : str or None
    """

    party: str
    issue: str
    declared: str
    conduct: str
    gap: Mapping[str, Spread]
    prefers_conduct: float
    note: str | None

    @property
    def is_double(self) -> bool:
        """Whether the two differ."""
        return self.declared != self.conduct

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "issue": self.issue,
            "declared": self.declared,
            "conduct": self.conduct,
            "is_double": self.is_double,
            "gap": {party: gap.to_dict() for party, gap in self.gap.items()},
            "prefers_conduct": self.prefers_conduct,
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True)
class DoubleGameQuestion:
    """The question what the difference between word and deed is worth, and to whom.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.
    """

    dossier: Dossier

    def _cases(self) -> list[tuple[str, str, Position]]:
        return [
            (party, issue, position)
            for party, by_issue in self.dossier.positions.items()
            for issue, position in by_issue.items()
        ]

    def _concerned(self, party: str, issue: str, position: Position) -> tuple[str, ...]:
        touched = {position.declared, position.conduct}
        stakeholders = (p for p, by in self.dossier.stakes.items() if touched & set(by.get(issue, {})))
        return tuple(dict.fromkeys([party, *self.dossier.principals, *stakeholders]))

    @cached_property
    def _rows(self) -> Rows:
        return Rows(
            Key("points", who, issue, option)
            for party, issue, position in self._cases()
            for who in self._concerned(party, issue, position)
            for option in (position.declared, position.conduct)
        )

    def measure(self, drawn: Drawn) -> Float:
        """Return what word and deed are worth to everybody concerned, shape (n_rows, n_draws)."""
        return self._rows.measure(drawn)

    def answer(self, measured: Float) -> tuple[DoubleGame, ...]:
        """Sum up the draws, in file order."""
        return tuple(self._double_game(*case, measured) for case in self._cases())

    def _double_game(self, party: str, issue: str, position: Position, measured: Float) -> DoubleGame:
        def gap(who: str) -> Float:
            said = self._rows.find(measured, "points", who, issue, position.declared)
            done = self._rows.find(measured, "points", who, issue, position.conduct)
            return said - done

        concerned = self._concerned(party, issue, position)
        return DoubleGame(
            party=party,
            issue=issue,
            declared=position.declared,
            conduct=position.conduct,
            gap={who: spread_of(gap(who)) for who in concerned},
            prefers_conduct=float(np.mean(gap(party) < 0)),
            note=position.note,
        )
