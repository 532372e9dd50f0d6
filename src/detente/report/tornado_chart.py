"""A tornado as a chart for files: two bars for each judgement, from the outcome as it stands to its ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.axis_scale import axis_scale
from detente.report.chart_style import BLACK, BLUE, TEXT_SIZE, finished, library, titled
from detente.report.middle_cut import middle_cut
from detente.report.text_fitting import wrapped
from detente.report.tornado_picture import TornadoPicture

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the bars and height of a row, in pixels.
WIDTH, ROW = 400, 44
#: More than this would not be read.
MOST_BARS = 15
#: Cells and lines of a judgement, and pixels between it and the bars.
NAME_WIDTH, NAME_LINES, GAP = 44, 3, 10
#: Cells after which a name is cut, so that it fits wherever its lines break.
LONGEST_NAME = 112
LINE = 13
#: Pixels between a bar and what is written at its end.
PAD = 4
#: Room for what is written at the ends, as a share of what the bars span.
ROOM = 0.62
#: Colour of the bars by end; light and dark are told apart without colour.
ORANGE = "#e69f00"
COLOURS = {"low": ORANGE, "high": BLUE}
MOST_TICKS = 6


def chart(picture: TornadoPicture) -> altair.LayerChart:
    """Draw a tornado, about 900 pixels wide, 44 pixels a judgement.

    Of more than 15 judgements the first 15 are drawn, and the caption says so.

    Parameters
    ----------
    picture : TornadoPicture
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
    height = ROW * max(min(len(picture.bars), MOST_BARS), 1)
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture)).properties(width=WIDTH, height=height)
    notes = ["The upper bar is for the low end of a judgement, the lower for its high end."]
    if len(picture.bars) > MOST_BARS:
        notes.append(f"Of {len(picture.bars)} judgements the first {MOST_BARS} are drawn.")
    return finished(titled(alt, layered, picture, notes))


def _rows(picture: TornadoPicture) -> Iterator[dict[str, Any]]:
    """Yield both bars of each judgement."""
    for row, bar in enumerate(picture.bars[:MOST_BARS]):
        ends = (("low", bar.low, bar.low_text), ("high", bar.high, bar.high_text))
        for half, (end, value, text) in enumerate(ends):
            yield {
                "top": row + 0.12 + 0.4 * half,
                "bottom": row + 0.48 + 0.4 * half,
                "place": row + 0.3 + 0.4 * half,
                "from": picture.base,
                "to": value,
                "end": end,
                "text": text,
                "left": value < picture.base,
                "name": bar.name,
            }


def _names(picture: TornadoPicture) -> Iterator[dict[str, Any]]:
    """Yield the lines of the names, each at its height."""
    for row, bar in enumerate(picture.bars[:MOST_BARS]):
        lines = wrapped(middle_cut(bar.name, LONGEST_NAME), NAME_WIDTH, NAME_LINES)
        for k, line in enumerate(lines):
            yield {"line": line, "place": row + 0.5 + (k - (len(lines) - 1) / 2) * LINE / ROW}


def _axis(alt: Any, picture: TornadoPicture) -> tuple[Any, Any]:
    """Return scale and axis with room for the texts at both ends."""
    values = [picture.base, *(x for bar in picture.bars[:MOST_BARS] for x in (bar.low, bar.high))]
    span = max(values) - min(values) or 1.0
    inside = axis_scale(values, most=MOST_TICKS)
    least, most = (0.0, 1.0) if picture.measure == "share" else (float("-inf"), float("inf"))
    ticks = [tick for tick in inside.ticks if least <= tick <= most]
    domain = [min(values) - ROOM * span, max(values) + ROOM * span]
    form = ".0%" if picture.measure == "share" else inside.form
    if picture.measure == "share" and span < MOST_TICKS / 100:
        form = ".1%"
    return (
        alt.Scale(domain=domain, nice=False, zero=False),
        alt.Axis(values=ticks, format=form, title=picture.axis),
    )


def _layers(alt: Any, picture: TornadoPicture) -> list[Any]:
    rows, names = list(_rows(picture)), list(_names(picture))
    scale, axis = _axis(alt, picture)
    place = alt.Scale(domain=[0, max(len(rows) // 2, 1)], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    bars = alt.Chart(alt.Data(values=rows))
    colour = alt.Color(
        "end:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
    )
    stands = alt.Chart(alt.Data(values=[{"base": picture.base}]))
    return [
        bars.mark_rect(stroke=BLACK, strokeWidth=0.6).encode(
            x=x("from"), x2="to:Q", y=y("top"), y2="bottom:Q", color=colour, tooltip=["name:N", "text:N"]
        ),
        stands.mark_rule(color=BLACK, strokeWidth=1.5).encode(x=x("base")),
        *(
            bars.transform_filter(f"datum.left == {which}")
            .mark_text(**words, align=align, dx=dx)
            .encode(text="text:N", x=x("to"), y=y("place"))
            for which, align, dx in (("true", "right", -PAD), ("false", "left", PAD))
        ),
        alt.Chart(alt.Data(values=names))
        .mark_text(**words, align="right")
        .encode(text="line:N", x=alt.value(-GAP), y=y("place")),
    ]
