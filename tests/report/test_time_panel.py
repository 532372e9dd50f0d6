"""Lines over time on a canvas."""

from __future__ import annotations

import math
from itertools import pairwise

import altair as alt
import pytest

from detente.report.time_panel import TimeLine, TimeMark, TimePanel, panel_size, stacked


def panel(*values: float, **more: object) -> TimePanel:
    """A panel with one line."""
    line = TimeLine(name="one", values=values, bands=(tuple((v - 1, v + 1) for v in values),))
    return TimePanel(
        title="T",
        measure="points",
        periods=tuple(str(k) for k in range(len(values))),
        lines=(line,),
        **more,  # type: ignore[arg-type]
    )


def test_panels_stand_one_below_another() -> None:
    """The canvas is as high as its panels and the gaps between them, and as wide as one."""
    width, height = panel_size()
    one, two = stacked([panel(1, 2)]), stacked([panel(1, 2), panel(3, 4)])
    assert (one.width, one.height) == (width, height)
    assert two.height > 2 * height


def test_a_line_breaks_where_a_period_is_missing() -> None:
    """Two stretches are two lines, and a period between gaps is a sign of its own."""
    canvas = stacked([panel(1, 2, math.nan, 3, math.nan, 4, 5)])
    assert len({row["of"] for row in canvas._lines}) == 3
    assert len(canvas._signs) == 5 + 1


def test_the_scale_holds_lines_and_bands() -> None:
    """Nothing is drawn outside the field, and given ends are taken as they are."""
    scale = panel(0, 10).scale
    assert scale.low <= -1
    assert scale.high >= 11
    fixed = panel(0, 10, ends=(-10.0, 10.0)).scale
    assert (fixed.low, fixed.high) == pytest.approx((-10, 10), abs=0.1)


def test_marks_and_names_are_written() -> None:
    """A break is named at its rule and a line at its end."""
    canvas = stacked([panel(1, 2, marks=(TimeMark(place=0.5, text="break"),))])
    texts = [row["text"] for row in canvas._words]
    assert {"T", "points", "one", "break", "0", "1"} <= set(texts)


def test_one_period_and_none_can_be_drawn() -> None:
    """A single period stands in the middle; no period at all gives an empty field."""
    assert stacked([panel(1)]).chart(alt).to_dict()["layer"]
    assert stacked([panel()]).chart(alt).to_dict()["layer"]
    assert stacked([]).chart(alt).to_dict()["layer"]


def test_a_line_can_be_cut_where_nothing_is_missing() -> None:
    """Both stretches keep all of their values."""
    line = TimeLine(name="mean", values=(1.0, 1.0, 1.0, 5.0, 5.0), cuts=(3,))
    canvas = stacked([TimePanel(title="T", measure="points", periods=tuple("abcde"), lines=(line,))])
    assert [row["of"] for row in canvas._lines] == [0, 0, 0, 1, 1]
    assert len({row["y"] for row in canvas._lines}) == 2


def test_bands_break_where_an_end_is_missing_or_has_no_bound() -> None:
    """What is drawn is finite, and beyond given ends it is cut."""
    band = ((0.0, 2.0), (math.nan, 3.0), (0.0, math.inf), (0.0, 90.0))
    line = TimeLine(name="one", values=(1.0, 1.0, 1.0, 1.0), bands=(band,))
    canvas = stacked(
        [TimePanel(title="T", measure="points", periods=tuple("abcd"), lines=(line,), ends=(0.0, 4.0))]
    )
    assert [row["of"] for row in canvas._bands] == [0, 1]
    assert all(math.isfinite(row["y"]) and 0 <= row["y"] <= row["y2"] for row in canvas._bands)


@pytest.mark.parametrize(
    ("n", "shown"),
    [(3, [0, 1, 2]), (25, [0, 4, 8, 12, 16, 20, 24]), (13, [0, 2, 4, 6, 8, 10, 12])],
)
def test_periods_are_named_equally_far_apart(n: int, shown: list[int]) -> None:
    """Where five to eight of them can be."""
    texts = [row["text"] for row in stacked([panel(*[1.0] * n)])._words if row["align"] == "center"]
    assert texts == [str(k) for k in shown]


def test_of_any_number_the_first_and_the_last_period_are_named() -> None:
    """Where no equal steps lead to the last, steps differ by one at most."""
    texts = [row["text"] for row in stacked([panel(*[1.0] * 150)])._words if row["align"] == "center"]
    places = [int(text) for text in texts]
    assert (places[0], places[-1], len(places)) == (0, 149, 8)
    steps = {after - before for before, after in pairwise(places)}
    assert steps == {21, 22}


def test_a_mark_near_the_end_is_named_on_its_left() -> None:
    """Beyond the field are the names of lines."""
    marks = (TimeMark(place=0.5, text="early"), TimeMark(place=8.5, text="late"))
    words = {row["text"]: row for row in stacked([panel(*range(10), marks=marks)])._words}
    assert (words["early"]["align"], words["late"]["align"]) == ("left", "right")


def test_names_do_not_lie_on_one_another() -> None:
    """Six lines that end at one value have names a line apart, inside the field."""
    lines = tuple(TimeLine(name=f"line {k}", values=(0.0, 1.0), look=k) for k in range(6))
    canvas = stacked([TimePanel(title="T", measure="points", periods=("a", "b"), lines=lines)])
    heights = sorted(row["y"] for row in canvas._words if row["text"].startswith("line "))
    assert min(b - a for a, b in pairwise(heights)) >= 14.9
    assert heights[-1] < canvas.height


def test_shares_are_written_in_percent() -> None:
    """Ticks of the axis, that is; a line without any value has no name."""
    lines = (TimeLine(name="some", values=(0.2, 0.8)), TimeLine(name="nothing", values=(math.nan, math.nan)))
    shares = TimePanel(title="T", measure="m", periods=("a", "b"), lines=lines, ends=(0.0, 1.0), percent=True)
    texts = {row["text"] for row in stacked([shares])._words}
    assert {"0%", "100%", "some"} <= texts
    assert "nothing" not in texts


def test_names_of_neighbouring_marks_do_not_lie_on_each_other() -> None:
    """They go up and down; one that stands apart is up."""
    marks = tuple(TimeMark(place=place, text=f"m{place:g}") for place in (1.5, 2.5, 15.5))
    words = {row["text"]: row for row in stacked([panel(*range(20), marks=marks)])._words}
    assert words["m2.5"]["y"] > words["m1.5"]["y"] == words["m15.5"]["y"]
