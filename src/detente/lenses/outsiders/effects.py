"""What a package does to a third party, and what the third party can do to the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from detente.lenses.named_package import NamedPackage
from detente.lenses.outsiders.spoiling import Way
from detente.lenses.spread import Spread

__all__ = ["MOST", "Harm", "OutsideEffect", "PackageEffects", "Performance", "Spoiling", "Status"]

#: What is true in at least this share of the draws is told of a party as a rule: two of three. A mere
#: majority would turn on the luck of the draws where a judgement leaves open even the sign.
MOST = 2 / 3
Status = Literal["untouched", "gains", "loses", "neither", "divided"]


@dataclass(frozen=True, kw_only=True)
class Harm:
    """The change that costs a party most.

    Attributes
    ----------
    change : str
        ``issue=option``, or the name of a link.
    points : float
        The median of what the judgement says it is worth to the party; below 0.
    """

    change: str
    points: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"change": self.change, "points": self.points}


@dataclass(frozen=True, kw_only=True)
class Performance:
    """What a party that does not sign would have to do.

    Attributes
    ----------
    over : tuple of str
        Options it must bring about, as ``issue=option``.
    keeps_word : Spread or None
        Chance that it does, by its record; None where it has none and is taken at its word.
    by_record_of : str or None
        Whose record that is: its own, or that of the principal it belongs to.
    willing : float
        Share of draws in which its surplus is at least 0.
    """

    over: tuple[str, ...]
    keeps_word: Spread | None
    by_record_of: str | None
    willing: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "over": list(self.over),
            "keeps_word": None if self.keeps_word is None else self.keeps_word.to_dict(),
            "by_record_of": self.by_record_of,
            "willing": self.willing,
        }


@dataclass(frozen=True, kw_only=True)
class Spoiling:
    """One way in which a party can spoil a package.

    Attributes
    ----------
    way : str
        See :class:`~detente.lenses.outsiders.spoiling.Claim`.
    share : float
        Share of draws in which it can, above 0.
    over : tuple of str
        Options, or names of rules, over which it can in some draw.
    """

    way: Way
    share: float
    over: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"way": self.way, "share": self.share, "over": list(self.over)}


@dataclass(frozen=True, kw_only=True)
class OutsideEffect:
    """One package and one party that does not sign it.

    Attributes
    ----------
    party : str
    has_stake : bool
        Whether a judgement says that something the package changes is worth anything to the party.
    points : Spread
        Against the status quo, on the party's own scale.
    surplus : Spread
        Against no deal: points less its cost of being seen to deal and its reservation value.
    gains, loses : float
        Shares of draws in which the surplus is above and below 0.
    harm : Harm or None
        What costs it most; None where no change does.
    performance : Performance or None
        None where nothing is asked of it.
    spoils : float
        Share of draws in which it can spoil the package in some way.
    ways : tuple of Spoiling
        Those it has in some draw.
    """

    party: str
    has_stake: bool
    points: Spread
    surplus: Spread
    gains: float
    loses: float
    harm: Harm | None
    performance: Performance | None
    spoils: float
    ways: tuple[Spoiling, ...]

    @property
    def status(self) -> Status:
        """What the package does to the party as a rule.

        ``"untouched"``: nothing that changes is worth anything to it, and the surplus is 0 in every
        draw. ``"gains"``, ``"loses"`` or ``"neither"``: in at least two draws of three.
        ``"divided"``: none of these.
        """
        if not self.has_stake and self.gains == self.loses == 0:
            return "untouched"
        found: dict[Status, float] = {
            "gains": self.gains,
            "loses": self.loses,
            "neither": 1 - self.gains - self.loses,
        }
        return next((name for name, share in found.items() if share >= MOST), "divided")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "status": self.status,
            "has_stake": self.has_stake,
            "points": self.points.to_dict(),
            "surplus": self.surplus.to_dict(),
            "gains": self.gains,
            "loses": self.loses,
            "harm": None if self.harm is None else self.harm.to_dict(),
            "performance": None if self.performance is None else self.performance.to_dict(),
            "spoils": self.spoils,
            "ways": [way.to_dict() for way in self.ways],
        }


@dataclass(frozen=True, kw_only=True)
class PackageEffects:
    """One package and all who do not sign it.

    Attributes
    ----------
    package : NamedPackage
    effects : tuple of OutsideEffect
        Every third party, sorted by key.
    passes : float
        Share of draws in which the package passes all gates.
    hurts_nobody : float
        Share of draws in which no third party loses.
    has_spoiler : float
        Share of draws in which some third party can spoil it.
    passes_but_spoilt : float
        Share of draws in which it passes all gates and yet some third party can spoil it: the gates
        ask those who must act outside for their record, not whether they would gain.
    undone_together : float
        Share of draws in which leaks undo some change and no single leak decides.
    """

    package: NamedPackage
    effects: tuple[OutsideEffect, ...]
    passes: float
    hurts_nobody: float
    has_spoiler: float
    passes_but_spoilt: float
    undone_together: float

    def effect(self, party: str) -> OutsideEffect:
        """Return what the package does to one party, or raise KeyError."""
        for found in self.effects:
            if found.party == party:
                return found
        raise KeyError(party)

    @property
    def powerless_losers(self) -> tuple[str, ...]:
        """Parties that lose in at least two draws of three and can spoil it in none."""
        return tuple(e.party for e in self.effects if e.loses >= MOST and e.spoils == 0)

    @property
    def losers_who_can_spoil(self) -> tuple[str, ...]:
        """Parties that lose in at least two draws of three and can spoil it in some."""
        return tuple(e.party for e in self.effects if e.loses >= MOST and e.spoils > 0)

    @property
    def performers(self) -> tuple[str, ...]:
        """Parties that do not sign and have to act."""
        return tuple(e.party for e in self.effects if e.performance is not None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.package.to_dict(),
            "passes": self.passes,
            "hurts_nobody": self.hurts_nobody,
            "has_spoiler": self.has_spoiler,
            "passes_but_spoilt": self.passes_but_spoilt,
            "undone_together": self.undone_together,
            "powerless_losers": list(self.powerless_losers),
            "losers_who_can_spoil": list(self.losers_who_can_spoil),
            "performers": list(self.performers),
            "effects": [effect.to_dict() for effect in self.effects],
        }
