"""Where a score sheet begins: the row that names the parties, and the first column."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from detente.errors import ExchangeError
from detente.exchange.scoresheet_grid import NOT_CALCULATED, Grid
from detente.exchange.scoresheet_numbers import is_number

__all__ = ["Header", "find_header", "party_columns", "plain"]

#: A header with these words, or their plurals, over its first two columns is found wherever it stands.
ISSUE_WORDS = frozenset(["issue", "item", "topic", "question"])
OPTION_WORDS = frozenset(["option", "alternative", "choice", "outcome", "settlement", "level", "value"])
WEIGHT_WORDS = frozenset(["weight", "weights"])
#: Rows in which a header is looked for.
_DEPTH = 100


@dataclass(frozen=True, kw_only=True)
class Header:
    """The row of the header and the column of the issues; options stand in the next one."""

    row: int
    column: int


def plain(text: str) -> str:
    """Return the words of a label, in small letters and without punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def find_header(grid: Grid) -> Header | None:
    """Find the header of a score sheet.

    It is the first row with a word for issues next to a word for options. Where there is none,
    it is the last row with text over the points before the first row with an option and points.

    Returns
    -------
    Header or None
        None where the grid does not look like a score sheet.
    """
    depth = range(min(_DEPTH, len(grid.rows)))
    return next((found for row in depth if (found := _by_words(grid, row))), None) or _by_points(grid)


def _by_words(grid: Grid, row: int) -> Header | None:
    for column in range(len(grid.rows[row]) - 2):
        issue, option = (plain(grid.cell(row, c)).removesuffix("s") for c in (column, column + 1))
        if issue in ISSUE_WORDS and option in OPTION_WORDS:
            return Header(row=row, column=column)
    return None


def _by_points(grid: Grid) -> Header | None:
    filled = [_filled(grid, row) for row in range(len(grid.rows))]
    # A title, alone in its row, may stand anywhere; the table begins below it.
    table = itertools.dropwhile(lambda columns: len(columns) < 2, filled)
    left = min((columns[0] for columns in table if columns), default=0)
    for row in range(min(_DEPTH, len(grid.rows))):
        columns = filled[row]
        if left + 1 in columns and any(c > left + 1 and _has_points(grid, row, c) for c in columns):
            above = (r for r in range(row - 1, -1, -1) if _names_parties(grid, r, left + 2))
            found = next(above, None)
            return None if found is None else Header(row=found, column=left)
    return None


def _filled(grid: Grid, row: int) -> list[int]:
    return [column for column in range(len(grid.rows[row])) if grid.cell(row, column)]


def _has_points(grid: Grid, row: int, column: int) -> bool:
    text = grid.cell(row, column)
    return text == NOT_CALCULATED or is_number(text, decimal=grid.decimal)


def _names_parties(grid: Grid, row: int, start: int) -> bool:
    return any(c >= start and not _has_points(grid, row, c) for c in _filled(grid, row))


def party_columns(grid: Grid, header: Header) -> dict[int, str]:
    """Return the columns of the points and the parties they belong to.

    Raises
    ------
    ExchangeError
        Where a party stands twice, a column with content has no party, or a column of weights
        stands among them.
    """
    width = max(len(row) for row in grid.rows)
    columns = range(header.column + 2, width)
    named = {c: name for c in columns if (name := grid.name(header.row, c))}
    for column, name in named.items():
        where = grid.place(header.row, column)
        if plain(name) in WEIGHT_WORDS:
            raise ExchangeError(f"{where}: {name!r} is not understood; multiply the weights into the points")
        first = next(c for c, other in named.items() if other == name)
        if first != column:
            raise ExchangeError(f"{where}: {name!r} stands in {grid.place(header.row, first)} already")
    for column in columns:
        stray = next((r for r in range(header.row + 1, len(grid.rows)) if grid.cell(r, column)), None)
        if column not in named and stray is not None:
            top = grid.place(header.row, column)
            raise ExchangeError(
                f"{grid.place(stray, column)}: a column without a party; name it in {top}, or clear it"
            )
    if not named:
        raise ExchangeError(f"{grid.where}: no party is named in row {header.row + 1}, the header")
    return named
