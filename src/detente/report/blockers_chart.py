"""Blockers as a chart for files: two bars for each, and a line for how sure the share is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.blockers_picture import BlockersPanel, BlockersPicture
from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    TEXT_SIZE,
    finished,
    library,
    titled,
)
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width from none to all draws and height of a row, in pixels.
WIDTH, ROW = 430, 24
#: More than this would not be read.
MOST_PANELS = 20
NAME_WIDTH, HEAD_WIDTH = 46, 60
GAP = 14
#: Parts of a row, from 0 at the top: the two bars.
SOLE_TOP, SOLE_END, NEEDED_END = 0.12, 0.52, 0.88
SOLE, NEEDED = "opens a deal alone", "needed, whatever else is lifted"
#: A tint that is told from the blue in grey as well, and from the ground.
TINT = "#b9d6ea"
AXIS_TITLE = "share of draws"


def chart(picture: BlockersPicture) -> altair.LayerChart:
    """Draw blockers, up to about 1,000 pixels wide, 24 pixels for each.

    Of more than 20 panels the first 20 are drawn, and the caption says so.

    Parameters
    ----------
    picture : BlockersPicture
        Without panels, only the words and the axis are drawn.

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
    panels = picture.panels[:MOST_PANELS]
    rows, heads = list(_rows(panels)), list(_heads(panels))
    left = len(picture.panels) - len(panels)
    notes = [f"Of {len(picture.panels)} kinds of deal the first {len(panels)} are drawn."] if left else []
    layered: altair.LayerChart = alt.layer(*_layers(alt, rows, heads)).properties(
        width=WIDTH, height=ROW * max(len(rows) + len(heads), 1)
    )
    return finished(titled(alt, layered, picture, notes))


def _starts(panels: tuple[BlockersPanel, ...]) -> Iterator[tuple[int, BlockersPanel]]:
    """Yield each panel and the row in which its head stands."""
    row = 0
    for panel in panels:
        yield row, panel
        row += 1 + len(panel.bars)


def _heads(panels: tuple[BlockersPanel, ...]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        head = shortened(panel.name, HEAD_WIDTH)
        yield {"place": row + 0.5, "head": head, "note": shortened(panel.note, NAME_WIDTH)}


def _rows(panels: tuple[BlockersPanel, ...]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        for k, bar in enumerate(panel.bars, start=row + 1):
            yield {
                "name": shortened(bar.name, NAME_WIDTH),
                "place": k + 0.5,
                "sole_top": k + SOLE_TOP,
                "sole_end": k + SOLE_END,
                "line": k + (SOLE_TOP + SOLE_END) / 2,
                "needed_end": k + NEEDED_END,
                "zero": 0,
                "sole": bar.sole.share,
                "sole_low": bar.sole.low,
                "sole_high": bar.sole.high,
                "needed": bar.needed.share,
                "needed_low": bar.needed.low,
                "needed_high": bar.needed.high,
                "lower_line": k + (SOLE_END + NEEDED_END) / 2,
                "says": f"alone {percent(bar.sole.share)}, needed {percent(bar.needed.share)}",
                "one": SOLE,
                "other": NEEDED,
            }


def _layers(alt: Any, rows: list[dict[str, Any]], heads: list[dict[str, Any]]) -> list[Any]:
    span = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", title=AXIS_TITLE, values=[0, 0.25, 0.5, 0.75, 1])
    place = alt.Scale(domain=[0, max(len(rows) + len(heads), 1)], reverse=True, nice=False)
    colours = alt.Scale(domain=[SOLE, NEEDED], range=[BLUE, TINT])
    legend = alt.Legend(title=None, symbolType="square", symbolStrokeColor=BLACK, symbolStrokeWidth=1)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=span, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    def colour(field: str) -> Any:
        return alt.Color(f"{field}:N", scale=colours, legend=legend)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    tips = ["name:N", "says:N"]
    bars, titles = alt.Chart(alt.Data(values=rows)), alt.Chart(alt.Data(values=heads))
    outlined = {"stroke": BLACK, "strokeWidth": 0.5}
    return [
        bars.transform_filter("datum.needed > 0")
        .mark_rect(**outlined)
        .encode(
            x=x("zero"),
            x2="needed:Q",
            y=y("sole_end"),
            y2="needed_end:Q",
            color=colour("other"),
            tooltip=tips,
        ),
        bars.transform_filter("datum.sole > 0")
        .mark_rect(**outlined)
        .encode(
            x=x("zero"), x2="sole:Q", y=y("sole_top"), y2="sole_end:Q", color=colour("one"), tooltip=tips
        ),
        bars.mark_rule(color=BLACK, strokeWidth=2).encode(x=x("sole_low"), x2="sole_high:Q", y=y("line")),
        bars.transform_filter("datum.needed > 0")
        .mark_rule(color=BLACK, strokeWidth=1)
        .encode(x=x("needed_low"), x2="needed_high:Q", y=y("lower_line")),
        bars.mark_text(**words, align="right").encode(text="name:N", x=alt.value(-GAP), y=y("place")),
        bars.mark_text(**words, align="left").encode(text="says:N", x=alt.value(WIDTH + GAP), y=y("place")),
        titles.mark_text(**words, align="left", fontWeight="bold").encode(
            text="head:N", x=alt.value(0), y=y("place")
        ),
        titles.mark_text(**{**words, "color": GREY}, align="left").encode(
            text="note:N", x=alt.value(WIDTH + GAP), y=y("place")
        ),
    ]
