"""The report of the bargain lens, in words."""

from __future__ import annotations

import detente
from detente.lenses.bargain.analysis import Bargain, analyse
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from detente.report.bargain_report import bargain_report
from detente.report.plain import plain_text
from detente.verdict.bargaining import bargain
from lenses.bargain.games import game_of


def told(result: Bargain) -> str:
    """Return the report as text."""
    return plain_text(bargain_report(result))


def test_a_dossier_is_told_by_the_names_for_people() -> None:
    """Zone, frontier, solutions, trades and movement, without a key where there is a name."""
    text = told(bargain(detente.load("two-issues"), draws=10))
    for words in (
        "Northland and Southland",
        "There is a zone of possible agreement. The most each could gain in it: Northland +15, Southland +16",
        "Northland gives way on Northland's sanctions on Southland: Eased in steps",
        "Without linking issues there would be no deal",
        "not a chance of a deal",
        "Fighting on the border",
    ):
        assert words in text


def test_an_empty_zone_is_said_and_nothing_else_is_solved() -> None:
    """No solution, no trades, and no picture of what is not there."""
    text = told(analyse(problem_of_game(game_of({"i": {"a": (5, 1), "b": (1, 5)}}, reserve=(3, 3)))))
    assert "The zone of possible agreement is empty: no package leaves nobody worse off than no deal." in text
    assert "None: a solution is a package of the zone, and there is none." in text


def test_nobody_gains_is_not_an_agreement() -> None:
    """A package as good as no deal is no gain."""
    text = told(analyse(problem_of_game(game_of({"i": {"a": (0, 3), "b": (2, 0)}}))))
    assert "none gives every party a gain" in text


def test_a_named_package_tells_what_it_leaves() -> None:
    """Whether it is efficient, what each could gain, and with what."""
    result = analyse(
        problem_of_dossier(detente.load("panama-1977")),
        named={"little": {"duration": "shared"}, "nash": {}},
    )
    text = told(result)
    assert "little:" in text
    assert "Each alone could gain at most" in text
    assert "With: " in text


def test_three_parties_have_no_picture() -> None:
    """The table has a column for each."""
    text = told(analyse(problem_of_game(game_of({"i": {"a": (1, 2, 3), "b": (3, 2, 1)}}))))
    assert "P1" in text
    assert "P3" in text
    assert "no deal (0, 0)" not in text


def test_a_division_is_told_in_sentences() -> None:
    """Adjusted Winner comes in words."""
    text = told(bargain(detente.load("panama-1977"), parties=["us", "panama"], divided=True, draws=0))
    assert "Each ends with 66 of its own 100 points" in text


def test_texts_of_a_game_are_text() -> None:
    """Nothing in a name steers the terminal."""
    game = game_of({"\x1b[31mred": {"a\nb": (1, 2), "c": (2, 1)}})
    assert "\x1b" not in told(analyse(problem_of_game(game)))
