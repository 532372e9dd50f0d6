"""Reading and writing citations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.citation import Citation, parse_citation
from detente.dossier.scalars import SLUG

numbers = st.none() | st.integers(1, 9_999_999)


@given(st.from_regex(SLUG.removesuffix("$") + r"\Z", fullmatch=True), numbers, st.booleans())
def test_a_citation_reads_back(source: str, number: int | None, by_claim: bool) -> None:
    """Whatever names a source, what is written is read as the same citation."""
    given_as = Citation(source=source, **{"claim" if by_claim else "paragraph": number})
    assert parse_citation(str(given_as)) == given_as


@given(st.text(max_size=20))
def test_what_is_read_is_written_the_same(text: str) -> None:
    """Any text is refused or comes back letter by letter."""
    found = parse_citation(text)
    assert found is None or str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#27",
        "a#",
        "a#0",
        "a#p0",
        "a#07",
        "a#P3",
        "a#p",
        "a# 3",
        "a b",
        "-a",
        "a#-1",
        "a#1#2",
        "a#12345678",
        "a#1\n",
    ],
)
def test_other_forms_are_none(text: str) -> None:
    """Zero, signs, blanks, line ends and numbers past seven digits are no citations."""
    assert parse_citation(text) is None
