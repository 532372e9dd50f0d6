"""Two versions of the same arrays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.bundles.kept_runs import arrays_of

from detente.bundles.array_differences import ArrayDifference, array_differences
from detente.bundles.blocks import digest_of


@pytest.mark.parametrize(
    ("new", "kind", "entries", "largest"),
    [
        (np.array([1, 2, 4]), "exact", 1, None),
        (np.array([1.0, 2.0, 3.0]), "form", 0, None),
        (np.array([[1, 2, 3]]), "form", 0, None),
        (None, "missing", 0, None),
    ],
)
def test_whole_numbers(new: NDArray[Any] | None, kind: str, entries: int, largest: float | None) -> None:
    """Another value, type, shape, or none at all."""
    (found,) = array_differences({"a": np.array([1, 2, 3])}, {} if new is None else {"a": new})
    assert (found.name, found.kind, found.entries, found.largest) == ("a", kind, entries, largest)


@pytest.mark.parametrize(
    ("old", "new", "entries", "largest"),
    [
        ([1.0, 2.0], [1.0, 2.2], 1, 0.2 / 2.2),
        ([0.0], [-0.0], 0, 0.0),
        ([0.0], [1e-300], 1, 1.0),
        ([math.nan, 1.0], [math.nan, 2.0], 1, 0.5),
        ([math.nan], [1.0], 1, math.inf),
        ([math.inf], [1.0], 1, math.inf),
    ],
)
def test_floats(old: list[float], new: list[float], entries: int, largest: float) -> None:
    """How many differ and by how much of their size."""
    (found,) = array_differences({"a": np.array(old)}, {"a": np.array(new)})
    assert (found.kind, found.entries) == ("float", entries)
    assert found.largest == pytest.approx(largest)
    assert found.to_dict()["largest_relative"] == (found.largest if math.isfinite(largest) else None)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 3), st.integers(0, 3))
def test_none_where_the_digests_agree(one: int, other: int) -> None:
    """And some where they do not."""
    first, second = arrays_of(one), arrays_of(other)
    assert (array_differences(first, second) == ()) == (digest_of(first) == digest_of(second))


def test_text() -> None:
    """It counts as exact."""
    found = array_differences({"a": np.array(["x", "y"])}, {"a": np.array(["x", "z"])})
    assert found == (ArrayDifference(name="a", kind="exact", entries=1),)
