"""The pictures of the bargain lens."""

from __future__ import annotations

import pytest

import detente
from detente.errors import RunError
from detente.lenses.bargain.analysis import analyse
from detente.lenses.bargain.problem import problem_of_game
from detente.report.bargain_pictures import frontier_picture, movement_picture
from detente.verdict.bargaining import bargain
from lenses.bargain.games import game_of


def test_the_frontier_is_drawn_in_points_above_no_deal() -> None:
    """Every point, the solutions, the named package, and what needs no linkage."""
    result = bargain(detente.load("us-russia"), draws=0, counted=False, packages={"thaw": {"trade": "grow"}})
    picture = frontier_picture(result)
    assert result.frontier is not None
    assert len(picture.frontier) == len(result.frontier)
    assert [mark.kind for mark in picture.marks] == [
        "nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "named", "best_without_linkage",
    ]  # fmt: skip
    assert picture.reserve == (0.0, 0.0)
    assert picture.x_label.startswith("Russia (Kremlin)")


def test_movement_has_a_bar_for_each_issue() -> None:
    """Also for those that never move."""
    picture = movement_picture(bargain(detente.load("two-issues"), draws=10))
    assert {bar.issue for bar in picture.bars} == {
        "Fighting on the border",
        "Northland's sanctions on Southland",
    }


def test_what_cannot_be_drawn_is_told() -> None:
    """Three parties have no plane, and without draws nothing moves."""
    result = analyse(problem_of_game(game_of({"i": {"a": (1, 2, 3)}})))
    with pytest.raises(RunError, match="two parties"):
        frontier_picture(result)
    with pytest.raises(RunError, match="--draws"):
        movement_picture(result)
