"""A sheet as a grid of texts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_grid import MAX_NAME, NOT_CALCULATED, Grid, cell_name, clean


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_cells_are_called_as_in_a_spreadsheet(row: int, column: int, name: str) -> None:
    """Letters for columns, numbers for rows."""
    assert cell_name(row, column) == name


def test_names_are_made_clean() -> None:
    """One line, single spaces, nothing that cannot be shown; letters of any script stay."""
    assert clean(" a \n b\tc ") == "a b c"
    assert clean("a\x00\x07b\ud800\uffff") == "ab"
    assert clean("Ж 中\u00a0é😀") == "Ж 中 é😀"


def test_a_grid_is_blank_beyond_its_edge() -> None:
    """Rows may be of any length."""
    grid = Grid(file="a.csv", rows=(("x",), ()))
    assert (grid.cell(0, 0), grid.cell(0, 5), grid.cell(1, 0)) == ("x", "", "")
    assert grid.points(1, 3) is None


def test_messages_name_the_cell() -> None:
    """With the sheet, where the file has several."""
    grid = Grid(file="a.xlsx", sheet="Role 1", rows=(("2.5", "lots", NOT_CALCULATED, "x" * (MAX_NAME + 1)),))
    assert grid.points(0, 0) == Fraction(5, 2)
    with pytest.raises(ExchangeError, match=r"^a\.xlsx, sheet 'Role 1', B1: 'lots' is no number"):
        grid.points(0, 1)
    for read in (grid.points, grid.name):
        with pytest.raises(ExchangeError, match="C1: a formula without a stored result"):
            read(0, 2)
    with pytest.raises(ExchangeError, match="D1: a name of 1001 characters"):
        grid.name(0, 3)
