"""Win-sets on one line, against counting votes on a grid."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.lenses.ratification.spatial_pivots import core, gridlock_interval, spatial_pivots
from detente.lenses.ratification.spatial_win_set import WinSet1D, common_win_set, win_set, win_set_of

places = st.integers(-6, 6).map(lambda n: Fraction(n, 2))
bodies = st.lists(places, min_size=1, max_size=7)

#: Finer than the ends of any win-set of points in steps of a half.
GRID = [Fraction(n, 4) for n in range(-40, 41)]


@settings(deadline=None, max_examples=150)
@given(bodies, places, st.booleans(), st.data())
def test_win_set_against_counting_votes(
    ideal_points: list[Fraction], reversion: Fraction, indifferent: bool, data: st.DataObject
) -> None:
    """Point by point on a grid: it belongs to the win-set when enough votes are for it."""
    n = len(ideal_points)
    weights = data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n).filter(any))
    quota = data.draw(st.integers(1, sum(weights)))
    found = win_set(ideal_points, quota, reversion, weights, indifference_ratifies=indifferent)
    for x in GRID:
        votes = sum(
            weight
            for m, weight in zip(ideal_points, weights, strict=True)
            if abs(m - x) < abs(m - reversion) or (indifferent and abs(m - x) == abs(m - reversion))
        )
        assert found.contains(x) is (votes >= quota)


@settings(deadline=None)
@given(bodies, places, st.data())
def test_gridlock_is_a_reversion_in_the_core(
    ideal_points: list[Fraction], reversion: Fraction, data: st.DataObject
) -> None:
    """The strict win-set is empty just there; with more than half needed only one side is ever open."""
    quota = data.draw(st.integers(1, len(ideal_points)))
    found = win_set(ideal_points, quota, reversion)
    assert found.is_empty is core(ideal_points, quota).contains(reversion)
    assert found.is_empty is (found.intervals == ())
    if 2 * quota > len(ideal_points):
        assert len(found.intervals) <= 1


@settings(deadline=None)
@given(st.lists(st.tuples(bodies, st.integers(1, 7)), min_size=1, max_size=4), places, st.booleans())
def test_common_win_set_is_the_intersection(
    drawn: list[tuple[list[Fraction], int]], reversion: Fraction, indifferent: bool
) -> None:
    """A point all bodies carry, no more and no less; empty just in the gridlock interval."""
    pivots = [spatial_pivots(points, min(quota, len(points))) for points, quota in drawn]
    each = [win_set_of(body, reversion, indifference_ratifies=indifferent) for body in pivots]
    common = common_win_set(each)
    assert [common.contains(x) for x in GRID] == [all(w.contains(x) for w in each) for x in GRID]
    assert common.is_empty is gridlock_interval(pivots).contains(reversion)


def test_the_pivot_nearest_to_the_reversion_decides() -> None:
    """Four of five, from outside the core on either side: up to the mirror image in 3 or in 1."""
    from_right = win_set([0, 1, 2, 3, 4], 4, 5)
    assert from_right.intervals == ((Fraction(1), Fraction(5)),)
    from_left = win_set([0, 1, 2, 3, 4], 4, -1)
    assert from_left.intervals == ((Fraction(-1), Fraction(3)),)
    assert win_set([0, 1, 2, 3, 4], 4, 2).intervals == ()


def test_ends_are_open_unless_indifference_ratifies() -> None:
    """The mirror image and the reversion point belong to it only then."""
    strict, weak = win_set([1], 1, 4), win_set([1], 1, 4, indifference_ratifies=True)
    assert not strict.contains(-2)
    assert not strict.contains(4)
    assert weak.contains(-2)
    assert weak.contains(4)
    assert weak.length == strict.length == 6
    gridlocked = win_set([1], 1, 1, indifference_ratifies=True)
    assert gridlocked.is_empty
    assert gridlocked.contains(1)


def test_a_small_quota_opens_both_sides() -> None:
    """One of two suffices: from between them either can have its way, but not the reversion itself."""
    found = win_set([0, 2], 1, 1)
    assert found.intervals == ((Fraction(-1), Fraction(1)), (Fraction(1), Fraction(3)))
    assert not found.contains(1)


def test_json_form() -> None:
    """Numbers and fractions, and whether ends belong to it."""
    found = win_set([Fraction(1, 3)], 1, 1)
    assert json.loads(json.dumps(found.to_dict())) == {
        "reversion": 1.0,
        "is_empty": False,
        "intervals": [[-1 / 3, 1.0]],
        "ends": "open",
        "exact": {"reversion": "1", "intervals": [["-1/3", "1"]]},
    }
    weak = win_set([0], 1, 0, indifference_ratifies=True).to_dict()
    assert (weak["is_empty"], weak["intervals"], weak["ends"]) == (True, [[0.0, 0.0]], "closed")


def test_win_sets_that_cannot_be_joined_are_refused() -> None:
    """None at all, two reversion points, or two rules for indifference."""
    one = win_set([1], 1, 4)
    for others in ([], [one, win_set([1], 1, 5)], [one, win_set([1], 1, 4, indifference_ratifies=True)]):
        with pytest.raises(DetenteError, match="one reversion point"):
            common_win_set(others)
    assert common_win_set([one]) == WinSet1D(reversion=Fraction(4), low=Fraction(-2), high=Fraction(4))
