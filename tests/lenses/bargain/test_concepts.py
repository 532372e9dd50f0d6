"""Solution concepts on lists of surpluses: exact comparisons, ties, and powers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.lenses.bargain.concepts import egalitarian, kalai_smorodinsky, nash, utilitarian, whole_powers


def test_products_are_compared_exactly() -> None:
    """Two products that floating point cannot tell apart are told apart."""
    big = 2**31
    surplus = np.array([[big + 1, big - 1], [big, big]])
    assert nash(surplus, (1, 1)).tolist() == [1]


def test_all_that_maximise_are_returned() -> None:
    """Equal products are a tie."""
    assert nash(np.array([[2, 6], [3, 4], [4, 3], [1, 1]]), (1, 1)).tolist() == [0, 1, 2]


def test_no_point_no_solution() -> None:
    """An empty list gives an empty answer for each concept."""
    none = np.empty((0, 2), np.int64)
    assert [len(x) for x in (nash(none, (1, 1)), egalitarian(none, (1, 1)), utilitarian(none, (1, 1)))] == [
        0
    ] * 3


def test_no_deal_is_the_only_point_where_nobody_gains() -> None:
    """It is what Nash picks then."""
    assert nash(np.array([[0, 0]]), (1, 1)).tolist() == [0]


def test_units_are_counted_in_points() -> None:
    """A party with ten units to a point needs ten to equal one of the other."""
    surplus = np.array([[10, 1], [5, 5]])
    assert egalitarian(surplus, (10, 1)).tolist() == [0]
    assert utilitarian(surplus, (10, 1)).tolist() == [1]


def test_who_can_gain_nothing_does_not_decide_the_shares() -> None:
    """Kalai-Smorodinsky then looks at the others only."""
    assert kalai_smorodinsky(np.array([[0, 4], [0, 2]]), (0, 4)).tolist() == [0]
    assert kalai_smorodinsky(np.array([[0, 0]]), (0, 0)).tolist() == [0]


@pytest.mark.parametrize(
    ("power", "whole"),
    [(("1", "1"), (1, 1)), (("0.5", "0.25"), (2, 1)), (("1/3", "1/2"), (2, 3)), (("6", "4"), (3, 2))],
)
def test_powers_become_the_smallest_whole_numbers(power: tuple[str, ...], whole: tuple[int, ...]) -> None:
    """Only their proportion counts."""
    assert whole_powers([Fraction(p) for p in power]) == whole


@pytest.mark.parametrize("power", [("0", "1"), ("-1", "1"), ("1", "1.00001")])
def test_powers_that_cannot_be(power: tuple[str, ...]) -> None:
    """None, negative, or too fine for whole numbers of a reasonable size."""
    with pytest.raises(DetenteError):
        whole_powers([Fraction(p) for p in power])
