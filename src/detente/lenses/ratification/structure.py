"""Who can stop what at home, whatever is on offer: veto players and minimal blocking coalitions.

Asked of every rule by itself, and of all rules of a home together, as if one package touched
everything: then a coalition that blocks any rule blocks the package.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Need, Rule
from detente.errors import TooLargeError
from detente.lenses.ratification.blocking import blocking_coalitions, veto_players
from detente.lenses.ratification.consenting import is_monotone, members_of
from detente.lenses.ratification.rules import home_of, homes_of, together

__all__ = ["HomeStructure", "RuleStructure", "Structure", "home_structures", "structure_of"]

Coalition = tuple[str, ...]
SAYS_NOT = "a rule asks that a need is not met, so that one more consent may undo it"


@dataclass(frozen=True, kw_only=True)
class Structure:
    """Who can block a need.

    Attributes
    ----------
    members : tuple of str
        Whom it speaks of.
    veto_players : tuple of str or None
        Each of whom blocks alone.
    blocking_coalitions : tuple of tuple of str, or None
        The smallest sets whose refusal is enough, smallest first; a veto player is one of one. A
        single empty set where the need can never be met.
    unlisted : str or None
        Why there are no lists; None where there are.
    """

    members: Coalition
    veto_players: Coalition | None
    blocking_coalitions: tuple[Coalition, ...] | None
    unlisted: str | None = None

    @property
    def never_met(self) -> bool:
        """Whether not even the consent of all is enough."""
        return self.blocking_coalitions == ((),)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        sets = self.blocking_coalitions
        return {
            "members": list(self.members),
            "veto_players": None if self.veto_players is None else list(self.veto_players),
            "blocking_coalitions": None if sets is None else [list(coalition) for coalition in sets],
            "unlisted": self.unlisted,
        }


@dataclass(frozen=True, kw_only=True)
class RuleStructure:
    """A rule and who can block it; ``over`` are the issues that call it, None for every one."""

    name: str
    over: Coalition | None
    blocking: Structure

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        over = None if self.over is None else list(self.over)
        return {"name": self.name, "over": over, **self.blocking.to_dict()}


@dataclass(frozen=True, kw_only=True)
class HomeStructure:
    """The rules of one home; ``blocking`` is of all of them together."""

    home: str
    rules: tuple[RuleStructure, ...]
    blocking: Structure

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "home": self.home,
            "together": self.blocking.to_dict(),
            "rules": [rule.to_dict() for rule in self.rules],
        }


def structure_of(need: Need) -> Structure:
    """Return who can block a need.

    Parameters
    ----------
    need : Need
        One with a ``Not``, or with more coalitions than can be listed, says so in ``unlisted``.
    """
    members = members_of(need)
    if not is_monotone(need):
        return Structure(members=members, veto_players=None, blocking_coalitions=None, unlisted=SAYS_NOT)
    players = veto_players(need)
    try:
        sets = blocking_coalitions(need)
    except TooLargeError as error:
        return Structure(members=members, veto_players=players, blocking_coalitions=None, unlisted=str(error))
    return Structure(members=members, veto_players=players, blocking_coalitions=sets)


def home_structures(rules: Iterable[Rule], principals: tuple[str, ...]) -> tuple[HomeStructure, ...]:
    """Return the structure of every home, principals without rules included.

    Parameters
    ----------
    rules : iterable of Rule
    principals : tuple of str
    """
    rules = tuple(rules)
    found = []
    for home in homes_of(rules, principals):
        own = [rule for rule in rules if home_of(rule, principals) == home]
        found.append(
            HomeStructure(
                home=home,
                rules=tuple(_rule(rule) for rule in own),
                blocking=structure_of(together(own)),
            )
        )
    return tuple(found)


def _rule(rule: Rule) -> RuleStructure:
    over = None if rule.over is None else tuple(rule.over)
    return RuleStructure(name=rule.name, over=over, blocking=structure_of(rule.needs))
