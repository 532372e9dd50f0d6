"""Regions of the judgements as a chart for files: limits within ranges above, coverage and density below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, BLUE, GREY, PALE, TEXT_SIZE, finished, library, titled
from detente.report.middle_cut import middle_cut
from detente.report.scenario_picture import ScenarioPicture
from detente.report.text_fitting import shortened, wrapped

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of a range, of all drawings, and height of a row and of the lower drawing, in pixels.
WIDTH, ROW, HEIGHT = 300, 44, 240
#: More than this would not be read.
MOST_REGIONS = 3
#: Cells and lines of a judgement and of a head, cells after which a judgement is cut.
NAME_WIDTH, NAME_LINES, HEAD_WIDTH, LONGEST_NAME = 44, 3, 100, 112
#: Pixels between the range and what stands left and right of it, and between lines.
GAP, LINE = 12, 13
#: Where a range starts and ends in its drawing, with room for its ends in words.
START, END = 0.16, 0.84
#: Colour and shape of regions.
SIGNS = ((BLUE, "circle"), ("#d55e00", "square"), ("#009e73", "triangle-up"))


def chart(picture: ScenarioPicture) -> altair.VConcatChart:
    """Draw regions, about 850 pixels wide.

    Of more than three regions the first three are drawn, and the caption says so.

    Parameters
    ----------
    picture : ScenarioPicture
        Without regions, the words and the axes are drawn.

    Returns
    -------
    altair.VConcatChart
        With all its data inside.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    both = alt.vconcat(_limits(alt, picture), _steps(alt, picture), spacing=24)
    notes = []
    if len(picture.regions) > MOST_REGIONS:
        notes.append(f"Of {len(picture.regions)} regions the first {MOST_REGIONS} are drawn.")
    if picture.nothing:
        notes += wrapped(picture.nothing, HEAD_WIDTH)
    drawn: Any = finished(titled(alt, both, picture, notes))
    found: altair.VConcatChart = drawn
    return found


def _rows(picture: ScenarioPicture) -> Iterator[dict[str, Any]]:
    """Yield heads, names and ranges, each at its height in rows."""
    row = 0
    for region in picture.regions[:MOST_REGIONS]:
        yield {"kind": "head", "place": row + 0.6, "text": shortened(region.head, HEAD_WIDTH)}
        for k, limit in enumerate(region.limits, start=row + 1):
            span = END - START
            yield {
                "kind": "range",
                "place": k + 0.5,
                "top": k + 0.32,
                "bottom": k + 0.68,
                "start": START,
                "end": END,
                "low": START + span * limit.low,
                "high": START + span * limit.high,
                "range_low": limit.range_low,
                "range_high": limit.range_high,
                "text": limit.words,
            }
            lines = wrapped(middle_cut(limit.name, LONGEST_NAME), NAME_WIDTH, NAME_LINES)
            for n, line in enumerate(lines):
                yield {
                    "kind": "name",
                    "place": k + 0.5 + (n - (len(lines) - 1) / 2) * LINE / ROW,
                    "text": line,
                }
        row += 1 + len(region.limits)


def _limits(alt: Any, picture: ScenarioPicture) -> Any:
    rows = list(_rows(picture))
    height = max(sum(row["kind"] != "name" for row in rows), 1)
    place = alt.Scale(domain=[0, height], reverse=True, nice=False)
    span = alt.Scale(domain=[0, 1], nice=False)

    def of(kind: str) -> Any:
        return alt.Chart(alt.Data(values=[row for row in rows if row["kind"] == kind]))

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=span, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    ends = {**words, "color": GREY}
    ranges = of("range")
    box = {"y": y("top"), "y2": "bottom:Q"}
    layers = [
        ranges.mark_rect(color=PALE, stroke=GREY, strokeWidth=0.6).encode(x=x("start"), x2="end:Q", **box),
        ranges.mark_rect(color=BLUE, stroke=BLACK, strokeWidth=0.6).encode(x=x("low"), x2="high:Q", **box),
        ranges.mark_text(**ends, align="right", dx=-4).encode(text="range_low:N", x=x("start"), y=y("place")),
        ranges.mark_text(**ends, align="left", dx=4).encode(text="range_high:N", x=x("end"), y=y("place")),
        ranges.mark_text(**words, align="left").encode(text="text:N", x=alt.value(WIDTH + GAP), y=y("place")),
        of("name").mark_text(**words, align="right").encode(text="text:N", x=alt.value(-GAP), y=y("place")),
        of("head")
        .mark_text(**words, align="left", fontWeight="bold")
        .encode(text="text:N", x=alt.value(-NAME_WIDTH * TEXT_SIZE * 0.5), y=y("place")),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=ROW * height)


def _steps(alt: Any, picture: ScenarioPicture) -> Any:
    """Draw coverage against density, a line for each region and a ring at the box taken."""
    regions = picture.regions[:MOST_REGIONS]
    names = [f"region {number}" for number in range(1, len(regions) + 1)]
    rows = [
        {"region": name, "coverage": coverage, "density": density, "chosen": chosen, "step": k}
        for name, region in zip(names, regions, strict=True)
        for k, (coverage, density, chosen) in enumerate(region.steps)
    ]
    steps = alt.Chart(alt.Data(values=rows))
    held, frequent = (
        f"share of draws with {picture.outcome} that the box holds",
        "share of its draws that have it",
    )
    x, y = _share(alt, alt.X, "coverage", held), _share(alt, alt.Y, "density", frequent)
    colours, shapes = ([sign[k] for sign in SIGNS[: len(names)]] for k in (0, 1))
    colour = alt.Color("region:N", title=None, scale=alt.Scale(domain=names, range=colours))
    shape = alt.Shape("region:N", title=None, scale=alt.Scale(domain=names, range=shapes))
    overall = alt.Chart(alt.Data(values=[{"density": picture.overall}]))
    layers = [
        overall.mark_rule(color=GREY, strokeDash=[4, 3]).encode(y=y),
        steps.mark_line(strokeWidth=1).encode(x=x, y=y, color=colour, order="step:Q"),
        steps.mark_point(size=36, filled=True, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
        steps.transform_filter("datum.chosen")
        .mark_point(size=260, fill=None, stroke=BLACK, strokeWidth=1.5, opacity=1)
        .encode(x=x, y=y),
    ]
    return alt.layer(*layers).properties(width=WIDTH + 100, height=HEIGHT)


def _share(alt: Any, kind: Any, field: str, title: str) -> Any:
    axis = alt.Axis(title=title, format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    return kind(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)
