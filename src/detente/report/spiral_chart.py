"""Series and answers to shocks as charts for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.chart_style import finished, library, titled
from detente.report.spiral_picture import SpiralPicture
from detente.report.time_panel import stacked

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]


def chart(picture: SpiralPicture) -> altair.LayerChart:
    """Draw the panels of a picture one below the other.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    return finished(titled(alt, stacked(picture.panels).chart(alt), picture))
