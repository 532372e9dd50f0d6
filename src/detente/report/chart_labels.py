"""The labels of a frontier chart: what they say and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from detente.report.chart_frame import HEIGHT, WIDTH, ChartFrame, pixel_group
from detente.report.chart_style import text_width
from detente.report.frontier_picture import FrontierPicture
from detente.report.label_placement import Align, Label, Placed, place_labels
from detente.report.text_fitting import shortened

__all__ = ["LINE_HEIGHT", "SIGN_ROOM", "PlacedText", "placed_texts"]

NO_DEAL, ZONE, EMPTY_ZONE = "no deal", "zone of agreement", "zone of agreement, empty"
LOTTERIES = "lotteries over packages"
#: Cells of a line, lines of a label, labels of a chart.
LINE_WIDTH, MOST_LINES, MOST_LABELS = 32, 7, 60
LINE_HEIGHT = 15.0
#: Width that the signs in front of lines take.
SIGN_ROOM = 16.0
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class _Words:
    """A label before it is placed."""

    anchor: Point
    lines: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        return text_width(max(map(cell_len, self.lines), default=0)) + (SIGN_ROOM if self.kinds else 0.0)


@dataclass(frozen=True, kw_only=True)
class PlacedText:
    """A label where it will be written, in pixels from the left and the top.

    ``x`` and ``y`` are the upper left corner, middle of the upper edge or upper right corner of
    the text, by ``align``. ``kinds`` are those of the marks that the lines name, if there are
    several at one place: their signs go in front of the lines, in :data:`SIGN_ROOM`. ``leader``
    is a line from what it names to the text, if they are apart.
    """

    lines: tuple[str, ...]
    kinds: tuple[str, ...]
    x: float
    y: float
    align: Align
    leader: tuple[Point, Point] | None = None


def placed_texts(
    picture: FrontierPicture, points: Sequence[tuple[float, float, bool]], frame: ChartFrame
) -> tuple[list[PlacedText], int]:
    """Place the labels of no deal, the marks, the zone of agreement and the lotteries.

    Parameters
    ----------
    picture : FrontierPicture
    points : sequence of (float, float, bool)
        Those of the frontier that are drawn; labels keep off them where they can.
    frame : ChartFrame

    Returns
    -------
    list of PlacedText
    int
        Number of labels left out, for want of room or because there are more than 60.
    """
    named = _named(picture, frame)
    extra = _extra(picture, frame)
    wanted = [*named[:MOST_LABELS], *extra]
    labels = [Label(*words.anchor, words.width, LINE_HEIGHT * len(words.lines)) for words in wanted]
    dots = {_rounded(frame.pixel(x, y)) for x, y, _ in points} | set(_drawn_lines(picture, frame))
    places = place_labels(labels, sorted(dots), WIDTH, HEIGHT)
    found = [_text(words, place) for words, place in zip(wanted, places, strict=True) if place]
    return found, len(named) + len(extra) - len(found)


def _named(picture: FrontierPicture, frame: ChartFrame) -> list[_Words]:
    """Return the marks by place, no deal among them, with a line for each mark there."""
    places = [picture.reserve, *((mark.x, mark.y) for mark in picture.marks)]
    names = [NO_DEAL, *(shortened(mark.label, LINE_WIDTH) for mark in picture.marks)]
    kinds = [NO_DEAL, *(mark.kind for mark in picture.marks)]
    found = []
    for group in pixel_group(frame, places):
        shown = group if len(group) <= MOST_LINES else group[: MOST_LINES - 1]
        lines = [names[k] for k in shown]
        if len(shown) < len(group):
            lines.append(f"and {len(group) - len(shown)} more")
        signs = tuple(kinds[k] for k in shown) if len(group) > 1 else ()
        found.append(_Words(anchor=frame.pixel(*places[group[0]]), lines=tuple(lines), kinds=signs))
    # Those that say most, first: what is placed late may find no room.
    return sorted(found, key=lambda words: -len(words.lines))


def _extra(picture: FrontierPicture, frame: ChartFrame) -> list[_Words]:
    """Name the zone at its outer corner, and the lotteries at the middle of their longest edge."""
    is_empty = not any(inside for _, _, inside in picture.frontier)
    named = [_Words(anchor=(WIDTH, 0.0), lines=(EMPTY_ZONE if is_empty else ZONE,))]
    if len(picture.hull) > 1:
        corners = [frame.pixel(*corner) for corner in picture.hull]
        (x, y), (x2, y2) = max(pairwise(corners), key=lambda edge: math.dist(*edge))
        named.append(_Words(anchor=((x + x2) / 2, (y + y2) / 2), lines=(LOTTERIES,)))
    return named


def _drawn_lines(picture: FrontierPicture, frame: ChartFrame) -> Iterator[Point]:
    """Yield points along the edges of the zone and of the lotteries, for labels to keep off."""
    corner = frame.pixel(*picture.reserve)
    hull = [frame.pixel(*place) for place in picture.hull]
    for (x, y), (x2, y2) in [(corner, (corner[0], 0.0)), (corner, (WIDTH, corner[1])), *pairwise(hull)]:
        steps = int(math.dist((x, y), (x2, y2)) // 12) + 1
        for k in range(steps + 1):
            yield _rounded((x + (x2 - x) * k / steps, y + (y2 - y) * k / steps))


def _rounded(place: Point) -> Point:
    """Return the middle of the square of 4 pixels: points closer together count once."""
    return 4 * round(place[0] / 4), 4 * round(place[1] / 4)


def _text(words: _Words, place: Placed) -> PlacedText:
    middle = place.y + LINE_HEIGHT * len(words.lines) / 2
    leader = (words.anchor, (place.x, middle)) if place.ring else None
    x, align = place.x, place.align
    if words.kinds:
        # Signs need to know where the text starts, so it starts at the left whatever its place.
        x += SIGN_ROOM - words.width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        align = "left"
    return PlacedText(lines=words.lines, kinds=words.kinds, x=x, y=place.y, align=align, leader=leader)
