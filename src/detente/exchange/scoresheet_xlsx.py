"""Score sheets as Excel workbooks (.xlsx)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from detente.errors import ExchangeError
from detente.exchange.scoresheet_content import ZIP, foreign_kind
from detente.exchange.scoresheet_grid import MAX_COLUMNS, MAX_ROWS, NOT_CALCULATED, Grid, cell_name, clean

__all__ = ["MAX_UNPACKED", "xlsx_bytes", "xlsx_grids"]

#: Most bytes that the parts of a workbook may have together when unpacked.
MAX_UNPACKED = 32 * 2**20
MAX_PARTS = 2000
#: Most tags in all parts together; a cell with a number takes four.
MAX_TAGS = 1_000_000
#: Rows of the format itself; a file may claim any number of them.
_LAST_ROW = 1_048_576
#: Most cells, blank ones included, that are looked at in one sheet.
_MAX_CELLS = 1_000_000

Place = tuple[int, int]


def xlsx_grids(content: bytes, source: str) -> tuple[Grid, ...]:
    """Read the visible sheets of a workbook, in their order.

    Formulas are not computed: what counts is the result that the spreadsheet program stored. A
    formula without one becomes ``NOT_CALCULATED``.

    Raises
    ------
    ExchangeError
        For anything but a sound workbook within the bounds.
    """
    _check_archive(content, source)
    try:
        results = _sheets(content, results=True)
        formulas = _sheets(content, results=False)
    except ExchangeError as error:
        raise ExchangeError(f"{source}, {error}") from error
    # The parser meets a damaged file with errors of every kind.
    except Exception as error:
        raise ExchangeError(f"{source} is a damaged workbook ({type(error).__name__})") from error
    several = len(results) > 1
    return tuple(
        _grid({**formulas[title], **found}, source, title if several else None)
        for title, found in results.items()
    )


def _check_archive(content: bytes, source: str) -> None:
    if kind := foreign_kind(content):
        raise ExchangeError(f"{source} is {kind}")
    if not content.startswith(ZIP):
        raise ExchangeError(f"{source} is no workbook: an .xlsx file begins otherwise")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    # A damaged archive shows in errors of several kinds.
    except Exception as error:
        raise ExchangeError(f"{source} is a damaged workbook: its table of contents is broken") from error
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        size = f"{unpacked / 2**20:.0f} MB in {len(parts)} parts"
        raise ExchangeError(f"{source} unpacks to {size}; at most {MAX_UNPACKED / 2**20:g} MB are read")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise ExchangeError(f"{source} is a zip archive but no Excel workbook; save it as .xlsx or as CSV")
    try:
        tags = sum(archive.read(part).count(b"<") for part in parts)
    except Exception as error:
        raise ExchangeError(f"{source} is a damaged workbook: a part of it cannot be unpacked") from error
    if tags > MAX_TAGS:
        raise ExchangeError(f"{source} holds far more than a score sheet: {tags} tags; {MAX_TAGS} are read")


def _sheets(content: bytes, *, results: bool) -> dict[str, dict[Place, str]]:
    """Return for each visible sheet the texts of its cells, or the places of its formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # What the parser cannot keep, such as a rule of formatting, holds no points.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return {sheet.title: dict(_texts(sheet) if results else _formulas(sheet)) for sheet in visible}
        finally:
            book.close()


def _texts(sheet: Any) -> Iterator[tuple[Place, str]]:
    # A result of type "str" without a value is a formula's empty text.
    for place, cell in _cells(sheet):
        if cell.value is not None or cell.data_type == "str":
            yield place, clean(_text(cell.value))


def _formulas(sheet: Any) -> Iterator[tuple[Place, str]]:
    return ((place, NOT_CALCULATED) for place, cell in _cells(sheet) if cell.data_type == "f")


def _cells(sheet: Any) -> Iterator[tuple[Place, Any]]:
    """Yield each cell with its row and column, whatever size the sheet claims to have."""
    sheet.reset_dimensions()
    seen = 0
    for row, cells in enumerate(sheet.iter_rows()):
        seen += len(cells)
        if row >= _LAST_ROW or seen > _MAX_CELLS:
            raise ExchangeError(f"sheet {sheet.title!r} has too many cells to read")
        for column, cell in enumerate(cells):
            if cell.value is not None and (row >= MAX_ROWS or column >= MAX_COLUMNS):
                raise ExchangeError(
                    f"sheet {sheet.title!r}, {cell_name(row, column)}: beyond what is read, "
                    f"{MAX_ROWS} rows of {MAX_COLUMNS} columns"
                )
            yield (row, column), cell


def _grid(filled: dict[Place, str], source: str, sheet: str | None) -> Grid:
    height = max((row for row, _ in filled), default=-1) + 1
    rows: list[list[str]] = [[] for _ in range(height)]
    for (row, column), text in sorted(filled.items()):
        rows[row] += [""] * (column - len(rows[row])) + [text]
    return Grid(file=source, sheet=sheet, rows=tuple(tuple(row) for row in rows))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return "" if value is None else str(value)


def xlsx_bytes(rows: Sequence[Sequence[str | Fraction]]) -> bytes:
    """Write a workbook of one sheet.

    Names are text whatever they begin with. Points are number cells, so that the sheet can be
    reckoned with: each is the nearest number that a spreadsheet program can hold.

    Parameters
    ----------
    rows : sequence of sequence of str or Fraction
        The first one is the header.

    Returns
    -------
    bytes
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Score sheet"
    for r, row in enumerate(rows, start=1):
        for c, content in enumerate(row, start=1):
            if content != "":
                _fill(sheet.cell(r, c), content)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    for c in range(1, len(rows[0]) + 1):
        width = max(len(str(row[c - 1])) for row in rows if isinstance(row[c - 1], str))
        sheet.column_dimensions[get_column_letter(c)].width = min(max(width + 2, 10), 50)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(cell: Any, content: str | Fraction) -> None:
    if isinstance(content, Fraction):
        cell.value = content.numerator if _is_whole(content) else float(content)
        return
    cell.value = content
    # Else "=..." would be taken for a formula, here or when somebody edits the cell.
    cell.data_type = "s"
    cell.quotePrefix = True


def _is_whole(points: Fraction) -> bool:
    return points.denominator == 1 and abs(points.numerator) < 10**15
