"""Ripeness as a chart for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.chart_style import finished, library, titled
from detente.report.ripeness_picture import RipenessPicture
from detente.report.time_panel import stacked

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]


def chart(picture: RipenessPicture) -> altair.LayerChart:
    """Draw hostility and shares one below the other.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    return finished(titled(alt, stacked(picture.panels).chart(alt), picture))
