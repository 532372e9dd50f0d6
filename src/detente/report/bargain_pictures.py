"""The pictures of the bargain lens: the frontier, and what the Nash package moves over draws."""

from __future__ import annotations

from collections.abc import Iterator

from detente.errors import RunError
from detente.lenses.bargain.analysis import Bargain
from detente.lenses.bargain.outcome import Outcome
from detente.report.frontier_picture import FrontierPicture, Mark, MarkKind
from detente.report.movement_picture import Movement, MovementPicture

__all__ = ["frontier_picture", "movement_picture"]

CONCEPTS: tuple[tuple[str, str, MarkKind], ...] = (
    ("nash", "Nash", "nash"),
    ("kalai_smorodinsky", "Kalai-Smorodinsky", "kalai_smorodinsky"),
    ("egalitarian", "Egalitarian", "egalitarian"),
    ("utilitarian", "Utilitarian", "utilitarian"),
)


def frontier_picture(bargain: Bargain) -> FrontierPicture:
    """Return the picture of a frontier of two parties; axes are surpluses, no deal is (0, 0).

    Raises
    ------
    RunError
        For more parties than two, or without a frontier.
    """
    problem = bargain.problem
    if len(problem.parties) != 2:
        raise RunError("a frontier can be drawn for two parties; choose them with --parties")
    if bargain.frontier is None:
        raise RunError("the frontier is too large to be drawn")
    first, second = problem.parties
    units = problem.units
    points = tuple(
        (x / units[0], y / units[1], inside)
        for (x, y), inside in zip(
            bargain.frontier.surplus.tolist(), bargain.frontier.in_zone.tolist(), strict=True
        )
    )
    return FrontierPicture(
        title=problem.title,
        caption=_caption(bargain),
        x_label=f"{problem.label(first)}: points above no deal",
        y_label=f"{problem.label(second)}: points above no deal",
        frontier=points,
        reserve=(0.0, 0.0),
        marks=tuple(_marks(bargain)),
    )


def _caption(bargain: Bargain) -> str:
    gates = f" that pass the gates up to {bargain.problem.gates[-1]}" if bargain.problem.is_gated else ""
    text = f"Packages{gates} that cannot be bettered for one party without loss to the other."
    frontier = bargain.frontier
    if frontier is not None and frontier.resolution is not None:
        text += f" Points closer than {frontier.resolution:g} to one that is shown are left out."
    return text


def _marks(bargain: Bargain) -> Iterator[Mark]:
    for key, label, kind in CONCEPTS:
        chosen = bargain.solutions[key].chosen
        if chosen is not None:
            yield _mark(label, kind, chosen, bargain)
    for package in bargain.named:
        yield _mark(package.name, "named", package.outcome, bargain)
    if bargain.linkage is not None and bargain.linkage.separate is not None:
        yield _mark("Best without linkage", "best_without_linkage", bargain.linkage.separate, bargain)


def _mark(label: str, kind: MarkKind, outcome: Outcome, bargain: Bargain) -> Mark:
    x, y = (float(outcome.surplus[party]) for party in bargain.problem.parties)
    return Mark(label=label, x=x, y=y, kind=kind)


def movement_picture(bargain: Bargain) -> MovementPicture:
    """Return the picture of what the Nash package moves over draws.

    Raises
    ------
    RunError
        Without draws.
    """
    movement = bargain.movement
    if movement is None:
        raise RunError("without draws there is no movement to draw; ask for some with --draws")
    label = bargain.problem.label
    return MovementPicture(
        title=bargain.problem.title,
        caption=f"Share of {movement.found} draws in which the Nash package moves the issue.",
        bars=tuple(
            Movement(
                label(m.issue), m.share, label(f"{m.issue}={next(iter(m.options))}") if m.options else ""
            )
            for m in movement.issues
        ),
    )
