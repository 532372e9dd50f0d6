"""From the cells of a score sheet to a scored game."""

from __future__ import annotations

from fractions import Fraction

from detente.errors import ExchangeError, nearest
from detente.exchange.listing import listed
from detente.exchange.scoresheet_grid import Grid, cell_name
from detente.exchange.scoresheet_header import WEIGHT_WORDS, Header, find_header, party_columns, plain
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["RESERVE_LABELS", "laid_out", "names_reserve"]

#: Labels of the last row that say it holds what no deal is worth; case and punctuation do not count.
RESERVE_LABELS = (
    "no deal",
    "no agreement",
    "BATNA",
    "reservation value",
    "reservation point",
    "reservation points",
    "reservation price",
    "reservation",
    "reserve",
    "reserve value",
    "minimum",
    "minimum value",
    "minimum score",
    "minimum points",
    "minimum threshold",
    "threshold",
    "walk-away",
    "walk-away value",
    "walk-away point",
    "disagreement",
    "disagreement value",
    "disagreement point",
    "impasse",
)
_PLAIN_LABELS = frozenset([plain(label) for label in RESERVE_LABELS] + ["nodeal", "walkaway"])


def names_reserve(label: str) -> bool:
    """Tell whether a label in the first column stands for no deal."""
    return plain(label) in _PLAIN_LABELS


def laid_out(grid: Grid, name: str) -> ScoredGame:
    """Read a score sheet.

    Issues stand in the first column, once or in each of their rows; options in the second; one
    column per party follows. A last row with one of ``RESERVE_LABELS`` in the first column and
    nothing in the second holds what no deal is worth. Blank points count as 0; a blank reserve is
    none.

    Parameters
    ----------
    grid : Grid
    name : str
        Of the game, where no title stands alone in a row above the header.

    Raises
    ------
    ExchangeError
        Naming the cell.
    """
    header = find_header(grid)
    if header is None:
        raise ExchangeError(
            f"{grid.where} does not look like a score sheet: a header such as issue, option, A, B and rows "
            "with an issue, an option and points were not found"
        )
    body = _Body(grid, header)
    body.read()
    return ScoredGame(
        name=_title(grid, header) or name,
        issues={issue: tuple(options) for issue, options in body.issues.items()},
        parties=body.scorers(),
        notes=body.notes(),
    )


def _title(grid: Grid, header: Header) -> str | None:
    rows = [[text for text in row if text] for row in grid.rows[: header.row]]
    titles = [row[0] for row in rows if len(row) == 1]
    return titles[0][:200] if titles else None


class _Body:
    """One walk down the rows below the header."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid = grid
        self.header = header
        self.parties = party_columns(grid, header)
        self.issues: dict[str, dict[str, int]] = {}
        self.rows: dict[str, int] = {}
        self.values: dict[str, dict[str, dict[int, Fraction | None]]] = {}
        self.issue: str | None = None
        self.reserve: dict[int, Fraction | None] = {}
        self.reserve_row: int | None = None
        self.blank: list[str] = []
        self.remarks: list[str] = []

    def place(self, row: int, offset: int = 0) -> str:
        """Name a cell by its row and its distance from the column of the issues."""
        return self.grid.place(row, self.header.column + offset)

    def read(self) -> None:
        """Read all rows."""
        for row in range(self.header.row + 1, len(self.grid.rows)):
            if any(self.grid.rows[row][self.header.column :]):
                self.row(row)
        self.close_issue()
        if not self.issues:
            raise ExchangeError(f"{self.grid.where}: there is no option below row {self.header.row + 1}")

    def row(self, row: int) -> None:
        first = self.grid.name(row, self.header.column)
        second = self.grid.name(row, self.header.column + 1)
        if self.reserve_row is not None:
            above = self.place(self.reserve_row)
            raise ExchangeError(f"{self.place(row)}: nothing may stand below the row for no deal, {above}")
        if plain(second or first) in WEIGHT_WORDS:
            where = self.place(row, 1 if second else 0)
            raise ExchangeError(f"{where}: weights are not understood; multiply them into the points")
        if first and not second and names_reserve(first):
            self.close_issue()
            self.reserve_row = row
            self.reserve = {column: self.grid.points(row, column) for column in self.parties}
        elif second:
            self.option(row, first, second)
        else:
            self.heading(row, first)

    def heading(self, row: int, name: str) -> None:
        """Take a row without an option: the name of an issue whose options follow."""
        scored = next((column for column in self.parties if self.grid.cell(row, column)), None)
        if scored is not None:
            raise ExchangeError(
                f"{self.place(row, 1)}: {self.grid.place(row, scored)} has points for no option{_meant(name)}"
            )
        if name:
            self.begin_issue(row, name)

    def begin_issue(self, row: int, name: str) -> None:
        if name == self.issue:
            return
        if name in self.issues:
            where = self.place(self.rows[name])
            raise ExchangeError(
                f"{self.place(row)}: the issue {name!r} stands in {where} already; keep its rows together"
            )
        self.close_issue()
        self.issue = name
        self.issues[name], self.values[name], self.rows[name] = {}, {}, row

    def close_issue(self) -> None:
        if self.issue is not None and not self.issues[self.issue]:
            where = self.place(self.rows[self.issue])
            hint = _meant(self.issue)
            raise ExchangeError(f"{where}: the issue {self.issue!r} has no option below it{hint}")

    def option(self, row: int, issue: str, option: str) -> None:
        if issue:
            self.begin_issue(row, issue)
        if self.issue is None:
            raise ExchangeError(f"{self.place(row)}: the option {option!r} stands below no issue")
        options = self.issues[self.issue]
        if option in options:
            where = self.place(options[option], 1)
            raise ExchangeError(f"{self.place(row, 1)}: the option {option!r} stands in {where} already")
        options[option] = row
        if names_reserve(option) and not issue:
            self.remarks.append(
                f"{self.place(row, 1)}: {option!r} was read as an option of {self.issue!r}; what no deal is "
                "worth would have its label in the first column"
            )
        points = {column: self.grid.points(row, column) for column in self.parties}
        self.blank += [cell_name(row, column) for column, found in points.items() if found is None]
        self.values[self.issue][option] = points

    def scorers(self) -> tuple[Scorer, ...]:
        """Return the parties with their points."""
        return tuple(
            Scorer(
                name=name,
                values={
                    issue: {option: points[column] or Fraction(0) for option, points in options.items()}
                    for issue, options in self.values.items()
                },
                reserve=self.reserve.get(column),
            )
            for column, name in self.parties.items()
        )

    def notes(self) -> tuple[str, ...]:
        """Return what a reader should know of how the sheet was read."""
        notes = list(self.remarks)
        if self.blank:
            notes.append(f"{self.grid.where}: blank points count as 0: {listed(self.blank)}")
        return tuple(notes)


def _meant(label: str) -> str:
    """Hint at the label for no deal that was perhaps meant."""
    close = nearest(label.casefold(), [name.casefold() for name in RESERVE_LABELS])
    return f"; was {close!r} meant?" if close else ""
