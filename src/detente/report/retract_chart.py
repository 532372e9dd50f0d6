"""Sources by what withdrawing them does, as a chart for files: a line from with to without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    TEXT_SIZE,
    VERMILLION,
    WHITE,
    finished,
    library,
    titled,
)
from detente.report.middle_cut import middle_cut
from detente.report.retract_picture import RetractBar, RetractPicture
from detente.report.text_fitting import shortened, wrapped
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the axis and height of a row, in pixels.
WIDTH, ROW = 340, 44
#: More than this would not be read.
MOST_BARS = 25
#: Cells of a source, cells and lines of what moves, pixels between them and the axis.
SOURCE_WIDTH, WHAT_WIDTH, LONGEST_WHAT, GAP = 34, 46, 88, 14
LINE = 13
AXIS_TITLE = "share of draws"


def chart(picture: RetractPicture) -> altair.LayerChart:
    """Draw sources and what they move, about 1,000 pixels wide, 44 pixels a source.

    Of more than 25 sources the first 25 are drawn, and the caption says so.

    Parameters
    ----------
    picture : RetractPicture
        Without bars, only the words and the axis are drawn.

    Returns
    -------
    altair.LayerChart
        With all its data inside.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    bars = picture.bars[:MOST_BARS]
    layered: altair.LayerChart = alt.layer(*_layers(alt, bars)).properties(
        width=WIDTH, height=ROW * max(len(bars), 1)
    )
    notes = []
    if len(picture.bars) > MOST_BARS:
        notes.append(f"Of {len(picture.bars)} sources the first {MOST_BARS} are drawn.")
    return finished(titled(alt, layered, picture, notes))


def _rows(bars: tuple[RetractBar, ...]) -> Iterator[dict[str, Any]]:
    for row, bar in enumerate(bars):
        yield {
            "place": row + 0.5,
            "before": bar.before,
            "after": bar.after,
            "moves": bar.before != bar.after,
            "flips": bar.flips > 0,
            "source": middle_cut(bar.source, SOURCE_WIDTH),
            "says": f"{percent(bar.before)} to {percent(bar.after)}",
        }


def _lines(bars: tuple[RetractBar, ...]) -> Iterator[dict[str, Any]]:
    """Yield what stands to the right of a source: what it does, and what moves most."""
    for row, bar in enumerate(bars):
        effect = bar.effect if bar.before == bar.after else f"{bar.effect}; most moved, {_says(bar)}:"
        what = wrapped(middle_cut(bar.what, LONGEST_WHAT), WHAT_WIDTH, 2)
        lines = [shortened(effect, WHAT_WIDTH + 8), *what]
        for k, line in enumerate(lines):
            yield {
                "line": line,
                "place": row + 0.5 + (k - (len(lines) - 1) / 2) * LINE / ROW,
                "strong": k == 0 and bar.flips > 0,
            }


def _says(bar: RetractBar) -> str:
    return f"{percent(bar.before)} to {percent(bar.after)}"


def _layers(alt: Any, bars: tuple[RetractBar, ...]) -> list[Any]:
    rows, lines = list(_rows(bars)), list(_lines(bars))
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", title=AXIS_TITLE)
    place = alt.Scale(domain=[0, max(len(rows), 1)], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    y = alt.Y("place:Q", scale=place, axis=None)
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    drawn = alt.Chart(alt.Data(values=rows))
    moving = drawn.transform_filter("datum.moves")
    dot = {"size": 90, "opacity": 1, "stroke": BLACK, "strokeWidth": 1, "shape": "circle"}
    fill = alt.condition("datum.flips", alt.value(VERMILLION), alt.value(BLUE))
    texts = alt.Chart(alt.Data(values=lines))
    bold, plain = (texts.transform_filter(f"{mark}datum.strong") for mark in ("", "!"))
    right = {"x": alt.value(WIDTH + GAP), "y": y, "text": "line:N"}
    return [
        moving.mark_rule(color=GREY, strokeWidth=3).encode(x=x("before"), x2="after:Q", y=y),
        moving.mark_point(**dot, fill=WHITE).encode(x=x("before"), y=y, tooltip=["source:N", "says:N"]),
        moving.mark_point(**dot).encode(x=x("after"), y=y, fill=fill, tooltip=["source:N", "says:N"]),
        drawn.mark_text(**words, align="right").encode(text="source:N", x=alt.value(-GAP), y=y),
        bold.mark_text(**words, align="left", fontWeight="bold").encode(**right),
        plain.mark_text(**words, align="left").encode(**right),
    ]
