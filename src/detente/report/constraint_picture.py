"""What the picture of tied hands shows: what both sides get when a home asks for more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.errors import RunError
from detente.lenses.ratification.analysis import Ratification
from detente.lenses.ratification.constraint import ConstraintCurve
from detente.report.text_fitting import shortened
from detente.report.wording import listed

__all__ = ["ConstraintLine", "ConstraintPanel", "ConstraintPicture", "constraint_picture"]

NAME_WIDTH = 60
ENDINGS = {
    "empty": "nothing is left",
    "none needs the home": "nothing is left that needs it",
    "never": "",
    "not proved": "",
    "says not": "",
}


class ConstraintLine(NamedTuple):
    """What one party gets: points above no deal by points asked for.

    ``draw`` is None at the medians.
    """

    party: str
    draw: int | None
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class ConstraintPanel:
    """One home that asks for more.

    Attributes
    ----------
    home : str
    lines : tuple of ConstraintLine
        Of every principal: at the medians, and in a few draws; may be empty.
    ends : float or None
        Points at which the line of the medians ends or can move no more.
    ending : str
        What is said there.
    """

    home: str
    lines: tuple[ConstraintLine, ...]
    ends: float | None
    ending: str


@dataclass(frozen=True, kw_only=True)
class ConstraintPicture:
    """One panel for each principal whose home asks for more.

    Attributes
    ----------
    title : str
    caption : str
    parties : tuple of str
        Whom the lines are of, in order.
    panels : tuple of ConstraintPanel
    """

    title: str
    caption: str
    parties: tuple[str, ...]
    panels: tuple[ConstraintPanel, ...]

    def rows(self) -> tuple[tuple[str, ConstraintLine], ...]:
        """Return everything drawn as a table."""
        return tuple((panel.home, line) for panel in self.panels for line in panel.lines)

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        told = [text for panel in self.panels for text in _in_words(panel)]
        first = "What each principal gains in the Nash package as a home asks for more."
        return f"{first} {listed(told, 4)}." if told else first


def _in_words(panel: ConstraintPanel) -> Iterable[str]:
    for line in panel.lines:
        if line.draw is None and line.party == panel.home and line.points:
            best = max(line.points, key=lambda point: point[1])
            name = shortened(panel.home, NAME_WIDTH)
            yield (
                f"{name} has {line.points[0][1]:.1f} points to begin with and most, {best[1]:.1f}, when "
                f"{best[0]:.1f} more are asked for"
            )


def constraint_picture(found: Ratification) -> ConstraintPicture:
    """Return the picture of what asking for more at home does.

    Raises
    ------
    RunError
        Where no home could be asked: a rule says "not", or no search could be finished.
    """
    by_home = {home: [c for c in found.curves if c.home == home] for home in found.principals}
    panels = [_panel(found, home, curves) for home, curves in by_home.items()]
    drawn = tuple(panel for panel in panels if panel.lines)
    if not drawn:
        raise RunError("there is no package at any step, so that there is nothing to draw")
    return ConstraintPicture(
        title=found.title,
        caption="The Nash package of the ratifiable ones when those whose consent a home needs must gain "
        "more. Each party is on its own scale: their heights do not compare. Thick: medians, looked at where "
        "marked; thin: first draws.",
        parties=tuple(found.label(party) for party in found.principals),
        panels=drawn,
    )


def _points(curve: ConstraintCurve, party: str) -> Iterable[tuple[float, float]]:
    """Yield what a party gets at each step, level to where asking for more ends if nothing moves it."""
    taken = [(step.tightening, step.surplus[party]) for step in curve.steps if step.surplus]
    yield from taken
    if taken and curve.last is not None and curve.last > taken[-1][0]:
        yield curve.last, taken[-1][1]


def _panel(found: Ratification, home: str, curves: Sequence[ConstraintCurve]) -> ConstraintPanel:
    lines = []
    for curve in curves:
        for party in found.principals:
            points = tuple(_points(curve, party))
            if points:
                lines.append(ConstraintLine(found.label(party), curve.draw, points))
    ends = curves[0].ends if curves else None
    ending = ENDINGS[curves[0].ending] if curves else ""
    return ConstraintPanel(home=found.label(home), lines=tuple(lines), ends=ends, ending=ending)
