"""Numbers kept by what they are about."""

from __future__ import annotations

import pytest

from detente.lenses.leverage.rows import Key, Rows
from lenses.leverage.cases import case, drawn


def test_each_number_is_found_again() -> None:
    """Points, surplus and the cost of an issue are those of the draw; repetitions take one row."""
    numbers = drawn(case(stakes__patron__aid__grant="5..15", dealing_costs__patron__per_issue="0..2"))
    points = Key("points", "patron", "aid", "grant")
    surplus = Key("surplus", "patron", "aid", "grant")
    cost = Key("cost of an issue", "patron", "aid", "grant")
    rows = Rows([points, surplus, points, cost])
    measured = rows.measure(numbers)
    assert measured.shape == (3, 8)
    assert len(rows) == 3
    assert rows.find(measured, *points).tolist() == numbers.points("patron", "aid", "grant").tolist()
    assert rows.find(measured, *surplus).tolist() == numbers.surplus("patron", "aid", "grant").tolist()
    assert rows.find(measured, *cost).tolist() == numbers.issue_cost("patron").tolist()


def test_no_numbers_at_all() -> None:
    """The table then has no rows, and nothing is found."""
    rows = Rows([])
    measured = rows.measure(drawn(case()))
    assert measured.shape == (0, 8)
    with pytest.raises(KeyError):
        rows.find(measured, "points", "north", "aid", "grant")
