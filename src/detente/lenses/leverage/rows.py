"""Numbers of parties about options, drawn once each and found again by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.drawn import Drawn

__all__ = ["Key", "Rows"]

Float = NDArray[np.float64]
Kind = Literal["points", "surplus", "cost of an issue"]


class Key(NamedTuple):
    """What a number is about; all are in the party's own points, see :class:`Drawn`."""

    kind: Kind
    party: str
    issue: str
    option: str


class Rows:
    """A table of numbers, a row for each key.

    Parameters
    ----------
    keys : iterable of Key
        Repetitions count once.
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._row: Mapping[Key, int] = {key: row for row, key in enumerate(dict.fromkeys(keys))}

    def __len__(self) -> int:
        return len(self._row)

    def measure(self, drawn: Drawn) -> Float:
        """Return the numbers in a block of draws, shape (n_keys, n_draws)."""
        return np.array([_number(drawn, key) for key in self._row], np.float64).reshape(-1, len(drawn))

    def find(self, measured: Float, kind: Kind, party: str, issue: str, option: str) -> Float:
        """Return one number from what was measured, shape (n_draws,)."""
        found: Float = measured[self._row[Key(kind, party, issue, option)]]
        return found


def _number(drawn: Drawn, key: Key) -> Float:
    match key.kind:
        case "points":
            return drawn.points(key.party, key.issue, key.option)
        case "surplus":
            return drawn.surplus(key.party, key.issue, key.option)
        case "cost of an issue":
            return drawn.issue_cost(key.party)
