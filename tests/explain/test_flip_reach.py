"""How far grid values lie from medians, for many judgements at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.entries import Entry
from detente.explain.flip_reach import Reaches
from detente.model.fixed_point import UNIT


def entry(low: float, middle: float, high: float, scale: float = 1.0, *, share: bool = False) -> Entry:
    """A number."""
    return Entry(
        path="p",
        words="x",
        who=("a",),
        unit="share" if share else "points",
        low=low,
        middle=middle,
        high=high,
        scale=scale,
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-40, 40).map(lambda n: n / 7), min_size=3, max_size=3).map(sorted),
    st.floats(0.1, 30),
    st.floats(0, 2),
)
def test_agrees_with_entries(ends: list[float], scale: float, reach: float) -> None:
    """Reaches are those of entries, and ends are the outermost grid values within a reach."""
    one = entry(*ends, scale)
    reaches, row = Reaches([one]), np.array([0])
    low, high = reaches.ends(row, np.array([reach]))
    for end, step in ((low, -1), (high, 1)):
        if end[0] != reaches.near[0]:
            assert reaches.of(row, end)[0] == one.reach_of(end[0] / UNIT)
            assert reaches.of(row, end)[0] <= reach * (1 + 1e-12)
        assert reaches.of(row, end + step)[0] > reach


def test_the_nearest_to_the_median_has_not_moved() -> None:
    """A median off the grid keeps its value, at reach 0, under the nearest grid value."""
    reaches = Reaches([entry(0.1, 0.1, 0.1)])
    row, near = np.array([0]), np.array([round(0.1 * UNIT)])
    assert reaches.of(row, near)[0] == 0
    assert reaches.values(row, near)[0] == 0.1
    assert reaches.values(row, near + 1)[0] == (near[0] + 1) / UNIT


def test_certain_judgements_do_not_move_inside_a_range() -> None:
    """Without a range there is nothing to reach before 1, and then the way beyond is measured."""
    reaches, row = Reaches([entry(3, 3, 3, 10)]), np.array([0])
    low, high = reaches.ends(row, np.array([1.0]))
    assert (low[0], high[0]) == (3 * UNIT, 3 * UNIT)
    low, high = reaches.ends(row, np.array([1.5]))
    assert (low[0], high[0]) == (-2 * UNIT, 8 * UNIT)


def test_shares_stay_shares() -> None:
    """No reach takes a share below 0 or above 1."""
    reaches, row = Reaches([entry(0.2, 0.5, 0.9, share=True)]), np.array([0])
    low, high = reaches.ends(row, np.array([2.0]))
    assert (low[0], high[0]) == (0, UNIT)
    assert np.isinf(reaches.of(row, np.array([-1]))[0])
