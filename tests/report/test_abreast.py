"""Readings beside one another."""

from __future__ import annotations

import pytest

from detente.report.abreast import abreast


@pytest.mark.parametrize(("n", "expected"), [(0, []), (1, [1]), (6, [6]), (7, [6, 1]), (13, [6, 6, 1])])
def test_a_table_holds_six_and_none_is_lost(n: int, expected: list[int]) -> None:
    """In order, the last table with what is left."""
    keys = [f"r{k}" for k in range(n)]
    tables = abreast(keys)
    assert [len(table) for table in tables] == expected
    assert [key for table in tables for key in table] == keys
