"""Who at home consents to a package, who blocks it, who decides, and how likely it is carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.ratification.blocking import veto_players
from detente.lenses.ratification.pivots import pivot_shares
from detente.lenses.ratification.rules import home_of, members_of_rules, together
from detente.lenses.ratification.unblocking import Unblocking, unblocking_over_draws
from detente.lenses.ratification.votes import PackageVotes
from detente.lenses.spread import Spread

__all__ = ["HomeChance", "MemberConsent", "PackageConsent", "package_consent"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class MemberConsent:
    """What one member of the rules that a package calls makes of it.

    Attributes
    ----------
    party : str
    homes : tuple of str
        Where it has a say in this package.
    consents : float
        Share of draws in which its surplus is at least 0.
    shortfall : Spread or None
        Points it lacks, over the draws in which it refuses; None where there are none.
    pivotal : float
        Share of draws in which it is the member with whom all rules called come to be met, members
        taken by falling surplus (each on its own scale).
    """

    party: str
    homes: tuple[str, ...]
    consents: float
    shortfall: Spread | None
    pivotal: float

    @property
    def refuses(self) -> float:
        """Share of draws in which it does not consent."""
        return 1.0 - self.consents

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "homes": list(self.homes),
            "consents": self.consents,
            "shortfall": None if self.shortfall is None else self.shortfall.to_dict(),
            "pivotal": self.pivotal,
        }


@dataclass(frozen=True, kw_only=True)
class HomeChance:
    """How a package fares at one home.

    Attributes
    ----------
    home : str
        A principal, or ``OUTSIDE``.
    rules : tuple of str
        Rules that the package calls there.
    ratified : float
        Share of draws in which they are all met by the signs of the surpluses, as the gates have it.
    chance : Spread
        Of the chance, in each draw, that they are all met when votes are uncertain.
    mean_chance : float
        Its mean over draws; the same as ``ratified`` where no member has a sway.
    refused : float or None
        Mean chance that this principal would sign and its home refuse (a share of draws where no
        member has a sway); None for ``OUTSIDE``.
    pivots : mapping of party to float
        As ``MemberConsent.pivotal``, of this home's rules alone; those above 0.
    """

    home: str
    rules: tuple[str, ...]
    ratified: float
    chance: Spread
    mean_chance: float
    refused: float | None
    pivots: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "home": self.home,
            "rules": list(self.rules),
            "ratified": self.ratified,
            "chance": self.chance.to_dict(),
            "mean_chance": self.mean_chance,
            "signed_and_refused": self.refused,
            "pivots": dict(self.pivots),
        }


@dataclass(frozen=True, kw_only=True)
class PackageConsent:
    """Ratification of one package over draws.

    Attributes
    ----------
    members : tuple of MemberConsent
        Of the rules it calls.
    vetoes : tuple of str
        Those of them without whose consent it cannot be ratified, whoever else consents; empty
        where a rule says ``Not``.
    homes : tuple of HomeChance
        Every principal, and ``OUTSIDE`` where a rule may be called there.
    unblocking : Unblocking
    accepted : float
        Share of draws in which all principals accept.
    ratified : float
        Share of draws in which all rules it calls are met, accepted or not.
    chance : Spread
    mean_chance : float
        Of all of them being met, votes being uncertain.
    defection : float
        Mean chance that all principals accept and ratification fails (involuntary defection).
    is_certain : bool
        Whether no member it needs has a sway: every chance is then 0 or 1.
    """

    members: tuple[MemberConsent, ...]
    vetoes: tuple[str, ...]
    homes: tuple[HomeChance, ...]
    unblocking: Unblocking
    accepted: float
    ratified: float
    chance: Spread
    mean_chance: float
    defection: float
    is_certain: bool

    def home(self, key: str) -> HomeChance:
        """Return what happens at one home."""
        return next(found for found in self.homes if found.home == key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "accepted": self.accepted,
            "ratified": self.ratified,
            "chance": self.chance.to_dict(),
            "mean_chance": self.mean_chance,
            "involuntary_defection": self.defection,
            "votes_are_certain": self.is_certain,
            "members": [member.to_dict() for member in self.members],
            "veto_players": list(self.vetoes),
            "homes": [home.to_dict() for home in self.homes],
            "unblocking": self.unblocking.to_dict(),
        }


def package_consent(votes: PackageVotes) -> PackageConsent:
    """Sum up one package over draws.

    Parameters
    ----------
    votes : PackageVotes
        Of at least one draw.
    """
    consents = votes.consents
    accepted = votes.accepted
    return PackageConsent(
        members=_members(votes),
        vetoes=veto_players(together(votes.rules)) or (),
        homes=tuple(_home(votes, home) for home in votes.chances),
        unblocking=unblocking_over_draws(together(votes.rules), consents),
        accepted=_mean(accepted),
        ratified=_mean(votes.met_at()),
        chance=_spread(votes.joint),
        mean_chance=_mean(votes.joint),
        defection=_mean(accepted * (1.0 - votes.joint)),
        is_certain=votes.is_certain,
    )


def _mean(values: NDArray[Any]) -> float:
    return float(np.mean(values))


def _spread(values: Float) -> Spread:
    found = Spread.of(values)
    assert found is not None
    return found


def _members(votes: PackageVotes) -> tuple[MemberConsent, ...]:
    pivots = pivot_shares(together(votes.rules), votes.surplus)
    found = []
    for party in votes.members:
        points = votes.surplus[party]
        refusing = points < 0
        homes = {
            home_of(rule, votes.principals): None
            for rule in votes.rules
            if party in members_of_rules((rule,))
        }
        found.append(
            MemberConsent(
                party=party,
                homes=tuple(homes),
                consents=_mean(~refusing),
                shortfall=Spread.of(-points[refusing]),
                pivotal=pivots[party],
            )
        )
    return tuple(found)


def _home(votes: PackageVotes, home: str) -> HomeChance:
    chance = votes.chances[home]
    own = votes.at_home(home)
    refused = None
    if home in votes.principals:
        refused = _mean((votes.surplus[home] >= 0) * (1.0 - chance))
    pivots = pivot_shares(together(own), votes.surplus)
    return HomeChance(
        home=home,
        rules=tuple(rule.name for rule in own),
        ratified=_mean(votes.met_at(home)),
        chance=_spread(chance),
        mean_chance=_mean(chance),
        refused=refused,
        pivots={party: share for party, share in pivots.items() if share > 0},
    )
