"""Rows with quotation marks."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.event_lines import Lines
from detente.events.quoted_lines import BLANK, MOST_LINES, Unquoter

FIELD = st.text(alphabet='ab",\n\t é', max_size=6)
ROWS = st.lists(st.lists(FIELD, min_size=2, max_size=3).filter(any), max_size=8)


def unquoted(text: str, cuts: int) -> tuple[list[str], list[tuple[int, str]]]:
    """Read text in chunks of some lines."""
    unquoter, found, unclosed = Unquoter(delimiter=","), [], []
    lines = text.split("\n")[:-1]
    for start in range(0, len(lines), cuts):
        part = "".join(f"{line}\n" for line in lines[start : start + cuts]).encode()
        rows, bad = unquoter.take(Lines.of(part, start + 1))
        found += rows.content.decode().split("\n")[:-1]
        unclosed += bad
    rows, bad = unquoter.finish()
    return [*found, *rows.content.decode().split("\n")[:-1]], [*unclosed, *bad]


@given(ROWS, st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_rows_are_those_that_were_written(rows: list[list[str]], cuts: int) -> None:
    """What the csv module writes is read back, with blanks for tabs and line ends, however it is cut."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    found, unclosed = unquoted(stream.getvalue(), cuts)
    assert found == ["\t".join(field.translate(BLANK) for field in row) for row in rows]
    assert unclosed == []


def test_an_open_mark_costs_its_line() -> None:
    """A mark that is never closed is told with its line, and the lines after it are read."""
    text = 'a,"b\n' + "c,d\n" * (2 * MOST_LINES)
    found, unclosed = unquoted(text, 7)
    assert (found, unclosed) == (["c\td"] * (2 * MOST_LINES), [(1, 'a,"b')])


def test_marks_within_a_field_are_text() -> None:
    """A quotation mark that does not begin a field opens nothing."""
    assert unquoted('a,5" gun\nb,c\n', 1)[0] == ['a\t5" gun', "b\tc"]
