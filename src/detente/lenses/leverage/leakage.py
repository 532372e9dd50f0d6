"""Gross and net control: what is left of a party's effort if others step in.

Where one supplier stops, another sells (Drezner 2000, *International Organization* 54(1), on what
leaks from sanctions). A party with leakage that takes no part undoes its share of what the others
bring to bear, so what counts of their control is net.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Issue
from detente.lenses.leverage.drawn import Drawn, share_spread
from detente.lenses.spread import Spread
from detente.model.fixed_point import UNIT, share_of

__all__ = ["LeakageQuestion", "NetControl"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class NetControl:
    """What one party commands of an issue, and what is left of it if those who leak take no part.

    Attributes
    ----------
    issue, party : str
    gross, net : Spread
        Shares of the outcome, 0 to 1.
    undone_by : tuple of str
        The others with leakage on the issue; empty where nothing is undone.
    """

    issue: str
    party: str
    gross: Spread
    net: Spread
    undone_by: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "party": self.party,
            "gross": self.gross.to_dict(),
            "net": self.net.to_dict(),
            "undone_by": list(self.undone_by),
        }


@dataclass(frozen=True, kw_only=True)
class LeakageQuestion:
    """The question what each party's control is worth on the issues where something leaks.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.
    """

    dossier: Dossier

    def _cases(self) -> list[tuple[Issue, str]]:
        leaking = (issue for issue in self.dossier.issues.values() if issue.leakage)
        return [(issue, party) for issue in leaking for party in issue.control]

    def measure(self, drawn: Drawn) -> Float:
        """Return gross and net control of each party on each such issue.

        Returns
        -------
        float array, shape (2 * n_cases, n_draws)
        """
        rows = []
        for issue, party in self._cases():
            gross = drawn.units(issue.control[party])
            lost = np.zeros_like(gross)
            for other in _others(issue, party):
                lost += drawn.units(issue.leakage[other])
            rows += [gross / UNIT, share_of(gross, UNIT - np.minimum(lost, UNIT)) / UNIT]
        return np.array(rows, np.float64).reshape(-1, len(drawn))

    def answer(self, measured: Float) -> tuple[NetControl, ...]:
        """Sum up the draws, in file order."""
        return tuple(
            NetControl(
                issue=issue.key,
                party=party,
                gross=share_spread(measured[2 * k]),
                net=share_spread(measured[2 * k + 1]),
                undone_by=_others(issue, party),
            )
            for k, (issue, party) in enumerate(self._cases())
        )


def _others(issue: Issue, party: str) -> tuple[str, ...]:
    return tuple(other for other in issue.leakage if other != party)
