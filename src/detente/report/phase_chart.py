"""A phase plane as a chart for files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.report.chart_style import BLACK, GREY, LOOKS, WHITE, finished, library, titled
from detente.report.phase_picture import PhaseLine, PhasePicture
from detente.report.sweep_canvas import Canvas
from detente.report.text_fitting import shortened, wrapped

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Pixels of the field, at the left for values, at the right for the key, above and below.
WIDTH, HEIGHT, LEFT, RIGHT, HEAD, BELOW = 470.0, 400.0, 78.0, 232.0, 8.0, 44.0
SIZE, SMALL, LINE = 11, 10, 14.0
#: Where the key begins; cells of its lines, of a note, of the name of an axis; lines of an entry.
KEY = LEFT + WIDTH + 14
KEY_WIDTH, NOTE_WIDTH, LABEL_WIDTH, KEY_LINES = 28, 118, 60, 3
GRID, ZERO, ARROW, DOT, PATH = "#eeeeee", "#8f8f8f", "#b0b0b0", "#8c8c8c", BLACK
STILL_X, STILL_Y, PARTING, REGION = LOOKS[0][0], LOOKS[1][0], LOOKS[3][0], LOOKS[2][0]
DASH_Y, DASH_PARTING = 7, 2
#: Shape and fill of the two ends of the path.
FIRST, LAST = ("circle", WHITE), ("triangle-up", BLACK)
#: Longest and shortest arrow and its head, in pixels; what moves less than the shortest has none.
LONGEST, SHORTEST, ARROWHEAD = 34.0, 5.0, 5.0
#: Half the width and the height of a name of a period, and where it may stand beside its place.
NAME_ROOM = (25.0, 7.0)
BESIDE = ((0.0, -13.0), (0.0, 13.0), (34.0, 0.0), (-34.0, 0.0), (28.0, -12.0), (-28.0, 12.0))
#: Names of periods along the path, the first and the last among them.
MOST_NAMES = 7
#: More dots than this are thinned.
MOST_DOTS = 2_000
#: Points of each piece of the path that names keep off.
STEPS = 10
Point = tuple[float, float]


def chart(picture: PhasePicture) -> altair.LayerChart:
    """Draw a phase plane, about 790 by 560 pixels.

    Names along the path for which there is no room are left out; a pointer that rests on a dot tells
    its period. Of more than 2,000 periods only every k-th has a dot, and the caption says so.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    canvas = Canvas(width=LEFT + WIDTH + RIGHT, height=HEAD + HEIGHT + BELOW)
    plane = _Plane(canvas, picture)
    plane.axes()
    plane.region()
    plane.arrows()
    plane.lines()
    plane.path()
    plane.balance()
    plane.key()
    told = list(picture.notes)
    if plane.step > 1:
        told.append(f"Of {len(picture.periods):,} dots one in {plane.step} is drawn.")
    notes = [line for note in told for line in wrapped(note, NOTE_WIDTH)]
    return finished(titled(alt, canvas.chart(alt), picture, notes))


class _Plane:
    """Puts the parts of a picture on a canvas."""

    def __init__(self, canvas: Canvas, picture: PhasePicture) -> None:
        self.canvas, self.picture = canvas, picture
        self.step = max(1, -(-len(picture.periods) // MOST_DOTS))

    def at(self, x: float, y: float) -> Point:
        """Return where a place is, in pixels."""
        across, up = self.picture.across.place(x), self.picture.up.place(y)
        return LEFT + WIDTH * across, HEAD + HEIGHT * (1 - up)

    def axes(self) -> None:
        """Draw grid, ticks, names of the axes, and where 0 is."""
        c, p = self.canvas, self.picture
        right, bottom = LEFT + WIDTH, HEAD + HEIGHT
        for value, text in zip(p.across.ticks, p.across.written(), strict=True):
            x, _ = self.at(value, p.up.low)
            ink = ZERO if value == 0 else GRID
            c.rule((x, HEAD, x, bottom), ink=ink)
            c.words((x, bottom + 12), text, align="center", size=SIZE)
        for value, text in zip(p.up.ticks, p.up.written(), strict=True):
            _, y = self.at(p.across.low, value)
            c.rule((LEFT, y, right, y), ink=ZERO if value == 0 else GRID)
            c.words((LEFT - 6, y), text, align="right", size=SIZE)
        for ends in ((LEFT, HEAD, LEFT, bottom), (LEFT, bottom, right, bottom)):
            c.rule(ends, ink=GREY)
        c.words((LEFT + WIDTH / 2, bottom + 32), shortened(p.x_label, LABEL_WIDTH), align="center")
        c.words((14, HEAD + HEIGHT / 2), shortened(p.y_label, LABEL_WIDTH), align="center", angle=270)

    def region(self) -> None:
        """Fill the region and draw around it."""
        corners = [self.at(x, y) for x, y in self.picture.region]
        if len(corners) > 1:
            self.canvas.band(list(_slices(corners)), REGION)
            self.canvas.line([*corners, corners[0]], REGION, dash=1)

    def arrows(self) -> None:
        """Draw the changes, the fastest as long as there is room, slower ones by the root of the pace."""
        px = WIDTH / (self.picture.across.high - self.picture.across.low)
        py = HEIGHT / (self.picture.up.high - self.picture.up.low)
        moves = [(arrow, arrow.dx * px, -arrow.dy * py) for arrow in self.picture.arrows]
        fastest = max((math.hypot(dx, dy) for _, dx, dy in moves), default=0.0)
        for arrow, dx, dy in moves:
            pace = math.hypot(dx, dy)
            length = LONGEST * math.sqrt(pace / fastest) if fastest > 0 else 0.0
            if length >= SHORTEST:
                self._arrow(self.at(arrow.x, arrow.y), (dx / pace * length, dy / pace * length))

    def _arrow(self, middle: Point, move: Point) -> None:
        (x, y), (dx, dy) = middle, move
        tip = (x + dx / 2, y + dy / 2)
        self.canvas.rule((x - dx / 2, y - dy / 2, *tip), ink=ARROW)
        for turn in (2.6, -2.6):
            way = math.atan2(dy, dx) + turn
            end = (tip[0] + ARROWHEAD * math.cos(way), tip[1] + ARROWHEAD * math.sin(way))
            self.canvas.rule((*tip, *end), ink=ARROW)

    def lines(self) -> None:
        """Draw where one side stays as it is, and the line that parts."""
        for line, ink, dash in self._straight():
            ends = (*self.at(*line.ends[0]), *self.at(*line.ends[1]))
            self.canvas.rule(ends, ink=ink, width=2.5, dash=dash)

    def path(self) -> None:
        """Draw a dot for each period within the axes, and the line through time."""
        c, p = self.canvas, self.picture
        for period in p.periods[:: self.step]:
            if p.inside((period.x, period.y)):
                x, y = self.at(period.x, period.y)
                tip = f"{period.name}: {period.x:.3g}, {period.y:.3g}"
                c.rect((x - 1.5, y - 1.5, x + 1.5, y + 1.5), DOT, tip)
        places = [self.at(point.x, point.y) for point in p.path]
        c.line(places, PATH)
        for k, (shape, fill) in ((0, FIRST), (-1, LAST)):
            c.sign(places[k], shape, fill, p.path[k].name)
        self._names(places)

    def _names(self, places: Sequence[Point]) -> None:
        """Name some points of the path beside it, none over another: its ends first."""
        n = len(places)
        step = max(1, math.ceil((n - 1) / (MOST_NAMES - 1)))
        along = list(_between(places))
        taken: list[Point] = []
        for k in dict.fromkeys((0, n - 1, *range(0, n, step))):
            beside = [(places[k][0] + dx, places[k][1] + dy) for dx, dy in BESIDE]
            free = [place for place in beside if self._fits(place) and not _near(place, taken, 2)]
            if not free:
                continue
            place = min(free, key=lambda place: _near(place, along, 1))
            taken.append(place)
            x, y = places[k]
            if 0 < k < n - 1:
                self.canvas.rect((x - 3, y - 3, x + 3, y + 3), PATH, self.picture.path[k].name)
            name = self.picture.path[k].name.split(" to ")[0]
            self.canvas.words(place, name, align="center", size=SMALL)

    def _fits(self, place: Point) -> bool:
        """Say whether a name in a place stays within the field."""
        (x, y), (across, up) = place, NAME_ROOM
        return LEFT + across <= x <= LEFT + WIDTH - across and HEAD + up <= y <= HEAD + HEIGHT - up

    def balance(self) -> None:
        """Mark where nothing changes: filled where the pair comes to rest there."""
        where = self.picture.balance
        if where is not None and self.picture.inside(where):
            fill = REGION if self.picture.settles else WHITE
            self.canvas.sign(self.at(*where), "diamond", fill, f"{where[0]:.3g}, {where[1]:.3g}")

    def key(self) -> None:
        """Write at the right what each line and sign is."""
        p, c = self.picture, self.canvas
        top = HEAD + 8
        for line, ink, dash in self._straight():
            c.rule((KEY, top, KEY + 24, top), ink=ink, width=2.5, dash=dash)
            top = self._told(line.name, top)
        if p.balance is not None and p.inside(p.balance):
            c.sign((KEY + 12, top), "diamond", REGION if p.settles else WHITE)
            words = "resting point" if p.settles else "nothing changes here, but what is near it leaves"
            top = self._told(words, top)
        if p.region:
            c.band([(KEY, top - 6, top + 6), (KEY + 24, top - 6, top + 6)], REGION)
            top = self._told(p.region_name, top)
        c.line([(KEY, top), (KEY + 24, top)], PATH)
        top = self._told(p.path_name, top)
        for point, (shape, fill), what in (
            (p.path[0], FIRST, "begins"),
            (p.path[-1], LAST, "ends"),
        ):
            c.sign((KEY + 12, top), shape, fill)
            top = self._told(f"{what}: {point.name}", top)

    def _told(self, text: str, top: float) -> float:
        """Write an entry of the key; return where the next begins."""
        for line in wrapped(text, KEY_WIDTH, KEY_LINES):
            self.canvas.words((KEY + 32, top), line, size=SIZE)
            top += LINE
        return top + 8

    def _straight(self) -> Iterator[tuple[PhaseLine, str, int]]:
        """Yield the straight lines that are there, with colour and dash."""
        p = self.picture
        for line, ink, dash in (
            (p.still_x, STILL_X, 0),
            (p.still_y, STILL_Y, DASH_Y),
            (p.parting, PARTING, DASH_PARTING),
        ):
            if line is not None:
                yield line, ink, dash


def _slices(corners: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """Yield (x, upper y, lower y) of a convex shape at each x of a corner."""
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    for x in sorted({corner[0] for corner in corners}):
        ys = [corner[1] for corner in corners if corner[0] == x]
        ys += [
            y1 + (y2 - y1) * (x - x1) / (x2 - x1)
            for (x1, y1), (x2, y2) in edges
            if min(x1, x2) < x < max(x1, x2)
        ]
        yield x, min(ys), max(ys)


def _between(places: Sequence[Point]) -> Iterator[Point]:
    """Yield points all along a path."""
    for (x, y), (x2, y2) in pairwise(places):
        for part in range(STEPS):
            yield x + (x2 - x) * part / STEPS, y + (y2 - y) * part / STEPS


def _near(place: Point, points: Sequence[Point], room: float) -> int:
    """Count points that a name in a place would cover; with room 2, other names."""
    across, up = NAME_ROOM
    return sum(abs(place[0] - x) < room * across and abs(place[1] - y) < room * up for x, y in points)
