"""Score sheets as separated text."""

from __future__ import annotations

import csv
import io

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_csv import csv_bytes, csv_grid
from detente.exchange.scoresheet_grid import MAX_COLUMNS, MAX_ROWS

LINES = ("issue,option,A,B", "Price,high,1,2", ",low,3,4")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_found(delimiter: str) -> None:
    """By which one makes the text a score sheet."""
    text = "\r\n".join(LINES).replace(",", delimiter)
    assert csv_grid(text.encode(), "a.csv").rows == (
        ("issue", "option", "A", "B"),
        ("Price", "high", "1", "2"),
        ("", "low", "3", "4"),
    )


def test_a_separator_inside_names_does_not_mislead() -> None:
    """Commas may stand in every cell of a file separated by semicolons."""
    grid = csv_grid(b"issue;option;A, the first;B, the other\nPrice;high, or so;1;2\n", "a.csv")
    assert grid.rows[0] == ("issue", "option", "A, the first", "B, the other")


def test_a_first_line_may_declare_the_separator() -> None:
    """As some spreadsheet programs write it; rows keep their numbers."""
    grid = csv_grid(b"sep=|\r\nissue|option|A\r\nPrice|high|1\r\n", "a.csv")
    assert grid.rows[1] == ("issue", "option", "A")
    assert grid.rows[0] == ()


def test_decimal_commas_only_between_semicolons() -> None:
    """A quoted one between commas stays what it is."""
    assert csv_grid(b"issue;option;A;B\nPrice;high;1,5;2\n", "a.csv").decimal == ","
    assert csv_grid(b"issue;option;A;B\nPrice;high, 1,5;1.5;2\n", "a.csv").decimal == "."
    assert csv_grid(b'issue,option,A,B\nPrice,high,"1,5",2\n', "a.csv").decimal == "."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'issue,option,A\nPrice,"high,1\n', "row 2: .*are its quotes balanced"),
        (b'issue,option,A\nPrice,"high"x,1\n', "row 2: .*are its quotes balanced"),
        (b"x" * 200_000, "row 1: field larger than"),
        (b"," * 2_000_000, "a line of 2000000 characters"),
        (b"a\n" * (MAX_ROWS + 1), f"row {MAX_ROWS + 1} is beyond"),
        (b"a," * MAX_COLUMNS, "row 1 is beyond"),
        (b"issue,option,A\nPrix,\xe9lev\xe9,1\n", "not UTF-8 text .* line 2"),
    ],
)
def test_bad_text_is_refused_with_its_row(content: bytes, message: str) -> None:
    """Unbalanced quotes, endless fields, too many rows or columns, another encoding."""
    with pytest.raises(ExchangeError, match=message):
        csv_grid(content, "a.csv")


def test_nothing_written_is_a_formula() -> None:
    """Names a spreadsheet program would compute stand behind an apostrophe, numbers do not."""
    content = csv_bytes([["issue", "option", "=A"], ["@x", "-y", "-5"], ["'=z", "'a", "+5"]], names=2)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["issue", "option", "'=A"], ["'@x", "'-y", "-5"], ["''=z", "'a", "+5"]]


def test_what_is_written_is_read_back() -> None:
    """Apostrophes before formulas go again, others stay."""
    rows = (("issue", "option", "=A"), ("@x", "-y", "-5"), ("'=z", "'a", "5"), ('a"b', "c,d;e", "1/3"))
    assert csv_grid(csv_bytes(rows, names=2), "a.csv").rows == rows
