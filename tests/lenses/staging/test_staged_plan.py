"""What a staged plan says of itself."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from detente.lenses.staging.plan_stages import Stage, Step
from detente.lenses.staging.staged_plan import Existence, StagedPlan

PLAN = StagedPlan(
    title="A case",
    name="swap",
    package={"aid": "grant"},
    status="plan",
    labels={"aid": "Aid", "aid=grant": "Granted"},
    stages=(
        Stage(
            number=1,
            steps=(
                Step(
                    issue="aid",
                    option="grant",
                    performers=("north", "south"),
                    sides=("north", "south"),
                    part=Fraction(1, 3),
                    level=Fraction(1, 3),
                    reversible=True,
                ),
            ),
            checks=(),
            stopping={},
        ),
        Stage(number=2, steps=(), checks=(), stopping={}),
    ),
)


def test_a_frame_has_one_row_for_each_step() -> None:
    """An idle stage has none; without a plan only the columns are there."""
    frame = PLAN.to_frame()
    assert frame.to_dict("records") == [
        {
            "stage": 1,
            "issue": "aid",
            "option": "grant",
            "performers": "north, south",
            "part": pytest.approx(1 / 3),
            "level": pytest.approx(1 / 3),
        }
    ]
    none = StagedPlan(title="", name="", package={}, status="none", labels={})
    assert list(none.to_frame().columns) == list(frame.columns)
    assert none.to_frame().empty


def test_names_for_people() -> None:
    """A key without one stands for itself, an option without its issue."""
    assert [PLAN.label(key) for key in ("aid", "aid=grant", "north", "aid=loan")] == [
        "Aid",
        "Granted",
        "north",
        "loan",
    ]
    assert repr(PLAN) == "<StagedPlan of 'swap': plan, 2 stages>"


def test_the_json_form_is_plain() -> None:
    """Nothing but what JSON knows."""
    content = json.loads(json.dumps(PLAN.to_dict(), allow_nan=False))
    assert content["stages"][0]["steps"][0]["part_exact"] == "1/3"
    assert content["package"] == {"aid": "grant"}
    assert content["proof"] is None
    assert content["is_fewest"] is False


def test_undecided_draws_count_apart() -> None:
    """The share is of those that were decided."""
    assert Existence(draws=10, found=3, none=3, undecided=4).share == 0.5
    assert Existence(draws=4, found=0, none=0, undecided=4).share is None
    told = Existence(draws=4, found=1, none=2, undecided=1, at_margin=1).to_dict()
    assert (told["plan"], told["undecided"], told["at_margin"]) == (1, 1, 1)
