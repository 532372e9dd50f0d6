"""What pictures of the spiral lens hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.report.spiral_picture import MOST_ROOM, responses_picture, series_picture
from report import spirals


def test_a_panel_for_each_series() -> None:
    """With every value and period of it, in its unit."""
    found = spirals.answering()
    drawn = series_picture(found)
    assert [panel.title for panel in drawn.panels] == list(spirals.NAMES)
    for k, panel in enumerate(drawn.panels):
        assert panel.lines[0].values == tuple(found.series.values[:, k])
        assert panel.periods == found.series.periods
        assert panel.measure == "mean of a month; cooperation above 0"


def test_breaks_have_marks_and_levels() -> None:
    """A rule before the first month of the new level, and means that stop there."""
    found = spirals.shifted()
    panel = series_picture(found).panels[0]
    assert [(mark.place, mark.text) for mark in panel.marks] == [(spirals.SHIFT_AT - 0.5, "1996-04")]
    mean = panel.lines[1]
    assert mean.cuts == (spirals.SHIFT_AT,)
    before, after = (float(level[0]) for level in found.breaks[0].levels)
    assert set(mean.values[: spirals.SHIFT_AT]) == {before}
    assert set(mean.values[spirals.SHIFT_AT :]) == {after}
    assert mean.look != panel.lines[0].look


def test_no_breaks() -> None:
    """Then there is one line, no rule, and the caption says so."""
    found = replace(spirals.shifted(), breaks=spirals.answering().breaks[:1])
    drawn = series_picture(found)
    assert [len(panel.lines) for panel in drawn.panels] == [1, 1]
    assert all(panel.marks == () for panel in drawn.panels)
    assert "no break in a mean is told from chance" in drawn.caption
    assert "broken rules are breaks" in series_picture(spirals.shifted()).caption


def test_breaks_in_the_answers_are_no_breaks_in_a_mean() -> None:
    """They are told in words alone."""
    found = spirals.shifted()
    answers = next(one for one in found.breaks if one.of == "answers")
    assert answers.breaks
    drawn = series_picture(replace(found, breaks=(answers,)))
    assert all(panel.marks == () for panel in drawn.panels)
    assert drawn.sentences == (answers.meaning + ".",)


def test_words_for_those_who_cannot_see() -> None:
    """Dates of breaks, findings, and what event data are."""
    assert "changed in 1996-04" in series_picture(spirals.shifted()).alternative()
    assert "Event data measure reports, not acts." in series_picture(spirals.answering()).alternative()
    assert "shocks die down" in responses_picture(spirals.answering()).alternative()


def test_responses_have_their_bands() -> None:
    """A panel for each that answers, a line for each that is answered."""
    found = spirals.answering()
    drawn = responses_picture(found)
    assert [panel.title for panel in drawn.panels] == ["us>russia answers", "russia>us answers"]
    assert [line.name for line in drawn.panels[1].lines] == ["to us>russia", "to its own past"]
    told, line = found.responses, drawn.panels[1].lines[0]
    assert line.values == tuple(told.estimate[:, 1, 0])
    assert line.bands[0][5] == (told.bands.low[5, 1, 0], told.bands.high[5, 1, 0])
    assert drawn.panels[0].periods == tuple(str(h) for h in range(25))
    assert "90% interval" in drawn.caption
    assert drawn.panels[0].ends is None


def test_bands_without_bound_leave_the_lines_readable() -> None:
    """The field is four times as high as the lines need, and the caption says what is cut."""
    found = spirals.short()
    assert found.responses.bands.high.max() > 10
    drawn = responses_picture(found)
    ends = drawn.panels[0].ends
    assert ends is not None
    lines = found.responses.estimate[:, 0]
    assert ends[1] - ends[0] == pytest.approx(MOST_ROOM * (lines.max() - lines.min()))
    assert drawn.caption.endswith("Bands that reach beyond a field are cut.")
    assert "are cut" not in responses_picture(spirals.answering()).caption


def test_bands_that_do_not_exist() -> None:
    """Infinite and missing ends are taken as reaching beyond."""
    found = spirals.answering()
    bands = replace(found.responses.bands, high=np.full_like(found.responses.bands.high, np.inf))
    drawn = responses_picture(replace(found, responses=replace(found.responses, bands=bands)))
    assert drawn.panels[0].ends is not None
