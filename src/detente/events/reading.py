"""A table of events, as the import wrote it, as a list of events.

What is not wanted is left in the file: actors and days are chosen while it is read, so that a few dyads
of a table larger than memory can be taken out.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from detente.errors import ExchangeError, RunError, TooLargeError, nearest
from detente.events.bounded_lines import opened_rows
from detente.events.code_tables import GOLDSTEIN, SCALES
from detente.events.event_database import opened_table
from detente.events.event_list import Events, event_list

__all__ = ["MOST_EVENTS", "read_events"]

#: Events at most, with their texts and without.
MOST_EVENTS = {True: 1_000_000, False: 20_000_000}
NEEDED = ("date", "source", "target")
TEXTS = ("code", "text", "cite")
COLUMNS = ("date", "source", "target", "code", "scheme", "score", "quad", "text", "cite")


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """Which events are taken out of a file."""

    path: Path
    sources: frozenset[str] | None
    targets: frozenset[str] | None
    first: dt.date | None
    last: dt.date | None
    texts: bool
    most: int

    def refuse(self, found: str) -> TooLargeError:
        return TooLargeError(
            f"{self.path} has {found} events of the kind asked for, more than the {self.most:,} that are "
            "taken at a time; name dyads or days"
        )


def read_events(
    path: str | Path,
    *,
    sources: Collection[str] | None = None,
    targets: Collection[str] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    texts: bool = True,
    most: int | None = None,
) -> Events:
    """Read a table that ``detente events import`` wrote.

    Parameters
    ----------
    path : path
        ``.parquet`` (needs DuckDB), or ``.csv`` or ``.csv.gz`` with columns ``date``, ``source``,
        ``target`` and any of ``code``, ``scheme``, ``score``, ``quad``, ``text``, ``cite``.
    sources, targets : collection of str, optional
        Only acts of these, towards these.
    first, last : date, optional
        First and last day.
    texts : bool
        False leaves ``text`` and ``cite`` empty: they are most of a table, and no series needs them.
    most : int, optional
        Events at most; 1,000,000 with texts, 20,000,000 without.

    Returns
    -------
    Events
        The days told of are those of the whole file, as far as ``first`` and ``last`` allow. Scores are
        on the scale of COPDAB where the table says so, else on Goldstein's.

    Raises
    ------
    ExchangeError
        If the file cannot be read, is no table of events, or has a row that is none.
    RunError
        If DuckDB is needed and not installed, or events of COPDAB stand beside others, whose scores
        cannot be compared.
    TooLargeError
        If more events than ``most`` are asked for.
    """
    wanted = _Wanted(
        path=Path(path),
        sources=None if sources is None else frozenset(sources),
        targets=None if targets is None else frozenset(targets),
        first=first,
        last=last,
        texts=texts,
        most=MOST_EVENTS[texts] if most is None else most,
    )
    ending = wanted.path.name.lower()
    if not wanted.path.exists():
        raise ExchangeError(f"there is no file {wanted.path}")
    if ending.endswith(".parquet"):
        return _of_parquet(wanted)
    if ending.endswith((".csv", ".csv.gz")):
        return _of_csv(wanted)
    raise ExchangeError(f"{wanted.path} is no table of events; import it first: detente events import")


def _of_parquet(wanted: _Wanted) -> Events:
    with opened_table(wanted.path) as connection:
        return _queried(wanted, connection)


def _queried(wanted: _Wanted, connection: Any) -> Events:
    """Ask for the days of the whole, the number and schemes of what is wanted, and then for it."""
    file = str(wanted.path)
    told = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()
    _check_header([row[0] for row in told], wanted.path)
    has = {row[0] for row in told}
    days = connection.execute(
        "SELECT min(date)::DATE, max(date)::DATE FROM read_parquet(?)", [file]
    ).fetchone()
    clause, values = _clause(wanted)
    source = f"FROM read_parquet(?) {clause}"
    scheme = "scheme" if "scheme" in has else "''"
    counted = f"SELECT count(*), list(DISTINCT {scheme}) {source}"
    number, schemes = connection.execute(counted, [file, *values]).fetchone()
    if number > wanted.most:
        raise wanted.refuse(f"{number:,}")
    parts = [_sql(name, name in has and (wanted.texts or name not in ("text", "cite"))) for name in COLUMNS]
    chosen = connection.execute(f"SELECT {', '.join(parts)} {source}", [file, *values]).fetchnumpy()
    columns = {name: np.asarray(column) for name, column in chosen.items()}
    return _listed(wanted, columns, {str(one or "") for one in schemes or ()}, days)


def _sql(name: str, there: bool) -> str:
    kind, nothing = {
        "date": ("DATE", "NULL"),
        "score": ("DOUBLE", "'nan'"),
        "quad": ("TINYINT", "0"),
    }.get(name, ("VARCHAR", "''"))
    value = f"coalesce({name}::{kind}, {nothing}::{kind})" if there else f"{nothing}::{kind}"
    return f"{value} AS {name}"


def _clause(wanted: _Wanted) -> tuple[str, list[Any]]:
    parts, values = ["date IS NOT NULL"], list[Any]()
    for column, names in (("source", wanted.sources), ("target", wanted.targets)):
        if names is not None:
            parts.append(f"list_contains(?, {column})")
            values.append(sorted(names))
    for sign, day in ((">=", wanted.first), ("<=", wanted.last)):
        if day is not None:
            parts.append(f"date::DATE {sign} ?")
            values.append(day)
    return "WHERE " + " AND ".join(parts), values


@dataclass(kw_only=True, eq=False)
class _Rows:
    """Rows of a CSV file that are wanted, column by column."""

    wanted: _Wanted
    columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    first: dt.date = dt.date.max
    last: dt.date = dt.date.min

    def take(self, row: Mapping[str, str], line: int) -> None:
        """Keep a row if it is wanted."""
        wanted, day = self.wanted, self._day(row["date"], line)
        self.first, self.last = min(self.first, day), max(self.last, day)
        if wanted.sources is not None and row["source"] not in wanted.sources:
            return
        if wanted.targets is not None and row["target"] not in wanted.targets:
            return
        if (wanted.first and day < wanted.first) or (wanted.last and day > wanted.last):
            return
        if len(self.columns["date"]) == wanted.most:
            raise wanted.refuse(f"more than {wanted.most:,}")
        numbers = {"date": day, "score": self._score(row, line), "quad": self._quad(row, line)}
        for name, column in self.columns.items():
            shown = wanted.texts or name not in ("text", "cite")
            # The same few codes stand in millions of rows: one text each is kept.
            column.append(
                numbers[name] if name in numbers else sys.intern(row.get(name, "") if shown else "")
            )

    def _day(self, text: str, line: int) -> dt.date:
        try:
            return dt.date.fromisoformat(text.strip())
        except ValueError as error:
            raise self._wrong(line, f"{text[:40]!r} is no day; write 2018-10-31") from error

    def _score(self, row: Mapping[str, str], line: int) -> float:
        text = row.get("score", "").strip()
        try:
            return float(text) if text else math.nan
        except ValueError as error:
            raise self._wrong(line, f"{text[:40]!r} is no score") from error

    def _quad(self, row: Mapping[str, str], line: int) -> int:
        text = row.get("quad", "").strip()
        if text not in ("", "0", "1", "2", "3", "4"):
            raise self._wrong(line, f"{text[:40]!r} is no quad class, 1 to 4")
        return int(text or 0)

    def _wrong(self, line: int, what: str) -> ExchangeError:
        return ExchangeError(f"{self.wanted.path}:{line}: {what}")


def _of_csv(wanted: _Wanted) -> Events:
    rows = _Rows(wanted=wanted)
    with opened_rows(wanted.path) as lines:
        header = [name.strip() for name in next(lines, [])]
        _check_header(header, wanted.path)
        for number, line in enumerate(lines, 2):
            if len(line) != len(header):
                raise ExchangeError(
                    f"{wanted.path}: row {number} has {len(line)} fields, and the header has {len(header)}"
                )
            rows.take(dict(zip(header, line, strict=True)), number)
    days = (rows.first, rows.last) if rows.first <= rows.last else (None, None)
    return _listed(wanted, rows.columns, set(rows.columns["scheme"]), days)


def _check_header(names: list[str], path: Path) -> None:
    for name in NEEDED:
        if name not in names:
            close = nearest(name, names)
            hint = f" (there is {close!r})" if close else ""
            raise ExchangeError(
                f"{path} has no column {name!r}{hint}; it is no table of events that detente wrote: "
                "detente events import makes one"
            )


def _listed(
    wanted: _Wanted,
    columns: Mapping[str, Any],
    schemes: set[str],
    days: tuple[dt.date | None, dt.date | None],
) -> Events:
    scale = SCALES["copdab"] if "copdab" in schemes else GOLDSTEIN
    if "copdab" in schemes and schemes - {"copdab", ""}:
        raise RunError(
            f"{wanted.path} has events of COPDAB beside others; their scores are on different scales and "
            "cannot stand in one series: import them into tables of their own"
        )
    named = {name: columns[name] for name in COLUMNS if name != "scheme"}
    first, last = days
    covers = None
    if first is not None and last is not None:
        start, end = max(first, wanted.first or first), min(last, wanted.last or last)
        covers = (start, end) if start <= end else None
    return event_list(**named, origin=wanted.path.name, scale=scale, covers=covers)
