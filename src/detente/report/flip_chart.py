"""Flips as a chart for files: for each judgement its range as a bar, and the value needed as a dot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.axis_scale import axis_scale
from detente.report.chart_style import (
    BLACK,
    BLUE,
    PALE,
    TEXT_SIZE,
    VERMILLION,
    WHITE,
    finished,
    library,
    text_width,
    titled,
)
from detente.report.flip_picture import FlipGroup, FlipPicture
from detente.report.middle_cut import middle_cut
from detente.report.text_fitting import shortened, wrapped

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the axis and height of a row, in pixels.
WIDTH, ROW = 340, 36
#: More rows than this would not be read.
MOST_ROWS = 24
#: Cells and lines of a judgement, cells after which it is cut, and cells of a head.
NAME_WIDTH, NAME_LINES, LONGEST_NAME, HEAD_WIDTH = 48, 2, 80, 100
LINE, GAP = 13, 12
MOST_TICKS = 5
AXIS_TITLE = "from the median, in parts of the scale"


def chart(picture: FlipPicture) -> altair.LayerChart:
    """Draw values needed against ranges, about 1,000 pixels wide, 36 pixels a judgement.

    Of more than 24 judgements the first 24 are drawn, and the caption says so.

    Parameters
    ----------
    picture : FlipPicture
        Without groups, only the words and the axis are drawn.

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
    rows = list(_rows(picture.groups))
    heads = list(_heads(picture.groups))
    height = ROW * max(_n_rows(picture.groups), 1)
    layered: altair.LayerChart = alt.layer(*_layers(alt, rows, heads, height // ROW)).properties(
        width=WIDTH, height=height
    )
    return finished(titled(alt, layered, picture, _notes(picture, len(rows))))


def _notes(picture: FlipPicture, drawn: int) -> list[str]:
    n = sum(len(group.bars) for group in picture.groups)
    if not n:
        return ["Nothing turns it."]
    return [f"Of {n} judgements the first {drawn} are drawn."] if n > drawn else []


def _drawn(groups: tuple[FlipGroup, ...]) -> Iterator[tuple[int, FlipGroup, int]]:
    """Yield the row of each head, its group, and how many of its judgements are drawn."""
    row, left = 0, MOST_ROWS
    for group in groups:
        n = min(len(group.bars), left)
        if n == 0:
            return
        yield row, group, n
        row += 1 + n
        left -= n


def _n_rows(groups: tuple[FlipGroup, ...]) -> int:
    return sum(1 + n for _, _, n in _drawn(groups))


def _heads(groups: tuple[FlipGroup, ...]) -> Iterator[dict[str, Any]]:
    for row, group, _ in _drawn(groups):
        yield {"place": row + 0.6, "head": shortened(group.head, HEAD_WIDTH)}


def _rows(groups: tuple[FlipGroup, ...]) -> Iterator[dict[str, Any]]:
    for row, group, n in _drawn(groups):
        for k, bar in enumerate(group.bars[:n], start=row + 1):
            end = bar.high if bar.needed > 0 else bar.low
            yield {
                "place": k + 0.5,
                "top": k + 0.28,
                "bottom": k + 0.72,
                "name": bar.name,
                "low": bar.low,
                "high": bar.high,
                "middle": 0.0,
                "end": bar.needed if bar.is_inside else end,
                "needed": bar.needed,
                "inside": bar.is_inside,
                "says": bar.says,
            }


def _names(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        lines = wrapped(middle_cut(row["name"], LONGEST_NAME), NAME_WIDTH, NAME_LINES)
        for k, line in enumerate(lines):
            yield {"line": line, "place": row["place"] + (k - (len(lines) - 1) / 2) * LINE / ROW}


def _layers(alt: Any, rows: list[dict[str, Any]], heads: list[dict[str, Any]], n_rows: int) -> list[Any]:
    ends = axis_scale(
        [0.0, *(row[key] for row in rows for key in ("low", "high", "needed"))], most=MOST_TICKS
    )
    span = alt.Scale(domain=[ends.low, ends.high], nice=False, zero=False)
    axis = alt.Axis(values=list(ends.ticks), format=ends.form, title=AXIS_TITLE)
    place = alt.Scale(domain=[0, max(n_rows, 1)], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=span, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    bars = alt.Chart(alt.Data(values=rows))
    names, titles = (alt.Chart(alt.Data(values=data)) for data in (list(_names(rows)), heads))
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    dot = {"size": 90, "opacity": 1, "stroke": BLACK, "strokeWidth": 1, "shape": "circle"}
    tips = ["name:N", "says:N"]
    left = -GAP - text_width(NAME_WIDTH)
    return [
        bars.mark_rect(color=PALE, stroke=BLUE, strokeWidth=1).encode(
            x=x("low"), x2="high:Q", y=y("top"), y2="bottom:Q"
        ),
        bars.mark_rule(color=VERMILLION, strokeWidth=5, opacity=0.45).encode(
            x=x("end"), x2="needed:Q", y=y("place")
        ),
        bars.mark_rule(color=BLACK, strokeWidth=2).encode(x=x("middle"), y=y("top"), y2="bottom:Q"),
        bars.transform_filter("!datum.inside")
        .mark_point(**dot, fill=VERMILLION)
        .encode(x=x("needed"), y=y("place"), tooltip=tips),
        bars.transform_filter("datum.inside")
        .mark_point(**dot, fill=WHITE)
        .encode(x=x("needed"), y=y("place"), tooltip=tips),
        names.mark_text(**words, align="right").encode(text="line:N", x=alt.value(-GAP), y=y("place")),
        bars.mark_text(**words, align="left").encode(text="says:N", x=alt.value(WIDTH + GAP), y=y("place")),
        titles.mark_text(**words, align="left", fontWeight="bold").encode(
            text="head:N", x=alt.value(left), y=y("place")
        ),
    ]
