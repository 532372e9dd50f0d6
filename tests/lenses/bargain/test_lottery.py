"""Solutions by lot: certificates on random hulls, and degenerate ones."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from detente.lenses.bargain.lottery import solve_by_lot, upper_hull

POINTS = st.lists(
    st.tuples(st.integers(-9, 9).map(Fraction), st.integers(-9, 9).map(Fraction)), min_size=1, max_size=8
)


@given(POINTS)
def test_no_point_lies_above_the_border(points: list[tuple[Fraction, Fraction]]) -> None:
    """Corners descend, and every point is on or below the line between two corners."""
    corners = [(Fraction(0), Fraction(0)) if k is None else points[k] for k in upper_hull(points)]
    assert all(a[0] < b[0] and a[1] > b[1] for a, b in itertools.pairwise(corners))
    for x, y in points:
        for a, b in itertools.pairwise(corners):
            if a[0] <= x <= b[0]:
                assert (y - a[1]) * (b[0] - a[0]) <= (b[1] - a[1]) * (x - a[0])


@given(POINTS, st.integers(1, 3), st.integers(1, 3))
def test_no_mixture_of_two_does_better(points: list[tuple[Fraction, Fraction]], w1: int, w2: int) -> None:
    """Nash: on a fine grid of lotteries between any two points none has a larger product."""
    found = solve_by_lot(points, (w1, w2))
    if not found:
        return
    x, y = found["nash"].surplus
    most = x**w1 * y**w2
    least = min(found["egalitarian"].surplus)
    ends = [*points, (Fraction(0), Fraction(0))]
    for a in ends:
        for b in ends:
            for share in (Fraction(n, 7) for n in range(8)):
                u = a[0] + share * (b[0] - a[0])
                v = a[1] + share * (b[1] - a[1])
                if u >= 0 and v >= 0:
                    assert u**w1 * v**w2 <= most
                    assert min(u, v) <= least


@given(POINTS)
def test_a_lottery_is_what_it_says(points: list[tuple[Fraction, Fraction]]) -> None:
    """Its surplus is that of its two outcomes at its chance."""
    corner = {None: (Fraction(0), Fraction(0)), **dict(enumerate(points))}
    for lottery in solve_by_lot(points).values():
        a, b = corner[lottery.first], corner[lottery.second]
        expected = tuple(lottery.chance * p + (1 - lottery.chance) * q for p, q in zip(a, b, strict=True))
        assert expected == lottery.surplus
        assert 0 <= lottery.chance <= 1
        assert min(lottery.surplus) > 0


def test_kalai_smorodinsky_gives_equal_shares_of_the_ideal() -> None:
    """On the line between (6, 0) and (0, 3) each gets half of its best."""
    found = solve_by_lot([(Fraction(6), Fraction(0)), (Fraction(0), Fraction(3))])["kalai_smorodinsky"]
    assert found.surplus == (3, Fraction(3, 2))


def test_a_lottery_may_mix_what_one_party_would_never_sign() -> None:
    """With (3, 0) and (-1, 1), neither of which gives both a gain, a mixture does."""
    found = solve_by_lot([(Fraction(3), Fraction(0)), (Fraction(-1), Fraction(1))])["nash"]
    assert found.surplus == (Fraction(3, 2), Fraction(3, 8))
    assert (found.first, found.second, found.chance) == (1, 0, Fraction(3, 8))


def test_without_a_gain_for_both_there_is_none() -> None:
    """Where somebody loses at every point, no lottery helps."""
    assert solve_by_lot([(Fraction(-1), Fraction(-1))]) == {}
    assert solve_by_lot([(Fraction(3), Fraction(0))]) == {}
