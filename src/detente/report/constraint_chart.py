"""What tied hands do, as a chart for files: one panel for each home that asks for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    TEXT_SIZE,
    VERMILLION,
    finished,
    library,
    titled,
)
from detente.report.constraint_picture import ConstraintPanel, ConstraintPicture
from detente.report.text_fitting import shortened

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Size of a panel, in pixels.
WIDTH, HEIGHT = 330, 240
NAME_WIDTH = 40
#: Colour, dashes and shape of the principals, in order; more than these begin again.
SIGNS = (
    (VERMILLION, [1, 0], "circle"),
    (BLUE, [6, 3], "square"),
    (ORANGE, [2, 2], "diamond"),
    (GREY, [8, 2, 2, 2], "triangle-up"),
)
THICK, THIN = 2.4, 0.8
#: A package stays the same until asking for more closes it.
HELD = "step-after"


def chart(picture: ConstraintPicture) -> altair.HConcatChart:
    """Draw what each principal gets as a home asks for more.

    Parameters
    ----------
    picture : ConstraintPicture

    Returns
    -------
    altair.HConcatChart
        Panels side by side, with all their data inside.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    panels = [_panel(alt, picture, panel) for panel in picture.panels]
    # The words and the looks of a chart are given in the same way to several side by side.
    joined: Any = alt.hconcat(*panels, spacing=36)
    drawn: Any = finished(titled(alt, joined, picture))
    return drawn  # type: ignore[no-any-return]


def _signs(picture: ConstraintPicture) -> dict[str, tuple[str, list[int], str]]:
    return {party: SIGNS[k % len(SIGNS)] for k, party in enumerate(picture.parties)}


def _rows(panel: ConstraintPanel) -> list[dict[str, Any]]:
    return [
        {
            "party": shortened(line.party, NAME_WIDTH),
            "line": f"{line.party} {line.draw}",
            "medians": line.draw is None,
            "asked": asked,
            "points": points,
        }
        for line in panel.lines
        for asked, points in line.points
    ]


def _panel(alt: Any, picture: ConstraintPicture, panel: ConstraintPanel) -> Any:
    signs = _signs(picture)
    names = [shortened(party, NAME_WIDTH) for party in signs]
    colours, dashes, shapes = (list(values) for values in zip(*signs.values(), strict=True))
    legend = alt.Legend(title=None, symbolOpacity=1)
    asked = f"points more asked for by {shortened(panel.home, NAME_WIDTH)}"
    base = alt.Chart(alt.Data(values=_rows(panel))).encode(
        x=alt.X("asked:Q", axis=alt.Axis(title=asked)),
        y=alt.Y("points:Q", axis=alt.Axis(title="points above no deal, each party's own")),
        color=alt.Color("party:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
        detail="line:N",
    )
    dash = alt.StrokeDash("party:N", scale=alt.Scale(domain=names, range=dashes), legend=None)
    shape = alt.Shape("party:N", scale=alt.Scale(domain=names, range=shapes), legend=legend)
    medians = base.transform_filter("datum.medians")
    layers = [
        base.transform_filter("!datum.medians")
        .mark_line(strokeWidth=THIN, opacity=0.5, interpolate=HELD)
        .encode(strokeDash=dash),
        medians.mark_line(strokeWidth=THICK, interpolate=HELD).encode(strokeDash=dash),
        medians.mark_point(filled=True, size=45, opacity=1).encode(
            shape=shape, tooltip=["party:N", "asked:Q", "points:Q"]
        ),
    ]
    return alt.layer(*layers, *_end(alt, panel)).properties(width=WIDTH, height=HEIGHT)


def _end(alt: Any, panel: ConstraintPanel) -> list[Any]:
    """Draw where nothing is left, at the medians."""
    if panel.ends is None or not panel.ending:
        return []
    row = {"asked": panel.ends, "says": f"at the medians {panel.ending}"}
    base = alt.Chart(alt.Data(values=[row])).encode(x="asked:Q")
    words = {"color": BLACK, "fontSize": TEXT_SIZE - 1, "align": "right", "baseline": "bottom"}
    return [
        base.mark_rule(color=BLACK, strokeDash=[2, 2]),
        base.mark_text(**words, dx=2, dy=-4).encode(text="says:N", y=alt.value(0)),
    ]
