"""Score sheets as workbooks, sound ones and others."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from detente.errors import ExchangeError
from detente.exchange import scoresheet_xlsx
from detente.exchange.scoresheet_grid import MAX_COLUMNS, MAX_ROWS, NOT_CALCULATED
from detente.exchange.scoresheet_xlsx import MAX_UNPACKED, xlsx_bytes, xlsx_grids

from .test_scoresheet_content import OLD_OFFICE


def workbook(fill: Callable[[Any], None]) -> bytes:
    """Make a workbook with openpyxl and return its bytes."""
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change some text inside one part of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            assert name != part or old in data
            after.writestr(name, data.replace(old, new) if name == part else data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_of_every_type_become_text() -> None:
    """Numbers as they would be written, days as dates; blank rows keep their place."""

    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["a", 2, 2.5, 1e21, True, dt.datetime(2025, 3, 1), None, "1/3"])
        sheet["B4"] = " two\nlines "

    (grid,) = xlsx_grids(workbook(fill), "a.xlsx")
    assert grid.rows == (
        ("a", "2", "2.5", "1e+21", "TRUE", "2025-03-01", "", "1/3"),
        (),
        (),
        ("", "two lines"),
    )
    assert grid.where == "a.xlsx"


def test_merged_cells_count_once() -> None:
    """What they hold stands in the first of them."""

    def fill(book: Any) -> None:
        book.active.append(["Price", "high", 1])
        book.active.append([None, "low", 2])
        book.active.merge_cells("A1:A2")

    assert xlsx_grids(workbook(fill), "a.xlsx")[0].rows == (("Price", "high", "1"), ("", "low", "2"))


def test_visible_sheets_in_their_order() -> None:
    """Hidden ones are not read."""

    def fill(book: Any) -> None:
        book.active.title = "First"
        book.create_sheet("Second")["A1"] = 1
        book.create_sheet("Third").sheet_state = "hidden"

    grids = xlsx_grids(workbook(fill), "a.xlsx")
    assert [grid.where for grid in grids] == ["a.xlsx, sheet 'First'", "a.xlsx, sheet 'Second'"]
    assert grids[0].rows == ()


def test_formulas_count_by_their_stored_result() -> None:
    """One without a result is marked; one whose result is no text is blank."""
    content = workbook(lambda book: book.active.append(["=1+1", "=2+2", '=""']))
    assert xlsx_grids(content, "a.xlsx")[0].rows == ((NOT_CALCULATED,) * 3,)
    stored = changed(content, SHEET, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    stored = changed(stored, SHEET, b'<c r="C1">', b'<c r="C1" t="str">')
    assert xlsx_grids(stored, "a.xlsx")[0].rows == (("2", NOT_CALCULATED, ""),)


def test_nothing_written_is_a_formula() -> None:
    """Names are text cells that stay text when somebody edits them; points are numbers."""
    content = xlsx_bytes([["=A", "#N/A"], ["@x", Fraction(1, 4)], ["+", Fraction(-3)]])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert all(cell.quotePrefix for cell in sheet["A"])
    assert [sheet["B2"].value, sheet["B3"].value] == [0.25, -3]
    assert xlsx_grids(content, "a.xlsx")[0].rows == (("=A", "#N/A"), ("@x", "0.25"), ("+", "-3"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
        (OLD_OFFICE, "old Office format"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (b"issue,option,A\n", "is no workbook"),
        (b"", "is no workbook"),
        (b"PK\x03\x04" + bytes(100), "table of contents is broken"),
    ],
)
def test_what_is_no_workbook(content: bytes, message: str) -> None:
    """Each has its own reason."""
    with pytest.raises(ExchangeError, match=message):
        xlsx_grids(content, "a.xlsx")


def test_another_kind_of_archive() -> None:
    """Such as a document or an OpenDocument sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(ExchangeError, match="zip archive but no Excel workbook"):
        xlsx_grids(stream.getvalue(), "a.xlsx")


def test_an_archive_that_would_fill_the_memory() -> None:
    """It is refused by the sizes it declares, before anything is unpacked."""
    stream = io.BytesIO(workbook(lambda _: None))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", bytes(MAX_UNPACKED))
    assert len(stream.getvalue()) < 2**17
    with pytest.raises(ExchangeError, match=r"unpacks to 32 MB in \d+ parts; at most 32 MB"):
        xlsx_grids(stream.getvalue(), "a.xlsx")


def test_an_archive_that_lies_about_its_sizes() -> None:
    """Nothing beyond the declared size is unpacked."""
    content = workbook(lambda book: book.active.append(["x" * 5000]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(ExchangeError, match="damaged workbook: a part of it cannot be unpacked"):
        xlsx_grids(content.replace(size, (300).to_bytes(4, "little")), "a.xlsx")


def test_more_tags_than_a_score_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty cells pack well, and each costs memory once it is parsed."""
    monkeypatch.setattr(scoresheet_xlsx, "MAX_TAGS", 2000)
    content = workbook(lambda book: book.active.append(["x", 1]))
    content = changed(content, SHEET, b"</sheetData>", b"<row>" + b"<c/>" * 2000 + b"</row></sheetData>")
    with pytest.raises(ExchangeError, match=r"far more than a score sheet: \d+ tags; 2000 are read"):
        xlsx_grids(content, "a.xlsx")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"<sheetData>", b"<sheetData><row>"),
        (SHEET, b'r="A1"', b'r="1A"'),
        (SHEET, b"<worksheet", b'<!DOCTYPE w [<!ENTITY e "eeee">]><worksheet'),
        ("xl/workbook.xml", b"<sheets>", b"<sheets/><x>"),
        ("[Content_Types].xml", b"sheet.main+xml", b"nonsense"),
    ],
)
def test_damaged_workbooks(part: str, old: bytes, new: bytes) -> None:
    """Broken XML, entities, missing parts: one plain error for all."""
    content = changed(workbook(lambda book: book.active.append(["x", 1])), part, old, new)
    with pytest.raises(ExchangeError, match=r"a\.xlsx is a damaged workbook"):
        xlsx_grids(content, "a.xlsx")


@pytest.mark.parametrize("place", [(MAX_ROWS + 1, 1), (1, MAX_COLUMNS + 1)])
def test_a_cell_beyond_what_is_read(place: tuple[int, int]) -> None:
    """It is refused by its name, not overlooked."""

    def fill(book: Any) -> None:
        book.active.cell(*place).value = 1

    with pytest.raises(ExchangeError, match=r"a\.xlsx, sheet 'Sheet', (A5001|SG1): beyond what is read"):
        xlsx_grids(workbook(fill), "a.xlsx")


def test_claims_of_size_do_not_count() -> None:
    """Neither the declared extent nor formatted blank rows at the very end."""
    content = workbook(lambda book: book.active.append(["x", 1]))
    content = changed(content, SHEET, b'ref="A1:B1"', b'ref="A1:A1"')
    content = changed(content, SHEET, b"</sheetData>", b'<row r="1048576"></row></sheetData>')
    assert xlsx_grids(content, "a.xlsx")[0].rows == (("x", "1"),)


def test_rows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row number beyond the format ends the reading."""
    monkeypatch.setattr(scoresheet_xlsx, "_LAST_ROW", 1000)
    content = workbook(lambda book: book.active.append(["x", 1]))
    content = changed(content, SHEET, b"</sheetData>", b'<row r="99999999999"></row></sheetData>')
    with pytest.raises(ExchangeError, match=r"a\.xlsx, sheet 'Sheet' has too many cells"):
        xlsx_grids(content, "a.xlsx")
