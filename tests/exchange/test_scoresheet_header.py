"""Where a score sheet begins."""

from __future__ import annotations

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_grid import Grid
from detente.exchange.scoresheet_header import Header, find_header, party_columns, plain


def grid(*rows: str) -> Grid:
    """Lay out rows whose cells are separated by bars."""
    return Grid(file="a.csv", rows=tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows))


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (("issue|option|A", "Price|high|1"), 0, 0),
        (("Widgets", "", "Issues|Options|A", "Price|high|1"), 2, 0),
        (("Widgets|||", "|Topic|Outcome|1|2", "|Price|high|1|2"), 1, 1),
        (("Widgets", "||Buyer|Seller", "Price|high|1|2"), 1, 0),
        (("|||Buyer|Seller", "|Price|high||2"), 0, 1),
        (("Round one|||", "||Buyer|Seller", "Price|||", "|high|1|2"), 1, 0),
    ],
)
def test_the_header_is_found(rows: tuple[str, ...], row: int, column: int) -> None:
    """Below titles, with its words or without, wherever the table begins."""
    assert find_header(grid(*rows)) == Header(row=row, column=column)


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ("",),
        ("a letter to somebody", "with, commas"),
        ("x|y|z", "a|b|c"),
        ("Price|high|1", "|low|2"),
        ("1|2|3", "4|5|6"),
    ],
)
def test_what_does_not_look_like_a_score_sheet(rows: tuple[str, ...]) -> None:
    """Text alone, numbers alone, points that nobody owns."""
    assert find_header(grid(*rows)) is None


def test_the_columns_of_the_parties() -> None:
    """They may leave blank columns between them."""
    sheet = grid("issue|option|A||B", "Price|high|1||2")
    assert party_columns(sheet, Header(row=0, column=0)) == {2: "A", 4: "B"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("issue|option|A|A", "Price|high|1|2"), "a.csv, D1: 'A' stands in a.csv, C1 already"),
        (("issue|option|A|", "Price|high|1|2"), "a.csv, D2: a column without a party; name it in a.csv, D1"),
        (("issue|option|Weight|A", "Price|high|1|2"), "C1: 'Weight' is not understood; multiply"),
        (("issue|option|", "Price|high|"), "no party is named in row 1"),
    ],
)
def test_columns_that_are_refused(rows: tuple[str, ...], message: str) -> None:
    """With the cell; weights are not guessed at."""
    with pytest.raises(ExchangeError) as caught:
        party_columns(grid(*rows), Header(row=0, column=0))
    assert message in str(caught.value)


def test_labels_are_compared_by_their_words() -> None:
    """Case, punctuation and spaces do not count."""
    assert plain(" No-Deal: ") == "no deal"
