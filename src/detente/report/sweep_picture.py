"""What a picture of a sweep shows: a map of shares for each kind of deal, or lines over one judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.sensitivity_words import capitalised
from detente.explain.sweep_axes import Placed, SweepAxis
from detente.explain.sweep_result import Sweep, SweepPoint, SweptKind
from detente.report.text_fitting import shortened
from detente.report.wording import left_out, percent

__all__ = ["MOST_LINES", "MOST_PANELS", "PictureAxis", "Place", "SweepLine", "SweepPanel", "SweepPicture"]
__all__ += ["sweep_picture"]

#: Maps, or panels of lines; lines of a panel; places beside an axis.
MOST_PANELS, MOST_LINES, MOST_PLACES = 6, 6, 7
#: Cells of a name in a title.
NAME_WIDTH = 66


class Place(NamedTuple):
    """Where somebody puts the number of an axis."""

    name: str
    low: float
    middle: float
    high: float


@dataclass(frozen=True, kw_only=True)
class PictureAxis:
    """An axis of a picture.

    Attributes
    ----------
    name, words : str
        The path, and what it says.
    numbers : tuple of float
        Its values, ascending; of readings their places, from 0.
    texts : tuple of str
        The same as they are written.
    places : tuple of Place
        The elicited range, or that of each reading; empty for an axis of readings.
    """

    name: str
    words: str
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def is_continuous(self) -> bool:
        """Whether its values are numbers, and not readings."""
        return bool(self.places)


@dataclass(frozen=True, kw_only=True)
class SweepLine:
    """What becomes of one kind of deal along an axis.

    Attributes
    ----------
    deal, name : str
    points : tuple of SweepPoint
        One for each value of the axis.
    look : int
        Number of its colour and shape, the same in every panel.
    """

    deal: str
    name: str
    points: tuple[SweepPoint, ...]
    look: int = 0


@dataclass(frozen=True, kw_only=True)
class SweepPanel:
    """One map, or one set of lines.

    Attributes
    ----------
    title : str
    across : PictureAxis
    down : PictureAxis or None
        Of a map; lines have none.
    lines : tuple of SweepLine
        Of a map, a single one with its points by ``down``, then ``across``.
    """

    title: str
    across: PictureAxis
    down: PictureAxis | None
    lines: tuple[SweepLine, ...]


@dataclass(frozen=True, kw_only=True)
class SweepPicture:
    """A sweep.

    Attributes
    ----------
    title, caption : str
    panels : tuple of SweepPanel
        All maps or all lines; empty where nothing moves.
    notes : tuple of str
        What was left out.
    told : str
        The first sentence about it.
    """

    title: str
    caption: str
    panels: tuple[SweepPanel, ...]
    notes: tuple[str, ...]
    told: str

    @property
    def is_map(self) -> bool:
        """Whether panels are maps over two axes."""
        return any(panel.down is not None for panel in self.panels)

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per point."""
        return tuple(
            {"panel": panel.title, "deal": line.deal, "at": point.at, "share": point.share.share}
            for panel in self.panels
            for line in panel.lines
            for point in line.points
        )

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        return shortened(self.told, 600)


def sweep_picture(found: Sweep) -> SweepPicture:
    """Return the picture of a sweep.

    Parameters
    ----------
    found : Sweep
        Kinds of deal that do not move are left out and counted; where nothing moves, a few of them are
        drawn all the same.
    """
    chosen = found.moving or found.kinds[:1]
    panels = tuple(_maps(chosen) if found.layout == "grid" else _lines(found, chosen))
    notes = []
    still = len(found.kinds) - len(found.moving)
    if still and found.moving:
        what = "map" if found.layout == "grid" else "line"
        notes.append(f"{still} {what}{'s' * (still != 1)} with the same at every point not drawn.")
    if len(panels) > MOST_PANELS:
        notes.append(left_out(len(panels) - MOST_PANELS, "panels"))
    if any(len(panel.lines) > MOST_LINES for panel in panels):
        notes.append(f"Of each panel the {MOST_LINES} that move most.")
    return SweepPicture(
        title=found.title,
        caption=_caption(found),
        panels=panels[:MOST_PANELS],
        notes=tuple(notes),
        told=" ".join(found.sentences),
    )


def _caption(found: Sweep) -> str:
    if found.layout == "grid":
        drawn = (
            "In each cell the share of draws with a deal, and where it dies; within the thick line it is one "
            "half or more. Bars beside the axes are ranges elicited; a triangle points to one beyond the map."
        )
    else:
        drawn = "Share of draws with a deal, with its 95% interval."
        if any(not axis.is_readings for axis in found.axes):
            drawn += " The range elicited is shaded."
        drawn += " Of a single line it is said where the gate of death changes."
    return f"{found.form.capitalize()}, {found.draws} draws, reading {found.reading or 'base'}. {drawn}"


def _maps(kinds: Sequence[SweptKind]) -> Iterator[SweepPanel]:
    for kind in kinds:
        down, across = kind.axes
        yield SweepPanel(
            title=f"{shortened(kind.name, NAME_WIDTH)}: as elicited {percent(kind.as_elicited.share.share)}",
            across=_axis(across),
            down=_axis(down),
            lines=(SweepLine(deal=kind.deal, name=kind.name, points=kind.points),),
        )


def _lines(found: Sweep, kinds: Sequence[SweptKind]) -> Iterator[SweepPanel]:
    looks = {deal: k for k, deal in enumerate(dict.fromkeys(kind.deal for kind in kinds))}
    for axis in found.axes:
        lines = tuple(
            SweepLine(deal=kind.deal, name=kind.name, points=kind.points, look=looks[kind.deal])
            for kind in kinds
            if kind.axes == (axis,)
        )
        if lines:
            yield SweepPanel(
                title=shortened(axis.name, NAME_WIDTH), across=_axis(axis), down=None, lines=lines
            )


def _axis(axis: SweepAxis) -> PictureAxis:
    placed: tuple[Placed, ...] = axis.readings
    if not placed and axis.elicited is not None:
        placed = (axis.elicited,)
    named = [
        Place("elicited" if not axis.readings else one.name, one.low, one.middle, one.high) for one in placed
    ]
    return PictureAxis(
        name=axis.name,
        words=capitalised(axis.words),
        numbers=axis.numbers,
        texts=tuple(axis.text(value) for value in axis.values),
        places=tuple(named[:MOST_PLACES]),
    )
