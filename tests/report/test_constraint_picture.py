"""What the picture of tied hands shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import RunError
from detente.lenses.ratification.constraint import ConstraintCurve, ConstraintStep
from detente.report.constraint_picture import ConstraintPicture, constraint_picture
from lenses.ratification.small import STAKES
from report.ratifications import found


def drawn() -> ConstraintPicture:
    """Draw a home whose senate and house have something to spare."""
    stakes = {**STAKES, "senate": {"aid": {"grant": 2}}, "house": {"aid": {"grant": 3}}}
    return constraint_picture(found(stakes=stakes, draws=2))


def test_a_panel_for_each_home_and_a_line_for_each_principal() -> None:
    """At the medians and in the draws."""
    picture = drawn()
    assert [panel.home for panel in picture.panels] == ["north", "south"]
    north = picture.panels[0]
    assert [(line.party, line.draw) for line in north.lines] == [
        (party, draw) for draw in (None, 0, 1) for party in ("north", "south")
    ]
    assert north.lines[0].points[0] == (0.0, 2.0)
    assert len(picture.rows()) == sum(len(panel.lines) for panel in picture.panels)


def test_it_ends_where_nothing_is_left() -> None:
    """The house and the senate have at most 2 to spare; south has 2."""
    north, south = drawn().panels
    assert north.ends == pytest.approx(2.0, abs=0.1)
    assert (north.ending, south.ending) == ("nothing is left", "nothing is left")
    assert max(asked for asked, _ in north.lines[0].points) <= 2.0


def test_what_never_moves_runs_level_to_the_end() -> None:
    """Not as a single mark at 0: the package holds up to where asking for more ends."""
    usual = found(draws=2)
    curve = ConstraintCurve(
        home="north",
        members=("senate",),
        draw=None,
        steps=(
            ConstraintStep(tightening=0.0, package={"fair": "yes"}, surplus={"north": 1.0, "south": 2.0}),
            ConstraintStep(tightening=4.0, package=None, surplus={}),
        ),
        last=3.5,
        ends=4.0,
        ending="empty",
    )
    (panel,) = constraint_picture(replace(usual, curves=(curve,))).panels
    assert [line.points for line in panel.lines] == [((0.0, 1.0), (3.5, 1.0)), ((0.0, 2.0), (3.5, 2.0))]


def test_scales_are_not_to_be_compared() -> None:
    """The words under the title say so."""
    assert "Each party is on its own scale: their heights do not compare." in drawn().caption


def test_it_says_what_is_to_be_seen() -> None:
    """Where each home has most."""
    told = drawn().alternative()
    assert told.startswith(
        "What each principal gains in the Nash package as a home asks for more. north has 2.0"
    )


def test_without_any_package_there_is_nothing_to_draw() -> None:
    """That is said at once."""
    with pytest.raises(RunError, match="nothing to draw"):
        constraint_picture(replace(found(draws=2), curves=()))
