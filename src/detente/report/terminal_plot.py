"""A frontier drawn with characters: axes, the corner of the zone, dots, letters for marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from detente.report.axis_scale import AxisScale, axis_scale
from detente.report.blocks import Picture
from detente.report.character_grid import CharacterGrid
from detente.report.frontier_picture import FrontierPicture, Mark, at
from detente.report.text_fitting import shortened, wrapped

__all__ = ["terminal_plot"]

LEAST_WIDTH, LEAST_HEIGHT = 44, 8
#: Up to here every point has a cell of its own character; more are finer dots.
FEW = 60
LETTERS = {
    "nash": "N",
    "kalai_smorodinsky": "K",
    "egalitarian": "E",
    "utilitarian": "U",
    "status quo": "S",
    "best_without_linkage": "B",
}
#: For named packages, in order; what comes after has the last.
NUMBERS = "123456789abcdefghijklmnpqrstuvwyz#"
#: Lines of a title, caption or axis name.
MOST_LINES = 3
#: What the list of marks holds: cells, and marks in one of them.
MOST_PLACES, MOST_SHARING = 40, 12
#: Cells that a letter and a place take in that list, and that a label has at least.
PLACE_WIDTH, LEAST_LABEL = 30, 10
#: Marks of one cell, with their letters.
Group = list[tuple[str, Mark]]


@dataclass(frozen=True, kw_only=True)
class _Pen:
    """Characters to draw with; without ``fine`` dots every point has a cell."""

    inside: str
    outside: str
    zone: str
    axis: str
    up: str
    right: str
    fine: bool


#: ``zone``: corner, across, up. ``axis``: corner, across, tick across, up, tick up.
UNICODE = _Pen(inside="●", outside="○", zone="└╌╎", axis="└─┴│┤", up="↑", right="→", fine=True)
ASCII = _Pen(inside="o", outside=".", zone="+-:", axis="+-+||", up="^", right=">", fine=False)


def terminal_plot(picture: FrontierPicture, *, width: int = 76, height: int = 18) -> Picture:
    """Draw a frontier with characters, and again with ASCII ones only.

    Marks are letters, listed below the drawing; those in one cell share the letter of the first
    and are listed together. Lotteries and gates are left to the charts.

    Parameters
    ----------
    picture : FrontierPicture
    width : int
        Cells of the longest line; less than 44 counts as 44.
    height : int
        Lines of the drawing itself; less than 8 counts as 8.

    Returns
    -------
    Picture
        With an empty frontier, axes and what is marked.
    """
    size = max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT)
    return Picture(
        lines=tuple(_lines(picture, UNICODE, *size)),
        ascii_lines=tuple(_lines(picture, ASCII, *size)),
        alternative=picture.alternative(),
    )


def _lines(picture: FrontierPicture, pen: _Pen, width: int, height: int) -> Iterator[str]:
    up = axis_scale(picture.ys(), most=max(height // 3, 2))
    margin = max(map(len, up.written())) + 1
    across = axis_scale(picture.xs(), most=max((width - margin) // 8, 2))
    grid = CharacterGrid(width - margin - 1, height)
    groups = _draw(grid, picture, pen, across, up)
    yield from wrapped(picture.title, width, MOST_LINES)
    yield from wrapped(picture.caption, width, MOST_LINES)
    yield ""
    signs = (pen.up, " ")
    for sign, line in zip(signs, wrapped(picture.y_label, width - margin - 2, len(signs)), strict=False):
        yield f"{' ' * margin}{sign} {line}"
    yield from _with_axis(grid, up, pen, margin)
    yield from _axis_below(grid, across, pen, margin)
    for line in wrapped(f"{picture.x_label} {pen.right}", width, MOST_LINES):
        yield " " * (width - cell_len(line)) + line
    yield ""
    yield from _legend(picture, pen, groups, width)


def _draw(
    grid: CharacterGrid, picture: FrontierPicture, pen: _Pen, across: AxisScale, up: AxisScale
) -> list[Group]:
    """Draw from the back to the front; return the marks with their letters, by cell."""
    corner = grid.cell(across.place(picture.reserve[0]), up.place(picture.reserve[1]))
    for column in range(corner[0] + 1, grid.width):
        grid.put((column, corner[1]), pen.zone[1])
    for row in range(corner[1]):
        grid.put((corner[0], row), pen.zone[2])
    grid.put(corner, pen.zone[0])
    # In the order of the flag, so that a point in the zone is on top of one that is not.
    for x, y, inside in sorted(picture.frontier, key=lambda point: point[2]):
        if pen.fine and len(picture.frontier) > FEW:
            grid.dot(across.place(x), up.place(y))
        else:
            grid.put(grid.cell(across.place(x), up.place(y)), pen.inside if inside else pen.outside)
    return _put_marks(grid, picture.marks, across, up)


def _put_marks(grid: CharacterGrid, marks: Iterable[Mark], across: AxisScale, up: AxisScale) -> list[Group]:
    cells: dict[tuple[int, int], Group] = {}
    named = 0
    for mark in marks:
        letter = LETTERS.get(mark.kind) or NUMBERS[min(named, len(NUMBERS) - 1)]
        named += mark.kind not in LETTERS
        cell = grid.cell(across.place(mark.x), up.place(mark.y))
        cells.setdefault(cell, []).append((letter, mark))
    for cell, group in cells.items():
        grid.put(cell, group[0][0])
    return list(cells.values())


def _with_axis(grid: CharacterGrid, up: AxisScale, pen: _Pen, margin: int) -> Iterator[str]:
    texts = {grid.cell(0, up.place(tick))[1]: text for tick, text in zip(up.ticks, up.written(), strict=True)}
    for row, line in enumerate(grid.lines()):
        text = texts.get(row)
        edge = pen.axis[3] if text is None else pen.axis[4]
        yield f"{(text or '').rjust(margin - 1)} {edge}{line}".rstrip()


def _axis_below(grid: CharacterGrid, across: AxisScale, pen: _Pen, margin: int) -> Iterator[str]:
    """Draw the axis and its ticks; a text that would touch the one before it is left out."""
    axis = [pen.axis[1]] * grid.width
    texts = ""
    for tick, text in zip(across.ticks, across.written(), strict=True):
        column = grid.cell(across.place(tick), 0)[0]
        axis[column] = pen.axis[2]
        start = min(max(margin + 1 + column - len(text) // 2, 0), margin + 1 + grid.width - len(text))
        if not texts or start > len(texts):
            texts = texts.ljust(start) + text
    yield f"{' ' * margin}{pen.axis[0]}{''.join(axis)}"
    yield texts


def _legend(picture: FrontierPicture, pen: _Pen, groups: list[Group], width: int) -> Iterator[str]:
    yield from wrapped(f"{pen.zone[0]} no deal {at(*picture.reserve)}", width)
    if pen.fine and len(picture.frontier) > FEW:
        yield from wrapped("⠿ frontier, better than no deal for both right of and above the corner", width)
    elif picture.frontier:
        points = (
            f"{pen.inside} frontier, better than no deal for both",
            f"{pen.outside} frontier, not for both",
        )
        yield from _packed(points, width)
    for group in groups[:MOST_PLACES]:
        room = max(width - PLACE_WIDTH, LEAST_LABEL)
        entries = [f"{letter} {shortened(mark.label, room)} {at(mark.x, mark.y)}" for letter, mark in group]
        more = [f"and {len(group) - MOST_SHARING} more"] if len(group) > MOST_SHARING else []
        yield from _packed([*entries[:MOST_SHARING], *more], width)
    if len(groups) > MOST_PLACES:
        yield f"and marks at {len(groups) - MOST_PLACES} more places"


def _packed(entries: Sequence[str], width: int) -> Iterator[str]:
    """Put as many entries on a line as it holds; lines after the first are indented."""
    line = ""
    for entry in entries:
        joined = f"{line}; {entry}" if line else entry
        if line and cell_len(joined) >= width:
            yield f"{line};"
            joined = f"  {entry}"
        line = joined
    yield line
