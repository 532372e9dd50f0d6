"""What a picture of a frontier holds and says."""

from __future__ import annotations

import math

import pytest

from detente.errors import RunError
from detente.report.frontier_picture import at
from report.pictures import HOSTILE, mark, picture


def test_the_table_has_everything_that_is_drawn() -> None:
    """The rows are the frontier with its gates, no deal, the marks and the lotteries."""
    drawn = picture(
        ((1.0, 2.0), (3.0, 0.0)),
        reserve=(1.0, 1.0),
        marks=(mark("nash", 1.0, 2.0, "Nash"),),
        hull=((1.0, 2.0), (3.0, 0.0)),
        gates=("credible", "none"),
    )
    assert [tuple(row) for row in drawn.rows()] == [
        ("frontier", "", 1.0, 2.0, True, "credible"),
        ("frontier", "", 3.0, 0.0, False, "none"),
        ("no deal", "", 1.0, 1.0, None, None),
        ("nash", "Nash", 1.0, 2.0, None, None),
        ("lotteries", "", 1.0, 2.0, None, None),
        ("lotteries", "", 3.0, 0.0, None, None),
    ]


def test_the_words_say_what_the_picture_shows() -> None:
    """Extent, zone and marks are one sentence each."""
    assert picture(marks=(mark("nash", 62, 60, "Nash"),)).alternative() == (
        "The frontier goes from 10 to 95 across (Ruritania: points, its own scale)"
        " and from 8 to 92 up (Freedonia: points, its own scale)."
        " Better than no deal (30, 25) for both, so in the zone of agreement: 3 of 5 packages."
        " Marked: Nash (62, 60)."
    )


def test_nothing_to_draw_is_said() -> None:
    """Without a package the words say so, and where no deal stands."""
    words = picture((), reserve=(1.0, 2.0)).alternative()
    assert words.startswith("There is no package to draw")
    assert words.endswith("No deal stands at (1, 2).")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_are_short_and_printable_whatever_the_names(text: str) -> None:
    """Long names are cut, control characters are gone."""
    words = picture(names=text, marks=(mark("named", 1, 1, text),)).alternative()
    assert words.isprintable()
    assert len(words) < 600


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e16])
def test_what_cannot_be_drawn_is_refused(value: float) -> None:
    """Numbers must be finite and of a size that can be told apart."""
    with pytest.raises(RunError, match="cannot be drawn"):
        picture(((value, 1.0),))
    with pytest.raises(RunError, match="cannot be drawn"):
        picture(marks=(mark("nash", 1.0, value),))


def test_gates_belong_to_points() -> None:
    """There are as many as points, or none."""
    with pytest.raises(RunError, match="5 points and gates of 1"):
        picture(gates=("credible",))


def test_a_place() -> None:
    """It is written with as many figures as it needs."""
    assert at(1.5, -0.25) == "(1.5, -0.25)"
