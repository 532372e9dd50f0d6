"""Counting a game from a status quo."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError, UnknownNameError
from detente.exchange.dossier_draft import drafted
from detente.model.scored_game import Combination, ScoredGame, Scorer

ISSUES = {"Price": ("high", "low"), "Date": ("soon", "No agreement", "late"), "Place": ("here",)}


def game(*combinations: Combination, **more: Fraction | None) -> ScoredGame:
    """Make a game of A, who has points, and B, who has none."""
    values = {
        "Price": {"high": Fraction(10), "low": Fraction(4)},
        "Date": {"late": Fraction(3)},
        "Place": {"here": Fraction(1)},
    }
    a = Scorer(name="A", values=values, combinations=combinations, **more)
    return ScoredGame(
        name="talks", issues=ISSUES, parties=(a, Scorer(name="B", values={})), notes=("was blank",)
    )


def points(number: int, **when: tuple[str, ...]) -> Combination:
    """Give points for a combination."""
    return Combination(when=when, points=Fraction(number))


def test_what_is_the_status_quo() -> None:
    """What was named, else what is called so, else the first."""
    assert drafted(game()).status_quo == {"Price": "high", "Date": "No agreement"}
    chosen = drafted(game(), status_quo={"Price": "low", "Date": "late"})
    assert chosen.status_quo == {"Price": "low", "Date": "late"}
    twice = ScoredGame(
        name="t",
        issues={"X": ("a", "none", "as is")},
        parties=game().parties[1:] * 1 + (Scorer(name="C", values={}),),
    )
    assert drafted(twice).status_quo == {"X": "a"}


def test_points_are_counted_from_it() -> None:
    """What no deal is worth moves with it, and with issues that offer no choice."""
    draft = drafted(game(base=Fraction(100), reserve=Fraction(120)))
    assert draft.issues == {"Price": ("high", "low"), "Date": ("soon", "No agreement", "late")}
    assert draft.stakes["A"] == {"Price": {"low": -6}, "Date": {"soon": 0, "late": 3}}
    assert draft.no_deal == {"A": 120 - 100 - 10 - 1, "B": 0}


def test_combinations_become_links_where_they_vary() -> None:
    """One issue makes a stake, none a constant, and an empty one never occurs."""
    draft = drafted(
        game(
            points(1, Price=("high",), Date=("soon", "late"), Place=("here",)),
            points(2, Date=("late", "soon"), Price=("high",)),
            points(4, Price=("low",), Date=ISSUES["Date"]),
            points(8, Price=("low",)),
            points(16, Price=("high", "low")),
            points(32, Price=(), Date=("soon",)),
        )
    )
    assert [(link.when, link.points) for link in draft.links] == [
        ({"Price": ("high",), "Date": ("soon", "late")}, {"A": Fraction(3)})
    ]
    assert draft.stakes["A"]["Price"] == {"low": -6 + 4 + 8}
    assert draft.no_deal["A"] == -10 - 1 - 16


def test_the_notes_say_what_was_done() -> None:
    """Those of the game first."""
    notes = drafted(game(discount=Fraction(1, 2), reserve=Fraction(1))).notes
    assert notes[0] == "was blank"
    for part in (
        "status quo by its name: No agreement (Date)",
        "choice in them: Place;",
        "not said for B:",
        "left out: A",
    ):
        assert sum(part in note for note in notes) == 1


def test_games_that_make_no_dossier() -> None:
    """One party, or no choice."""
    with pytest.raises(ExchangeError, match="needs two parties; here is 'A' alone"):
        drafted(ScoredGame(name="t", issues=ISSUES, parties=game().parties[:1]))
    with pytest.raises(ExchangeError, match="no issue has two options"):
        drafted(
            ScoredGame(
                name="t",
                issues={"X": ("a",)},
                parties=(Scorer(name="A", values={}), Scorer(name="B", values={})),
            )
        )


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"Prize": "high"}, "no issue 'Prize'; did you mean 'Price'"),
        ({"Price": "hihg"}, "no option of Price 'hihg'; did you mean 'high'"),
    ],
)
def test_an_unknown_status_quo(named: dict[str, str], message: str) -> None:
    """The error names the nearest."""
    with pytest.raises(UnknownNameError, match=message):
        drafted(game(), status_quo=named)
