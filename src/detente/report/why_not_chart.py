"""What speaks for and against a package as a chart for files: a waterfall for each condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    PALE,
    TEXT_SIZE,
    VERMILLION,
    finished,
    library,
    titled,
)
from detente.report.middle_cut import middle_cut
from detente.report.why_not_picture import WaterfallPanel, WhyNotPicture

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the axis, height of a row and room between panels, in pixels and rows.
WIDTH, ROW, GAP = 430, 22, 0.6
#: More panels than this would not be read.
MOST_PANELS = 5
LABEL_WIDTH, NAME_WIDTH = 60, 96
#: Room between the axis and texts beside it.
MARGIN = 12
AXIS_TITLE = "points, on the party's own scale"


def chart(picture: WhyNotPicture) -> altair.LayerChart:
    """Draw what builds up each margin, up to about 1,000 pixels wide.

    Of more than five conditions the first five are drawn, and the caption says so.

    Parameters
    ----------
    picture : WhyNotPicture
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
    bars, totals, height = list(_bars(panels)), list(_totals(panels)), _height(panels)
    layered: altair.LayerChart = alt.layer(*_layers(alt, bars, totals, height)).properties(
        width=WIDTH, height=round(ROW * height)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _notes(picture: WhyNotPicture) -> list[str]:
    if len(picture.panels) <= MOST_PANELS:
        return []
    what = "parties" if any(panel.fails is None for panel in picture.panels) else "conditions in points"
    return [f"Of {len(picture.panels)} {what} the first {MOST_PANELS} are drawn."]


def _starts(panels: Sequence[WaterfallPanel]) -> Iterator[tuple[float, WaterfallPanel]]:
    """Yield the row in which each panel begins, that of its head."""
    row = 0.0
    for panel in panels:
        yield row, panel
        row += 2 + len(panel.bars) + GAP


def _height(panels: Sequence[WaterfallPanel]) -> float:
    return max(sum(2 + len(panel.bars) + GAP for panel in panels) - GAP, 1.0)


def _bars(panels: Sequence[WaterfallPanel]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        for k, bar in enumerate(panel.bars, start=1):
            added = bar.end - bar.start
            yield {
                "top": row + k + 0.14,
                "bottom": row + k + 0.86,
                "place": row + k + 0.5,
                "below": row + k + 1.5,
                "label": middle_cut(bar.label, LABEL_WIDTH),
                "start": bar.start,
                "end": bar.end,
                "adds": f"{added:+.1f}",
                "helps": added >= 0,
            }


def _totals(panels: Sequence[WaterfallPanel]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        last = row + len(panel.bars) + 1
        yield {
            "head": row + 0.5,
            "name": middle_cut(panel.name, NAME_WIDTH),
            "top": last,
            "bottom": last + 1,
            "place": last + 0.5,
            "label": "all together" if panel.fails is None else "what is left",
            "low": panel.margins.low,
            "high": panel.margins.high,
            "margin": panel.margin,
            "says": panel.says,
            "fails": panel.margin < 0,
            "from": row + 1,
            "zero": 0.0,
        }


def _span(bars: Sequence[dict[str, Any]], totals: Sequence[dict[str, Any]]) -> list[float]:
    """Return the ends of the axis: all that is drawn, and 0."""
    ends = [0.0, *(bar[key] for bar in bars for key in ("start", "end"))]
    ends += [total[key] for total in totals for key in ("low", "high", "margin")]
    room = 0.04 * ((max(ends) - min(ends)) or 1.0)
    return [min(ends) - room, max(ends) + room]


def _layers(alt: Any, bars: list[dict[str, Any]], totals: list[dict[str, Any]], height: float) -> list[Any]:
    span = alt.Scale(domain=_span(bars, totals), nice=False, zero=False)
    place = alt.Scale(domain=[0, height], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=span, axis=alt.Axis(title=AXIS_TITLE, tickCount=8))

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    steps, ends = alt.Chart(alt.Data(values=bars)), alt.Chart(alt.Data(values=totals))
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    colour = alt.condition("datum.helps", alt.value(BLUE), alt.value(ORANGE))
    tips = ["label:N", "adds:N"]
    return [
        ends.mark_rect(color=PALE, stroke=None).encode(
            x=alt.value(0), x2=alt.value(WIDTH), y=y("top"), y2="bottom:Q"
        ),
        ends.mark_rule(color=BLACK, strokeWidth=1).encode(x=x("zero"), y=y("from"), y2="bottom:Q"),
        steps.mark_rule(color=GREY, strokeWidth=1, strokeDash=[2, 2]).encode(
            x=x("end"), y=y("place"), y2="below:Q"
        ),
        steps.mark_bar(stroke=BLACK, strokeWidth=0.5).encode(
            x=x("start"), x2="end:Q", y=y("top"), y2="bottom:Q", color=colour, tooltip=tips
        ),
        ends.mark_rule(color=BLACK, strokeWidth=2).encode(x=x("low"), x2="high:Q", y=y("place")),
        ends.mark_point(size=90, opacity=1, stroke=BLACK, strokeWidth=1).encode(
            x=x("margin"),
            y=y("place"),
            fill=alt.condition("datum.fails", alt.value(VERMILLION), alt.value(BLUE)),
            shape=alt.condition("datum.fails", alt.value("diamond"), alt.value("circle")),
            tooltip=["name:N", "says:N"],
        ),
        steps.mark_text(**words, align="right").encode(text="label:N", x=alt.value(-MARGIN), y=y("place")),
        steps.mark_text(**words, align="left").encode(
            text="adds:N", x=alt.value(WIDTH + MARGIN), y=y("place")
        ),
        ends.mark_text(**words, align="right", fontWeight="bold").encode(
            text="label:N", x=alt.value(-MARGIN), y=y("place")
        ),
        ends.mark_text(**words, align="left", fontWeight="bold").encode(
            text="says:N", x=alt.value(WIDTH + MARGIN), y=y("place")
        ),
        ends.mark_text(**words, align="left", fontWeight="bold").encode(
            text="name:N", x=alt.value(0), y=y("head")
        ),
    ]
