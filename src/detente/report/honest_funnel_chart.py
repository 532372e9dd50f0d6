"""The honest funnel as a chart for files: a band for each gate, and for each kind of deal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    GRID,
    TEXT_SIZE,
    VERMILLION,
    finished,
    library,
    titled,
)
from detente.report.honest_funnel_picture import Band, HonestPicture
from detente.report.text_fitting import shortened

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the scales and height of a row, in pixels.
WIDTH, ROW = 380, 26
#: More kinds of deal than this would not be read.
MOST_KINDS = 24
NAME_WIDTH, SAYS_WIDTH = 46, 62
GAP = 14
#: Parts of a row, from 0 at the top: the band, and the line of the required control.
TOP, END, LINE = 0.14, 0.6, 0.8
#: Room left of one package for "none", as a part of the scale of packages.
NONE = 0.08
#: Where the dot shows through the band, in grey as well.
TINT = "#b9d6ea"
PACKAGES, SHARES = "Packages that pass each gate", "Share of draws with a deal"
ALL, CONTROL = "all parties' thresholds", "required control alone"


def chart(picture: HonestPicture) -> altair.LayerChart:
    """Draw the honest funnel, up to about 1,100 pixels wide, 26 pixels a band.

    Of more than 24 kinds of deal the first 24 are drawn, and the caption says so.

    Parameters
    ----------
    picture : HonestPicture
        Without bands, only the words are drawn.

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
    kinds = picture.kinds[:MOST_KINDS]
    left = len(picture.kinds) - len(kinds)
    notes = [f"Of {len(picture.kinds)} kinds of deal the first {len(kinds)} are drawn."] if left else []
    n_rows = _rows_of(picture.gates) + _rows_of(kinds)
    place = alt.Scale(domain=[0, max(n_rows, 1)], reverse=True, nice=False)
    layers = [
        *_gate_layers(alt, picture, place),
        *_kind_layers(alt, kinds, _rows_of(picture.gates), n_rows, place),
    ] or [alt.Chart(alt.Data(values=[])).mark_point()]
    layered: altair.LayerChart = (
        alt.layer(*layers).resolve_scale(x="independent").properties(width=WIDTH, height=ROW * max(n_rows, 1))
    )
    return finished(titled(alt, layered, picture, notes))


def _rows_of(bands: Sequence[Band]) -> int:
    """Rows that a part takes: its head and its bands."""
    return len(bands) + 1 if bands else 0


def _gate_layers(alt: Any, picture: HonestPicture, place: Any) -> list[Any]:
    if not picture.gates:
        return []
    most = max(picture.log10_conceivable, 1.0)
    none = -NONE * most
    step = max(1, round(most / 5))
    ticks = [none, *range(0, int(most) + 1, step)]
    axis = alt.Axis(
        orient="top",
        grid=False,
        values=ticks,
        labelExpr="datum.value < 0 ? 'none' : datum.value == 0 ? '1' : '10^' + datum.value",
        title=None,
    )
    scale = alt.Scale(domain=[none, most], nice=False)
    rows = list(_rows(picture.gates, 0, none))
    return _layers(alt, rows, _Part(PACKAGES, 0, _rows_of(picture.gates), tuple(ticks)), scale, axis, place)


def _kind_layers(alt: Any, kinds: Sequence[Band], first: int, end: int, place: Any) -> list[Any]:
    if not kinds:
        return []
    ticks = (0, 0.25, 0.5, 0.75, 1)
    axis = alt.Axis(format="%", grid=False, values=list(ticks), title=None)
    scale = alt.Scale(domain=[0, 1], nice=False)
    rows = list(_rows(kinds, first, 0.0))
    return _layers(alt, rows, _Part(SHARES, first, end, ticks), scale, axis, place)


class _Part:
    """A part of the chart: its head, its first and last row, and its ticks."""

    def __init__(self, head: str, first: int, end: int, ticks: tuple[float, ...]) -> None:
        self.head = {"place": first + 0.5, "head": head, "zero": ticks[0]}
        self.rules = [{"x": tick, "top": first + 1, "bottom": end} for tick in ticks]


def _rows(bands: Sequence[Band], first: int, none: float) -> Iterator[dict[str, Any]]:
    def put(value: float | None) -> float:
        return none if value is None else max(value, 0.0)

    for k, band in enumerate(bands, start=first + 1):
        # By estimate a lower threshold may seem to lose packages; a band has two ends all the same.
        ends = sorted(map(put, (band.higher, band.judged, band.lower)))
        control = sorted(map(put, (band.more, band.judged, band.less)))
        yield {
            "name": shortened(band.name, NAME_WIDTH),
            "says": shortened(band.says, SAYS_WIDTH),
            "weight": "bold" if band.has_badge else "normal",
            "top": k + TOP,
            "end": k + END,
            "middle": k + (TOP + END) / 2,
            "line": k + LINE,
            "least": ends[0],
            "most": ends[-1],
            "judged": put(band.judged),
            "control_least": control[0],
            "control_most": control[-1],
            "one": ALL,
            "other": CONTROL,
        }


def _layers(
    alt: Any, rows: list[dict[str, Any]], part: _Part, scale: Any, axis: Any, place: Any
) -> list[Any]:
    colours = alt.Scale(domain=[ALL, CONTROL], range=[TINT, BLUE])
    legend = alt.Legend(title=None, symbolType="square", symbolStrokeColor=BLACK, symbolStrokeWidth=1)

    def x(field: str, *, with_axis: bool = False) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=axis if with_axis else None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    def colour(field: str) -> Any:
        return alt.Color(f"{field}:N", scale=colours, legend=legend)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    tips = ["name:N", "says:N"]
    bands, rules = alt.Chart(alt.Data(values=rows)), alt.Chart(alt.Data(values=part.rules))
    head = alt.Chart(alt.Data(values=[part.head]))
    bold = bands.transform_filter("datum.weight == 'bold'")
    normal = bands.transform_filter("datum.weight != 'bold'")
    return [
        rules.mark_rule(color=GRID).encode(x=x("x", with_axis=True), y=y("top"), y2="bottom:Q"),
        bands.mark_rect(stroke=BLACK, strokeWidth=0.5).encode(
            x=x("least"), x2="most:Q", y=y("top"), y2="end:Q", color=colour("one"), tooltip=tips
        ),
        bands.mark_rule(strokeWidth=3).encode(
            x=x("control_least"), x2="control_most:Q", y=y("line"), color=colour("other"), tooltip=tips
        ),
        bands.mark_point(size=70, opacity=1, fill=VERMILLION, stroke=BLACK, strokeWidth=1).encode(
            x=x("judged"), y=y("middle"), tooltip=tips
        ),
        bands.mark_text(**words, align="right").encode(text="name:N", x=alt.value(-GAP), y=y("middle")),
        *(
            some.mark_text(**words, align="left", fontWeight=weight).encode(
                text="says:N", x=alt.value(WIDTH + GAP), y=y("middle")
            )
            for some, weight in ((normal, "normal"), (bold, "bold"))
        ),
        head.mark_text(**{**words, "color": GREY}, align="left", fontWeight="bold").encode(
            text="head:N", x=alt.value(0), y=y("place")
        ),
    ]
