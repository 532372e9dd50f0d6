"""Which rules a package calls, and at whose home."""

from __future__ import annotations

from detente.dossier.dossier import AllOf, Consent
from detente.lenses.ratification.consenting import is_met
from detente.lenses.ratification.rules import (
    OUTSIDE,
    called,
    home_of,
    homes_of,
    members_of_rules,
    rules_of,
    together,
)
from detente.model.blueprint import Blueprint
from lenses.ratification.small import PARTIES, RULES, small


def names(package: dict[str, str]) -> list[str]:
    """Names of the rules that a package of the small dossier calls."""
    return [rule.name for rule in called(rules_of(Blueprint(small())), package)]


def test_a_package_calls_the_rules_over_what_it_changes() -> None:
    """Consents that options ask for are rules, too."""
    assert names({"aid": "grant"}) == ["The senate", "House or guild"]
    assert names({"base": "closed"}) == ["consent of neighbour"]
    assert names({"fair": "yes"}) == []


def test_the_status_quo_calls_nothing() -> None:
    """Not even a rule over every change."""
    rules = {"north": [{"name": "All", "needs": "senate"}]}
    every = rules_of(Blueprint(small(ratification=rules)))
    assert [rule.name for rule in called(every, {})] == []
    assert [rule.name for rule in called(every, {"fair": "yes"})] == ["All"]


def test_a_rule_may_stand_over_single_options() -> None:
    """Another option of the same issue does not call it."""
    issues = {"aid": {"options": {"none": {"status_quo": True}, "grant": {}, "loan": {}}}}
    stakes = {"north": {"aid": {"grant": 1}}}
    rules = {"north": [{"name": "Grants", "over": {"aid": ["grant"]}, "needs": "senate"}]}
    found = rules_of(Blueprint(small(issues=issues, stakes=stakes, ratification=rules)))
    assert called(found, {"aid": "loan"}) == ()
    assert [rule.name for rule in called(found, {"aid": "grant"})] == ["Grants"]


def test_homes_are_principals_and_outside_where_somebody_has_a_say() -> None:
    """A seat at the table is a rule of the outside."""
    blueprint = Blueprint(small())
    rules = rules_of(blueprint)
    assert homes_of(rules, blueprint.principals) == ("north", "south", OUTSIDE)
    assert {rule.name: home_of(rule, blueprint.principals) for rule in rules} == {
        "consent of neighbour": OUTSIDE,
        "The senate": "north",
        "House or guild": "north",
    }
    assert homes_of(rules[1:], blueprint.principals) == ("north", "south")
    seated = {**PARTIES, "neighbour": {"role": "third party", "at_table": True}}
    told = [r.name for r in called(rules_of(Blueprint(small(parties=seated))), {"fair": "yes"})]
    assert told == ["neighbour stays at the table"]


def test_rules_together_say_each_thing_once() -> None:
    """Nested wholes are opened; without rules nobody is needed."""
    twice = {"north": [*RULES["north"], {"name": "Again", "over": ["fair"], "needs": {"all_of": ["senate"]}}]}
    rules = rules_of(Blueprint(small(ratification=twice)))
    need = together(rules)
    assert need.parts.count(Consent(party="senate")) == 1
    assert members_of_rules(rules) == ("neighbour", "senate", "house", "guild")
    assert together(()) == AllOf(parts=())
    assert is_met(together(()), ())
