"""What is said below and beside a phase plane."""

from __future__ import annotations

import numpy as np
import pytest

from detente.lenses.spiral.spiral_result import Spiral
from detente.report.phase_words import caption_of, notes_of, sentences_of
from report.phase_planes import exploding
from report.spirals import answering

NONE = np.zeros((0, 2))
WIDE = (-1e3, 1e3, -1e3, 1e3)
TRIANGLE = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]])


def notes(found: Spiral, hull: np.ndarray, box: tuple[float, float, float, float]) -> list[str]:
    """The notes of a finding with a region and axes."""
    assert found.richardson is not None
    return list(notes_of(found, found.richardson, hull, box))


def test_the_caption_tells_how_to_read_it() -> None:
    """Arrows, lines, dots and the span of time; short enough for two lines of a chart."""
    told = caption_of(answering())
    assert "the next month, longer if faster" in told
    assert "one side stays as it is" in told
    assert told.endswith("Dots: months, 1990-01 to 2002-06.")
    assert len(told) < 2 * 92


def test_nothing_is_said_of_clipping_where_all_is_inside() -> None:
    """One note alone: the region, or why there is none."""
    assert len(notes(answering(), TRIANGLE, WIDE)) == 1
    assert notes(answering(), TRIANGLE, WIDE)[0].startswith("Shaded: where 90%")
    assert len(notes(exploding(), NONE, WIDE)) == 1


@pytest.mark.parametrize(
    ("hull", "box", "told"),
    [
        (TRIANGLE, (-1e3, 1e3, -1e3, 1.0), "part of the region"),
        (
            TRIANGLE * 0.1,
            (1e3, 2e3, -1e3, 1e3),
            "150 months, part of the region and the resting point, (0.9514,",
        ),
        (NONE, (1e3, 2e3, -1e3, 1e3), "150 months and the resting point"),
    ],
)
def test_what_lies_outside_is_listed(
    hull: np.ndarray, box: tuple[float, float, float, float], told: str
) -> None:
    """Months are counted, the region and the resting point named."""
    last = notes(answering(), hull, box)[-1]
    assert last.startswith("Clipped, so that the data can be read. Outside the axes: ")
    assert told in last


def test_a_point_that_nothing_comes_to_is_not_called_a_resting_point() -> None:
    """That of a saddle is where nothing changes."""
    last = notes(exploding(), NONE, (1e3, 2e3, -1e3, 1e3))[-1]
    assert "the point where nothing changes, (" in last
    assert "resting" not in last


def test_one_month_is_one_month() -> None:
    """No plural of a single period."""
    x = np.sort(answering().series.values[:, 0])
    box = (-1e3, float(x[-2]), -1e3, 1e3)
    assert notes(answering(), NONE, box)[-1].endswith("Outside the axes: 1 month.")


def test_sentences_say_whether_it_settles_and_what_to_bear_in_mind() -> None:
    """The meaning first, the caveat last, each a sentence; a saddle tells where it goes."""
    stable, boom = (
        list(sentences_of(found, found.richardson))  # type: ignore[arg-type]
        for found in (answering(), exploding())
    )
    assert (len(stable), len(boom)) == (2, 3)
    for said in (*stable, *boom):
        assert said[0].isupper()
        assert said.endswith(".")
    assert boom[1].startswith("From the last month on, undisturbed: ")
