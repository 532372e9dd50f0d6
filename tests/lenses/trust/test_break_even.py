"""The smallest trust at which one would sign: closed form, isolation of roots, and what it means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.trust.break_even import break_even, evaluate, least_trust
from lenses.trust.making import rows

#: Steps in which the unit interval is searched by brute force.
GRID = np.linspace(0, 1, 2001)


def test_linear() -> None:
    """-a/b where that is in reach; none where it signs anyway, never where certainty is too little."""
    found = least_trust(rows([-1, 4], [-3, 3], [0, -5], [2, 1], [-1, 0.5], [-1, 0]))
    assert found.tolist() == [0.25, 1.0, 0.0, 0.0, np.inf, np.inf]


def test_what_falls_is_signed_without_trust() -> None:
    """Better off if the other fails: nothing is needed, though certainty would be too much."""
    assert least_trust(rows([1, -3])).tolist() == [0.0]
    assert least_trust(rows([-1, -3])).tolist() == [np.inf]


def test_quadratic() -> None:
    """A link that needs two things from the same party: the square root."""
    assert least_trust(rows([-0.25, 0, 1], [-2, 0, 1], [0, 0, 0])).tolist() == [0.5, np.inf, 0.0]


def test_a_hump_between() -> None:
    """Signs in the middle only, neither at none nor at certainty: the lower end of that."""
    low, high = 0.3, 0.7
    (found,) = least_trust(rows([-low * high, low + high, -1]))
    assert found == pytest.approx(low)


def test_touching_the_axis() -> None:
    """A peak that just reaches zero counts, up to rounding, as reached."""
    (found,) = least_trust(rows([-0.25, 1, -1]))
    assert found == pytest.approx(0.5)


@settings(max_examples=60)
@given(st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=3, max_size=7))
def test_certificate(coefficients: list[float]) -> None:
    """At the number it signs, at no smaller one of a fine grid; never means at none of the grid."""
    polynomial = rows(coefficients)
    (found,) = least_trust(polynomial)
    values = evaluate(polynomial, GRID)
    if np.isinf(found):
        assert (values < 1e-12).all()
        return
    assert evaluate(polynomial, np.array([found]))[0] >= 0
    assert (values[found > GRID] < 1e-12).all()
    if found > 0:
        assert evaluate(polynomial, np.array([np.nextafter(found, 0) - 1e-9]))[0] < 1e-6


def test_evaluate_is_horner() -> None:
    """One value for each polynomial, or one polynomial at many places."""
    assert evaluate(rows([1, 2, 3], [0, 1, 0]), np.array([2.0, 5.0])).tolist() == [17.0, 5.0]
    assert evaluate(rows([1, 2, 3]), np.array([0.0, 1.0])).tolist() == [1.0, 6.0]


def test_summed_up() -> None:
    """Shares of draws, spreads, and what holds at the medians, which is the first row."""
    polynomial = rows([-1, 4], [-1, 2], [1, 2], [-1, 0.5], [1, -3])
    found = break_even(
        viewer="a",
        other="b",
        polynomial=polynomial,
        word=np.array([0.5, 0.25, 0.5, 0.75, 1.0]),
        signs=np.array([False, True, False, False]),
    )
    assert (found.status, found.middle) == ("number", 0.25)
    assert (found.needs_none, found.never, found.enough, found.falls) == (0.5, 0.25, 0.25, 0.25)
    assert (found.needed.low, found.needed.high) == (0.0, np.inf)
    assert found.slack.high == 1.0
    told = found.to_dict()
    assert told["needed"] == {"p05": 0.0, "p50": 0.5, "p95": None}
    assert told["needed_at_medians"] == 0.25


@pytest.mark.parametrize(("row", "status", "middle"), [([1, 1], "needs none", 0.0), ([-2, 1], "never", None)])
def test_statuses(row: list[float], status: str, middle: float | None) -> None:
    """None at all, and never."""
    word = np.array([0.5, 0.5])
    found = break_even(viewer="a", other="b", polynomial=rows(row, row), word=word, signs=np.array([True]))
    assert (found.status, found.middle) == (status, middle)
