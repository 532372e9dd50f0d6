"""Pivots, cores and gridlock intervals on one line."""

from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.exact_number import Number
from detente.lenses.ratification.consenting import is_met, members_of
from detente.lenses.ratification.spatial_pivots import (
    ClosedInterval,
    SpatialPivots,
    core,
    core_of,
    exact_point,
    gridlock_interval,
    spatial_pivots,
    spatial_pivots_of_need,
)
from lenses.ratification.needs import MEMBERS, needs

places = st.integers(-6, 6).map(lambda n: Fraction(n, 2))
bodies = st.lists(places, min_size=1, max_size=7)


@settings(deadline=None)
@given(bodies, st.data())
def test_pivots_are_order_statistics(ideal_points: list[Fraction], data: st.DataObject) -> None:
    """With one vote each the left one is x_(q), the right one x_(n-q+1)."""
    n = len(ideal_points)
    quota = data.draw(st.integers(1, n))
    ranked = sorted(ideal_points)
    found = spatial_pivots(ideal_points, quota)
    assert found == SpatialPivots(left=ranked[quota - 1], right=ranked[n - quota])


@settings(deadline=None)
@given(bodies, st.data())
def test_weights_are_members_standing_together(ideal_points: list[Fraction], data: st.DataObject) -> None:
    """A member with three votes is three members at its place; one without votes is nobody."""
    weights = data.draw(
        st.lists(st.integers(0, 3), min_size=len(ideal_points), max_size=len(ideal_points)).filter(any)
    )
    quota = data.draw(st.integers(1, sum(weights)))
    spread = [x for x, weight in zip(ideal_points, weights, strict=True) for _ in range(weight)]
    assert spatial_pivots(ideal_points, quota, weights) == spatial_pivots(spread, quota)


@settings(deadline=None)
@given(needs(), st.lists(places, min_size=7, max_size=7))
def test_pivots_of_any_rule_are_where_it_becomes_met(need: Need, ideal_points: list[Fraction]) -> None:
    """Those up to the left pivot carry the rule, those strictly before it do not; so from the right."""
    points = dict(zip(MEMBERS, ideal_points, strict=True))
    if is_met(need, ()) or not is_met(need, members_of(need)):
        with pytest.raises(DetenteError, match="nobody's ideal point decides"):
            spatial_pivots_of_need(need, points)
        return
    found = spatial_pivots_of_need(need, points)
    assert is_met(need, [m for m, x in points.items() if x <= found.left])
    assert not is_met(need, [m for m, x in points.items() if x < found.left])
    assert is_met(need, [m for m, x in points.items() if x >= found.right])
    assert not is_met(need, [m for m, x in points.items() if x > found.right])


@settings(deadline=None)
@given(bodies, st.data())
def test_nothing_beats_a_point_of_the_core(ideal_points: list[Fraction], data: st.DataObject) -> None:
    """Counting votes against every point of a grid: the core is what no point beats strictly."""
    quota = data.draw(st.integers(1, len(ideal_points)))
    grid = [Fraction(n, 4) for n in range(-14, 15)]
    found = core(ideal_points, quota)
    for standing in grid:
        beaten = any(
            sum(abs(m - x) < abs(m - standing) for m in ideal_points) >= quota
            for x in (standing - Fraction(1, 8), standing + Fraction(1, 8))
        )
        assert found.contains(standing) is not beaten
    if 2 * quota > len(ideal_points):
        assert not found.is_empty


def test_a_core_of_half_or_less_is_empty() -> None:
    """Both wings can carry a move their way from anywhere; unless all want the same."""
    assert core([0, 1, 2, 3], 2) == ClosedInterval()
    assert core([0, 1, 2, 3], 3) == ClosedInterval(low=Fraction(1), high=Fraction(2))
    assert core([5, 5, 5, 5], 1) == ClosedInterval(low=Fraction(5), high=Fraction(5))


@settings(deadline=None)
@given(st.lists(st.tuples(places, places), min_size=1, max_size=4))
def test_gridlock_is_the_hull_of_the_cores(pairs: list[tuple[Fraction, Fraction]]) -> None:
    """From the smallest to the largest pivot, where every body needs more than half."""
    pivots = [SpatialPivots(left=max(pair), right=min(pair)) for pair in pairs]
    cores = [core_of(body) for body in pivots]
    found = gridlock_interval(pivots)
    assert found.low == min(x.low for x in cores if x.low is not None)
    assert found.high == max(x.high for x in cores if x.high is not None)


def test_two_bodies_that_can_be_moved_can_still_block_each_other() -> None:
    """Neither a body of small quota nor a veto player outside it has gridlock where both can move."""
    minority = spatial_pivots([0, 1, 2, 3], 1)
    assert core_of(minority).is_empty
    assert gridlock_interval([minority, spatial_pivots([1], 1)]) == ClosedInterval(
        low=Fraction(1), high=Fraction(1)
    )


def test_an_override_moves_the_right_pivot_only() -> None:
    """A president on the left, or three of four members: the left pivot is the member the chamber needs."""
    chamber = dict.fromkeys("abcd", 1)
    need = AllOf(
        parts=(
            Quota(quota=3, weights=chamber),
            AtLeast(k=1, parts=(Consent(party="p"), Quota(quota=4, weights=chamber))),
        )
    )
    points = {"p": 0, "a": 1, "b": 2, "c": 3, "d": 4}
    assert spatial_pivots_of_need(need, points) == SpatialPivots(left=Fraction(3), right=Fraction(1))


def test_fractions_are_kept_and_floats_read_as_printed() -> None:
    """A tenth is a tenth, and the JSON form has it both ways."""
    found = spatial_pivots([Fraction(1, 3), 0.1, 2], 2)
    assert found == SpatialPivots(left=Fraction(1, 3), right=Fraction(1, 3))
    assert spatial_pivots([0.1], 1).left == Fraction(1, 10)
    assert found.to_dict() == {"left": 1 / 3, "right": 1 / 3, "exact": {"left": "1/3", "right": "1/3"}}
    interval = ClosedInterval(low=Fraction(1, 3), high=Fraction(2))
    assert json.loads(json.dumps(interval.to_dict())) == {
        "is_empty": False,
        "low": 1 / 3,
        "high": 2.0,
        "exact": {"low": "1/3", "high": "2"},
    }
    assert ClosedInterval().to_dict() == {"is_empty": True, "low": None, "high": None, "exact": None}
    assert not ClosedInterval().contains(0)


@pytest.mark.parametrize(
    ("points", "quota", "weights", "message"),
    [
        ([1, 2], 3, None, "cannot be met by all together"),
        ([1, 2], 0, None, "is met without anybody's consent"),
        ([], 1, None, "cannot be met by all together"),
        ([1, 2], 1, [1], "as many weights"),
        ([1, 2], 1, [2, -1], "at least 0, not -1"),
        ([1, math.nan], 1, None, "the ideal point of member 2 must be finite"),
        ([1, 10**301], 1, None, "within 10\\^300"),
    ],
)
def test_bodies_that_make_no_sense_are_refused(
    points: list[Number], quota: int, weights: list[int] | None, message: str
) -> None:
    """Each with what is wrong."""
    with pytest.raises(DetenteError, match=message):
        spatial_pivots(points, quota, weights)


def test_rules_without_pivots_are_refused() -> None:
    """A ``Not``, a member without a place, and no body at all."""
    with pytest.raises(DetenteError, match="has no pivots"):
        spatial_pivots_of_need(Not(part=Consent(party="a")), {"a": 1})
    with pytest.raises(UnknownNameError, match="ideal point of the party 'a'"):
        spatial_pivots_of_need(Consent(party="a"), {"b": 1})
    with pytest.raises(DetenteError, match="at least one body"):
        gridlock_interval([])


def test_points_are_read_exactly() -> None:
    """What is no number is refused by name."""
    assert exact_point(0.25, "a point") == Fraction(1, 4)
    with pytest.raises(DetenteError, match="the reversion point must be a number"):
        exact_point("x", "the reversion point")  # type: ignore[arg-type]
