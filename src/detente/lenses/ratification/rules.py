"""Which ratification rules a package calls into play, and at whose home.

The rules are those of the third gate: the ones a dossier writes down, the consents its options ask
for, and the seats of third parties at the table. A rule is called when the package changes an issue
to one of the options the rule stands over; one that names no options is called by every package.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from detente.dossier.dossier import AllOf, Need, Rule
from detente.lenses.ratification.consenting import members_of
from detente.model.blueprint import Blueprint

__all__ = ["OUTSIDE", "called", "home_of", "homes_of", "members_of_rules", "rules_of", "together"]

#: The home of rules that belong to no principal. No key of a party has a space in it.
OUTSIDE = "third parties"


def rules_of(blueprint: Blueprint) -> tuple[Rule, ...]:
    """Return every rule of the third gate: consents and seats first, then those written down."""
    return (*blueprint.consent_rules(), *blueprint.dossier.ratification)


def home_of(rule: Rule, principals: Collection[str]) -> str:
    """Return the principal at whose home a rule applies, or ``OUTSIDE``."""
    return rule.side if rule.side in principals else OUTSIDE


def homes_of(rules: Iterable[Rule], principals: Collection[str]) -> tuple[str, ...]:
    """Return the homes to be told of: every principal, and ``OUTSIDE`` where it has a rule."""
    outside = any(home_of(rule, principals) == OUTSIDE for rule in rules)
    return (*principals, OUTSIDE) if outside else tuple(principals)


def called(rules: Iterable[Rule], package: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules that a package calls into play.

    Parameters
    ----------
    rules : iterable of Rule
    package : mapping of issue to option
        What the package changes; empty for the status quo, which calls no rule.
    """
    if not package:
        return ()
    return tuple(
        rule
        for rule in rules
        if rule.over is None or any(option in rule.over.get(i, ()) for i, option in package.items())
    )


def together(rules: Iterable[Rule]) -> AllOf:
    """Return the need that all of some rules are met; met by nobody's consent where there is none."""
    parts: list[Need] = []
    for rule in rules:
        parts += [part for part in _parts(rule.needs) if part not in parts]
    return AllOf(parts=tuple(parts))


def _parts(need: Need) -> tuple[Need, ...]:
    return need.parts if isinstance(need, AllOf) else (need,)


def members_of_rules(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the parties some rules speak of, each once."""
    return members_of(together(rules))
