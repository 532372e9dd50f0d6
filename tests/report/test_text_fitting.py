"""Text of any length in a given space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from detente.report.text_fitting import shortened, wrapped


@given(st.text(), st.integers(4, 40))
def test_no_line_is_too_long(text: str, width: int) -> None:
    """Neither of one line nor of several, wide letters included."""
    for line in (shortened(text, width), *wrapped(text, width), *wrapped(text, width, most=2)):
        assert cell_len(line) <= width
        assert line.isprintable()


@given(st.text(alphabet="ab ", max_size=60), st.integers(4, 20))
def test_nothing_is_lost_in_wrapping(text: str, width: int) -> None:
    """The lines have every letter of the text."""
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("", 8, None, ()),
        ("one two three", 7, None, ("one two", "three")),
        ("abcdefghij", 4, None, ("abcd", "efgh", "ij")),
        ("one two three four", 7, 2, ("one two", "thre...")),
        ("漢字漢字", 4, None, ("漢字", "漢字")),
    ],
)
def test_lines(text: str, width: int, most: int | None, lines: tuple[str, ...]) -> None:
    """Words stay whole where they fit; what is cut says so."""
    assert wrapped(text, width, most) == lines


def test_a_very_long_text_costs_little() -> None:
    """A million letters are cut before they are measured."""
    assert shortened("x" * 1_000_000, 10) == "xxxxxxx..."
    assert wrapped("x" * 1_000_000, 10, most=2) == ("xxxxxxxxxx", "xxxxxxx...")
    assert wrapped("x " * 1_000_000, 10)[-1].endswith("...")
