"""Veto players and minimal blocking coalitions of rules and homes."""

from __future__ import annotations

from detente.dossier.dossier import AllOf, AtLeast, Consent, Not, Quota
from detente.lenses.ratification.rules import OUTSIDE, rules_of
from detente.lenses.ratification.structure import SAYS_NOT, home_structures, structure_of
from detente.model.blueprint import Blueprint
from lenses.ratification.small import small


def test_each_home_has_its_rules_and_what_blocks_them_together() -> None:
    """The senate alone, or house and guild; a principal without rules has nobody."""
    blueprint = Blueprint(small())
    north, south, outside = home_structures(rules_of(blueprint), blueprint.principals)
    assert (north.home, south.home, outside.home) == ("north", "south", OUTSIDE)
    assert north.blocking.veto_players == ("senate",)
    assert north.blocking.blocking_coalitions == (("senate",), ("house", "guild"))
    assert [(rule.name, rule.over) for rule in north.rules] == [
        ("The senate", ("aid",)),
        ("House or guild", ("aid",)),
    ]
    assert (south.rules, south.blocking.blocking_coalitions) == ((), ())
    assert outside.blocking.veto_players == ("neighbour",)


def test_a_not_has_no_lists_and_says_so() -> None:
    """Neither veto players nor coalitions."""
    found = structure_of(AllOf(parts=(Consent(party="a"), Not(part=Consent(party="b")))))
    assert (found.members, found.veto_players, found.blocking_coalitions) == (("a", "b"), None, None)
    assert found.unlisted == SAYS_NOT


def test_a_quota_nobody_can_reach_is_never_met() -> None:
    """That is told apart from a rule without members."""
    assert structure_of(Quota(quota=9, weights={"a": 4, "b": 4})).never_met
    assert not structure_of(AllOf(parts=())).never_met


def test_too_many_coalitions_are_not_listed() -> None:
    """Veto players are still known."""
    many = AtLeast(k=15, parts=tuple(Consent(party=f"m{n}") for n in range(30)))
    found = structure_of(AllOf(parts=(Consent(party="chair"), many)))
    assert found.blocking_coalitions is None
    assert found.veto_players == ("chair",)
    assert found.unlisted is not None
    assert "too many coalitions" in found.unlisted


def test_json_has_lists() -> None:
    """Tuples become lists, whatever is unknown null."""
    blueprint = Blueprint(small())
    told = home_structures(rules_of(blueprint), blueprint.principals)[0].to_dict()
    assert told["together"]["blocking_coalitions"] == [["senate"], ["house", "guild"]]
    assert told["rules"][0]["name"] == "The senate"
