"""Pictures over time as charts for files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report.chart_style import finished, library, titled
from detente.report.time_panel import TimePanel, stacked

if TYPE_CHECKING:
    import altair

__all__ = ["TimePicture", "chart"]


@dataclass(frozen=True, kw_only=True)
class TimePicture:
    """Panels one below the other, with what they say in words."""

    title: str
    caption: str
    panels: tuple[TimePanel, ...]
    sentences: tuple[str, ...]

    def alternative(self) -> str:
        """Say in words what is drawn."""
        return " ".join((self.caption, *self.sentences))


def chart(picture: TimePicture) -> altair.LayerChart:
    """Draw the panels of a picture one below the other.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    return finished(titled(alt, stacked(picture.panels).chart(alt), picture))
