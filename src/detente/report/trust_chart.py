"""Trust needed and had as a chart for files: a row for each package, a band for what there is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import (
    BLACK,
    BLUE,
    PALE,
    TEXT_SIZE,
    VERMILLION,
    WHITE,
    finished,
    library,
    titled,
)
from detente.report.text_fitting import shortened
from detente.report.trust_picture import TrustBar, TrustPanel, TrustPicture
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width from none to never and height of a row, in pixels.
WIDTH, ROW = 430, 24
#: More than this would not be read.
MOST_PANELS, MOST_BARS = 4, 24
NAME_WIDTH, PARTY_WIDTH = 46, 40
GAP = 14
#: Where "never" stands on the axis.
NEVER = 1.1
AXIS_TITLE = "probability that the other keeps its word"
LABELS = "datum.value > 1 ? 'never' : datum.value == 0 ? 'none' : format(datum.value, '.0%')"


def chart(picture: TrustPicture) -> altair.LayerChart:
    """Draw trust needed and had, up to about 1,000 pixels wide, 24 pixels a package.

    Of more than four pairs the first four are drawn, of each the first 24 packages, and the caption
    says so.

    Parameters
    ----------
    picture : TrustPicture
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
    layered: altair.LayerChart = alt.layer(*_layers(alt, rows, heads)).properties(
        width=WIDTH, height=ROW * max(len(rows) + len(heads), 1)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _notes(picture: TrustPicture) -> list[str]:
    notes = []
    if len(picture.panels) > MOST_PANELS:
        notes.append(f"Of {len(picture.panels)} pairs of parties the first {MOST_PANELS} are drawn.")
    most = max((len(panel.bars) for panel in picture.panels), default=0)
    if most > MOST_BARS:
        notes.append(f"Of up to {most:,} packages the first {MOST_BARS} are drawn.")
    return notes


def _drawn(panel: TrustPanel) -> tuple[TrustBar, ...]:
    return panel.bars[:MOST_BARS]


def _starts(panels: tuple[TrustPanel, ...]) -> Iterator[tuple[int, TrustPanel]]:
    """Yield the row in which each panel begins, that of its head."""
    row = 0
    for panel in panels:
        yield row, panel
        row += 1 + len(_drawn(panel))


def _heads(panels: tuple[TrustPanel, ...]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        viewer, other = (shortened(name, PARTY_WIDTH) for name in (panel.viewer, panel.other))
        yield {"place": row + 0.5, "head": f"{viewer} on the word of {other}"}


def _rows(panels: tuple[TrustPanel, ...]) -> Iterator[dict[str, Any]]:
    for row, panel in _starts(panels):
        for k, bar in enumerate(_drawn(panel), start=row + 1):
            needed = [min(x, NEVER) for x in (bar.needed.low, bar.needed.middle, bar.needed.high)]
            yield {
                "top": k,
                "bottom": k + 1,
                "place": k + 0.5,
                "package": shortened(bar.package, NAME_WIDTH),
                "low": needed[0],
                "middle": needed[1],
                "high": needed[2],
                "never": math.isinf(bar.needed.middle),
                "had_low": panel.had.low,
                "had_middle": panel.had.middle,
                "had_high": panel.had.high,
                "says": f"signs in {percent(bar.signs)} of draws",
            }


def _layers(alt: Any, rows: list[dict[str, Any]], heads: list[dict[str, Any]]) -> list[Any]:
    span = alt.Scale(domain=[0, NEVER], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1, NEVER], labelExpr=LABELS, title=AXIS_TITLE)
    place = alt.Scale(domain=[0, max(len(rows) + len(heads), 1)], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=span, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    bars, titles = alt.Chart(alt.Data(values=rows)), alt.Chart(alt.Data(values=heads))
    tips = ["package:N", "low:Q", "middle:Q", "high:Q", "says:N"]
    known, never = "!datum.never", "datum.never"
    dot = {"size": 80, "opacity": 1, "stroke": BLACK, "strokeWidth": 1}
    return [
        bars.mark_rect(color=PALE, stroke=None).encode(
            x=x("had_low"), x2="had_high:Q", y=y("top"), y2="bottom:Q"
        ),
        bars.mark_rule(color=BLUE, strokeWidth=2).encode(x=x("had_middle"), y=y("top"), y2="bottom:Q"),
        bars.mark_rule(color=BLACK, strokeWidth=2).encode(x=x("low"), x2="high:Q", y=y("place")),
        bars.transform_filter(known)
        .mark_point(**dot, shape="circle", fill=VERMILLION)
        .encode(x=x("middle"), y=y("place"), tooltip=tips),
        bars.transform_filter(never)
        .mark_point(**dot, shape="cross", fill=WHITE, angle=45)
        .encode(x=x("middle"), y=y("place"), tooltip=tips),
        bars.mark_text(**words, align="right").encode(text="package:N", x=alt.value(-GAP), y=y("place")),
        bars.mark_text(**words, align="left").encode(text="says:N", x=alt.value(WIDTH + GAP), y=y("place")),
        titles.mark_text(**words, align="left", fontWeight="bold").encode(
            text="head:N", x=alt.value(0), y=y("place")
        ),
    ]
