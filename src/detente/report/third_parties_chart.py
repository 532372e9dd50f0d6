"""What packages are worth to third parties, as a chart for files: a grid of packages by parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.lenses.outsiders.effects import MOST
from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    TEXT_SIZE,
    VERMILLION,
    WHITE,
    finished,
    library,
    titled,
)
from detente.report.text_fitting import shortened
from detente.report.third_parties_picture import OutsideCell, ThirdPartiesPicture
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width and height of a cell, in pixels.
WIDTH, HEIGHT = 52, 24
MOST_PACKAGES, MOST_PARTIES = 40, 24
#: Cells of the names of rows and columns.
PACKAGE_WIDTH, PARTY_WIDTH = 34, 46
#: From the loss to the gain of a party's largest stake. The sign is written, for prints in grey.
SHADES = (VERMILLION, WHITE, BLUE)
#: Share of the largest stake from which text is white on blue; on the other colours black reads better.
DARK_FROM = 0.9
#: Room left of the text for the dot or ring, and from the text to the edge, in pixels.
SIGN, EDGE, GAP = 9, 6, 8
#: Points from here on are written as whole numbers.
WRITTEN_OUT = 10


def chart(picture: ThirdPartiesPicture) -> altair.LayerChart:
    """Draw the grid: colour and number say what a package is worth, a dot who can spoil it.

    Of more than 40 packages or 24 parties the first are drawn, and the caption says so.

    Parameters
    ----------
    picture : ThirdPartiesPicture
        Without cells, only the words and the names of packages are drawn.

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
    packages, parties = _names(picture)
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture)).properties(
        width=WIDTH * max(len(parties), 1), height=HEIGHT * max(len(packages), 1)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _names(picture: ThirdPartiesPicture) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return picture.packages[:MOST_PACKAGES], picture.parties[:MOST_PARTIES]


def _notes(picture: ThirdPartiesPicture) -> list[str]:
    drawn = zip((picture.packages, picture.parties), _names(picture), ("packages", "parties"), strict=True)
    return [
        f"Of {len(names):,} {what} the first {len(shown)} are drawn."
        for names, shown, what in drawn
        if len(shown) < len(names)
    ]


def _rows(picture: ThirdPartiesPicture) -> list[dict[str, Any]]:
    packages, parties = _names(picture)
    row = {name: k for k, name in enumerate(packages)}
    column = {name: k for k, name in enumerate(parties)}
    return [
        {"row": row[cell.package], "column": column[cell.party], **_told(cell)}
        for cell in picture.cells
        if cell.package in row and cell.party in column
    ]


def _told(cell: OutsideCell) -> dict[str, Any]:
    return {
        "scaled": cell.scaled,
        "says": _points(cell.points),
        "dark": cell.scaled >= DARK_FROM,
        "sign": "dot" if cell.spoils >= MOST else "ring" if cell.spoils > 0 else "",
        "spoils": percent(cell.spoils),
        "package": shortened(cell.package, PACKAGE_WIDTH),
        "party": shortened(cell.party, PARTY_WIDTH),
    }


def _points(points: float) -> str:
    """Write points with a sign, a real minus for a loss."""
    text = f"{points:+.1f}"
    if abs(float(text)) >= WRITTEN_OUT:
        text = f"{points:+.0f}"
    return "0" if text in ("+0.0", "-0.0") else text.replace("-", "\u2212")


def _layers(alt: Any, picture: ThirdPartiesPicture) -> list[Any]:
    packages, parties = _names(picture)
    step = {"paddingInner": 0.06, "paddingOuter": 0.03}
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(packages))), **step))
    x = alt.X("column:O", axis=None, scale=alt.Scale(domain=list(range(len(parties))), **step))
    grid = alt.Chart(alt.Data(values=_rows(picture))).encode(x=x, y=y)
    ink = alt.condition("datum.dark", alt.value(WHITE), alt.value(BLACK))
    # Text and signs keep clear of each other: signs at the left edge of a cell, numbers at the right.
    right = {"align": "right", "dx": WIDTH / 2 - EDGE, "baseline": "middle", "fontSize": TEXT_SIZE - 1}
    at_left = {"size": 34, "xOffset": SIGN - WIDTH / 2, "strokeWidth": 1.4}
    rows = [{"row": k, "name": shortened(name, PACKAGE_WIDTH)} for k, name in enumerate(packages)]
    columns = [{"column": k, "name": shortened(name, PARTY_WIDTH)} for k, name in enumerate(parties)]
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    return [
        grid.mark_rect(stroke=GREY, strokeWidth=0.4).encode(color=_colour(alt), tooltip=_tooltip(alt)),
        grid.mark_text(**right).encode(text="says:N", color=ink),
        grid.transform_filter("datum.sign == 'dot'")
        .mark_point(shape="circle", filled=True, **at_left)
        .encode(fill=ink, stroke=ink),
        grid.transform_filter("datum.sign == 'ring'")
        .mark_point(shape="circle", filled=False, **at_left)
        .encode(stroke=ink),
        alt.Chart(alt.Data(values=rows))
        .mark_text(**words, align="right")
        .encode(y=y, text="name:N", x=alt.value(-GAP)),
        alt.Chart(alt.Data(values=columns))
        .mark_text(**words, align="left", angle=305)
        .encode(x=x, text="name:N", y=alt.value(-GAP)),
    ]


def _colour(alt: Any) -> Any:
    legend = alt.Legend(
        title="points at the median, share of the party's largest stake",
        format=".0%",
        values=[-1, 0, 1],
        gradientLength=260,
        gradientStrokeColor=GREY,
        titleLimit=420,
    )
    # In RGB: other ways from one colour to the next do not pass through white.
    scale = alt.Scale(domain=[-1, 0, 1], range=list(SHADES), interpolate="rgb")
    return alt.Color("scaled:Q", scale=scale, legend=legend)


def _tooltip(alt: Any) -> list[Any]:
    return [
        "package:N",
        "party:N",
        alt.Tooltip("says:N", title="points"),
        alt.Tooltip("spoils:N", title="can spoil it in"),
    ]
