"""Series that are ready, out of a table: a number for each period.

Two shapes are read, both as CSV with a header (also ``.csv.gz``):

- *wide*: a column of periods and one for each series, such as ``month,us2ussr,ussr2us``;
- *long*: a row for each period and dyad, with a column ``dyad`` or ``direction`` (``USA>RUS``) or the
  two columns ``source`` and ``target``, and columns of numbers. The number of acts is taken from
  ``n_events`` or ``count`` if there is such a column.

Which column holds whose acts is told by the user: ``us2ussr=USA:USR`` or ``us2ussr:USA>USR``; in a long
table the rows of that dyad are taken. The column of periods is ``period``, ``month``, ``date``, ``week``,
``quarter``, ``day`` or ``year``, else the first one. A period that is not in the table, and an empty cell,
is missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.errors import ExchangeError, RunError, TooLargeError, nearest
from detente.events.bounded_lines import opened_rows
from detente.events.measures import Measure, check_measure
from detente.events.periods import Every, check_length, kind_of, period_number, period_range
from detente.events.series import DyadSeries, series_of_values

__all__ = ["MOST_ROWS", "SeriesColumn", "read_series", "series_column"]

#: Rows of a table at most.
MOST_ROWS = 2_000_000
PERIOD_NAMES = ("period", "month", "date", "week", "quarter", "day", "year")
DYAD_NAMES = ("dyad", "direction")
COUNT_NAMES = ("n_events", "count", "counts", "events")
NOTHING = frozenset({"", "na", "nan", "n/a", "null", "none", "."})
_COLUMN = re.compile(r"(.+)[=:]([^=:>]+)[:>]([^=:>]+)")


@dataclass(frozen=True, kw_only=True)
class SeriesColumn:
    """A column that holds the acts of ``source`` towards ``target``."""

    column: str
    source: str
    target: str


def series_column(text: str) -> SeriesColumn:
    """Read what a user typed: ``COLUMN=A:B`` or ``COLUMN:A>B``.

    Raises
    ------
    RunError
        If it is not written like this, or A is B.

    Examples
    --------
    >>> series_column("us2ussr:USA>USR")
    SeriesColumn(column='us2ussr', source='USA', target='USR')
    """
    found = _COLUMN.fullmatch(text.strip())
    if found is None:
        raise RunError(f"{text!r}: write which column holds whose acts, us2ussr=USA:RUS for instance")
    column, source, target = (part.strip() for part in found.groups())
    if not (column and source and target) or source == target:
        raise RunError(f"{text!r}: a series has a column and two different sides")
    return SeriesColumn(column=column, source=source, target=target)


def read_series(
    path: str | Path,
    columns: Collection[SeriesColumn],
    *,
    measure: str = "mean",
    where: Mapping[str, str] | None = None,
    zero_is_missing: bool = False,
) -> tuple[DyadSeries, ...]:
    """Read ready-made series.

    Parameters
    ----------
    path : path
        A wide or a long table.
    columns : collection of SeriesColumn
        Which column holds whose acts, in the order in which the series are wanted.
    measure : str
        What the numbers are.
    where : mapping of str to str, optional
        Only rows in which a column has a value: ``{"source": "copdab"}`` of a table with several sources.
    zero_is_missing : bool
        A 0 stands for a period without a report. In means of COPDAB, whose weights are never 0, it
        nearly always does.

    Returns
    -------
    tuple of DyadSeries
        From the first to the last period of the table's rows of that series.

    Raises
    ------
    ExchangeError
        If the file cannot be read, lacks a column, has a period or a number that is none, two rows for
        one period, periods of different length, or no row of a dyad.
    TooLargeError
        For more than 2,000,000 rows or 200,000 periods.
    """
    what, path = check_measure(measure), Path(path)
    if not columns:
        raise RunError("say which columns hold whose acts, us2ussr=USA:RUS for instance")
    table = _Table(path=path, columns=tuple(columns), where=dict(where or {}))
    table.read()
    return tuple(table.series(column, what, zero_is_missing=zero_is_missing) for column in columns)


@dataclass(kw_only=True, eq=False)
class _Table:
    """The numbers of the series asked for, gathered row by row."""

    path: Path
    columns: tuple[SeriesColumn, ...]
    where: Mapping[str, str]

    def __post_init__(self) -> None:
        self.every: Every | None = None
        self.cells: dict[SeriesColumn, dict[int, tuple[float, int]]] = {one: {} for one in self.columns}
        self.dyads: set[str] = set()

    def read(self) -> None:
        """Go through the rows once."""
        with opened_rows(self.path) as rows:
            header = [name.strip() for name in next(rows, [])]
            place = self._places(header)
            for line, row in enumerate(rows, 2):
                if line > MOST_ROWS + 1:
                    raise TooLargeError(f"{self.path} has more than {MOST_ROWS:,} rows")
                if any(cell.strip() for cell in row):
                    self._take(row, line, place, len(header))

    def _places(self, header: list[str]) -> Mapping[str, int]:
        """Find the columns, and say which is not there."""
        place = {name: where for where, name in reversed(list(enumerate(header)))}
        for wanted in (*(one.column for one in self.columns), *self.where):
            if wanted not in place:
                close = nearest(wanted, header)
                hint = f"did you mean {close!r}?" if close else f"it has: {', '.join(header[:20])}"
                raise ExchangeError(f"{self.path} has no column {wanted!r}; {hint}")
        lower = {name.lower(): where for name, where in place.items()}
        self.period = next((lower[name] for name in PERIOD_NAMES if name in lower), 0)
        self.dyad = next((lower[name] for name in DYAD_NAMES if name in lower), None)
        self.sides = (lower["source"], lower["target"]) if {"source", "target"} <= lower.keys() else None
        self.count = next((lower[name] for name in COUNT_NAMES if name in lower), None)
        return place

    def _take(self, row: list[str], line: int, place: Mapping[str, int], width: int) -> None:
        if len(row) != width:
            raise ExchangeError(f"{self.path}:{line}: {len(row)} fields, and the header has {width}")
        if any(row[place[name]].strip() != value for name, value in self.where.items()):
            return
        pair = self._pair(row)
        if pair is not None:
            self.dyads.add(">".join(pair))
        for column in self.columns:
            if pair is None or pair == (column.source, column.target):
                self._keep(column, row, line, place)

    def _keep(self, column: SeriesColumn, row: list[str], line: int, place: Mapping[str, int]) -> None:
        number = self._period(row[self.period], line)
        cells = self.cells[column]
        if number in cells:
            hint = "; say which source is meant" if self.dyad is not None and "source" in place else ""
            raise ExchangeError(f"{self.path}:{line}: a second row for {row[self.period]}{hint}")
        count = -1
        if self.count is not None and (self.dyad is not None or self.sides is not None):
            told = self._number(row[self.count], line)
            count = -1 if math.isnan(told) else int(told)
        cells[number] = (self._number(row[place[column.column]], line), count)

    def _pair(self, row: list[str]) -> tuple[str, str] | None:
        """Tell whose acts a row of a long table holds; None in a wide one."""
        if self.dyad is not None:
            source, _, target = re.sub(r"[:\u2192]|->", ">", row[self.dyad]).partition(">")
            return source.strip(), target.strip()
        if self.sides is not None:
            return row[self.sides[0]].strip(), row[self.sides[1]].strip()
        return None

    def _period(self, text: str, line: int) -> int:
        kind = kind_of(text.strip())
        if kind is None or (self.every is not None and kind != self.every):
            raise ExchangeError(
                f"{self.path}:{line}: {text[:40]!r} is no {self.every or 'period'}; write "
                "2018-10-05, 2018-W40, 2018-10, 2018-Q4 or 2018, the same in all rows"
            )
        self.every = kind
        try:
            return period_number(period_range(text)[0], kind)
        except RunError as error:
            raise ExchangeError(f"{self.path}:{line}: {error}") from error

    def _number(self, text: str, line: int) -> float:
        if text.strip().lower() in NOTHING:
            return math.nan
        try:
            value = float(text)
        except ValueError:
            value = math.inf
        if math.isinf(value):
            raise ExchangeError(f"{self.path}:{line}: {text[:40]!r} is no number")
        return value

    def series(self, column: SeriesColumn, measure: Measure, *, zero_is_missing: bool) -> DyadSeries:
        """Lay the numbers of one series in a row; periods between that are not there are missing."""
        cells = self.cells[column]
        if not cells or self.every is None:
            dyad = f"{column.source}>{column.target}"
            close = nearest(dyad, self.dyads)
            hint = f"; did you mean {close!r}?" if close else ""
            raise ExchangeError(f"{self.path} has no row for {dyad}{hint}")
        first, last = min(cells), max(cells)
        check_length(first, last, self.every)
        values, counts = np.full(last - first + 1, np.nan), np.full(last - first + 1, -1, np.int64)
        for number, (value, count) in cells.items():
            values[number - first], counts[number - first] = value, count
        if zero_is_missing:
            values[values == 0] = np.nan
        return series_of_values(
            column.source,
            column.target,
            every=self.every,
            measure=measure,
            first=first,
            values=values,
            counts=counts,
        )
