"""The certificate of a plan: against discounted streams added up period by period, and closed forms."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.lenses.staging.plan_conditions import conditions_of, fifth_gate_holds
from detente.lenses.staging.plan_levels import rounded_levels
from detente.lenses.staging.staged_deal import StagedDeal, StagedLink
from detente.lenses.staging.tranches import are_safe
from lenses.staging.deals import deal_of, random_deals, random_levels, shedding


def points(deal: StagedDeal, a: int, level: list[float]) -> float:
    """Points of a party at given levels, links included."""
    total = sum(w * y for w, y in zip(deal.worth[0, a], level, strict=True))
    for k, link in enumerate(deal.links):
        if all(level[j] == 1 for j in link.done) and all(level[j] == 0 for j in link.not_begun):
            total += deal.link_worth[0, a, k]
    return float(total)


def level_of(levels: Any, j: int, k: int) -> float:
    """Level of an item after stage k, from 0 before the first to 1 after the last."""
    if k <= 0:
        return 0.0
    return float(levels[j, k - 1]) if k <= levels.shape[1] else 1.0


def stream(deal: StagedDeal, levels: Any, a: int, first: int) -> float:
    """Discounted worth of going on from a stage, above no deal."""
    delta = float(deal.discount[0, a])
    total = flow = 0.0
    periods = levels.shape[1] + 2
    for t in range(periods):
        level = [level_of(levels, j, first + t) for j in range(len(deal.items))]
        flow = points(deal, a, level) - float(deal.threshold[0, a])
        total += delta**t * flow
    # All is done by then, and the last flow goes on for ever.
    return total + delta**periods * flow / (1 - delta)


def cheating_pays(deal: StagedDeal, levels: Any, a: int, k: int) -> float:
    """How much more cheating once in stage k is worth than complying."""
    delta, noticed = float(deal.discount[0, a]), float(deal.monitoring[0, a])
    now = [level_of(levels, j, k) for j in range(len(deal.items))]
    saved = 0.0
    left = []
    for j, level in enumerate(now):
        kept = 0.0 if deal.reversible[j] else level_of(levels, j, k - 1)
        is_own = deal.saved[0, a, j] > 0
        saved += float(deal.saved[0, a, j]) * (level - kept)
        left.append(0.0 if deal.reversible[j] else kept if is_own else level)
    flow = points(deal, a, now) - float(deal.threshold[0, a])
    going_on = stream(deal, levels, a, k + 1)
    ended = points(deal, a, left) / (1 - delta)
    cheat = flow + saved + delta * (noticed * ended + (1 - noticed) * going_on)
    return cheat - (flow + delta * going_on)


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_the_conditions_compare_streams(data: Any) -> None:
    """Slack is what complying and going on are worth more, as a flow per period."""
    deal = data.draw(random_deals())
    levels = data.draw(random_levels(deal))
    found = conditions_of(deal, levels)
    for a in range(len(deal.parties)):
        delta = float(deal.discount[0, a])
        if math.isnan(delta) or delta in (0.0, 1.0):
            continue
        for k in range(1, levels.shape[1] + 2):
            stays = [
                0.0 if deal.reversible[j] else level_of(levels, j, k - 1) for j in range(len(deal.items))
            ]
            leaving = stream(deal, levels, a, k) * (1 - delta) - points(deal, a, stays)
            assert found.stopping[0, a, k - 1] == pytest.approx(leaving, abs=1e-9)
            if not math.isnan(deal.monitoring[0, a]):
                complying = -cheating_pays(deal, levels, a, k) * (1 - delta)
                assert found.cheating[0, a, k - 1] == pytest.approx(complying, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_fractions_agree_with_floats(data: Any) -> None:
    """The same conditions, exactly; they say the same wherever it is not a matter of rounding."""
    deal = data.draw(random_deals())
    levels = data.draw(random_levels(deal))
    rough = conditions_of(deal, levels)
    exact = conditions_of(deal.exact(), rounded_levels(levels, 4))
    assert rough.slack() == pytest.approx(exact.slack())
    least = exact.relative()[0]
    assert rough.relative()[0] == pytest.approx(float(least))
    assume(abs(least) > Fraction(1, 10**6))
    assert rough.holds().tolist() == exact.holds().tolist()


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_an_idle_last_stage_changes_nothing(data: Any) -> None:
    """So a plan with K stages is one with K + 1, and the fewest can be found one after another."""
    deal = data.draw(random_deals())
    levels = data.draw(random_levels(deal))
    longer = np.concatenate([levels, levels[:, -1:]], axis=1)
    assert conditions_of(deal, longer).holds().tolist() == conditions_of(deal, levels).holds().tolist()


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(0, 2), st.sampled_from([0.25, 2.0, 8.0]))
def test_points_may_be_rescaled(data: Any, party: int, factor: float) -> None:
    """Multiplying all points of one party leaves every relative slack as it was."""
    deal = data.draw(random_deals())
    levels = data.draw(random_levels(deal))
    a = party % len(deal.parties)
    assume(deal.scale[0, a] != 1)
    factors = np.ones((1, len(deal.parties)))
    factors[0, a] = factor
    scaled = StagedDeal(
        **{
            **vars(deal),
            "worth": deal.worth * factors[:, :, None],
            "saved": deal.saved * factors[:, :, None],
            "threshold": deal.threshold * factors,
            "link_worth": deal.link_worth * factors[:, :, None],
        }
    )
    assert conditions_of(scaled, levels).relative() == pytest.approx(conditions_of(deal, levels).relative())


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=4).filter(any),
    st.integers(1, 12),
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from([Fraction(1, 2), Fraction(3, 5), Fraction(9, 10)]),
)
def test_what_stays_done_is_the_gradual_deal(
    parts: list[int], tau: int, b: int, V: int, delta: Fraction
) -> None:
    """Nothing reversible, everything noticed: tau a_k <= b sum d^(j-k) a_j + d^(K-k+1) V.

    Both sides give alike, tau and tau + b a unit, and a last free favour that can be taken back is
    the relation after the end.
    """
    tranches = tuple(Fraction(part, sum(parts)) for part in parts)
    levels = np.empty((3, len(parts) + 1), object)
    levels[:2, :-1] = np.cumsum(np.array(tranches, object))
    levels[:2, -1] = Fraction(1)
    levels[2] = [Fraction(0)] * len(parts) + [Fraction(1)]
    deal = deal_of(
        [[-tau, tau + b, V], [tau + b, -tau, V]],
        [[tau, 0, 0], [0, tau, 0]],
        discount=float(delta),
        reversible=[0, 0, 1],
    )
    found = conditions_of(deal.exact(), levels)
    kept = bool((found.cheating[:, :, :-2] >= 0).all())
    assert kept == are_safe(tranches, Fraction(tau), Fraction(b), delta, Fraction(V))


def test_who_is_asked_what() -> None:
    """Without a discount factor only acceptance and the end; without monitoring no cheating."""
    deal = shedding(discount=[0.7, np.nan], monitoring=[np.nan, 0.5])
    found = conditions_of(deal, np.array([[0.5, 0.5, 1], [1, 1, 1]]))
    assert not found.tempted.any()
    assert found.leaving.tolist() == [[True] * 4, [True, False, False, True]]
    assert np.isinf(found.slack()[0, 1]).tolist() == [False, True, True, False]
    assert conditions_of(shedding(), np.ones((2, 1))).tempted.tolist() == [[True, True], [False, False]]


def test_a_deal_that_is_worse_than_none_does_not_hold() -> None:
    """Even where what was done for good holds a party that would rather not have begun."""
    deal = deal_of([[4, -3, -2]], [[0, 0, 0]], reversible=[1, 0, 1], discount=0.1)
    found = conditions_of(deal, np.array([[1.0, 1], [1, 1], [0, 1]]))
    assert found.stopping[0, 0].min() > 0
    assert found.whole[0].tolist() == [-1]
    assert not found.holds()[0]


def test_a_link_stands_only_while_its_condition_does() -> None:
    """It begins when the last part is done, and is gone once what must not begin has begun."""
    both = StagedLink(name="both", done=(0, 1))
    alone = StagedLink(name="alone", done=(0,), not_begun=(1,))
    deal = deal_of([[0, 0]], [[0, 0]], discount=0.5, links=[(both, [4.0]), (alone, [2.0])])
    found = conditions_of(deal, np.array([[1.0, 1, 1, 1], [0, 0.5, 0.5, 1]]))
    # Flows 2, 0, 0, 4, 4, ...: half of each and half of the rest.
    assert found.stopping[0, 0].tolist() == pytest.approx([1.5, 1, 2, 4, 4])


def test_what_snaps_back_may_bring_a_link_to_life_again() -> None:
    """A link of what stays done, lost to something that is taken back when the deal ends."""
    alone = StagedLink(name="alone", done=(0,), not_begun=(1,))
    deal = deal_of([[0, 1]], [[0, 0]], reversible=[0, 1], links=[(alone, [3.0])])
    found = conditions_of(deal, np.ones((2, 1)))
    assert found.whole[0, 0] == 1
    assert found.stopping[0, 0].tolist() == [1, 1 - 3]


def test_extremes_of_patience_and_monitoring() -> None:
    """Who does not discount is never tempted by a flow that lasts one period; unseen, one always is."""
    swap = [[-2, 3], [3, -2]], [[2, 0], [0, 2]]
    assert fifth_gate_holds(deal_of(*swap, discount=1.0, monitoring=0.1))[0]
    assert not fifth_gate_holds(deal_of(*swap, discount=0.0))[0]
    assert not fifth_gate_holds(deal_of(*swap, discount=0.9, monitoring=0.0))[0]
    assert conditions_of(deal_of(*swap, discount=1.0).exact(), rounded_levels(np.ones((2, 1)), 1)).holds()[0]
