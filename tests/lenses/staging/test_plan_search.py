"""Plans that are found, against all there are and against what must be found."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.staging.plan_conditions import conditions_of
from detente.lenses.staging.plan_levels import can_be_carried_out
from detente.lenses.staging.plan_search import FoundPlan, find_plan
from detente.lenses.staging.staged_deal import StagedDeal, StagedLink
from detente.lenses.staging.tranches import largest_tranches, safe_tranches
from lenses.staging.brute import changeable_slack, fewest_by_solving, fewest_by_trying
from lenses.staging.deals import (
    deal_of,
    deals_for_good,
    free_favour_for_good,
    random_deals,
    shedding,
    short_of_a_plan,
)


def found(deal: StagedDeal, stages: int = 6, *, best: bool = True) -> FoundPlan:
    """Look for a plan with time enough."""
    return find_plan(deal, stages=stages, seconds=30, best=best)


def _nothing_waits_for_parts(deal: StagedDeal) -> bool:
    return not any(deal.divisible[i] for first in deal.after for i in first)


@settings(deadline=None, max_examples=20)
@given(random_deals(whole=True, most_items=4))
def test_the_fewest_stages_are_found_where_nothing_can_be_divided(deal: StagedDeal) -> None:
    """As many as trying every order says, and of all plans with so many none has more slack."""
    tried = fewest_by_trying(deal, 4)
    plan = found(deal, 4)
    if plan.status == "undecided":
        return
    assert (plan.status == "plan") == (tried is not None)
    if tried is not None:
        stages, plans = tried
        assert plan.stages == stages
        assert plan.levels is not None
        assert any((plan.levels == levels).all() for levels, _ in plans)
        if stages > 1:
            most = max(changeable_slack(deal, levels) for levels, _ in plans)
            # More slack than all that is at stake is as good as any.
            assert min(changeable_slack(deal, plan.levels), 1) == pytest.approx(min(most, 1), abs=1e-5)


@settings(deadline=None, max_examples=40)
@given(random_deals())
def test_what_is_found_holds_exactly(deal: StagedDeal) -> None:
    """In fractions, with what cannot be divided in one stage and what must come first before."""
    plan = found(deal)
    if plan.levels is None:
        return
    assert conditions_of(deal.exact(), plan.levels).holds()[0]
    assert can_be_carried_out(deal, plan.levels)
    assert all(isinstance(level, Fraction) for level in plan.levels.ravel())
    assert plan.levels.shape == (len(deal.items), plan.stages)
    assert (np.diff(plan.levels, prepend=Fraction(0)) >= 0).all()


@settings(deadline=None, max_examples=40)
@given(random_deals(most_items=3))
def test_any_plan_will_do_where_the_best_is_not_asked_for(deal: StagedDeal) -> None:
    """Just as many stages either way."""
    best, some = found(deal), found(deal, best=False)
    if "undecided" not in (best.status, some.status):
        assert (best.status, best.stages) == (some.status, some.stages)


@settings(deadline=None, max_examples=40)
@given(random_deals(most_items=3))
def test_finer_parts_and_undoing_never_hurt_the_count(deal: StagedDeal) -> None:
    """What can be done in parts can be done whole, so a plan that there was there still is."""
    plan = found(deal, 4)
    finer = found(StagedDeal(**{**vars(deal), "divisible": np.ones(len(deal.items), np.bool_)}), 4)
    if plan.status == "plan" and finer.status != "undecided":
        assert finer.status == "plan"
        assert finer.stages <= plan.stages


@settings(deadline=None, max_examples=15)
@given(st.one_of(deals_for_good(), random_deals(links=False, most_items=2).filter(_nothing_waits_for_parts)))
def test_the_fewest_stages_are_found_where_parts_can_be_divided(deal: StagedDeal) -> None:
    """As many as solving every order in fractions says; what can only just be met is no reason to doubt."""
    tried = fewest_by_solving(deal, 3)
    for best in (True, False):
        plan = found(deal, 3, best=best)
        assert plan.status == ("none" if tried is None else "plan")
        assert tried is None or (plan.stages, plan.is_fewest) == (tried, True)


@pytest.mark.parametrize(("w", "stages"), [(6.0, 4), (5.0, 5), (4.0, 6)])
def test_a_condition_that_is_only_just_met_does_not_hide_the_plan(w: float, stages: int) -> None:
    """The favour comes last, when nothing is left to lose or to save; the rest has slack."""
    deal = free_favour_for_good(w)
    plan = found(deal, 12)
    assert (plan.status, plan.stages, plan.is_best, plan.is_fewest) == ("plan", stages, True, True)
    assert plan.levels is not None
    assert conditions_of(deal.exact(), plan.levels).holds()[0]
    assert plan.levels[:, -2].tolist() == [1, 1, 0]
    assert any(0 < level < 1 for level in plan.levels[:, 0])
    assert found(deal, 12, best=False).stages == stages


def test_what_is_not_just_met_keeps_its_slack() -> None:
    """With w = 6 the last stage leaves nothing over; of the rest nearly as much as can be is kept."""
    deal = free_favour_for_good(6.0)
    levels = found(deal, 12).levels
    assert levels is not None
    slack = conditions_of(deal, levels.astype(float)).slack()[0] / deal.scale[0][:, None]
    assert np.isclose(slack[:, 3:], 0).all()
    # The best is 0.00136, of which rounding may take a tenth.
    assert slack[:, :3].min() > 0.9 * 0.00136


def test_a_free_favour_may_be_too_small_for_any_number_of_stages() -> None:
    """With w = 3, as programmes of the orders in which the favour comes last, written out, say as well."""
    assert found(free_favour_for_good(3.0), 12).status == "none"
    assert found(free_favour_for_good(3.0), 12, best=False).status == "none"


@pytest.mark.parametrize(
    ("short", "outcome"),
    [
        (0.0, ("plan", 3, True, "")),
        (-1e-10, ("plan", 3, True, "")),
        (1e-10, ("undecided", 3, False, "margin")),
        (1e-3, ("none", 3, False, "")),
    ],
)
def test_the_exact_test_decides_at_the_margin(short: float, outcome: tuple[str, int, bool, str]) -> None:
    """What just holds is found, and what just fails is not; the solver does not tell them apart."""
    plan = found(short_of_a_plan(short), 3)
    assert (plan.status, plan.stages, plan.is_fewest, plan.why) == outcome


def test_fewest_is_said_only_where_fewer_are_excluded() -> None:
    """Three stages fail by a hair, four hold: whether three could is then left open."""
    missed, clear = found(short_of_a_plan(1e-10), 6), found(short_of_a_plan(1e-3), 6)
    assert (missed.stages, missed.is_fewest) == (4, False)
    assert (clear.stages, clear.is_fewest) == (4, True)


def test_a_burden_is_shed_in_three_steps() -> None:
    """What a gives up for good grows from step to step, as what it has given up ceases to tempt it."""
    plan = found(shedding())
    assert plan.stages == 3
    assert plan.is_best
    assert plan.levels is not None
    assert plan.levels.tolist() == [
        [Fraction(1, 5), Fraction(9, 20), Fraction(1)],
        [Fraction(1), Fraction(1), Fraction(1)],
    ]
    assert found(shedding(), 2).status == "none"


@pytest.mark.parametrize("factor", [1 / 16, 64.0])
def test_points_may_be_rescaled(factor: float) -> None:
    """The same plan whatever the scale of one party's points."""
    scaled = shedding()
    for numbers in (scaled.worth, scaled.saved):
        numbers[0, 0] *= factor
    assert found(scaled).levels is not None
    assert (found(scaled).levels == found(shedding()).levels).all()


def test_gradual_deals_need_as_many_stages_as_their_closed_form() -> None:
    """Both give for good, alike; a free favour at the end is the relation after it.

    The favour takes the stage after the last tranche, so there is one stage more than tranches.
    """
    tau, b, delta, V = 4, 8, 0.6, 3
    cut = safe_tranches(Fraction(tau), Fraction(b), Fraction(3, 5), Fraction(V))
    assert cut is not None
    deal = deal_of(
        [[-tau, tau + b, V], [tau + b, -tau, V]],
        [[tau, 0, 0], [0, tau, 0]],
        discount=delta,
        divisible=[1, 1, 0],
        reversible=[0, 0, 1],
    )
    plan = found(deal, 8)
    assert plan.levels is not None
    # The favour may also come early, and then holds both all along: never more stages than the cut.
    assert plan.stages <= len(cut) + 1
    late = found(StagedDeal(**{**vars(deal), "after": ((), (), (0, 1))}), 8)
    assert late.stages == len(cut) + 1
    assert sum(largest_tranches(Fraction(tau), Fraction(b), Fraction(3, 5), Fraction(V), len(cut) - 1)) < 1


def test_what_must_come_first_takes_a_stage_of_its_own() -> None:
    """A chain of three takes three stages though all at once would hold."""
    harmless = [[1, 1, 1], [1, 1, 1]], [[0, 0, 0], [0, 0, 0]]
    assert found(deal_of(*harmless)).stages == 1
    assert found(deal_of(*harmless, after=[[], [0], [1]])).stages == 3
    assert found(deal_of(*harmless, after=[[], [0], [1]]), 2).status == "none"


def test_a_link_can_ask_for_two_things_to_stand_together() -> None:
    """With the bonus of having both, one step is enough where it was not before."""
    both = StagedLink(name="both", done=(0, 1))
    assert found(shedding()).stages == 3
    assert found(shedding(links=[(both, [20.0, 0.0])])).stages == 1


def test_without_time_nothing_is_decided() -> None:
    """It says so, and does not say that there is none."""
    plan = find_plan(shedding(), stages=6, seconds=0.0)
    assert (plan.status, plan.why) == ("undecided", "time")


def test_thirty_five_items_in_twelve_stages() -> None:
    """As large as a package gets."""
    generator = np.random.default_rng(8)
    n = 35
    own = generator.integers(0, 2, n)
    worth = np.empty((2, n))
    worth[own, np.arange(n)] = -generator.integers(1, 7, n)
    worth[1 - own, np.arange(n)] = generator.integers(1, 11, n)
    saved = np.stack([np.maximum(0, -worth[a]) * (own == a) for a in (0, 1)])
    deal = deal_of(
        worth.tolist(),
        saved.tolist(),
        discount=[0.85, 0.85],
        monitoring=[0.6, 0.9],
        divisible=(generator.random(n) < 0.4).tolist(),
        reversible=(generator.random(n) < 0.6).tolist(),
    )
    plan = found(deal, 12)
    assert plan.status in ("plan", "none")
    if plan.levels is not None:
        assert conditions_of(deal.exact(), plan.levels).holds()[0]
