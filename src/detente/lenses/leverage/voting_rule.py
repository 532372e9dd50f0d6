"""Voting rules: who must vote for a motion to pass, as plain data.

A rule is *monotone*: another vote in favour never defeats a motion. It is a weighted vote, or a
combination of rules of which all, any, or at least so many must pass. Taylor and Zwicker (1999),
*Simple Games*, show that every monotone rule can be written so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import DetenteError, UnknownNameError

__all__ = [
    "AllOfRules",
    "AnyOfRules",
    "AtLeastRules",
    "VotingRule",
    "WeightedRule",
    "rule_of_need",
    "voters_of",
    "wins",
]


@dataclass(frozen=True, kw_only=True)
class WeightedRule:
    """Passes when the weights of those in favour reach the quota.

    Parameters
    ----------
    quota : int
        0 or less passes whatever happens; more than all weights together never does.
    weights : mapping of str to int
        At least one voter; weights of 0 or more. A voter of weight 0 is there but has no say.

    Raises
    ------
    DetenteError
        Without voters, for a weight below 0, and for a number that is not whole.
    """

    quota: int
    weights: Mapping[str, int]

    def __post_init__(self) -> None:
        if not self.weights:
            raise DetenteError("a weighted rule needs at least one voter")
        _must_be_whole(self.quota, "the quota")
        for voter, weight in self.weights.items():
            _must_be_whole(weight, f"the weight of {voter!r}")
            if weight < 0:
                raise DetenteError(f"the weight of {voter!r} must be 0 or more, not {weight}")


@dataclass(frozen=True, kw_only=True)
class AllOfRules:
    """Passes when every part does; without parts it always passes."""

    parts: tuple[VotingRule, ...]


@dataclass(frozen=True, kw_only=True)
class AnyOfRules:
    """Passes when some part does; without parts it never passes."""

    parts: tuple[VotingRule, ...]


@dataclass(frozen=True, kw_only=True)
class AtLeastRules:
    """Passes when at least ``k`` of the parts do.

    Raises
    ------
    DetenteError
        For a ``k`` that is not a whole number.
    """

    k: int
    parts: tuple[VotingRule, ...]

    def __post_init__(self) -> None:
        _must_be_whole(self.k, "the number of parts needed")


VotingRule = WeightedRule | AllOfRules | AnyOfRules | AtLeastRules


def _must_be_whole(number: int, what: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int):
        raise DetenteError(f"{what} must be a whole number, not {number!r}; multiply all by the same factor")


def parts_needed(rule: AllOfRules | AnyOfRules | AtLeastRules) -> int:
    """Return how many of its parts a combination of rules needs."""
    match rule:
        case AllOfRules():
            return len(rule.parts)
        case AnyOfRules():
            return 1
        case AtLeastRules():
            return rule.k


def weighted_rules(rule: VotingRule) -> Iterator[WeightedRule]:
    """Yield the weighted votes in a rule, left to right."""
    if isinstance(rule, WeightedRule):
        yield rule
    else:
        for part in rule.parts:
            yield from weighted_rules(part)


def voters_of(rule: VotingRule) -> tuple[str, ...]:
    """Return everyone a rule names, each once, in the order of first mention."""
    return tuple(dict.fromkeys(voter for leaf in weighted_rules(rule) for voter in leaf.weights))


def wins(rule: VotingRule, coalition: Iterable[str]) -> bool:
    """Tell whether a motion passes when exactly these voters are for it.

    Parameters
    ----------
    rule : VotingRule
    coalition : iterable of str
        Those in favour; a name given twice counts once.

    Raises
    ------
    UnknownNameError
        For a name that the rule does not have.
    """
    members = set(coalition)
    voters = voters_of(rule)
    for name in sorted(members.difference(voters)):
        raise UnknownNameError("voter", name, voters)
    return _passes(rule, members)


def _passes(rule: VotingRule, members: set[str]) -> bool:
    if isinstance(rule, WeightedRule):
        return sum(weight for voter, weight in rule.weights.items() if voter in members) >= rule.quota
    return sum(_passes(part, members) for part in rule.parts) >= parts_needed(rule)


def rule_of_need(need: Need) -> VotingRule | None:
    """Turn what a ratification rule needs into a voting rule.

    A party's consent is a vote of its own. A party with several votes casts them together, whatever
    ``free_votes`` says. A ``Not`` is carried inwards (not both: either not), so that two of them
    undo each other.

    Parameters
    ----------
    need : Need

    Returns
    -------
    VotingRule or None
        None where somebody's consent can count against: then the rule is not monotone, and no
        voting power is defined.
    """
    match need:
        case Consent():
            return WeightedRule(quota=1, weights={need.party: 1})
        case Quota():
            return WeightedRule(quota=need.quota, weights=need.weights)
        case Not():
            return _rule_of_not(need.part)
        case AllOf():
            return _at_least(len(need.parts), [rule_of_need(part) for part in need.parts])
        case AtLeast():
            return _at_least(need.k, [rule_of_need(part) for part in need.parts])


def _rule_of_not(need: Need) -> VotingRule | None:
    """Return the rule that passes when the need is *not* met."""
    match need:
        case Consent() | Quota():
            return None
        case Not():
            return rule_of_need(need.part)
        case AllOf():
            return _at_least(1, [_rule_of_not(part) for part in need.parts])
        case AtLeast():
            # Fewer than k of n are met when at least n - k + 1 are not.
            unmet = len(need.parts) - need.k + 1
            return _at_least(unmet, [_rule_of_not(part) for part in need.parts])


def _at_least(k: int, found: list[VotingRule | None]) -> VotingRule | None:
    parts = tuple(part for part in found if part is not None)
    if len(parts) < len(found):
        return None
    return AllOfRules(parts=parts) if k == len(parts) else AtLeastRules(k=k, parts=parts)
