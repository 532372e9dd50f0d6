"""What is said of series that cannot be used."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.lenses.spiral.series_checks import check_lags, check_rank, check_series, largest_lags
from detente.lenses.spiral.var import fit_var, lagged_design
from lenses.spiral.making import PAIR, one

NAMES = ("us>russia", "russia>us")


def test_good_series_come_back_as_a_copy_with_names() -> None:
    """Names are made up where none are given, and the input is not touched."""
    values = one(PAIR, 50, 1)
    table, names = check_series(values)
    assert names == ("series 1", "series 2")
    assert (table == values).all()
    assert not np.shares_memory(table, values)


def test_missing_values_name_the_series_and_the_period() -> None:
    """The second series lacks periods 5 and 9."""
    values = one(PAIR, 50, 1)
    values[[4, 8], 1] = np.nan, np.inf
    with pytest.raises(RunError, match=r"russia>us has no value in 2 of 50 periods, the first is number 5"):
        check_series(values, NAMES)


def test_constant_series_are_named() -> None:
    """A series that never changes is told with its value."""
    values = one(PAIR, 50, 1)
    values[:, 0] = 2.5
    with pytest.raises(RunError, match=r"us>russia is 2.5 in every period"):
        check_series(values, NAMES)


def test_combinations_name_all_that_take_part() -> None:
    """The fourth is the first less twice the third; the second has no part in it."""
    values = np.random.default_rng(2).standard_normal((60, 4))
    values[:, 3] = values[:, 0] - 2 * values[:, 2] + 7
    with pytest.raises(RunError, match=r"^d is an exact combination of a and c:"):
        check_series(values, "abcd")


@pytest.mark.parametrize(
    ("values", "names", "told"),
    [
        ([1.0, 2.0], None, "must be a table"),
        (np.zeros((0, 2)), None, "must be a table"),
        ([["a", "b"], ["c", "d"]], None, "table of numbers"),
        ([[1.0, 2.0], [2.0]], None, "table of numbers"),
        ([[1.0, 2.0], [2.0, 1.0]], ["a"], "1 names for 2 series"),
        ([[1.0, 2.0], [2.0, 1.0]], ["a", "a"], "same name"),
        ([[1.0, 1e120], [2.0, 1.0]], ["a", "b"], "b has values beyond 1e.100"),
    ],
)
def test_what_is_no_table_of_series(values: object, names: list[str] | None, told: str) -> None:
    """Each is refused in words."""
    with pytest.raises(RunError, match=told):
        check_series(values, names)  # type: ignore[arg-type]


@given(n=st.integers(1, 60), k=st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_the_largest_lags_are_the_largest_that_fit(n: int, k: int) -> None:
    """One lag more would leave fewer degrees of freedom than series."""
    most = largest_lags(n, k)
    assert n - most - (1 + k * most) >= k
    assert n - (most + 1) - (1 + k * (most + 1)) < k
    if most >= 0:
        check_lags(n, k, most)
        with pytest.raises(RunError, match=f"at most {most} can" if most else "no lag at all"):
            check_lags(n, k, most + 1)


def test_too_few_periods_for_anything() -> None:
    """Two periods of two series are too few even without lags, and lags are not negative."""
    with pytest.raises(RunError, match="at least 3 are needed"):
        check_lags(2, 2, 0)
    with pytest.raises(RunError, match="0 or more"):
        check_lags(40, 2, -1)


def test_too_short_for_the_lags_tells_the_most_possible() -> None:
    """Twenty periods of two series bear five lags."""
    values = one(PAIR, 20, 1)
    with pytest.raises(RunError, match="20 periods of 2 series are too short for 6 lags; at most 5 can be"):
        fit_var(values, 6)
    assert fit_var(values, 5).lags == 5


def test_a_series_that_only_changes_at_the_end() -> None:
    """Its past never changes in the periods used, although it is not constant."""
    values = one(PAIR, 50, 1)
    values[:, 1] = 0
    values[-1, 1] = 3
    with pytest.raises(RunError, match="the values of russia>us 1 period back never change"):
        check_rank(lagged_design(values, 1), NAMES)


def test_a_series_that_is_another_one_period_later() -> None:
    """No combination in any one period, but one across lags."""
    values = one(PAIR, 50, 1)
    values[1:, 1] = values[:-1, 0]
    check_series(values, NAMES)
    told = "the values of us>russia 2 periods back follow exactly from those of russia>us at other lags"
    with pytest.raises(RunError, match=told):
        fit_var(values, 2, NAMES)
