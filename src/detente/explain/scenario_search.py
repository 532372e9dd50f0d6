"""The search for regions of the judgements in which an outcome is frequent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.executors import Progress
from detente.ensemble.sampling import draw_generator
from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import DrawnOutcomes, Subject, drawn_outcomes
from detente.explain.entries import Entry
from detente.explain.given_data import indices, noise_floor, sliced
from detente.explain.prim import Box
from detente.explain.prim_choice import discovered
from detente.explain.prim_resampling import reproduced
from detente.explain.scenario_boxes import ScenarioBox, scenario_box, told_box
from detente.model.predicate import GATES
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["FEWEST", "HALVES", "ScenarioSearch", "Sought", "Status", "scenario_search"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Draws = tuple[Float, Bool]
Status = Literal["found", "never", "always", "too few", "none found"]
Sought = Literal["deal", "no deal"]

#: Draws with the outcome and without it that are needed.
FEWEST = 20
#: Judgements that may be limited: at least and at most so many of those that stand out.
FEWEST_INPUTS, MOST_INPUTS = 4, 12
#: Judgements made up to tell influence from noise, at least; halves in which a region is sought again.
DUMMIES, HALVES = 200, 20
#: Draws among which regions are sought; all are counted.
MOST_SEARCHED = 4000


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioSearch:
    """What a search for regions found.

    Attributes
    ----------
    drawn : DrawnOutcomes
    status : str
        ``"found"``; ``"never"`` or ``"always"`` where the outcome does not vary; ``"too few"`` draws of
        one kind; ``"none found"`` where no limits matter.
    overall, fresh_overall : ShareInterval or None
        Share of draws with the outcome; fresh ones are drawn only where there is something to find.
    looked_at : int
        Judgements considered.
    boxes : tuple of ScenarioBox
        Without sentences.
    coverage, fresh_coverage : float
        Share of the draws with the outcome that lie in any of them.
    """

    drawn: DrawnOutcomes
    status: Status
    overall: ShareInterval
    fresh_overall: ShareInterval | None = None
    looked_at: int = 0
    boxes: tuple[ScenarioBox, ...] = ()
    coverage: float = 0.0
    fresh_coverage: float = 0.0


def scenario_search(
    subject: Subject,
    asked: Asked,
    *,
    boxes: int,
    gate: str,
    sought: Sought,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ScenarioSearch:
    """Look for regions in which packages pass a gate, or do not.

    Parameters
    ----------
    subject : Subject
    asked : Asked
        Fresh draws are as many, of the next seed. Regions are sought among the first 4,000 draws.
    boxes : int
        Regions at most.
    gate : str
        That packages must pass, with all before it.
    sought : str
        ``"deal"`` where one passes, ``"no deal"`` where none does.
    workers, progress
        As for :func:`detente.run`; progress counts draws and fresh draws.
    """
    drawn = drawn_outcomes(subject, asked, workers=workers, progress=_half(progress, asked.draws, 0))
    outcome = _outcome(drawn, gate, sought)
    overall = wilson(int(outcome.sum()), drawn.draws)
    status = _status(overall)
    if status is not None:
        return ScenarioSearch(drawn=drawn, status=status, overall=overall)
    other = Asked(dossier=asked.dossier, draws=asked.draws, seed=asked.seed + 1)
    fresh = drawn_outcomes(subject, other, workers=workers, progress=_half(progress, asked.draws, 1))
    rows = _leading(drawn, outcome)
    here, there = (drawn.values[rows], outcome), (fresh.values[rows], _outcome(fresh, gate, sought))
    found = _found([drawn.entries[k] for k in rows], here, there, boxes, asked.seed)
    return ScenarioSearch(
        drawn=drawn,
        status="found" if found else "none found",
        overall=overall,
        fresh_overall=wilson(int(there[1].sum()), fresh.draws),
        looked_at=len(rows),
        boxes=tuple(box for box, _ in found),
        coverage=_together(found, here),
        fresh_coverage=_together(found, there),
    )


def _half(progress: Progress | None, draws: int, half: int) -> Progress | None:
    """Let the draws and the fresh draws count as one work."""
    if progress is None:
        return None
    return lambda done, _: progress(done + half * draws, 2 * draws)


def _outcome(drawn: DrawnOutcomes, gate: str, sought: Sought) -> Bool:
    passes: Bool = drawn.depths > GATES.index(gate)
    return passes if sought == "deal" else ~passes


def _status(overall: ShareInterval) -> Status | None:
    if overall.hits == 0:
        return "never"
    if overall.hits == overall.draws:
        return "always"
    return "too few" if min(overall.hits, overall.draws - overall.hits) < FEWEST else None


def _leading(drawn: DrawnOutcomes, outcome: Bool) -> list[int]:
    """Return the judgements with most influence: those above the noise, at least 4 and at most 12."""
    data = sliced(drawn.values, outcome)
    pawn = indices(data).pawn
    rng = draw_generator("made-up judgements", drawn.seed, 0)
    floor = noise_floor(data, max(len(drawn.entries), DUMMIES), rng)
    n = min(max(int((pawn > floor).sum()), FEWEST_INPUTS), MOST_INPUTS)
    return [int(k) for k in np.argsort(-pawn, kind="stable")[:n]]


def _found(
    entries: Sequence[Entry], here: Draws, there: Draws, boxes: int, seed: int
) -> tuple[tuple[ScenarioBox, Box], ...]:
    """Look for one region after another, each among the draws that those before it left."""
    found: list[tuple[ScenarioBox, Box]] = []
    left = np.arange(len(here[1])) < MOST_SEARCHED
    for number in range(boxes):
        sought = here[0][:, left], here[1][left]
        if min(int(sought[1].sum()), int((~sought[1]).sum())) < FEWEST:
            break
        one = discovered(*sought)
        if one is None:
            break
        box = told_box(one.box, entries)
        rng = draw_generator("halves of the draws", seed, number)
        again = reproduced(*sought, HALVES, rng, box.limited)
        found.append((scenario_box(one, box, entries, sought, here, there, again), box))
        left &= ~box.holds(here[0])
    return tuple(found)


def _together(found: Sequence[tuple[ScenarioBox, Box]], draws: Draws) -> float:
    """Return the share of the draws with the outcome that lie in any of the regions."""
    values, outcome = draws
    inside = np.zeros(len(outcome), np.bool_)
    for _, box in found:
        inside |= box.holds(values)
    return round(float(outcome[inside].sum() / max(outcome.sum(), 1)), 6)
