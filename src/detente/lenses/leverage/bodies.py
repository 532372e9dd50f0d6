"""Voting power in everything that must consent: each rule at home, each side, all consents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.dossier import AllOf, Consent, Dossier, Need
from detente.errors import TooLargeError
from detente.lenses.leverage.voting_power import VotingPower, voting_power
from detente.lenses.leverage.voting_rule import AllOfRules, VotingRule, WeightedRule, rule_of_need

__all__ = ["BodyPower", "body_powers"]

Kind = Literal["rule", "side", "everybody"]

NOT_MONOTONE = "it asks that somebody does not consent, so more consent may defeat it"


@dataclass(frozen=True, kw_only=True)
class BodyPower:
    """Who has how much power in one body.

    Attributes
    ----------
    kind : {"rule", "side", "everybody"}
        One ratification rule; all rules of one side, as for a package that touches all they cover;
        and the signatures of the principals, all rules and every consent that an option asks for.
    name : str
        Of the rule, or the key of the side; ``"everybody"``.
    side : str or None
    issues : tuple of str or None
        What the rule covers; None for everything.
    power : VotingPower or None
        None where voting power is not defined or cannot be counted.
    why_none : str or None
        Why it is None.
    """

    kind: Kind
    name: str
    side: str | None
    issues: tuple[str, ...] | None
    power: VotingPower | None
    why_none: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "name": self.name,
            "side": self.side,
            "over": None if self.issues is None else list(self.issues),
            "power": None if self.power is None else self.power.to_dict(),
            "unlisted": self.why_none,
        }


def body_powers(dossier: Dossier) -> tuple[BodyPower, ...]:
    """Compute voting power in every body of a dossier.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    tuple of BodyPower
        The rules in file order, then the sides with two rules or more, then everybody.
    """
    return tuple(_bodies(dossier))


def _bodies(dossier: Dossier) -> Iterator[BodyPower]:
    rules = dossier.ratification
    for rule in rules:
        over = None if rule.over is None else tuple(rule.over)
        yield _body("rule", rule.name, rule.side, over, [rule.needs])
    for side in dict.fromkeys(rule.side for rule in rules):
        needs = [rule.needs for rule in rules if rule.side == side]
        if len(needs) > 1:
            yield _body("side", side, side, None, needs)
    consents = [
        party
        for issue in dossier.issues.values()
        for option in issue.options.values()
        if not option.pressure
        for party in option.consent
    ]
    seats = [party.key for party in dossier.parties.values() if party.at_table]
    signing = dict.fromkeys([*dossier.principals, *seats, *consents])
    needs = [*(Consent(party=party) for party in signing), *(rule.needs for rule in rules)]
    yield _body("everybody", "everybody", None, None, needs)


def _body(
    kind: Kind, name: str, side: str | None, issues: tuple[str, ...] | None, needs: Iterable[Need]
) -> BodyPower:
    rule = _all_of(needs)
    power, why_none = None, None if rule is not None else NOT_MONOTONE
    if rule is not None:
        try:
            power = voting_power(rule)
        except TooLargeError as error:
            why_none = str(error)
    return BodyPower(kind=kind, name=name, side=side, issues=issues, power=power, why_none=why_none)


def _all_of(needs: Iterable[Need]) -> VotingRule | None:
    """Return the rule that asks for all of some needs; None where more consent may defeat one.

    All who must consent by themselves go into one clause, in which they are alike and so are
    counted once.
    """
    parts = [part for need in needs for part in _parts(need)]
    alone = dict.fromkeys(part.party for part in parts if isinstance(part, Consent))
    rules = [rule_of_need(part) for part in parts if not isinstance(part, Consent)]
    found = tuple(rule for rule in rules if rule is not None)
    if len(found) < len(rules):
        return None
    if alone:
        found = (WeightedRule(quota=len(alone), weights=dict.fromkeys(alone, 1)), *found)
    return AllOfRules(parts=found)


def _parts(need: Need) -> Iterator[Need]:
    if isinstance(need, AllOf):
        for part in need.parts:
            yield from _parts(part)
    else:
        yield need
