"""Homes of the ratification lens in words: vetoes, win-sets, asking for more, pivots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

import detente
from detente.dossier.dossier import Quota
from detente.lenses.ratification.analysis import Ratification
from detente.lenses.ratification.constraint import ConstraintCurve, ConstraintStep
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.structure import HomeStructure, RuleStructure, structure_of
from detente.lenses.ratification.win_sets import win_sets_at
from detente.model.blueprint import Blueprint
from detente.report.blocks import Block
from detente.report.plain import plain_text
from detente.report.ratification_homes_part import (
    constraint_part,
    constraint_sentence,
    pivots_part,
    veto_part,
    win_set_part,
)
from report.ratifications import usual


def told(part: Callable[[Ratification], Iterable[Block]], result: Ratification | None = None) -> str:
    """Return one part as text."""
    return " ".join(plain_text(tuple(part(usual() if result is None else result))).split())


def curve(*surplus: float | None, ending: str = "empty", ends: float | None = 9.0) -> ConstraintCurve:
    """Make a curve of the north that moves one point a step; None where nothing is left."""
    steps = tuple(
        ConstraintStep(
            tightening=float(k),
            package=None if x is None else {"fair": str(x)},
            surplus={} if x is None else {"north": x, "south": 1.0},
        )
        for k, x in enumerate(surplus)
    )
    return ConstraintCurve(
        home="north",
        members=("senate",),
        draw=None,
        steps=steps,
        last=1.0,
        ends=ends,
        ending=ending,  # type: ignore[arg-type]
    )


def test_vetoes_by_home() -> None:
    """Alone, together, or nobody."""
    text = told(veto_part)
    assert "north: 2 rules; each alone can block: senate" in text
    assert "together: house + guild" in text
    assert "south: no rule; whatever the principal signs is taken to hold" in text
    assert "third parties: 1 rule; each alone can block: neighbour" in text


def test_rules_that_can_never_be_met_are_said() -> None:
    """Rather than everybody having a veto."""
    never = structure_of(Quota(quota=9, weights={"senate": 1}))
    rule = RuleStructure(name="Nine", over=None, blocking=never)
    home = HomeStructure(home="north", rules=(rule,), blocking=never)
    text = told(veto_part, replace(usual(), structures=(home,)))
    assert "north: the rules taken together can never be met" in text


def test_counted_win_sets_are_written_out() -> None:
    """With their part of the zone."""
    assert "all homes 0 of 2 (0%) 0 of 0 0 of 2 (0%) 0%" in told(win_set_part).replace(
        "zone is empty", "0 of 0"
    )


def test_estimated_win_sets_are_marked() -> None:
    """As powers of ten, small parts too."""
    blueprint = Blueprint(detente.load("us-russia"))
    result = replace(usual(), win_sets=(win_sets_at(blueprint, rules_of(blueprint)),))
    text = told(win_set_part, result)
    assert "~10^17.6" in text
    assert "e-0" in text
    assert "(0.8%)" in text
    assert "Below 0.1% parts are written in powers of ten" in text
    assert "In draws:" not in text


def test_what_is_mixed_is_said_to_be() -> None:
    """The column has both, and draws are counted only where there are several."""
    assert "fundamental or mixed" in told(win_set_part)
    one = replace(usual(), win_sets=usual().win_sets[:2])
    assert "In draws: the part of all packages in the first draw." in told(win_set_part, one)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((5.0, 6.0, 7.0), "moves the package its way in all 2 steps."),
        ((5.0, 4.0), "asking for more moves the package once, against it."),
        ((5.0, 5.0), "asking for more never moves the package. From 9.0 points on nothing is left"),
        ((5.0, 4.0, 4.5), "its way in 1 of 2 steps, and at first against it."),
        ((None,), "no package is ratifiable even now"),
        ((5.0, 6.0, 2.0), "Of the steps looked at it has most at 1.0 points: +1.0 against now."),
        (
            (5.0, 4.0, None),
            "No step looked at gives it more than it has now. From 9.0 points on nothing is left",
        ),
    ],
)
def test_a_sentence_for_every_curve(steps: tuple[float | None, ...], words: str) -> None:
    """Read off the steps."""
    assert words in constraint_sentence(usual(), [curve(*steps)])


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("none needs the home", "only packages that call none of its rules are left"),
        ("never", "any number of points"),
        ("not proved", "Where that ends was not proved."),
        ("says not", "asking for more is no constraint"),
    ],
)
def test_a_sentence_for_every_ending(ending: str, words: str) -> None:
    """Also where there is none."""
    assert words in constraint_sentence(usual(), [curve(5.0, 6.0, ending=ending)])
    assert "cut short" in constraint_sentence(usual(), [curve(ending="not proved")])


def test_draws_are_told_beside_the_medians() -> None:
    """By the first step that moves the package."""
    text = constraint_sentence(usual(), [curve(5.0, 6.0), curve(5.0, 6.0), curve(5.0, 4.0), curve(5.0, 5.0)])
    assert "moves the package once, its way; in 1 of 2 draws the first step moves it its way." in text


@pytest.mark.parametrize(("then", "words"), [(6.0, "its way"), (4.0, "not its way")])
def test_a_single_draw_is_not_counted(then: float, words: str) -> None:
    """It says whether it moves the same way as the medians."""
    text = constraint_sentence(usual(), [curve(5.0, 6.0), curve(5.0, then)])
    assert f"; in the one draw looked at the first step moves it {words}." in text


def test_every_step_stands_in_the_table() -> None:
    """Down to where nothing is left."""
    text = told(
        constraint_part, replace(usual(), curves=(curve(5.0, None), replace(curve(1.0), home="south")))
    )
    assert "+0.0 to +1.0 5.0 1.0 1 +1.0 - - none left" in text


def test_steps_with_the_same_package_stand_together() -> None:
    """As a range of points asked for; the last reaches as far as any package is left."""
    curves = (replace(curve(5.0, 6.0, 6.0, 7.0, None), last=3.5), replace(curve(1.0), home="south"))
    text = told(constraint_part, replace(usual(), curves=curves))
    assert "+0.0 5.0 1.0 1 +1.0 to +2.0 6.0 1.0 1 +3.0 to +3.5 7.0 1.0 1 +4.0 - - none left" in text


def test_pivots_by_member() -> None:
    """With a star where the option is refused in most draws."""
    text = told(pivots_part)
    assert "house (1): aid=grant*" in text
    assert "neighbour (1): base=closed" in text
    assert told(pivots_part, replace(usual(), options=())) == ""
