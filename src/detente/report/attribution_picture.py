"""What a picture of an attribution shows: from one share of draws to another, change by change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.errors import RunError, UnknownNameError
from detente.explain.diff import Diff
from detente.explain.diff_causes import KindCauses, points_of
from detente.explain.diff_telling import passing
from detente.model.predicate import GATES
from detente.report.lens_words import counted
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["AttributionPicture", "AttributionStep", "attribution_picture"]

#: Steps drawn one by one; the others are drawn together.
MOST_STEPS = 10
#: Sums of steps may be off by this.
SLACK = 1e-9
#: Cells that names may take in a sentence, and steps that it tells of.
NAME_WIDTH, TOLD = 90, 3


class AttributionStep(NamedTuple):
    """One group of changes: the share of draws before and after it, and half an interval of 95%."""

    name: str
    start: float
    end: float
    margin: float

    @property
    def moved(self) -> float:
        """How far it moves the share, -1 to 1."""
        return self.end - self.start


@dataclass(frozen=True, kw_only=True)
class AttributionPicture:
    """A movement, step by step.

    Attributes
    ----------
    title, caption : str
    axis : str
        What the share is, in words.
    before, after : float
        Share of draws, 0 to 1. Between them a step may lie below 0 or above 1, as parts of a movement
        are means over many orders.
    steps : tuple of AttributionStep
        Each begins where the one before it ends; of those that stay between 0 and 1 the largest comes
        next. May be empty.
    """

    title: str
    caption: str
    axis: str
    before: float
    after: float
    steps: tuple[AttributionStep, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per step."""
        return tuple({**step._asdict(), "moved": step.moved} for step in self.steps)

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.steps:
            return "Nothing moved."
        told = "; ".join(
            f"{shortened(step.name, NAME_WIDTH)}: {points_of(step.moved)}" for step in self.steps[:TOLD]
        )
        return (
            f"The {self.axis} goes from {percent(self.before)} to {percent(self.after)}. "
            f"In percentage points: {told}."
        )


def attribution_picture(
    found: Diff, *, deal: str | None = None, form: str | None = None, gate: str | None = None
) -> AttributionPicture:
    """Return the picture of what moved one kind of deal.

    Parameters
    ----------
    found : Diff
    deal, form : str, optional
        The kind of deal, and which form of it; the one that moved most, and the first that moved, if
        not given.
    gate : str, optional
        The gate; the one whose share moved most if not given.

    Raises
    ------
    UnknownNameError
        For a kind of deal that did not move, or a gate that does not exist.
    RunError
        If no kind of deal moved, so that there is nothing to draw.
    """
    causes = _chosen(found, deal, form)
    if gate is not None and gate not in GATES:
        raise UnknownNameError("gate", gate, GATES)
    at = gate or causes.gate
    movement = next(m for m in found.movements if (m.key, m.form) == (causes.key, causes.form))
    before, after = (one.survives[at] for one in (movement.before, movement.after))
    how = "Each change is given the mean of what it adds over all orders in which they can be made"
    if not causes.is_exact:
        how += f", estimated from {causes.rests_on} (lines: 95%)"
    return AttributionPicture(
        title=f"{movement.name}, {movement.form}: {found.before.name} to {found.after.name}",
        caption=f"{how}. {found.draws} draws.",
        axis=f"share of draws that {passing(at)}",
        before=before,
        after=after,
        steps=tuple(_steps(found, causes, at, before)),
    )


def _chosen(found: Diff, deal: str | None, form: str | None) -> KindCauses:
    if not found.causes:
        raise RunError("no kind of deal moved at any gate, so there is nothing to draw")
    if deal is None:
        most = found.most_moved
        assert most is not None
        deal, form = most.key, form or most.form
    causes = next((one for one in found.causes if one.key == deal and form in (None, one.form)), None)
    if causes is None:
        raise UnknownNameError("kind of deal that moved", deal, [one.key for one in found.causes])
    return causes


def _steps(found: Diff, causes: KindCauses, gate: str, start: float) -> list[AttributionStep]:
    moving = [cause for cause in causes.causes if cause.moved[gate]]
    moving.sort(key=lambda cause: (-abs(cause.moved[gate]), cause.group))
    parts = [
        (found.words_of(cause.group), cause.moved[gate], cause.margin[gate] if cause.margin else 0.0)
        for cause in moving[:MOST_STEPS]
    ]
    rest = moving[MOST_STEPS:]
    if rest:
        moved = sum(cause.moved[gate] for cause in rest)
        parts.append((f"{counted(len(rest), 'other change')} together", moved, 0.0))
    steps = []
    while parts:
        name, moved, margin = parts.pop(_next([part[1] for part in parts], start))
        steps.append(AttributionStep(name, start, start + moved, margin))
        start += moved
    return steps


def _next(moves: list[float], start: float) -> int:
    """Choose the largest step that stays within what a share can be, else the largest."""
    inside = (k for k, moved in enumerate(moves) if -SLACK <= start + moved <= 1 + SLACK)
    return next(inside, 0)
