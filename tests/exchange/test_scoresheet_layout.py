"""From cells to a game."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_layout import RESERVE_LABELS, laid_out, names_reserve

from .test_scoresheet_header import grid

HEAD = "issue|option|A|B"


def test_a_sheet_becomes_a_game() -> None:
    """Issues stand once, in each row, or in a row of their own; blank rows do not matter."""
    game = laid_out(
        grid(
            "Widgets",
            HEAD,
            "Price|high|1|1/2",
            "|low|25%|-2",
            "",
            "Date|||",
            "|soon|3|4",
            "Date|late|0|0",
            "BATNA||5|",
        ),
        "sheet",
    )
    assert game.name == "Widgets"
    assert game.issues == {"Price": ("high", "low"), "Date": ("soon", "late")}
    a, b = game.parties
    assert a.values == {"Price": {"high": 1, "low": Fraction(1, 4)}, "Date": {"soon": 3, "late": 0}}
    assert b.values["Price"] == {"high": Fraction(1, 2), "low": -2}
    assert (a.reserve, b.reserve) == (5, None)
    assert game.notes == ()


def test_blank_points_are_zero_and_noted() -> None:
    """The note names the cells."""
    game = laid_out(grid(HEAD, "Price|high|1|", "|low||2"), "sheet")
    assert game.parties[1].values["Price"]["high"] == 0
    assert game.notes == ("a.csv: blank points count as 0: D2, C3",)
    assert game.name == "sheet"


@pytest.mark.parametrize("label", [*RESERVE_LABELS, "No-deal:", "batna", "WALK AWAY"])
def test_spellings_of_no_deal(label: str) -> None:
    """Case and punctuation do not count."""
    game = laid_out(grid(HEAD, "Price|high|1|2", f"{label}||7|8"), "sheet")
    assert names_reserve(label)
    assert [party.reserve for party in game.parties] == [7, 8]


def test_a_label_for_no_deal_among_the_options_is_one() -> None:
    """An option may be called so; the note says where the other meaning would stand."""
    game = laid_out(grid(HEAD, "Price|high|1|2", "|No deal|0|0"), "sheet")
    assert game.issues == {"Price": ("high", "No deal")}
    assert "B3: 'No deal' was read as an option of 'Price'" in game.notes[0]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["Price|high|1|2", "|high|3|4"], "a.csv, B3: the option 'high' stands in a.csv, B2 already"),
        (
            ["Price|high|1|2", "Date|soon|1|2", "Price|low|1|2"],
            "A4: the issue 'Price' stands in a.csv, A2 already",
        ),
        (["Price|high|1|2", "|low|lots|2"], "a.csv, C3: 'lots' is no number"),
        (["Price|high|1|2", "|low|#DIV/0!|2"], "C3: '#DIV/0!' is no number"),
        (["|high|1|2"], "A2: the option 'high' stands below no issue"),
        (["Price|high|1|2", "Date|||"], "A3: the issue 'Date' has no option below it"),
        (["Price|high|1|2", "Weight||1|2"], "A3: weights are not understood"),
        (["Price|high|1|2", "|weights|1|2"], "B3: weights are not understood"),
        (["Price|high|1|2", "Total||1|2"], "B3: a.csv, C3 has points for no option"),
        (["Price|high|1|2", "Batma||1|2"], "was 'batna' meant?"),
        (["Price|high|1|2", "||1|2"], "B3: a.csv, C3 has points for no option"),
        (["BATNA||1|2", "Price|high|1|2"], "A3: nothing may stand below the row for no deal, a.csv, A2"),
        (["Price|high|1|2", "BATNA||1|2", "Minimum||1|2"], "A4: nothing may stand below"),
        (["BATNA||1|2"], "there is no option below row 1"),
        ([f"{'x' * 10_000}|high|1|2"], "A2: a name of 10000 characters"),
        ([f"Price|{'x' * 10_000}|1|2"], "B2: a name of 10000 characters"),
    ],
)
def test_what_is_refused_names_the_cell(rows: list[str], message: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ExchangeError) as caught:
        laid_out(grid(HEAD, *rows), "sheet")
    assert message in str(caught.value)


def test_something_else_altogether() -> None:
    """The error says what was looked for."""
    with pytest.raises(
        ExchangeError, match="does not look like a score sheet: a header such as issue, option"
    ):
        laid_out(grid("Dear", "all"), "sheet")
