"""A plan written out stage by stage."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.lenses.named_package import named_package
from detente.lenses.spread import Spread
from detente.lenses.staging.plan_conditions import conditions_of
from detente.lenses.staging.plan_stages import Check, Stage, spread_of, stages_of
from detente.lenses.staging.staged_deal import staged_deal
from detente.model.blueprint import Blueprint
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import Data, loaded

QUARTER, WHOLE, NOTHING = Fraction(1, 4), Fraction(1), Fraction(0)
LEVELS = np.array([[QUARTER, WHOLE, WHOLE], [NOTHING, NOTHING, WHOLE], [WHOLE, WHOLE, WHOLE]], object)


def told(data: Data) -> tuple[Stage, ...]:
    """Write out a plan of three stages."""
    b = Blueprint(loaded(data))
    values = np.array([[q.middle] for q in b.quantities])
    deal = staged_deal(b, values, named_package(b, "it", PACKAGE))
    slack = conditions_of(deal, LEVELS.astype(float)).slack()
    return stages_of(b.dossier, deal, LEVELS, slack)


def test_who_does_what() -> None:
    """Steps by performing side; a performer without a side is its own; idle items are left out."""
    first, second, third = told(bases_for_relief())
    assert [stage.number for stage in (first, second, third)] == [1, 2, 3]
    assert [(s.issue, s.option, s.part, s.level, s.reversible) for s in first.steps] == [
        ("bases", "gone", QUARTER, QUARTER, False),
        ("relief", "full", WHOLE, WHOLE, True),
    ]
    assert first.steps[0].performers == ("south", "militia")
    assert first.steps[0].sides == ("militia", "south")
    assert [(s.issue, s.part) for s in second.steps] == [("bases", Fraction(3, 4))]
    assert [s.issue for s in third.steps] == ["recognition"]


def test_only_what_somebody_would_save_is_verified() -> None:
    """What is done for good is looked at once, what can be taken back again in every stage."""
    first, second, third = told(bases_for_relief())
    assert first.checks == (Check(issue="bases", level=QUARTER, is_new=True, parties=("south",)),)
    assert [check.level for check in second.checks] == [WHOLE]
    assert third.checks == ()
    data = bases_for_relief()
    data["stakes"]["north"]["relief"]["full"] = -1
    first, second, third = told(data)
    assert [(check.issue, check.is_new) for check in second.checks] == [("bases", True), ("relief", False)]
    assert [(check.issue, check.is_new) for check in third.checks] == [("relief", False)]


def test_what_is_lost_by_stopping() -> None:
    """What snaps back, what never comes, what stays; saved once against lost for good."""
    first, second, third = told(bases_for_relief())
    south, north = first.stopping["south"], first.stopping["north"]
    assert south.saves == 2
    assert (south.snaps_back, south.never_comes, south.stays) == (("relief",), ("recognition",), ())
    assert (north.snaps_back, north.stays) == (("relief",), ("bases",))
    assert north.never_comes == ("bases", "recognition")
    assert north.saves == 0
    # From stage 2 on a flow of 2, then 3 for ever, against nothing (and what was not done).
    assert south.loses == pytest.approx(0.3 * 2 + 0.7 * 3)
    assert second.stopping["south"].loses == 3 + 8 * 0.25
    assert third.stopping["south"].loses == 3 + 8


def test_slack_is_the_smaller_of_stopping_and_cheating() -> None:
    """At the medians, as a spread of one draw."""
    first, *_ = told(bases_for_relief())
    south = first.stopping["south"].slack
    assert south is not None
    assert south.is_certain
    going_on = 0.3 * 8 + 0.7 * (0.3 * 2 + 0.7 * 3)
    assert south.middle == round(min(0.35 * 2.7 - 0.3 * 2, going_on), 6)


def test_where_nothing_is_asked_there_is_no_slack() -> None:
    """Without a discount factor a party can only stop before the first stage and after the last."""
    data = bases_for_relief()
    del data["parties"]["south"]["discount_factor"]
    first, second, third = told(data)
    assert first.stopping["south"].slack is not None
    assert second.stopping["south"].slack is None
    assert third.stopping["south"].slack is None
    assert spread_of(np.array([1.0, np.inf])) is None
    assert spread_of(np.array([1.0, 2.0, 3.0])) == Spread(low=1, middle=2, high=3)


def test_to_dict() -> None:
    """Fractions as text beside a number."""
    content = told(bases_for_relief())[0].to_dict()
    assert content["stage"] == 1
    assert content["steps"][0]["part_exact"] == "1/4"
    assert content["steps"][0]["level"] == 0.25
    assert content["verified"] == [
        {"issue": "bases", "level": 0.25, "level_exact": "1/4", "is_new": True, "parties": ["south"]}
    ]
    assert content["stopping"]["south"]["saves"] == 2
    assert set(content["stopping"]["south"]["slack"]) == {"p05", "p50", "p95"}
