"""The commitment horizon: whether those who decide later would ratify, and honour, what today's do.

A later Congress, or a later president, is the dossier with the successor's changes made. Every
judgement that the successor leaves alone keeps its luck: the same draw is looked at with both, so
that a package lost is lost to the change of hands and not to chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.dossier.dossier import Successor
from detente.lenses.ratification.rules import members_of_rules
from detente.lenses.ratification.votes import PackageVotes

__all__ = ["Horizon", "PackageHorizon", "horizon_of", "in_order"]

DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class PackageHorizon:
    """One package under today's deciders and under a successor.

    Attributes
    ----------
    name, origin : str
        Of the package.
    today : float
        Share of draws in which the rules of that side are met today.
    later : float
        The same under the successor.
    both : float
        Share of draws in which both do; ``today - both`` is what a change of hands undoes.
    chance_today, chance_later : float
        Mean chance of it when votes are uncertain.
    refuses : mapping of party to float
        Share of draws in which each later member of the rules called refuses, the most first.
    leaves : float
        Share of draws in which the later principal itself would be worse off than without it.
    leaves_today : float
        The same of today's.
    """

    name: str
    origin: str
    today: float
    later: float
    both: float
    chance_today: float
    chance_later: float
    refuses: Mapping[str, float]
    leaves: float
    leaves_today: float

    @property
    def lost(self) -> float:
        """Share of draws in which it is ratified today and not by the successor."""
        return max(self.today - self.both, 0.0)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "origin": self.origin,
            "ratified_today": self.today,
            "ratified_later": self.later,
            "ratified_by_both": self.both,
            "mean_chance_today": self.chance_today,
            "mean_chance_later": self.chance_later,
            "refuses_later": dict(self.refuses),
            "principal_refuses_later": self.leaves,
            "principal_refuses_today": self.leaves_today,
        }


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """All packages under one successor.

    Attributes
    ----------
    key, name : str
    side : str
        Principal at whose home the successor decides.
    date : date or None
        When it takes over.
    years : float or None
        From the day the dossier speaks of; None where either date is missing.
    packages : tuple of PackageHorizon
    """

    key: str
    name: str
    side: str
    date: dt.date | None
    years: float | None
    packages: tuple[PackageHorizon, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "side": self.side,
            "date": None if self.date is None else self.date.isoformat(),
            "years": self.years,
            "packages": [package.to_dict() for package in self.packages],
        }


def in_order(successors: Mapping[str, Successor]) -> tuple[Successor, ...]:
    """Return successors by date, those without one last, then by key."""
    last = dt.date.max
    return tuple(sorted(successors.values(), key=lambda s: (s.date is None, s.date or last, s.key)))


def horizon_of(
    successor: Successor,
    as_of: dt.date | None,
    today: Sequence[PackageVotes],
    later: Sequence[PackageVotes],
) -> Horizon:
    """Compare today's ratifiers with their successors, package by package.

    Parameters
    ----------
    successor : Successor
    as_of : date or None
        The day the dossier speaks of.
    today, later : sequence of PackageVotes
        The same packages in the same draws.
    """
    years = None
    if successor.date is not None and as_of is not None:
        years = round((successor.date - as_of).days / DAYS_OF_A_YEAR, 2)
    return Horizon(
        key=successor.key,
        name=successor.name,
        side=successor.side,
        date=successor.date,
        years=years,
        packages=tuple(_package(successor.side, a, b) for a, b in zip(today, later, strict=True)),
    )


def _package(side: str, today: PackageVotes, later: PackageVotes) -> PackageHorizon:
    now, then = today.met_at(side), later.met_at(side)
    members = members_of_rules(later.at_home(side))
    refuses = {party: float(np.mean(later.surplus[party] < 0)) for party in members}
    return PackageHorizon(
        name=today.package.name,
        origin=today.package.origin,
        today=float(np.mean(now)),
        later=float(np.mean(then)),
        both=float(np.mean(now & then)),
        chance_today=float(np.mean(today.chances[side])),
        chance_later=float(np.mean(later.chances[side])),
        refuses=dict(sorted(refuses.items(), key=lambda item: (-item[1], item[0]))),
        leaves=float(np.mean(later.surplus[side] < 0)),
        leaves_today=float(np.mean(today.surplus[side] < 0)),
    )
