"""Who else would have to come to the table for an option to be deliverable.

A coalition of third parties *suffices* when, with what those at the table hold, its control
reaches what the option requires; it is *minimal* when no part of it suffices. Every minimal
coalition is found by trying all of them: minimal winning coalitions in the sense of Riker (1962,
*The Theory of Political Coalitions*), with control for votes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.options import Pair, option_of
from detente.model.delivery import seated
from detente.model.fixed_point import UNIT, share_of

__all__ = ["MOST_OUTSIDERS", "Coalition", "CoalitionQuestion", "Joining", "Outsiders", "outsiders_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Status = Literal["deliverable", "needs others", "out of reach"]

#: Third parties on one issue whose coalitions are all tried.
MOST_OUTSIDERS = 12
#: A coalition that is minimal in at least this share of draws is told, whatever the medians say.
RARE = 0.05
#: Sums held at once.
ROOM = 1 << 22


@dataclass(frozen=True, kw_only=True)
class Coalition:
    """Third parties whose coming to the table makes an option deliverable.

    Attributes
    ----------
    parties : tuple of str
    at_medians : bool
        Whether it is minimal with every judgement at its median.
    suffices, minimal : float
        Share of draws in which it suffices, and in which no part of it does.
    """

    parties: tuple[str, ...]
    at_medians: bool
    suffices: float
    minimal: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "parties": list(self.parties),
            "at_medians": self.at_medians,
            "suffices": self.suffices,
            "minimal": self.minimal,
        }


@dataclass(frozen=True, kw_only=True)
class Joining:
    """Who would have to come for one option.

    Attributes
    ----------
    issue, option : str
    status : {"deliverable", "needs others", "out of reach"}
        At the medians: nobody else is needed, some coalition suffices, or not even all would.
    outsiders : tuple of str
        Third parties whose control would count, most control first.
    coalitions : tuple of Coalition
        Every one that is minimal at the medians, then those minimal in at least 5% of draws; by
        size, then by how often they suffice.
    reachable : float
        Share of draws in which all of the outsiders together suffice.
    left_out : tuple of str
        Outsiders past the first 12, who are not counted.
    """

    issue: str
    option: str
    status: Status
    outsiders: tuple[str, ...]
    coalitions: tuple[Coalition, ...]
    reachable: float
    left_out: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "status": self.status,
            "outsiders": list(self.outsiders),
            "coalitions": [coalition.to_dict() for coalition in self.coalitions],
            "reachable": self.reachable,
            "left_out": list(self.left_out),
        }


@dataclass(frozen=True, kw_only=True)
class Outsiders:
    """Third parties whose control would count for one option: ``parties``, and those left out."""

    parties: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def outsiders_of(dossier: Dossier, pair: Pair) -> Outsiders:
    """List the parties with control of an issue who are not at the table, most control first.

    A party with leakage that does not perform the option brings none, so it is not among them.
    """
    issue, option = dossier.issues[pair[0]], option_of(dossier, pair)
    table = seated(dossier)
    found = [
        party
        for party in issue.control
        if party not in table and (party not in issue.leakage or party in option.performers)
    ]
    found.sort(key=lambda party: (-issue.control[party].middle, party))
    return Outsiders(parties=tuple(found[:MOST_OUTSIDERS]), left_out=tuple(found[MOST_OUTSIDERS:]))


@dataclass(frozen=True, kw_only=True)
class CoalitionQuestion:
    """The question which coalitions of third parties would make some options deliverable.

    ``measure`` looks at a block of draws; ``answer`` needs those of all draws, and the medians.
    """

    dossier: Dossier
    options: tuple[Pair, ...]

    def measure(self, drawn: Drawn) -> Int:
        """Return, option by option, what is required, held, kept of it, and held by each outsider.

        Returns
        -------
        int64 array, shape (n_rows, n_draws)
            Units.
        """
        rows = [row for pair in self.options for row in self._rows(pair, drawn)]
        return np.array(rows, np.int64).reshape(-1, len(drawn))

    def _rows(self, pair: Pair, drawn: Drawn) -> Iterator[Int]:
        issue, option = self.dossier.issues[pair[0]], option_of(self.dossier, pair)
        table = seated(self.dossier)
        nothing = np.zeros(len(drawn), np.int64)
        leaking = {party: q for party, q in issue.leakage.items() if party not in option.performers}
        inside = [q for party, q in issue.control.items() if party in table and party not in leaking]
        yield drawn.units(option.requires)
        yield sum((drawn.units(q) for q in inside), nothing)
        yield UNIT - np.minimum(sum((drawn.units(q) for q in leaking.values()), nothing), UNIT)
        for party in outsiders_of(self.dossier, pair).parties:
            yield drawn.units(issue.control[party])

    def answer(self, measured: Int, at_medians: Int) -> tuple[Joining, ...]:
        """Find the coalitions of every option.

        Parameters
        ----------
        measured : int64 array, shape (n_rows, n_draws)
        at_medians : int64 array, shape (n_rows, 1)
            What ``measure`` returns for the medians.
        """
        found, start = [], 0
        for pair in self.options:
            outsiders = outsiders_of(self.dossier, pair)
            end = start + 3 + len(outsiders.parties)
            found.append(_joining(pair, outsiders, measured[start:end], at_medians[start:end]))
            start = end
        return tuple(found)


def _joining(pair: Pair, outsiders: Outsiders, rows: Int, middle: Int) -> Joining:
    n = len(outsiders.parties)
    suffices, minimal = np.zeros(1 << n, np.int64), np.zeros(1 << n, np.int64)
    step = max(1, ROOM >> n)
    for start in range(0, rows.shape[1], step):
        enough, least = _tried(rows[:, start : start + step])
        suffices += enough.sum(axis=1)
        minimal += least.sum(axis=1)
    enough, least = _tried(middle)
    draws = rows.shape[1]
    told = [
        Coalition(
            parties=tuple(party for k, party in enumerate(outsiders.parties) if mask >> k & 1),
            at_medians=bool(least[mask, 0]),
            suffices=float(suffices[mask] / draws),
            minimal=float(minimal[mask] / draws),
        )
        for mask in range(1, 1 << n)
        if least[mask, 0] or minimal[mask] >= RARE * draws
    ]
    told.sort(key=lambda c: (not c.at_medians, len(c.parties), -c.suffices, c.parties))
    return Joining(
        issue=pair[0],
        option=pair[1],
        status="deliverable" if enough[0, 0] else "needs others" if enough[-1, 0] else "out of reach",
        outsiders=outsiders.parties,
        coalitions=tuple(told),
        reachable=float(suffices[-1] / draws),
        left_out=outsiders.left_out,
    )


def _tried(rows: Int) -> tuple[Bool, Bool]:
    """Tell for every set of outsiders whether it suffices, and whether it does so and no part does.

    Returns
    -------
    enough, least : bool array, shape (2 ** n_outsiders, n_draws)
        Bit k of the row number says whether outsider k is in the set.
    """
    required, held, kept, *shares = rows
    sums = held[None, :]
    for share in shares:
        sums = np.concatenate([sums, sums + share])
    enough: Bool = share_of(sums, kept) >= required
    least = enough.copy()
    sets = np.arange(len(sums))
    # More control never takes anything away, so only the loss of a single member need be tried.
    for k in range(len(shares)):
        with_k = sets[(sets >> k & 1) == 1]
        least[with_k] &= ~enough[with_k ^ (1 << k)]
    return enough, least
