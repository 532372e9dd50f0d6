"""A crux as a chart for files: for each kind of deal a bar for each step, split by where draws end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, TEXT_SIZE, WHITE, finished, library, titled
from detente.report.crux_picture import CruxPanel, CruxPicture
from detente.report.outcome_signs import OUTCOME_SIGNS
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of all draws and height of a row, in pixels.
WIDTH, ROW = 480, 24
#: More than this would not be read.
MOST_PANELS, MOST_BARS = 8, 12
#: Cells of names, and the smallest share whose part of a bar has room for words.
NAME_WIDTH, HEAD_WIDTH, ROOM = 40, 70, 0.13
GAP, MARGIN = 10, 2


def chart(picture: CruxPicture) -> altair.LayerChart:
    """Draw a crux step by step, 24 pixels a step.

    Of more than 8 kinds of deal the first are drawn, of each the first 12 steps, and the caption says so.

    Parameters
    ----------
    picture : CruxPicture
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
    n = sum(1 + len(panel.bars[:MOST_BARS]) for panel in panels)
    layered: altair.LayerChart = alt.layer(*_layers(alt, panels, max(n, 1))).properties(
        width=WIDTH, height=ROW * max(n, 1)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _notes(picture: CruxPicture) -> list[str]:
    notes = []
    if len(picture.panels) > MOST_PANELS:
        notes.append(f"Of {len(picture.panels)} kinds of deal the first {MOST_PANELS} are drawn.")
    most = max((len(panel.bars) for panel in picture.panels), default=0)
    if most > MOST_BARS:
        notes.append(f"Of up to {most} steps the first {MOST_BARS} are drawn.")
    return notes


def _rows(panels: Sequence[CruxPanel]) -> Iterator[tuple[int, str, CruxPanel, int]]:
    """Yield (row, "head" or "bar", panel, number of the bar)."""
    row = 0
    for panel in panels:
        yield row, "head", panel, 0
        for k in range(len(panel.bars[:MOST_BARS])):
            yield row + 1 + k, "bar", panel, k
        row += 1 + len(panel.bars[:MOST_BARS])


def _parts(panels: Sequence[CruxPanel]) -> Iterator[dict[str, Any]]:
    """Yield every part of a bar that some draws end in."""
    for row, kind, panel, k in _rows(panels):
        if kind == "head":
            continue
        start = 0.0
        for outcome, share in panel.bars[k].shares.items():
            if share:
                sign = OUTCOME_SIGNS[outcome]
                yield {
                    "left": start,
                    "right": start + share,
                    "middle": start + share / 2,
                    "top": row + MARGIN / ROW,
                    "bottom": row + 1 - MARGIN / ROW,
                    "place": row + 0.5,
                    "fill": sign.fill,
                    "ink": sign.ink,
                    "says": f"{sign.word} {percent(share)}" if share >= ROOM else "",
                    "kind": panel.name,
                    "step": panel.bars[k].added,
                    "outcome": outcome,
                    "share": share,
                }
            start += share


def _texts(panels: Sequence[CruxPanel]) -> Iterator[dict[str, Any]]:
    for row, kind, panel, k in _rows(panels):
        if kind == "bar":
            bar = panel.bars[k]
            yield {
                "place": row + 0.5,
                "kind": kind,
                "text": shortened(bar.added, NAME_WIDTH),
                "is_set": bar.is_set,
            }
        else:
            yield {
                "place": row + 0.6,
                "kind": kind,
                "text": shortened(panel.name, HEAD_WIDTH),
                "is_set": False,
            }


def _layers(alt: Any, panels: Sequence[CruxPanel], n_rows: int) -> list[Any]:
    across = alt.Scale(domain=[0, 1], nice=False)
    down = alt.Scale(domain=[0, n_rows], reverse=True, nice=False)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], title="share of draws", grid=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=across, axis=axis)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    parts = alt.Chart(alt.Data(values=list(_parts(panels))))
    texts = alt.Chart(alt.Data(values=list(_texts(panels))))
    words = {"fontSize": TEXT_SIZE, "baseline": "middle"}

    def named(condition: str, weight: str) -> Any:
        drawn = texts.transform_filter(condition).mark_text(
            **words, align="right", color=BLACK, fontWeight=weight
        )
        return drawn.encode(x=alt.value(-GAP), y=y("place"), text="text:N")

    return [
        parts.mark_rect(stroke=WHITE, strokeWidth=1).encode(
            x=x("left"),
            x2="right:Q",
            y=y("top"),
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None, legend=None),
            tooltip=["kind:N", "step:N", "outcome:N", "share:Q"],
        ),
        parts.mark_text(**words, align="center").encode(
            x=x("middle"), y=y("place"), text="says:N", color=alt.Color("ink:N", scale=None, legend=None)
        ),
        named("datum.kind == 'bar' && !datum.is_set", "normal"),
        named("datum.kind == 'bar' && datum.is_set", "bold"),
        texts.transform_filter("datum.kind == 'head'")
        .mark_text(**words, align="left", color=BLACK, fontWeight="bold")
        .encode(x=alt.value(0), y=y("place"), text="text:N"),
    ]
