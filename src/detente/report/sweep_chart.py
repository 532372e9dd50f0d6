"""A sweep as a chart for files: maps of shares over two axes, or lines with their intervals over one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.chart_style import finished, library, titled
from detente.report.sweep_canvas import Canvas
from detente.report.sweep_heat import draw_map, map_size
from detente.report.sweep_lines import draw_lines, lines_size
from detente.report.sweep_picture import SweepPicture

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Pixels that panels side by side may take, and between them.
WIDEST, GAP = 1_000.0, 24.0


def chart(picture: SweepPicture) -> altair.LayerChart:
    """Draw a sweep, 1,000 pixels wide at most.

    Parameters
    ----------
    picture : SweepPicture
        Without panels, only the words are drawn.

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
    sizes = [map_size(panel) if picture.is_map else lines_size(panel) for panel in picture.panels]
    places, width, height = _placed(sizes)
    canvas = Canvas(width=max(width, 300.0), height=max(height, 20.0))
    for panel, place in zip(picture.panels, places, strict=True):
        (draw_map if picture.is_map else draw_lines)(canvas, panel, place)
    return finished(titled(alt, canvas.chart(alt), picture, picture.notes))


def _placed(sizes: list[tuple[float, float]]) -> tuple[list[tuple[float, float]], float, float]:
    """Set panels from left to right and from above to below; return places, width and height in all."""
    places: list[tuple[float, float]] = []
    x = y = row = width = 0.0
    for wide, high in sizes:
        if x and x + wide > WIDEST:
            x, y, row = 0.0, y + row + GAP, 0.0
        places.append((x, y))
        width, row = max(width, x + wide), max(row, high)
        x += wide + GAP
    return places, width, y + row
