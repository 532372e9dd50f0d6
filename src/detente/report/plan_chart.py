"""A staged plan as a chart for files: items by side, bars that grow over the stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, BLUE, GREY, TEXT_SIZE, finished, library, titled
from detente.report.plan_picture import PlanPicture, PlanRow
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["LABEL_WIDTH", "chart"]

#: Height of a row; of a bar that is done in full.
ROW, BAR = 38, 18
#: All stages together take so much, as far as that leaves each a width between these.
WIDTH, NARROWEST, WIDEST = 480, 50, 120
#: More items than this would not be read.
MOST_ROWS = 40
#: Cells of the names left of the bars.
LABEL_WIDTH = 58
TOOLTIP_WIDTH = 120
GAP = 10
#: Share of a stage's width that its bar takes; from the top of a row to numbers, names and bars.
SPAN, NUMBER, NAME = 0.8, 0.24, 0.7
STANDING, REST = "#a8cbe3", "#ededed"
CHECK_SIZE = 64


def chart(picture: PlanPicture) -> altair.LayerChart:
    """Draw a plan, up to about 900 pixels wide with ten stages, 38 pixels an item.

    Each item has a bar in every stage, as high as what is done of it by then: dark what the stage
    adds, light what was done before. A diamond after it means that this is verified before the next
    stage. Of more than 40 items the first 40 are drawn, and the caption says so.

    Parameters
    ----------
    picture : PlanPicture

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
    lines = list(_lines(picture))
    left = len(picture.rows()) - MOST_ROWS
    notes = [f"Of {len(picture.rows()):,} items the first {MOST_ROWS} are drawn."] if left > 0 else []
    stage = min(max(WIDTH // picture.stages, NARROWEST), WIDEST)
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture, lines)).properties(
        width=stage * picture.stages, height=max(ROW * len(lines), ROW)
    )
    return finished(titled(alt, layered, picture, notes))


def _lines(picture: PlanPicture) -> Iterator[tuple[str, PlanRow | None]]:
    """Yield what stands below one another: the name of a side, then its items."""
    left = MOST_ROWS
    for side, rows in picture.groups:
        if left:
            yield shortened(side, LABEL_WIDTH), None
        for row in rows[:left]:
            stays = " (stays)" if row.stays else ""
            yield row.label(LABEL_WIDTH - len(stays)) + stays, row
        left -= len(rows[:left])


def _layers(alt: Any, picture: PlanPicture, lines: list[tuple[str, PlanRow | None]]) -> list[Any]:
    bars = [bar for n, (_, row) in enumerate(lines) if row is not None for bar in _bars(n, row)]
    names = [{"y": n + NAME, "name": text, "is_side": row is None} for n, (text, row) in enumerate(lines)]
    across = alt.Scale(domain=[0.5, picture.stages + 0.5], nice=False)
    stages = alt.Axis(
        values=list(range(1, picture.stages + 1)),
        format="d",
        title="stage",
        orient="top",
        grid=False,
        ticks=False,
        domain=False,
    )
    down = alt.Scale(domain=[0, max(len(lines), 1)], reverse=True, nice=False)
    drawn = alt.Chart(alt.Data(values=bars)).encode(tooltip=["item:N", "says:N"])
    written = alt.Chart(alt.Data(values=names)).encode(
        x=alt.value(-GAP), y=alt.Y("y:Q", scale=down, axis=None), text="name:N"
    )
    rects = [
        drawn.mark_rect(color=colour).encode(
            x=alt.X("left:Q", scale=across, axis=stages),
            x2="right:Q",
            y=alt.Y(f"{top}:Q", scale=down, axis=None),
            y2=f"{bottom}:Q",
        )
        for colour, top, bottom in (
            (REST, "top", "foot"),
            (STANDING, "was", "foot"),
            (BLUE, "reached", "was"),
        )
    ]
    words = {"fontSize": TEXT_SIZE, "baseline": "middle"}
    return [
        *rects,
        drawn.mark_text(**words, color=BLACK).encode(
            x=alt.X("stage:Q", scale=across, axis=stages),
            y=alt.Y("number:Q", scale=down, axis=None),
            text="text:N",
        ),
        drawn.transform_filter("datum.checked")
        .mark_point(shape="diamond", filled=True, color=BLACK, size=CHECK_SIZE, opacity=1)
        .encode(x=alt.X("edge:Q", scale=across, axis=stages), y=alt.Y("half:Q", scale=down, axis=None)),
        written.transform_filter("!datum.is_side").mark_text(**words, color=BLACK, align="right"),
        written.transform_filter("datum.is_side").mark_text(
            **words, color=GREY, align="right", fontWeight="bold"
        ),
    ]


def _bars(n: int, row: PlanRow) -> Iterator[dict[str, Any]]:
    """Yield a bar for each stage of the item in line n; the axis points downward."""
    height = BAR / ROW
    foot = n + NAME + height / 2
    for k, cell in enumerate(row.cells):
        added = cell.level - cell.before
        says = f"{percent(cell.level)} done" + (f", {percent(added)} in this stage" if added else "")
        yield {
            "stage": k + 1,
            "left": k + 1 - SPAN / 2,
            "right": k + 1 + SPAN / 2,
            "edge": k + 1.5,
            "number": n + NUMBER,
            "half": foot - height / 2,
            "top": foot - height,
            "was": foot - cell.before * height,
            "reached": foot - cell.level * height,
            "foot": foot,
            "text": percent(cell.level) if added else "",
            "checked": cell.checked,
            "item": row.label(TOOLTIP_WIDTH),
            "says": says + (", verified before the next" if cell.checked else ""),
        }
