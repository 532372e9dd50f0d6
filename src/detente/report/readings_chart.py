"""Readings side by side as a chart for files: a row for each kind of deal, a column for each reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, GREY, TEXT_SIZE, WHITE, finished, library, titled
from detente.report.outcome_signs import OUTCOME_SIGNS
from detente.report.readings_picture import ReadingsPicture
from detente.report.text_fitting import shortened, wrapped
from detente.report.wording import FORMS, percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of a column and height of a row, in pixels.
COLUMN, ROW = 96, 24
#: More than this would not be read.
MOST_COLUMNS, MOST_ROWS = 8, 40
#: Cells of a row's name, and of a column's.
NAME_WIDTH, HEAD_WIDTH, HEAD_LINES = 62, 14, 3
LINE, GAP = 14, 10


def chart(picture: ReadingsPicture) -> altair.LayerChart:
    """Draw where kinds of deal die under each reading, 24 pixels a row and 96 a column.

    Of more than 8 readings and 40 kinds of deal the first are drawn, and the caption says so.

    Parameters
    ----------
    picture : ReadingsPicture
        Without cells, only the words are drawn.

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
    readings, rows = picture.readings[:MOST_COLUMNS], picture.rows[:MOST_ROWS]
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture)).properties(
        width=COLUMN * max(len(readings), 1), height=ROW * max(len(rows), 1)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _notes(picture: ReadingsPicture) -> list[str]:
    notes = []
    if len(picture.readings) > MOST_COLUMNS:
        notes.append(f"Of {len(picture.readings)} readings the first {MOST_COLUMNS} are drawn.")
    if len(picture.rows) > MOST_ROWS:
        notes.append(f"Of {len(picture.rows)} kinds of deal the first {MOST_ROWS} are drawn.")
    # Room for the heads of the columns, which stand between the caption and the rows.
    lines = (len(wrapped(name, HEAD_WIDTH, HEAD_LINES)) for name in picture.readings[:MOST_COLUMNS])
    return [*notes, *([""] * max(lines, default=0))]


def _cells(picture: ReadingsPicture) -> Iterator[dict[str, Any]]:
    columns = {reading: k for k, reading in enumerate(picture.readings[:MOST_COLUMNS])}
    rows = {row: k for k, row in enumerate(picture.rows[:MOST_ROWS])}
    for cell in picture.cells:
        row = (cell.kind, cell.form)
        if cell.reading in columns and row in rows:
            sign = OUTCOME_SIGNS[cell.outcome]
            yield {
                "left": columns[cell.reading],
                "right": columns[cell.reading] + 1,
                "middle": columns[cell.reading] + 0.5,
                "top": rows[row],
                "bottom": rows[row] + 1,
                "place": rows[row] + 0.5,
                "fill": sign.fill,
                "ink": sign.ink,
                "says": f"{sign.word} {percent(cell.share)}",
                "kind": cell.name,
                "reading": cell.reading,
                "outcome": cell.outcome,
                "share": cell.share,
            }


def _names(picture: ReadingsPicture) -> Iterator[dict[str, Any]]:
    names = {(cell.kind, cell.form): cell.name for cell in picture.cells}
    several = len({form for _, form in picture.rows}) > 1
    for k, row in enumerate(picture.rows[:MOST_ROWS]):
        form = f", {FORMS.get(row[1], row[1])}" if several else ""
        yield {"place": k + 0.5, "name": shortened(names[row], NAME_WIDTH - len(form)) + form}


def _heads(picture: ReadingsPicture) -> Iterator[dict[str, Any]]:
    """Yield a line of each column's head, the last one lowest."""
    for k, reading in enumerate(picture.readings[:MOST_COLUMNS]):
        lines = wrapped(reading, HEAD_WIDTH, HEAD_LINES)
        for up, line in enumerate(reversed(lines)):
            yield {"middle": k + 0.5, "line": line, "up": -6 - LINE * up}


def _layers(alt: Any, picture: ReadingsPicture) -> list[Any]:
    n_columns = max(len(picture.readings[:MOST_COLUMNS]), 1)
    n_rows = max(len(picture.rows[:MOST_ROWS]), 1)
    across = alt.Scale(domain=[0, n_columns], nice=False)
    down = alt.Scale(domain=[0, n_rows], reverse=True, nice=False)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=across, axis=None)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    cells = alt.Chart(alt.Data(values=list(_cells(picture))))
    names = alt.Chart(alt.Data(values=list(_names(picture))))
    heads = alt.Chart(alt.Data(values=list(_heads(picture))))
    text = {"fontSize": TEXT_SIZE, "baseline": "middle"}
    tips = ["kind:N", "reading:N", "outcome:N", "share:Q"]
    layers = [
        cells.mark_rect(stroke=WHITE, strokeWidth=2).encode(
            x=x("left"),
            x2="right:Q",
            y=y("top"),
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None, legend=None),
            tooltip=tips,
        ),
        cells.mark_text(**text, align="center").encode(
            x=x("middle"), y=y("place"), text="says:N", color=alt.Color("ink:N", scale=None, legend=None)
        ),
        names.mark_text(**text, align="right", color=BLACK).encode(
            x=alt.value(-GAP), y=y("place"), text="name:N"
        ),
    ]
    layers += [
        heads.transform_filter(f"datum.up == {up}")
        .mark_text(fontSize=TEXT_SIZE, baseline="bottom", align="center", color=GREY, fontWeight="bold")
        .encode(x=x("middle"), y=alt.value(up), text="line:N")
        for up in (-6 - LINE * k for k in range(HEAD_LINES))
    ]
    return layers
