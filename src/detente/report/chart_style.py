"""How charts look: colours, signs, sizes, and the libraries that draw them.

The colours are those of Okabe and Ito, which people with any kind of colour vision tell apart;
every colour comes with a shape of its own, and everything has a dark outline against the ground.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from detente.errors import RunError
from detente.report.text_fitting import wrapped
from detente.report.wording import COLUMN_OF_GATE

if TYPE_CHECKING:
    import altair

__all__ = [
    "BLACK",
    "BLUE",
    "FONT",
    "GREY",
    "GRID",
    "LOOKS",
    "MARK_SIGNS",
    "PALE",
    "WHITE",
    "finished",
    "gate_signs",
    "library",
    "text_width",
    "titled",
]

WHITE, BLACK, GREY, GRID, PALE = "#ffffff", "#1a1a1a", "#5c5c5c", "#e6e6e6", "#e3eef6"
BLUE, ORANGE, SKY, VERMILLION, PURPLE, YELLOW = (
    "#0072b2",
    "#e69f00",
    "#56b4e9",
    "#d55e00",
    "#cc79a7",
    "#f0e442",
)
FONT = "sans-serif"
TEXT_SIZE = 12
#: Width of a cell of text as a share of its size; wide fonts need as much.
CELL = 0.62
#: Shapes the charting library has no name for, in a square from -1 to 1.
STAR = "M0,-1L.29,-.4L.95,-.31L.48,.15L.59,.81L0,.5L-.59,.81L-.48,.15L-.95,-.31L-.29,-.4Z"
SALTIRE = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
#: Colour, dash and shape of lines, which differ without colour as well.
LOOKS = (
    (BLUE, 0, "circle"),
    (VERMILLION, 6, "square"),
    ("#009e73", 2, "diamond"),
    (PURPLE, 9, "triangle-down"),
    (ORANGE, 4, "cross"),
    (SKY, 12, "triangle-right"),
)
#: Colour and shape by kind of mark.
MARK_SIGNS = {
    "no deal": (BLACK, "cross"),
    "nash": (VERMILLION, STAR),
    "kalai_smorodinsky": (PURPLE, "diamond"),
    "egalitarian": (ORANGE, "square"),
    "utilitarian": (SKY, "triangle-up"),
    "named": (WHITE, "triangle-down"),
    "status quo": (BLACK, SALTIRE),
    "best_without_linkage": (YELLOW, "triangle-right"),
}
#: Colour and shape by gate, from none passed to all five.
GATES = ("none", *COLUMN_OF_GATE)
GATE_SIGNS = (
    (GREY, "cross"),
    (PURPLE, "triangle-down"),
    (ORANGE, "triangle-up"),
    (SKY, "square"),
    (VERMILLION, "diamond"),
    (BLUE, "circle"),
    (BLACK, "triangle-right"),
)
NUMBERS_OF_GATES = tuple(str(k) for k in range(len(GATE_SIGNS)))
#: Cells and lines of title and caption.
TITLE_WIDTH, TITLE_LINES = 72, 2
CAPTION_WIDTH, CAPTION_LINES = 92, 3


class Worded(Protocol):
    """What every picture can say about itself."""

    @property
    def title(self) -> str: ...
    @property
    def caption(self) -> str: ...
    def alternative(self) -> str: ...


def library(name: str) -> ModuleType:
    """Return a library that charts need, such as ``altair``.

    Raises
    ------
    RunError
        If it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise RunError(f"charts need {name}, which is not installed: pip install 'detente[plots]'") from error


def gate_signs(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Choose a colour and a shape for gates.

    The five gates of detente and numbers of gates passed always have the same sign; other names
    get theirs in order of appearance. Up to 49 differ from each other.

    Parameters
    ----------
    names : iterable of str
        With repetitions; ``none`` is the gate of those that pass none.

    Returns
    -------
    dict
        Name to colour and shape, in order of the gates.
    """
    found = list(dict.fromkeys(names))
    rank = {name: GATES.index(name) for name in found if name in GATES}
    rank |= {name: int(name) for name in found if name in NUMBERS_OF_GATES}
    if len(rank) < len(found):
        rank = {name: k for k, name in enumerate(found)}
    n = len(GATE_SIGNS)
    return {
        name: (GATE_SIGNS[k % n][0], GATE_SIGNS[(k + k // n) % n][1])
        for name, k in sorted(rank.items(), key=lambda item: item[1])
    }


def titled(
    alt: Any, chart: altair.LayerChart, picture: Worded, notes: Sequence[str] = ()
) -> altair.LayerChart:
    """Give a chart the words of its picture: title, caption, text alternative.

    Parameters
    ----------
    alt : module
        altair.
    chart : altair.LayerChart
    picture : FrontierPicture or MovementPicture
    notes : sequence of str
        Lines below the caption, such as what was left out.
    """
    head = alt.TitleParams(
        text=list(wrapped(picture.title, TITLE_WIDTH, TITLE_LINES)),
        subtitle=[*wrapped(picture.caption, CAPTION_WIDTH, CAPTION_LINES), *notes],
    )
    worded: altair.LayerChart = chart.properties(title=head, description=picture.alternative())
    return worded


def text_width(cells: int) -> float:
    """Estimate the width in pixels of text that takes a number of cells in a terminal."""
    return cells * TEXT_SIZE * CELL


def finished(chart: altair.LayerChart) -> altair.LayerChart:
    """Give a chart the fonts, greys and frame that all charts share."""
    looks: altair.LayerChart = (
        chart.configure(font=FONT, background=WHITE, padding=12)
        .configure_axis(
            labelColor=BLACK,
            titleColor=BLACK,
            labelFontSize=TEXT_SIZE,
            titleFontSize=TEXT_SIZE,
            titleFontWeight="normal",
            titlePadding=8,
            labelFlush=False,
            gridColor=GRID,
            domainColor=GREY,
            tickColor=GREY,
        )
        .configure_title(
            anchor="start",
            frame="group",
            color=BLACK,
            fontSize=15,
            subtitleColor=GREY,
            subtitleFontSize=TEXT_SIZE,
            subtitlePadding=6,
            offset=12,
        )
        .configure_legend(
            orient="bottom",
            direction="horizontal",
            titleFontSize=TEXT_SIZE,
            titleFontWeight="normal",
            titleColor=BLACK,
            labelColor=BLACK,
            labelFontSize=TEXT_SIZE,
            labelLimit=260,
            symbolSize=80,
            columnPadding=18,
        )
        .configure_view(stroke=None)
    )
    return looks
