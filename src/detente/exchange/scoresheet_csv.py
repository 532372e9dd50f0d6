"""Score sheets as text: comma, semicolon or tab separated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

from detente.errors import ExchangeError
from detente.exchange.scoresheet_content import decoded
from detente.exchange.scoresheet_grid import MAX_COLUMNS, MAX_ROWS, Grid, clean
from detente.exchange.scoresheet_header import find_header

__all__ = ["csv_bytes", "csv_grid"]

#: More than the longest row within the other bounds takes.
_LONGEST_LINE = 1_000_000
#: Tried in this order: a comma may well stand in the text of a file separated by something else.
_DELIMITERS = ("\t", ";", ",")
_DECIMAL_COMMA = re.compile(r"\s*[-+]?[0-9]*,[0-9]+\s*%?\s*")
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
#: Text that a spreadsheet program would take for a formula.
_ACTIVE = re.compile(r"'*[=+\-@]")


def csv_grid(content: bytes, source: str) -> Grid:
    """Read separated text.

    The separator is the one of tab, semicolon and comma under which the text looks like a score
    sheet, or the one that a first line ``sep=;`` names. Decimal commas are understood only
    between semicolons.

    Raises
    ------
    ExchangeError
        For another encoding, unbalanced quotes, or too many rows or columns.
    """
    text = decoded(content, source)
    longest = max(map(len, text.replace("\r", "\n").split("\n")))
    if longest > _LONGEST_LINE:
        raise ExchangeError(f"{source}: a line of {longest} characters; {_LONGEST_LINE} are the most")
    delimiter, text = _declared(text)
    if delimiter:
        return _split(text, delimiter, source)
    for candidate in _DELIMITERS:
        # Quotes that are balanced under one separator need not be under another.
        with suppress(ExchangeError):
            grid = _split(text, candidate, source)
            if find_header(grid) is not None:
                return grid
    return _split(text, max(reversed(_DELIMITERS), key=text.count), source)


def _declared(text: str) -> tuple[str | None, str]:
    """Take off a first line that declares the separator; a blank line keeps the row numbers."""
    found = _DECLARED.match(text)
    return (found[1], "\n" + text[found.end() :]) if found else (None, text)


def _split(text: str, delimiter: str, source: str) -> Grid:
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise ExchangeError(
                    f"{source}: row {len(rows) + 1} is beyond what is read, {MAX_ROWS} rows of {MAX_COLUMNS} "
                    "columns"
                )
            rows.append(tuple(clean(_without_guard(cell)) for cell in row))
    except csv.Error as error:
        raise ExchangeError(f"{source}, row {len(rows) + 1}: {error}; are its quotes balanced?") from error
    return Grid(file=source, rows=tuple(rows), decimal=_decimal(rows, delimiter))


def _decimal(rows: Sequence[Sequence[str]], delimiter: str) -> Literal[".", ","]:
    if delimiter != ";":
        return "."
    scores = (cell for row in rows for cell in row[2:])
    return "," if any(_DECIMAL_COMMA.fullmatch(cell) for cell in scores) else "."


def csv_bytes(rows: Sequence[Sequence[str]], *, names: int) -> bytes:
    """Write comma separated text, UTF-8 with a byte order mark, which spreadsheet programs need.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first one is the header.
    names : int
        How many columns hold names. A name that a spreadsheet program would take for a formula
        is written behind an apostrophe, which :func:`csv_grid` takes off again.

    Returns
    -------
    bytes
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for number, row in enumerate(rows):
        writer.writerow([_guarded(c) if number == 0 or i < names else c for i, c in enumerate(row)])
    return stream.getvalue().encode("utf-8-sig")


def _guarded(name: str) -> str:
    return f"'{name}" if _ACTIVE.match(name) else name


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell) else cell
