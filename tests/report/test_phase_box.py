"""What the axes of a phase plane hold, and regions cut to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.spiral.phase_plane import region
from detente.report.phase_box import clipped, drawn_ends

NONE = np.zeros((0, 2))
SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
points = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=12)


def area(corners: np.ndarray) -> float:
    """By Gauss's formula."""
    x, y = corners.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def test_few_periods_are_all_held() -> None:
    """The ends are those of the data where nothing else is to be drawn."""
    values = np.array([[0.0, 5.0], [2.0, 1.0], [-1.0, 3.0]])
    assert drawn_ends(values[:1], values, None, NONE) == ((-1.0, 2.0), (1.0, 5.0))


def test_one_wild_period_of_many_is_left_out_but_no_part_of_the_path() -> None:
    """A tenfold outlier among 400 does not squeeze the rest; the path is held whatever it does."""
    values = np.vstack([np.random.default_rng(1).uniform(-1, 1, (400, 2)), [[50.0, 50.0]]])
    (left, right), _ = drawn_ends(values[:3], values, None, NONE)
    assert -1 <= left < right <= 1
    assert drawn_ends(values[-1:], values, None, NONE)[0][1] == 50.0


@pytest.mark.parametrize(("where", "held"), [((1.9, 0.5), True), ((2.1, 0.5), False), ((0.5, -40.0), False)])
def test_a_resting_point_is_held_where_the_data_stay_readable(where: tuple[float, float], held: bool) -> None:
    """As far off as the data span is drawn, farther is not."""
    (left, right), (low, high) = drawn_ends(SQUARE, SQUARE, where, NONE)
    assert (left <= where[0] <= right and low <= where[1] <= high) == held


def test_a_wide_region_takes_a_quarter_on_each_side() -> None:
    """The rest of it is cut."""
    hull = np.array([[-50.0, 0.2], [50.0, 0.2], [0.0, 0.9]])
    across, up = drawn_ends(SQUARE, SQUARE, None, hull)
    assert across == (-0.25, 1.25)
    assert up == (0.0, 1.0)


def test_data_that_never_change_still_have_a_box() -> None:
    """A single point far from 0 or at 0 does not hold a resting point elsewhere."""
    still = np.zeros((3, 2))
    assert drawn_ends(still, still, (1.0, 1.0), NONE) == ((0.0, 0.0), (0.0, 0.0))


def test_what_lies_outside_is_cut_off() -> None:
    """A square moved by half is a quarter; one far off nothing; nothing stays nothing."""
    assert area(clipped(SQUARE + 0.5, (0, 1, 0, 1))) == pytest.approx(0.25)
    assert clipped(SQUARE + 5, (0, 1, 0, 1)).shape == (0, 2)
    assert clipped(NONE, (0, 1, 0, 1)).shape == (0, 2)


def test_a_region_around_everything_becomes_the_box() -> None:
    """All four corners of the box are its corners."""
    found = clipped(SQUARE * 100 - 50, (-1, 2, -3, 1))
    assert area(found) == pytest.approx(12)


@given(points)
@settings(deadline=None, max_examples=40)
def test_cutting_loses_nothing_within(cloud: list[tuple[float, float]]) -> None:
    """What is left lies within the box, and cutting again changes nothing."""
    hull, box = region(np.array(cloud), 1.0), (-3.0, 3.0, -2.0, 4.0)
    found = clipped(hull, box)
    if len(found):
        assert found.min() >= -3.0 - 1e-9
        assert found[:, 0].max() <= 3 + 1e-9
        assert found[:, 1].min() >= -2 - 1e-9
        assert found[:, 1].max() <= 4 + 1e-9
        assert area(clipped(found, box)) == pytest.approx(area(found), abs=1e-9)
    assert area(hull) >= (area(found) if len(found) else 0.0) - 1e-9
