"""A movement step by step as a chart for files: a waterfall that lies on its side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.explain.diff_causes import points_of
from detente.report.attribution_picture import AttributionPicture
from detente.report.chart_style import BLACK, BLUE, GREY, TEXT_SIZE, finished, library, titled
from detente.report.middle_cut import middle_cut
from detente.report.text_fitting import wrapped
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the bars and height of a row, in pixels.
WIDTH, ROW = 420, 40
#: Cells and lines of a name, cells after which it is cut, and pixels between it and the bars.
NAME_WIDTH, NAME_LINES, LONGEST_NAME, GAP = 46, 3, 116, 10
LINE = 13
#: Pixels between a bar and what is written at its end, and room for that as a share of the axis.
PAD, ROOM = 5, 0.16
#: Colours by direction; the sign is written, and light and dark are told apart without colour.
ORANGE = "#e69f00"
COLOURS = {"whole": GREY, "up": BLUE, "down": ORANGE}
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def chart(picture: AttributionPicture) -> altair.LayerChart:
    """Draw a waterfall, about 950 pixels wide, 40 pixels a step.

    Parameters
    ----------
    picture : AttributionPicture
        Without steps, only the two shares are drawn.

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
    rows = list(_rows(picture))
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture, rows)).properties(
        width=WIDTH, height=ROW * len(rows)
    )
    return finished(titled(alt, layered, picture))


def _rows(picture: AttributionPicture) -> Iterator[dict[str, Any]]:
    """Yield the share before, the steps and the share after, each in a row."""
    yield _row(0, "before", 0.0, picture.before, percent(picture.before), "whole")
    for k, step in enumerate(picture.steps, start=1):
        kind = "up" if step.moved > 0 else "down"
        text = points_of(step.moved).replace("-", "\u2212")
        yield _row(k, step.name, step.start, step.end, text, kind, step.margin)
    last = len(picture.steps) + 1
    yield _row(last, "after", 0.0, picture.after, percent(picture.after), "whole")


def _row(
    place: int, name: str, start: float, end: float, text: str, kind: str, margin: float = 0.0
) -> dict[str, Any]:
    return {
        "top": place + 0.2,
        "bottom": place + 0.8,
        "place": place + 0.5,
        "name": name,
        "start": start,
        "end": end,
        "low": min(start, end - margin),
        "high": max(start, end + margin),
        "least": end - margin,
        "most": end + margin,
        "text": text,
        "kind": kind,
        "unsure": margin > 0,
    }


def _names(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the lines of the names, each at its height."""
    for row in rows:
        lines = wrapped(middle_cut(row["name"], LONGEST_NAME), NAME_WIDTH, NAME_LINES)
        for k, line in enumerate(lines):
            yield {"line": line, "place": row["place"] + (k - (len(lines) - 1) / 2) * LINE / ROW}


def _joints(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a thin line from the end of each bar down to the next."""
    for row in rows[:-1]:
        yield {"at": row["end"], "from": row["bottom"], "to": row["place"] + 0.7}


def _layers(alt: Any, picture: AttributionPicture, rows: list[dict[str, Any]]) -> list[Any]:
    least, most = min(0.0, *(row["low"] for row in rows)), max(1.0, *(row["high"] for row in rows))
    scale = alt.Scale(domain=[least, most + ROOM], nice=False)
    axis = alt.Axis(values=list(TICKS), format=".0%", title=picture.axis)
    place = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    bars = alt.Chart(alt.Data(values=rows))
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
    )
    return [
        alt.Chart(alt.Data(values=list(_joints(rows))))
        .mark_rule(color=GREY, strokeWidth=1)
        .encode(x=x("at"), y=y("from"), y2="to:Q"),
        bars.mark_rect(stroke=BLACK, strokeWidth=0.6).encode(
            x=x("start"), x2="end:Q", y=y("top"), y2="bottom:Q", color=colour, tooltip=["name:N", "text:N"]
        ),
        bars.transform_filter("datum.unsure")
        .mark_rule(color=BLACK, strokeWidth=1.5)
        .encode(x=x("least"), x2="most:Q", y=y("place")),
        bars.mark_text(**words, align="left", dx=PAD).encode(text="text:N", x=x("high"), y=y("place")),
        alt.Chart(alt.Data(values=list(_names(rows))))
        .mark_text(**words, align="right")
        .encode(text="line:N", x=alt.value(-GAP), y=y("place")),
    ]
