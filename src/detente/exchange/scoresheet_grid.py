"""A sheet as a grid of texts, wherever it came from, and the name of every cell for messages."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from detente.errors import ExchangeError
from detente.exchange.scoresheet_numbers import Decimal, points_in

__all__ = ["MAX_COLUMNS", "MAX_NAME", "MAX_ROWS", "NOT_CALCULATED", "Grid", "cell_name", "clean"]

MAX_ROWS = 5000
MAX_COLUMNS = 500
#: Longest name of an issue, option or party.
MAX_NAME = 1000
#: Stands in a cell whose formula has no stored result; no text can hold it.
NOT_CALCULATED = "\0"

_NONCHARACTERS = "\ufffe\uffff"


def clean(text: str) -> str:
    """Return a text on one line: spaces joined, characters that no sheet can hold left out."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(c if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs") else "" for c in text)
        text = "".join(c for c in text if c not in _NONCHARACTERS)
    return " ".join(text.split())


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The cells of one sheet.

    Attributes
    ----------
    file : str
    sheet : str or None
        Which one of several in the file.
    rows : tuple of tuple of str
        Each of them clean; rows may be ragged, and what is missing is blank.
    decimal : "." or ","
        What separates decimals.
    """

    file: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    decimal: Decimal = "."

    @property
    def where(self) -> str:
        """The file, and the sheet in it if it has several."""
        return self.file if self.sheet is None else f"{self.file}, sheet {self.sheet!r}"

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell; empty beyond the edge."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int) -> str:
        """Return the file and the name of a cell, as in ``points.csv, B7``."""
        return f"{self.where}, {cell_name(row, column)}"

    def name(self, row: int, column: int) -> str:
        """Return the name that stands in a cell.

        Raises
        ------
        ExchangeError
            If it is too long, or a formula without a stored result.
        """
        text = self.cell(row, column)
        if text == NOT_CALCULATED:
            raise ExchangeError(self._not_calculated(row, column))
        if len(text) > MAX_NAME:
            where = self.place(row, column)
            raise ExchangeError(f"{where}: a name of {len(text)} characters; {MAX_NAME} is the most")
        return text

    def points(self, row: int, column: int) -> Fraction | None:
        """Return the points that stand in a cell; None for a blank one.

        Raises
        ------
        ExchangeError
            For anything but a number.
        """
        text = self.cell(row, column)
        if text == NOT_CALCULATED:
            raise ExchangeError(self._not_calculated(row, column))
        try:
            return points_in(text, decimal=self.decimal) if text else None
        except ValueError as error:
            raise ExchangeError(f"{self.place(row, column)}: {error}") from None

    def _not_calculated(self, row: int, column: int) -> str:
        return (
            f"{self.place(row, column)}: a formula without a stored result; open the file in a spreadsheet "
            "program and save it there, or put the number in its place"
        )


def cell_name(row: int, column: int) -> str:
    """Name a cell as spreadsheets do; row and column count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
