"""A package that is worth exactly so much."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.package_of_worth import package_of_worth

rows = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=1, max_size=4)


@given(rows, st.integers(0, 40))
def test_it_is_found_if_there_is_one(table: list[list[int]], worth: int) -> None:
    """As listing every package shows."""
    named = {f"i{n}": {f"o{m}": points for m, points in enumerate(row)} for n, row in enumerate(table)}
    found = package_of_worth(named, worth)
    sums = {sum(points) for points in itertools.product(*table)}
    assert (found is not None) == (worth in sums)
    if found is not None:
        assert sum(named[issue][option] for issue, option in found.items()) == worth


def test_too_many_sums_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before they fill the memory."""
    monkeypatch.setattr("detente.exchange.package_of_worth.MAX_SUMS", 4)
    table = {f"i{n}": {"a": 0, "b": 2**n} for n in range(9)}
    with pytest.raises(ExchangeError, match="more than 4 different sums"):
        package_of_worth(table, 511)
