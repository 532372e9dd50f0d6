"""Genius XML as it is written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.genius_writing import write_genius
from detente.model.scored_game import Combination, ScoredGame, Scorer


def game(*parties: Scorer, options: tuple[str, ...] = ("1", "2", "3")) -> ScoredGame:
    """Return a game with one issue."""
    return ScoredGame(name="Fish & chips", issues={"Price": options}, parties=parties)


def test_how_it_looks() -> None:
    """Whole evaluations, a weight, and what no deal is worth on the same scale."""
    values = {"Price": {"1": Fraction(-10), "2": Fraction(10), "3": Fraction(30)}}
    files = write_genius(
        game(Scorer(name='A "B"', values=values, reserve=Fraction(0), discount=Fraction(1, 2)))
    )
    assert list(files) == ["Fish - chips-domain.xml", "A -B.xml"]
    assert files["A -B.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<utility_space name='A \"B\"'>\n"
        "<!-- points = -10 + utility * 40 -->\n"
        '<objective index="0" name=\'A "B"\' type="objective" etype="objective">\n'
        '  <issue index="1" name="Price" type="discrete" etype="discrete" vtype="discrete">\n'
        '    <item index="1" value="1" evaluation="0"/>\n'
        '    <item index="2" value="2" evaluation="1"/>\n'
        '    <item index="3" value="3" evaluation="2"/>\n'
        "  </issue>\n"
        '  <weight index="1" value="1"/>\n'
        "</objective>\n"
        '<discount_factor value="0.5"/>\n'
        '<reservation value="0.25"/>\n'
        "</utility_space>\n"
    )
    assert b'<negotiation_template name="Fish &amp; chips">' in files["Fish - chips-domain.xml"]


def test_boxes_of_whole_numbers() -> None:
    """Issues become ranges, and the other points boxes of one option."""
    combination = Combination(when={"Price": ("2", "3")}, points=Fraction(-3, 2))
    party = Scorer(name="A", values={"Price": {"1": Fraction(1)}}, combinations=(combination,))
    text = write_genius(game(party))["A.xml"].decode()
    assert (
        'name="Price" type="integer" etype="integer" vtype="integer" lowerbound="1" upperbound="3"/>' in text
    )
    assert text.count("<hyperRectangle") == 3
    assert '<hyperRectangle utility="-3" weight="1">\n        <INCLUDES index="1" min="2" max="3"/>' in text


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (
            game(
                Scorer(
                    name="A",
                    values={},
                    combinations=(Combination(when={"Price": ("x",)}, points=Fraction(1)),),
                ),
                options=("x", "y"),
            ),
            "'Price' is no range of them; negmas can hold the game",
        ),
        (
            game(
                Scorer(
                    name="A",
                    values={},
                    combinations=(Combination(when={"Price": ("1", "3")}, points=Fraction(1)),),
                )
            ),
            "a combination of 'A' names options of 'Price' that are no neighbours",
        ),
        (game(Scorer(name="\x01", values={})), r"no way to write the character '\x01'"),
        (game(Scorer(name="A", values={}, base=Fraction(1, 3**700))), "too many figures"),
    ],
)
def test_games_that_genius_cannot_hold(made: ScoredGame, reason: str) -> None:
    """The reason is said, and what can hold them."""
    with pytest.raises(ExchangeError) as caught:
        write_genius(made)
    assert reason in str(caught.value)


def test_what_is_written_does_not_depend_on_chance() -> None:
    """Equal games give equal bytes."""
    party = Scorer(name="A", values={"Price": {"1": Fraction(1, 3)}}, reserve=Fraction(1, 7))
    assert write_genius(game(party)) == write_genius(game(party))
