"""What the Nash package does over many draws: which issues it moves, and what it gives to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DrawnBargain", "IssueMovement", "Movement", "movement_of"]


@dataclass(frozen=True, kw_only=True)
class DrawnBargain:
    """The Nash package of one draw.

    Attributes
    ----------
    package : mapping of issue to option, or None
        What it changes; None where no package gives every party a gain.
    surplus : tuple of float
        Of each party, in points; empty where there is no package.
    """

    package: Mapping[str, str] | None
    surplus: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IssueMovement:
    """How often the Nash package moves an issue.

    Attributes
    ----------
    issue : str
    share : float
        Share of the draws with a Nash package in which it moves the issue.
    options : mapping of option to float
        The same by option, most frequent first.
    """

    issue: str
    share: float
    options: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Movement:
    """The Nash package over draws.

    Attributes
    ----------
    draws, seed : int
    found : int
        Draws in which some package gives every party a gain; the rest is about those.
    issues : tuple of IssueMovement
        Most often moved first.
    surplus : mapping of party to (float, float, float)
        5th, 50th and 95th percentile of its surplus, in points.
    """

    draws: int
    seed: int
    found: int
    issues: tuple[IssueMovement, ...]
    surplus: Mapping[str, tuple[float, float, float]]

    @property
    def share(self) -> float:
        """Share of draws in which some package gives every party a gain."""
        return self.found / self.draws

    def to_frame(self) -> pd.DataFrame:
        """Return one row per issue and option: issue, option, share."""
        import pandas as pd

        rows = [
            {"issue": moved.issue, "option": option, "share": share}
            for moved in self.issues
            for option, share in moved.options.items()
        ]
        return pd.DataFrame(rows, columns=["issue", "option", "share"])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "found": self.found,
            "issues": [
                {"issue": moved.issue, "share": moved.share, "options": dict(moved.options)}
                for moved in self.issues
            ],
            "surplus": {
                party: {"p05": low, "p50": middle, "p95": high}
                for party, (low, middle, high) in self.surplus.items()
            },
        }


def movement_of(
    drawn: Sequence[DrawnBargain], *, issues: Sequence[str], parties: Sequence[str], seed: int
) -> Movement:
    """Sum up the Nash packages of many draws.

    Parameters
    ----------
    drawn : sequence of DrawnBargain
        One for each draw.
    issues, parties : sequences of str
        All issues; those who bargain, in the order of the surpluses.
    seed : int
    """
    packages = [d.package for d in drawn if d.package is not None]
    moved = [_issue(issue, packages) for issue in issues] if packages else []
    surplus = np.array([d.surplus for d in drawn if d.package is not None]).reshape(-1, len(parties))
    spread = {}
    for k, party in enumerate(parties):
        if len(surplus):
            low, middle, high = np.quantile(surplus[:, k], (0.05, 0.5, 0.95), method="nearest")
            spread[party] = (round(float(low), 3), round(float(middle), 3), round(float(high), 3))
    return Movement(
        draws=len(drawn),
        seed=seed,
        found=len(packages),
        issues=tuple(sorted(moved, key=lambda m: (-m.share, m.issue))),
        surplus=spread,
    )


def _issue(issue: str, packages: Sequence[Mapping[str, str]]) -> IssueMovement:
    taken = Counter(package[issue] for package in packages if issue in package)
    n = len(packages)
    ranked = sorted(taken.items(), key=lambda pair: (-pair[1], pair[0]))
    return IssueMovement(
        issue=issue,
        share=sum(taken.values()) / n,
        options={option: times / n for option, times in ranked},
    )
