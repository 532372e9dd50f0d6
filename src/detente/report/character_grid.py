"""A grid of characters to draw on, with dots finer than its cells."""

from __future__ import annotations

__all__ = ["CharacterGrid"]

#: First of the braille characters, and the bit of each dot by (column, row) within a cell.
BLANK_BRAILLE = 0x2800
DOTS = {(0, 0): 1, (0, 1): 2, (0, 2): 4, (1, 0): 8, (1, 1): 16, (1, 2): 32, (0, 3): 64, (1, 3): 128}


class CharacterGrid:
    """A rectangle of cells; what is drawn later hides what was there.

    Parameters
    ----------
    width, height : int
        Cells, 1 or more each.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[" "] * width for _ in range(height)]
        self._dots: dict[tuple[int, int], int] = {}

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and the row (from above) of a place.

        Parameters
        ----------
        x, y : float
            0 to 1 from left to right and from below to above; beyond is drawn at the edge.
        """
        return _index(x, self.width), _index(1 - y, self.height)

    def put(self, cell: tuple[int, int], char: str) -> None:
        """Write a character of width 1 into a cell."""
        column, row = cell
        self._cells[row][column] = char
        self._dots.pop(cell, None)

    def dot(self, x: float, y: float) -> None:
        """Set one of the eight dots of a cell, as a braille character."""
        column, row = _index(x, self.width * 2), _index(1 - y, self.height * 4)
        cell = (column // 2, row // 4)
        bits = self._dots.get(cell, 0) | DOTS[column % 2, row % 4]
        self._dots[cell] = bits
        self._cells[cell[1]][cell[0]] = chr(BLANK_BRAILLE + bits)

    def lines(self) -> tuple[str, ...]:
        """Return the rows from above, each of the full width."""
        return tuple("".join(row) for row in self._cells)


def _index(share: float, count: int) -> int:
    return min(max(int(share * count), 0), count - 1)
