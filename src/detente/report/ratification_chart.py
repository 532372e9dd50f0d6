"""Who consents to which package, as a chart for files: a grid of packages by ratifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.report.chart_style import BLACK, GREY, TEXT_SIZE, VERMILLION, WHITE, finished, library, titled
from detente.report.ratification_picture import RatificationPicture
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width and height of a cell, in pixels.
WIDTH, HEIGHT = 34, 24
MOST_PACKAGES, MOST_MEMBERS = 40, 24
#: Cells of the names of rows and columns.
PACKAGE_WIDTH, MEMBER_WIDTH = 34, 46
#: From refusal in every draw to consent in every draw: who stands in the way is dark, printed grey as well.
SHADES = (VERMILLION, "#f0b98f", WHITE)
#: Share below which text is white.
DARK_BELOW = 0.2
#: Number of pixels that the frame of a veto is drawn inside its cell.
INSET = 2
GAP = 8


def chart(picture: RatificationPicture) -> altair.LayerChart:
    """Draw the grid: colour and number say in how many draws a ratifier consents.

    Of more than 40 packages or 24 ratifiers the first are drawn, and the caption says so.

    Parameters
    ----------
    picture : RatificationPicture
        Without cells, only the words and names are drawn.

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
    packages = picture.packages[:MOST_PACKAGES]
    members = picture.members[:MOST_MEMBERS]
    layered: altair.LayerChart = alt.layer(*_layers(alt, picture)).properties(
        width=WIDTH * max(len(members), 1), height=HEIGHT * max(len(packages), 1)
    )
    return finished(titled(alt, layered, picture, _notes(picture)))


def _notes(picture: RatificationPicture) -> list[str]:
    notes = []
    for names, most, what in (
        (picture.packages, MOST_PACKAGES, "packages"),
        (picture.members, MOST_MEMBERS, "ratifiers"),
    ):
        if len(names) > most:
            notes.append(f"Of {len(names):,} {what} the first {most} are drawn.")
    return notes


def _rows(picture: RatificationPicture) -> list[dict[str, Any]]:
    row = {name: k for k, (name, _) in enumerate(picture.packages[:MOST_PACKAGES])}
    column = {name: k for k, name in enumerate(picture.members[:MOST_MEMBERS])}
    return [
        {
            "row": row[cell.package],
            "column": column[cell.member],
            "share": cell.share,
            "says": percent(cell.share).removesuffix("%"),
            "dark": cell.share < DARK_BELOW,
            "veto": cell.has_veto,
            "package": shortened(cell.package, PACKAGE_WIDTH),
            "member": shortened(cell.member, MEMBER_WIDTH),
        }
        for cell in picture.cells
        if cell.package in row and cell.member in column
    ]


def _heads(picture: RatificationPicture) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Names of the rows, with what is written at their right, and of the columns."""
    packages = [
        {"row": k, "name": shortened(name, PACKAGE_WIDTH), "ratified": percent(share)}
        for k, (name, share) in enumerate(picture.packages[:MOST_PACKAGES])
    ]
    members = [
        {"column": k, "name": shortened(name, MEMBER_WIDTH)}
        for k, name in enumerate(picture.members[:MOST_MEMBERS])
    ]
    return packages, members


def _layers(alt: Any, picture: RatificationPicture) -> list[Any]:
    packages, members = _heads(picture)
    step = {"paddingInner": 0.06, "paddingOuter": 0.03}
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=[p["row"] for p in packages], **step))
    x = alt.X("column:O", axis=None, scale=alt.Scale(domain=[m["column"] for m in members], **step))
    colour = alt.Color(
        "share:Q",
        scale=alt.Scale(domain=[0, 0.5, 1], range=list(SHADES)),
        legend=alt.Legend(
            title="consents, share of draws (%)",
            format="%",
            values=[0, 0.5, 1],
            gradientLength=200,
            gradientStrokeColor=GREY,
        ),
    )
    grid = alt.Chart(alt.Data(values=_rows(picture))).encode(x=x, y=y)
    vetoes = grid.transform_filter("datum.veto")
    text = alt.condition("datum.dark", alt.value(WHITE), alt.value(BLACK))
    words = {"color": BLACK, "fontSize": TEXT_SIZE, "baseline": "middle"}
    rows = alt.Chart(alt.Data(values=packages)).encode(y=y)
    columns = alt.Chart(alt.Data(values=members)).encode(x=x)
    right = alt.value(WIDTH * max(len(members), 1) + GAP)
    return [
        grid.mark_rect(stroke=GREY, strokeWidth=0.4).encode(
            color=colour, tooltip=["package:N", "member:N", alt.Tooltip("share:Q", format=".0%")]
        ),
        vetoes.mark_rect(fill=None, stroke=BLACK, strokeWidth=INSET),
        grid.mark_text(fontSize=TEXT_SIZE - 1, baseline="middle").encode(text="says:N", color=text),
        rows.mark_text(**words, align="right").encode(text="name:N", x=alt.value(-GAP)),
        rows.mark_text(**{**words, "color": GREY}, align="left").encode(text="ratified:N", x=right),
        columns.mark_text(**words, align="left", angle=305).encode(text="name:N", y=alt.value(-GAP)),
        alt.Chart(alt.Data(values=[{"name": "ratified"}]))
        .mark_text(**{**words, "color": GREY}, align="left", angle=305)
        .encode(text="name:N", x=right, y=alt.value(-GAP)),
    ]
