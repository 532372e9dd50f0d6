"""The axes of a chart, and the way between points of the parties and pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.report.axis_scale import AxisScale, axis_scale
from detente.report.frontier_picture import FrontierPicture
from detente.report.text_fitting import wrapped

__all__ = ["HEIGHT", "WIDTH", "ChartFrame", "pixel_group"]

#: Size of the drawing without axes and texts, in pixels; with them about 700 x 520.
WIDTH, HEIGHT = 610.0, 350.0
MOST_ACROSS, MOST_UP = 8, 6
#: Cells that fit along an axis, and lines of its title.
ALONG, UPWARD, TITLE_LINES = 90, 48, 3
#: Places closer than this, in pixels, count as one.
SAME_PLACE = 3.0


class ChartFrame:
    """Two axes that hold everything a picture shows.

    Parameters
    ----------
    picture : FrontierPicture

    Attributes
    ----------
    across, up : AxisScale
        Of the first and the second party.
    """

    def __init__(self, picture: FrontierPicture) -> None:
        self.across: AxisScale = axis_scale(picture.xs(), most=MOST_ACROSS)
        self.up: AxisScale = axis_scale(picture.ys(), most=MOST_UP)
        self._titles = (
            wrapped(picture.x_label, ALONG, TITLE_LINES),
            wrapped(picture.y_label, UPWARD, TITLE_LINES),
        )

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is, in pixels from the left and the top."""
        return self.across.place(x) * WIDTH, (1 - self.up.place(y)) * HEIGHT

    def value(self, left: float, top: float) -> tuple[float, float]:
        """Return the point at a place given in pixels from the left and the top."""
        across, up = self.across, self.up
        return (
            across.low + left / WIDTH * (across.high - across.low),
            up.high - top / HEIGHT * (up.high - up.low),
        )

    def x(self, alt: Any) -> Any:
        """Return the horizontal axis for a layer whose data has a field ``x``."""
        return self._channel(alt, alt.X, "x", self.across, self._titles[0])

    def y(self, alt: Any) -> Any:
        """Return the vertical axis for a layer whose data has a field ``y``."""
        return self._channel(alt, alt.Y, "y", self.up, self._titles[1])

    def _channel(self, alt: Any, kind: Any, field: str, scale: AxisScale, title: Sequence[str]) -> Any:
        axis = alt.Axis(values=list(scale.ticks), format=scale.form, title=list(title) or None)
        bounds = alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False)
        return kind(f"{field}:Q", scale=bounds, axis=axis)


def pixel_group(frame: ChartFrame, places: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Group the numbers of places that are at the same pixels, in order of the first of each."""
    groups: dict[tuple[int, int], list[int]] = {}
    for k, place in enumerate(places):
        left, top = frame.pixel(*place)
        groups.setdefault((round(left / SAME_PLACE), round(top / SAME_PLACE)), []).append(k)
    return list(groups.values())
