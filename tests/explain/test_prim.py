"""Peeling and pasting: against a slow reading of the definitions, planted boxes, ties, and order alone."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.explain.prim import Box, counted, pasted, peeled, unlimited

Array = np.ndarray


def data() -> st.SearchStrategy[tuple[Array, Array]]:
    """One to three inputs of small whole numbers, and an outcome."""
    shape = st.tuples(st.integers(2, 4), st.integers(1, 30))
    return arrays.arrays(np.int64, shape, elements=st.integers(0, 6)).map(
        lambda table: (table[1:].astype(np.float64), table[0] > 3)
    )


def slow_peel(rows: list[int], x: Array, y: Array, alpha: float, least: int) -> list[list[int]]:
    """Take slices off one draw at a time."""
    found = [rows]
    while rows and not all(y[r] for r in rows):
        size, best = max(1, int(alpha * len(rows))), None
        for k in range(len(x)):
            ranked = sorted(x[k, r] for r in rows)
            for rest in (
                [r for r in rows if x[k, r] > ranked[size - 1]],
                [r for r in rows if x[k, r] < ranked[-size]],
            ):
                if len(rest) >= max(least, 1):
                    worth = Fraction(sum(int(y[r]) for r in rest), len(rest)), len(rest)
                    if best is None or worth > best[0]:
                        best = worth, rest
        if best is None:
            break
        rows = best[1]
        found.append(rows)
    return found


@settings(deadline=None, max_examples=60)
@given(data(), st.sampled_from([0.05, 0.1, 0.3]), st.integers(1, 5))
def test_peeling_equals_its_definition(table: tuple[Array, Array], alpha: float, least: int) -> None:
    """Every box of the trajectory holds the draws that a slow peel leaves."""
    x, y = table
    boxes = peeled(x, y, alpha=alpha, least=least)
    slow = slow_peel(list(range(len(y))), x, y, alpha, least)
    assert [np.flatnonzero(box.holds(x)).tolist() for box in boxes] == slow


@settings(deadline=None, max_examples=40)
@given(data(), st.sampled_from([0.05, 0.2]))
def test_pasting_never_lowers_density_and_ends_where_nothing_helps(
    table: tuple[Array, Array], alpha: float
) -> None:
    """The pasted box holds all that the box held, is as dense, and no slice beyond keeps it so dense."""
    x, y = table
    for box in peeled(x, y):
        wide = pasted(box, x, y, alpha=alpha)
        before, after = counted(box, x, y), counted(wide, x, y)
        assert not (box.holds(x) & ~wide.holds(x)).any()
        assert after.density >= before.density
        for k, end in wide.ends:
            beyond = np.flatnonzero(wide.freed(k, (end,)).holds(x) & ~wide.holds(x))
            ranked = sorted(x[k, beyond], reverse=end == "low")
            size = min(max(1, int(alpha * after.draws)), len(ranked))
            assert size > 0
            reach = ranked[size - 1]
            added = [r for r in beyond if (x[k, r] >= reach if end == "low" else x[k, r] <= reach)]
            hits = after.hits + sum(int(y[r]) for r in added)
            assert Fraction(hits, after.draws + len(added)) < Fraction(after.hits, after.draws)


@settings(deadline=None, max_examples=30)
@given(data())
def test_only_order_counts(table: tuple[Array, Array]) -> None:
    """Stretching the scales of the inputs leaves the same draws in every box, peeled and pasted."""
    x, y = table
    stretched = np.exp(x / 3) - 5
    for one, two in zip(peeled(x, y), peeled(stretched, y), strict=True):
        assert one.holds(x).tolist() == two.holds(stretched).tolist()
        assert pasted(one, x, y).holds(x).tolist() == pasted(two, stretched, y).holds(stretched).tolist()


def test_a_planted_box_is_found() -> None:
    """The trajectory passes close by the box in which all hits lie."""
    rng = np.random.default_rng(4)
    x = rng.random((3, 1000))
    inside = (x[0] > 0.7) & (x[2] < 0.5)
    last = peeled(x, inside, least=50)[-1]
    assert last.low[0] == pytest.approx(0.7, abs=0.03)
    assert last.high[2] == pytest.approx(0.5, abs=0.05)
    assert counted(last, x, inside).density == 1.0
    assert counted(last, x, inside).coverage > 0.9


def test_limits_are_values_inside() -> None:
    """The limit of a box is the first value that stays."""
    x, y = np.array([[1.0, 2, 3, 4]]), np.array([False, True, True, False])
    boxes = peeled(x, y)
    assert [(box.low[0], box.high[0]) for box in boxes] == [(-np.inf, np.inf), (2, np.inf), (2, 3)]
    assert boxes[-1].limited == (0,)
    assert boxes[-1].ends == ((0, "low"), (0, "high"))


def test_ties_go_together() -> None:
    """Draws that share the last value of a slice are all taken off; a constant input is never limited."""
    x = np.array([[1.0, 1, 1, 2, 2], [5.0, 5, 5, 5, 5]])
    boxes = peeled(x, np.array([False, True, False, True, True]))
    assert [box.holds(x).sum() for box in boxes] == [5, 2]
    assert boxes[-1].limited == (0,)


def test_equal_densities_keep_more_draws() -> None:
    """At a tie the smaller slice is taken off, then the first input, then its lower end."""
    x = np.array([[1.0, 1, 3, 4], [1.0, 2, 3, 4]])
    y = np.array([False, False, False, False])
    first = peeled(x, y)[1]
    assert first.ends == ((0, "high"),)
    even = peeled(np.array([[1.0, 2, 3, 4]]), y)[1]
    assert even.ends == ((0, "low"),)


def test_enough_draws_are_left() -> None:
    """No box holds fewer than asked for."""
    x = np.random.default_rng(0).random((2, 100))
    boxes = peeled(x, x[0] > 0.9, least=30)
    assert min(box.holds(x).sum() for box in boxes) >= 30


def test_limits_beyond_which_nothing_lies_are_dropped() -> None:
    """Pasting everything back leaves no limit."""
    x, y = np.array([[1.0, 2, 3]]), np.array([True, True, True])
    box = unlimited(1).limiting(0, low=2.0, high=2.0)
    assert pasted(box, x, y).limited == ()


def test_counts() -> None:
    """Density, coverage and support of a box, and of one that holds nothing."""
    x, y = np.array([[1.0, 2, 3, 4]]), np.array([True, True, False, False])
    found = counted(unlimited(1).limiting(0, low=2.0), x, y)
    assert (found.density, found.coverage, found.support) == (1 / 3, 0.5, 0.75)
    empty = counted(Box(low=np.array([9.0]), high=np.array([np.inf])), x, y)
    assert (empty.density, empty.coverage, empty.support) == (0.0, 0.0, 0.0)


def test_no_draws() -> None:
    """Nothing to peel."""
    assert len(peeled(np.zeros((2, 0)), np.zeros(0, np.bool_))) == 1
    assert counted(unlimited(2), np.zeros((2, 0)), np.zeros(0, np.bool_)).support == 0.0
