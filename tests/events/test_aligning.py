"""Columns over the same periods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.events.aligning import Gaps, aligned_columns

COLUMN = st.lists(st.one_of(st.just(float("nan")), st.integers(-9, 9).map(float)), min_size=1, max_size=12)


@given(
    st.lists(st.tuples(COLUMN, st.integers(0, 4)), min_size=1, max_size=3),
    st.sampled_from(["longest", "zero", "carry"]),
)
@settings(deadline=None, max_examples=40)
def test_no_value_is_missing_and_none_is_changed(parts: list[tuple[list[float], int]], gaps: Gaps) -> None:
    """What is known stays, what is missing is 0, the last known, or cut, and periods follow each other."""
    columns, firsts = [np.array(column) for column, _ in parts], [first for _, first in parts]
    names = [f"s{k}" for k in range(len(parts))]
    try:
        found = aligned_columns(names, columns, firsts, every="year", measure="mean", gaps=gaps)
    except RunError:
        return
    start = int(found.periods[0]) - 1970
    assert found.periods == tuple(str(1970 + start + k) for k in range(len(found.periods)))
    assert not np.isnan(found.values).any()
    for k, (column, first) in enumerate(zip(columns, firsts, strict=True)):
        there = column[start - first : start - first + len(found.periods)]
        known = ~np.isnan(there)
        np.testing.assert_array_equal(found.values[known, k], there[known])
        if gaps == "zero":
            assert not found.values[~known, k].any()


def test_the_first_of_equally_long_stretches_is_kept() -> None:
    """Of two stretches of the same length the earlier one counts."""
    column = np.array([1, 2, np.nan, 3, 4])
    found = aligned_columns(["x"], [column], [0], every="year", measure="mean", gaps="longest")
    assert found.values.ravel().tolist() == [1, 2]
    assert found.note == (
        "1 of 5 values is missing in 5 years; the longest stretch without a gap was taken, 2 years"
    )


def test_what_was_known_before_is_carried_in() -> None:
    """A series that began earlier brings its last value into the common periods."""
    early, late = np.array([7, np.nan, np.nan, 8]), np.array([1.0, 2, 3])
    found = aligned_columns(["a", "b"], [early, late], [0, 1], every="year", measure="mean", gaps="carry")
    assert found.values.tolist() == [[7, 1], [7, 2], [8, 3]]


def test_json_has_values_by_name() -> None:
    """JSON has a list of numbers for each name, and what was done about gaps."""
    found = aligned_columns(["x"], [np.array([1.0])], [0], every="year", measure="sum", gaps="zero")
    with pytest.raises(ValueError, match="read-only"):
        found.values[0] = 2
    assert found.to_dict() == {
        "names": ["x"],
        "every": "year",
        "measure": "sum",
        "periods": ["1970"],
        "values": {"x": [1.0]},
        "note": "no value is missing in 1 year",
        "n_missing": 0,
    }
