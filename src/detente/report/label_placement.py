"""Where labels go in a picture: beside what they name, off each other and off the points.

A simple rule, not an optimum: labels are placed in the order given, each at the first free place
of the nearest ring of candidates around what it names, or else at the place that covers least.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Label", "Placed", "place_labels"]

Align = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]

#: Distances tried, in pixels, and the directions: beside first, then above and below.
RINGS = (12.0, 26.0, 44.0, 68.0, 98.0, 134.0)
ANGLES = (30, 330, 0, 150, 210, 180, 60, 120, 300, 240, 90, 270)
#: What covering one point, one sign, and being a ring further away count.
POINT, SIGN, RING = 3.0, 40.0, 4.0
#: Free space around a label.
MARGIN = 2.0


class Label(NamedTuple):
    """A label before it is placed: what it names (pixels from the left and top), and its size."""

    x: float
    y: float
    width: float
    height: float


class Placed(NamedTuple):
    """Where a label goes: its anchor, its side of the anchor, and the middle line of its box.

    ``x`` is the left end, middle or right end of the text, by ``align``; ``y`` is the top.
    ``ring`` is 0 for a label right beside what it names; further out it needs a line to it.
    """

    x: float
    y: float
    align: Align
    ring: int


def place_labels(
    labels: Sequence[Label], points: Sequence[tuple[float, float]], width: float, height: float
) -> tuple[Placed | None, ...]:
    """Choose a place for every label.

    Parameters
    ----------
    labels : sequence of Label
    points : sequence of (float, float)
        What labels should not cover, in pixels. What other labels name they avoid even more.
    width, height : float
        Size of the picture in pixels; no label leaves it.

    Returns
    -------
    tuple of Placed or None
        One per label; None where every candidate would cover another label.
    """
    signs = np.array([(label.x, label.y) for label in labels], float).reshape(-1, 2)
    dots = np.array(points, float).reshape(-1, 2)
    taken: list[Box] = []
    result: list[Placed | None] = []
    for label in labels:
        best, least = None, math.inf
        for placed, box in _candidates(label):
            if RING * placed.ring >= least or not _free(box, taken, width, height):
                continue
            cost = RING * placed.ring + POINT * _covered(box, dots) + SIGN * _covered(box, signs)
            if cost < least:
                best, least = (placed, box), cost
        taken += [best[1]] if best else []
        result.append(best[0] if best else None)
    return tuple(result)


def _candidates(label: Label) -> Iterator[tuple[Placed, Box]]:
    for ring, radius in enumerate(RINGS):
        for angle in ANGLES:
            across, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x, y = label.x + radius * across, label.y - radius * up
            align: Align = "left" if across > 0.1 else "right" if across < -0.1 else "center"
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * label.width
            # Straight up or down the box stands on or hangs from the anchor, sideways it is level.
            top = y - label.height * (1 + up) / 2
            box = (left - MARGIN, top - MARGIN, left + label.width + MARGIN, top + label.height + MARGIN)
            yield Placed(x=x, y=top, align=align, ring=ring), box


def _free(box: Box, taken: Sequence[Box], width: float, height: float) -> bool:
    if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
        return False
    return all(
        box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
        for other in taken
    )


def _covered(box: Box, points: npt.NDArray[np.float64]) -> int:
    """Count the points in a box, or so near that their signs would touch it."""
    near = 4.0
    x, y = points[:, 0], points[:, 1]
    inside = (x > box[0] - near) & (x < box[2] + near) & (y > box[1] - near) & (y < box[3] + near)
    return int(inside.sum())
