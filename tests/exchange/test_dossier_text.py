"""A game as the text of a dossier."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.dossier import load_text
from detente.errors import ExchangeError
from detente.exchange.dossier_text import dossier_text, written_dossier
from detente.exchange.from_dossier import game_of
from detente.model.scored_game import Combination, ScoredGame, Scorer

from .random_games import random_games, surpluses

A = Scorer(
    name="Buyer",
    values={"Price": {"$4": Fraction(1, 8), "$3": Fraction(10)}, "yes": {"no": Fraction(-1, 3)}},
    combinations=(Combination(when={"Price": ("$3",), "yes": ("no",)}, points=Fraction(2)),),
    reserve=Fraction(1),
)
B = Scorer(name="Seller: the other", values={"Price": {"$4": Fraction(5)}})
GAME = ScoredGame(
    name="Talks\n(1)",
    issues={"Price": ("$4", "$3"), "yes": ("yes", "no")},
    parties=(A, B),
    notes=("a " * 60,),
)

eighths = st.integers(-400, 400).map(lambda n: Fraction(n, 8))
C = Scorer(name="C", values={})


def test_the_text_of_a_small_game() -> None:
    """Comments first, then each section, with names where the keys do not say them."""
    text = dossier_text(GAME)
    comment, _, body = text.partition("detente: 1\n")
    assert all(line.startswith("#") and len(line) < 110 for line in comment.splitlines())
    assert "# - numbers rounded to 12 digits: 1" in comment
    assert (
        body
        == """title: Talks (1)

parties:
  buyer: {name: Buyer, role: principal}
  seller-the-other: {name: "Seller: the other", role: principal}

issues:
  price:
    name: Price
    options:
      "4": {name: "$4", status_quo: true}
      "3": {name: "$3"}
  "yes":
    options:
      "yes": {status_quo: true}
      "no":

stakes:
  buyer:
    price: {"3": 9.875}
    "yes": {"no": -0.333333333333}
  seller-the-other:
    price: {"3": -5}
    "yes": {"no": 0}

links:
  - {name: "$3 with no", when: {price: ["3"], "yes": ["no"]}, points: {buyer: 2}}

no_deal:
  buyer: {points: 0.875}
  seller-the-other: {points: -5}

deals:
  any: {name: Any deal}
"""
    )
    assert load_text(text).title == "Talks (1)"


def test_a_title_of_ones_own() -> None:
    """On one line; the notes are those of the comment."""
    made = written_dossier(GAME, title='Is "this"\nit?')
    assert load_text(made.text).title == 'Is "this" it?'
    assert made.notes[-1] == "numbers rounded to 12 digits: 1"


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(random_games(combinations=True, worth=eighths), st.data())
def test_what_packages_are_worth_stays_the_same(game: ScoredGame, data: st.DataObject) -> None:
    """Points above no deal, of every party and package, there and back, whatever the status quo."""
    status_quo = {issue: data.draw(st.sampled_from(options)) for issue, options in game.issues.items()}
    after = game_of(load_text(dossier_text(game, status_quo=status_quo)))
    assert [p.name for p in after.parties] == [p.name for p in game.parties]
    names = {issue: options for issue, options in game.issues.items() if len(options) > 1}
    assert {issue: set(options) for issue, options in after.issues.items()} == {
        i: set(o) for i, o in names.items()
    }
    ordered = ScoredGame(name="", issues={**game.issues, **after.issues}, parties=game.parties)
    assert surpluses(after) == surpluses(ordered)


@pytest.mark.parametrize("worth", [2**22, 10**12, 10**400])
def test_points_beyond_what_a_dossier_can_work_with(worth: int) -> None:
    """The error says how to go on."""
    party = Scorer(name="A", values={"Price": {"$3": Fraction(worth)}})
    game = ScoredGame(name="talks", issues={"Price": ("$4", "$3")}, parties=(party, B))
    with pytest.raises(ExchangeError, match="works with less than 4194304; divide all points of that party"):
        dossier_text(game)


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(123456789012345, 10**9), "123456.789012345"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(10**6) - Fraction(1, 10**16), "1000000"),
        (Fraction(-1, 3 * 10**9), "-3.33333333333E-10"),
        (Fraction(1, 2**2000), "8.70980981622E-603"),
    ],
)
def test_how_numbers_are_written(points: Fraction, text: str) -> None:
    """As they are, or rounded; those that vanish are counted in a note."""
    party = Scorer(name="A", values={"Price": {"$3": points}})
    made = written_dossier(ScoredGame(name="talks", issues={"Price": ("$4", "$3")}, parties=(party, B)))
    assert f'price: {{"3": {text}}}' in made.text
    assert any("so small" in note for note in made.notes) == (abs(points) < Fraction(1, 10**7))


def test_a_game_too_large_for_a_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused for its bytes, or with the dossier's own reason."""
    options = tuple(f"{k} {'x' * 40_000}" for k in range(220))
    with pytest.raises(ExchangeError, match=r"talks makes a dossier of 8\.4 MB; 8 MB are the most"):
        dossier_text(
            ScoredGame(name="talks", issues={"Price": options}, parties=(C, Scorer(name="D", values={})))
        )
    monkeypatch.setattr("detente.dossier.yaml_text.MAX_NODES", 20)
    with pytest.raises(ExchangeError, match=r"Talks \(1\) makes no dossier: .*D013"):
        dossier_text(GAME)
