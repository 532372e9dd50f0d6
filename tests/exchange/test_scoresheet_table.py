"""From a game to rows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_grid import MAX_COLUMNS
from detente.exchange.scoresheet_table import score_rows
from detente.model.scored_game import Combination, ScoredGame, Scorer

ISSUES = {"Price": ("high", "low"), "Date": ("soon",)}


def game(*parties: Scorer, issues: dict[str, tuple[str, ...]] = ISSUES) -> ScoredGame:
    """Make a game called talks."""
    return ScoredGame(name="talks", issues=issues, parties=parties or (Scorer(name="A", values={}),))


def test_the_rows_of_a_game() -> None:
    """Points of every package go to the first issue; a reserve that is not given stays blank."""
    a = Scorer(name="A", values={"Price": {"low": Fraction(2)}}, base=Fraction(1, 2), reserve=Fraction(3))
    b = Scorer(name=" B\n", values={"Date": {"soon": Fraction(4)}})
    assert score_rows(game(a, b)) == [
        ["issue", "option", "A", "B"],
        ["Price", "high", Fraction(1, 2), 0],
        ["Price", "low", Fraction(5, 2), 0],
        ["Date", "soon", 0, 4],
        ["No deal", "", 3, ""],
    ]
    assert len(score_rows(game(b))) == 4


def test_combinations_cannot_be_held() -> None:
    """The error names the issues and what to do."""
    when = {"Price": ("high",), "Date": ("soon",)}
    a = Scorer(name="A", values={}, combinations=(Combination(when=when, points=Fraction(1)),))
    with pytest.raises(ExchangeError, match=r"a combination of 'Price' and 'Date'; choose a format .* json"):
        score_rows(game(a))


@pytest.mark.parametrize(
    ("issues", "message"),
    [
        ({"": ("a",)}, "cannot hold the issue ''"),
        ({"I": ("\x00",)}, r"cannot hold the option of 'I' '\\x00'"),
        ({"I": ("a b", "a  b")}, "cannot tell the option of 'I' 'a b' from 'a  b'"),
        ({"I": ("Weight",)}, "would look like weights"),
        ({"x" * 1001: ("a",)}, "at most 1000 characters; the issue 'x+'... has 1001"),
        ({"I": tuple(map(str, range(5000)))}, "5002 rows and 3 columns"),
    ],
)
def test_names_that_would_not_come_back(issues: dict[str, tuple[str, ...]], message: str) -> None:
    """They are refused, with the reason."""
    with pytest.raises(ExchangeError, match=message):
        score_rows(game(issues=issues))


def test_an_issue_may_be_called_weight() -> None:
    """Its options stand beside it, so it is not taken for a row of weights."""
    assert score_rows(game(issues={"Weight": ("2 kg",)}))[1] == ["Weight", "2 kg", 0]


def test_parties_are_checked_too() -> None:
    """By name and by number."""
    with pytest.raises(ExchangeError, match="cannot hold the party 'weights'"):
        score_rows(game(Scorer(name="weights", values={})))
    with pytest.raises(ExchangeError, match=f"{MAX_COLUMNS + 1} columns"):
        score_rows(game(*(Scorer(name=str(k), values={}) for k in range(MAX_COLUMNS - 1))))
