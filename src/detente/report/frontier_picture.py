"""What a picture of a frontier shows, before it is known how it will be drawn.

:mod:`detente.report.terminal_plot` draws it with characters, :mod:`detente.report.frontier_chart`
as a chart for files. Both draw the same points, marks and words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from detente.errors import RunError
from detente.report.axis_scale import number
from detente.report.text_fitting import shortened
from detente.report.wording import listed, number_of

__all__ = ["FrontierPicture", "Mark", "MarkKind", "PictureRow", "at"]

MarkKind = Literal[
    "nash",
    "kalai_smorodinsky",
    "egalitarian",
    "utilitarian",
    "named",
    "status quo",
    "best_without_linkage",
]
#: Nothing larger can be drawn; points inside the package stay far below.
LARGEST = 1e15
#: Cells that names may take in a sentence.
NAME_WIDTH = 60
#: Marks that a sentence lists.
LISTED = 7


class PictureRow(NamedTuple):
    """One row of the table behind a picture.

    ``kind`` is ``frontier``, ``no deal``, ``lotteries`` or the kind of a mark; ``in_zone`` and
    ``gates`` are None where nothing is said.
    """

    kind: str
    label: str
    x: float
    y: float
    in_zone: bool | None = None
    gates: str | None = None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A package that is pointed out, by a name of its own; ``label`` is any text."""

    label: str
    x: float
    y: float
    kind: MarkKind


@dataclass(frozen=True, kw_only=True)
class FrontierPicture:
    """The frontier between two parties, with what is marked on it.

    Attributes
    ----------
    title : str
    caption : str
        One line that says what the picture means.
    x_label, y_label : str
        Party and unit, as ``Ruritania: points, its own scale``.
    frontier : tuple of (float, float, bool)
        Points of the two parties and whether the package is in the zone of agreement, in order
        along the frontier; may be empty.
    reserve : (float, float)
        Points of no deal. The zone of agreement is above and to the right of it.
    marks : tuple of Mark
        Drawn over the frontier; several may stand at one place.
    hull : tuple of (float, float)
        Corners of what lotteries over packages reach, in order; empty if none are drawn.
    gates : tuple of str
        Per point of the frontier, which gates it passes (or how many), in one or two words;
        empty if that is not shown.

    Raises
    ------
    RunError
        If a number is not finite or beyond 10^15, or ``gates`` and ``frontier`` differ in length.
    """

    title: str
    caption: str
    x_label: str
    y_label: str
    frontier: tuple[tuple[float, float, bool], ...]
    reserve: tuple[float, float]
    marks: tuple[Mark, ...] = ()
    hull: tuple[tuple[float, float], ...] = ()
    gates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.gates and len(self.gates) != len(self.frontier):
            raise RunError(
                f"a picture has {len(self.frontier)} points and gates of {len(self.gates)};"
                " give one text per point, or none at all"
            )
        if not all(abs(value) <= LARGEST for value in (*self.xs(), *self.ys())):
            raise RunError("a picture has a number beyond 10^15, or none at all; it cannot be drawn")

    def xs(self) -> tuple[float, ...]:
        """Return every number of the first party that must be within the picture."""
        return self._along(0)

    def ys(self) -> tuple[float, ...]:
        """Return every number of the second party that must be within the picture."""
        return self._along(1)

    def _along(self, axis: Literal[0, 1]) -> tuple[float, ...]:
        return (
            *(point[axis] for point in self.frontier),
            self.reserve[axis],
            *((mark.x, mark.y)[axis] for mark in self.marks),
            *(corner[axis] for corner in self.hull),
        )

    def rows(self) -> tuple[PictureRow, ...]:
        """Return everything drawn as a table: the frontier, no deal, marks, lotteries."""
        gates: Iterable[str | None] = self.gates or [None] * len(self.frontier)
        points = zip(self.frontier, gates, strict=True)
        return (
            *(PictureRow("frontier", "", x, y, inside, gate) for (x, y, inside), gate in points),
            PictureRow("no deal", "", *self.reserve),
            *(PictureRow(mark.kind, mark.label, mark.x, mark.y) for mark in self.marks),
            *(PictureRow("lotteries", "", x, y) for x, y in self.hull),
        )

    def alternative(self) -> str:
        """Say in one to three sentences what the picture shows, for those who cannot see it."""
        sentences = [self._extent(), self._zone(), self._marked()]
        return " ".join(sentence for sentence in sentences if sentence)

    def _extent(self) -> str:
        across, up = shortened(self.x_label, NAME_WIDTH), shortened(self.y_label, NAME_WIDTH)
        if not self.frontier:
            return f"There is no package to draw between {across} (across) and {up} (up)."
        xs, ys = [x for x, _, _ in self.frontier], [y for _, y, _ in self.frontier]
        return (
            f"The frontier goes from {number(min(xs))} to {number(max(xs))} across ({across})"
            f" and from {number(min(ys))} to {number(max(ys))} up ({up})."
        )

    def _zone(self) -> str:
        if not self.frontier:
            return f"No deal stands at {at(*self.reserve)}."
        inside = number_of(sum(zone for _, _, zone in self.frontier), len(self.frontier))
        no_deal = at(*self.reserve)
        return f"Better than no deal {no_deal} for both, so in the zone of agreement: {inside} packages."

    def _marked(self) -> str:
        names = [f"{shortened(mark.label, NAME_WIDTH)} {at(mark.x, mark.y)}" for mark in self.marks]
        return f"Marked: {listed(names, LISTED)}." if names else ""


def at(x: float, y: float) -> str:
    """Write a place as ``(x, y)``."""
    return f"({number(x)}, {number(y)})"
