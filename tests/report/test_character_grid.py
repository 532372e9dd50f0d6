"""A grid of characters."""

from __future__ import annotations

from detente.report.character_grid import CharacterGrid


def test_places_are_cells_from_the_left_and_from_above() -> None:
    """The corners of the picture are those of the grid, and nothing is outside."""
    grid = CharacterGrid(4, 3)
    assert [grid.cell(0, 0), grid.cell(1, 1), grid.cell(0.5, 0.5)] == [(0, 2), (3, 0), (2, 1)]
    assert [grid.cell(-9, -9), grid.cell(9, 9)] == [(0, 2), (3, 0)]


def test_dots_of_one_cell_add_up() -> None:
    """A cell has two columns of four dots."""
    grid = CharacterGrid(2, 1)
    for y in (0.0, 0.3, 0.6, 0.9):
        grid.dot(0.0, y)
    grid.dot(0.3, 0.0)
    assert grid.lines() == ("⣇ ",)


def test_what_is_drawn_later_hides_what_was_there() -> None:
    """A character replaces dots, and dots replace a character."""
    grid = CharacterGrid(1, 1)
    grid.dot(0, 0)
    grid.put((0, 0), "N")
    assert grid.lines() == ("N",)
    grid.dot(0.9, 0.9)
    assert grid.lines() == ("⠈",)
