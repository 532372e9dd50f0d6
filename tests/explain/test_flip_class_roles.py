"""What each judgement does in the model."""

from __future__ import annotations

from typing import Any

import pytest

from detente.explain.flip_class_roles import Role, roles_of
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain


def roles(**sections: Any) -> dict[str, Role]:
    """Roles of the judgements of a small dossier."""
    return dict(roles_of(Blueprint(loaded(plain(**sections)))))


def test_options_of_parties_that_nobody_minds_help() -> None:
    """More points for an option never hurt where no other principal minds them."""
    role = roles()["stakes.north.base.closed"]
    assert (role.kind, role.helps, role.issues, role.option) == ("option", 1, ("base",), "closed")


def test_minded_gains_pull_both_ways() -> None:
    """Where the other side minds them, what an option is worth to a principal depends on the package."""
    found = roles(relative_gains={"south": 0.5})
    assert found["stakes.north.base.closed"].helps == 0
    assert found["stakes.south.base.closed"].helps == 1
    assert found["relative_gains.south"].kind == "everywhere"


def test_thresholds_are_lumps() -> None:
    """What no deal is worth and what a deal costs move thresholds alone; less of it helps."""
    found = roles(no_deal={"north": {"points": 1}}, dealing_costs={"south": {"per_deal": 1, "per_issue": 2}})
    assert (found["no_deal.north.points"].kind, found["no_deal.north.points"].helps) == ("lump", -1)
    assert found["dealing_costs.south.per_deal"].kind == "lump"
    assert (found["dealing_costs.south.per_issue"].kind, found["dealing_costs.south.per_issue"].helps) == (
        "everywhere",
        -1,
    )


def test_a_rule_that_says_not_takes_directions_away() -> None:
    """Where a consent is denied somewhere, more points may hurt."""
    found = roles(ratification={"north": [{"name": "no", "needs": {"not": "south"}}]})
    assert found["stakes.south.aid.grant"].helps == 0


def test_plans_count_for_all_options_of_their_issue() -> None:
    """What a planned option is worth bears on every package, and on its own issue's columns only."""
    found = roles(no_deal={"north": {"plan": {"base": "closed"}}})
    role = found["stakes.north.base.closed"]
    assert (role.kind, role.helps, role.option) == ("option", 0, None)


def test_parties_without_a_say_are_idle() -> None:
    """What something is worth to a third party that nobody asks does not matter."""
    parties = {"north": {"role": "principal"}, "south": {"role": "principal"}, "t": {"role": "third party"}}
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
        "t": {"aid": {"grant": 3}},
    }
    assert roles(parties=parties, stakes=stakes)["stakes.t.aid.grant"].kind == "idle"


@pytest.mark.parametrize(("path", "helps"), [("control.north", 1), ("options.grant.requires", -1)])
def test_delivery_has_a_direction(path: str, helps: int) -> None:
    """More control and lower requirements help."""
    issues = plain()["issues"]
    issues["aid"]["control"] = {"north": 0.5}
    issues["aid"]["options"]["grant"]["requires"] = 0.25
    role = roles(issues=issues)[f"issues.aid.{path}"]
    assert (role.kind, role.helps) == ("delivery", helps)
