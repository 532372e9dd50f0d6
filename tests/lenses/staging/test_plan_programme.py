"""The programme says of every plan what the certificate says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.staging.plan_conditions import conditions_of
from detente.lenses.staging.plan_levels import can_be_carried_out
from detente.lenses.staging.plan_programme import Programme
from detente.lenses.staging.staged_deal import StagedDeal, StagedLink
from lenses.staging.brute import solution_of, value
from lenses.staging.deals import deal_of, random_deals, random_levels, shedding


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_rows_hold_just_when_the_conditions_do(data: Any) -> None:
    """The smallest relative slack is the same, and the other rows say what can be carried out."""
    deal: StagedDeal = data.draw(random_deals())
    levels = data.draw(random_levels(deal))
    if levels.shape[1] < 2:
        return
    programme = Programme(deal, levels.shape[1])
    solution = solution_of(programme, levels)
    slack = [value(programme.relative(k), solution) for k in range(len(programme.conditions))]
    changing = [slack[k] for k in programme.changing]
    found = conditions_of(deal, levels)
    rows = [value(row, solution) for row in programme.rows]
    whole = all(solution[v] in (0, 1) for v in programme.whole)
    assert (whole and min(rows, default=0.0) >= -1e-9) == can_be_carried_out(deal, levels)
    if whole:
        assert min(changing, default=1.0) >= found.relative()[0] - 1e-9
        assert (min(slack, default=0.0) >= -1e-9) == bool(found.holds()[0])


@settings(deadline=None, max_examples=30)
@given(random_deals(), st.integers(2, 4))
def test_rows_are_the_same_in_fractions(deal: StagedDeal, stages: int) -> None:
    """One by one, up to rounding, so that what is known of a row in floats says which one it is."""
    programme, exact = Programme(deal, stages), Programme(deal.exact(), stages)
    assert (exact.n_variables, exact.whole) == (programme.n_variables, programme.whole)
    assert exact.changing == programme.changing
    pairs = [
        *zip(programme.rows, exact.rows, strict=True),
        *((programme.relative(k), exact.relative(k)) for k in range(len(programme.conditions))),
    ]
    assert len(exact.conditions) == len(programme.conditions)
    for row, same in pairs:
        assert all(isinstance(x, int | Fraction) for x in (*same.weights.values(), same.constant))
        assert float(same.constant) == pytest.approx(float(row.constant), abs=1e-9)
        for v in {*row.weights, *same.weights}:
            assert float(same.weights.get(v, 0)) == pytest.approx(float(row.weights.get(v, 0)), abs=1e-9)


def test_conditions_that_no_plan_changes_do_not_enter_the_slack() -> None:
    """Those after the last stage, and in it where everything can be taken back."""
    programme = Programme(deal_of([[-2, 3], [3, -2]], [[2, 0], [0, 2]]), 2)
    assert len(programme.changing) == 2 * 2
    assert all(programme.relative(k).weights for k in programme.changing)
    others = set(range(len(programme.conditions))) - set(programme.changing)
    assert len(others) == 2 * 5
    assert not any(programme.relative(k).weights for k in others)


def test_flags_are_asked_for_only_where_they_matter() -> None:
    """Whether something divisible is done matters to what waits for it and to links."""
    assert Programme(shedding(), 3).n_variables == 4
    assert Programme(shedding(after=[[], [0]]), 3).n_variables == 4 + 2
    link = (StagedLink(name="both", done=(0, 1)), [1.0, 1.0])
    tied = Programme(shedding(links=[link]), 3)
    assert tied.n_variables == 4 + 2 + 2
    assert len(tied.whole) == 2 + 2


def test_levels_are_given_before_the_first_stage_and_from_the_last_on() -> None:
    """Nothing, and all of it."""
    programme = Programme(shedding(), 3)
    ends = [programme.level(0, k) for k in (0, 3, 4)]
    assert [(row.weights, row.constant) for row in ends] == [({}, 0.0), ({}, 1.0), ({}, 1.0)]
    assert programme.level(1, 2).weights == {3: 1.0}


@pytest.mark.parametrize("stages", [2, 5])
def test_what_is_done_stays_done_until_the_end(stages: int) -> None:
    """One row for every item and pair of stages."""
    programme = Programme(deal_of([[1, 1]], [[0, 0]], discount=np.nan), stages)
    assert len([row for row in programme.rows if row.weights]) == 2 * (stages - 2)
