"""How often issues move, as a chart for files: one horizontal bar each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, BLUE, TEXT_SIZE, finished, library, titled
from detente.report.movement_picture import Movement, MovementPicture
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["ISSUE_WIDTH", "chart"]

#: Width of a full bar and height of a row, in pixels.
WIDTH, ROW = 200, 24
#: More issues than this would not be read.
MOST_BARS = 40
#: Cells of the names left and right of the bars.
ISSUE_WIDTH, OPTION_WIDTH = 46, 40
GAP = 8
AXIS_TITLE = "share of draws in which the issue moves"


def chart(picture: MovementPicture) -> altair.LayerChart:
    """Draw how often issues move, up to about 900 pixels wide, 24 pixels a bar.

    Of more than 40 issues the first 40 are drawn, and the caption says so.

    Parameters
    ----------
    picture : MovementPicture
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
    rows = [_row(k, bar) for k, bar in enumerate(bars)]
    left = len(picture.bars) - len(bars)
    notes = [f"Of {len(picture.bars):,} issues the first {len(bars)} are drawn."] if left else []
    layered: altair.LayerChart = alt.layer(*_layers(alt, rows)).properties(
        width=WIDTH, height=max(ROW * len(bars), ROW)
    )
    return finished(titled(alt, layered, picture, notes))


def _row(rank: int, bar: Movement) -> dict[str, Any]:
    option = f", mostly: {shortened(bar.option, OPTION_WIDTH)}" if bar.option else ""
    return {
        "rank": rank,
        "share": bar.share,
        "issue": shortened(bar.issue, ISSUE_WIDTH),
        "says": percent(bar.share) + option,
    }


def _layers(alt: Any, rows: list[dict[str, Any]]) -> list[Any]:
    """Draw the bars, the issues left of them and what is said about each at the right."""
    data = alt.Data(values=rows)
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], title=AXIS_TITLE, labelFlush=False)
    place = alt.Y("rank:O", axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2))
    length = alt.X("share:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    base = alt.Chart(data).encode(y=place)
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    return [
        base.mark_bar(color=BLUE).encode(x=length, tooltip=["issue:N", "says:N"]),
        base.mark_text(**words, align="right").encode(text="issue:N", x=alt.value(-GAP)),
        base.mark_text(**words, align="left").encode(text="says:N", x=alt.value(WIDTH + GAP)),
    ]
