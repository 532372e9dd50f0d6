"""Judgements before and after conditioning on the status quo, as a chart for files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, BLUE, GREY, PALE, TEXT_SIZE, finished, library, titled
from detente.report.conditioned_picture import ConditionedPicture
from detente.report.middle_cut import middle_cut

if TYPE_CHECKING:
    import altair

__all__ = ["conditioned_chart"]

#: Width of the bars and height of a row, in pixels; cells of a name.
WIDTH, ROW, NAME = 380, 26, 44
#: Pixels between the bars and the names, and the medians written at their right.
GAP, RIGHT = 10, 12


def conditioned_chart(picture: ConditionedPicture) -> altair.LayerChart:
    """Draw judgements before and after, about 900 pixels wide, 26 pixels a judgement.

    Parameters
    ----------
    picture : ConditionedPicture
        Without judgements, only the words and the axis are drawn.

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
    height = ROW * max(len(picture.rows_drawn), 1)
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture)).properties(width=WIDTH, height=height)
    note = "Bar: 5th to 95th percentile after; dot: median after; at the right: medians before and after."
    return finished(titled(alt, layered, picture, [note]))


def _layers(alt: Any, picture: ConditionedPicture) -> list[Any]:
    rows = [
        {
            **row,
            "place": k + 0.5,
            "name": middle_cut(row["path"], NAME),
            "medians": f"{row['before_text']} to {row['after_text']}",
        }
        for k, row in enumerate(picture.rows())
    ]
    place = alt.Scale(domain=[0, max(len(rows), 1)], reverse=True, nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", title="quantile of what was elicited")

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)

    y = alt.Y("place:Q", scale=place, axis=None)
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    bars = alt.Chart(alt.Data(values=rows))
    before = alt.Chart(alt.Data(values=[{"from": 0.05, "to": 0.95, "middle": 0.5}]))
    return [
        before.mark_rect(color=PALE).encode(x=x("from"), x2="to:Q"),
        before.mark_rule(color=GREY, strokeDash=[4, 3]).encode(x=x("middle")),
        bars.mark_rule(color=BLUE, strokeWidth=6).encode(x=x("low"), x2="high:Q", y=y),
        bars.mark_point(shape="circle", filled=True, size=90, color=BLACK, opacity=1).encode(
            x=x("middle"), y=y, tooltip=["path:N", "medians:N"]
        ),
        bars.mark_text(**words, align="right").encode(text="name:N", x=alt.value(-GAP), y=y),
        bars.mark_text(**words, align="left").encode(text="medians:N", x=alt.value(WIDTH + RIGHT), y=y),
    ]
