"""Outcomes of draws made up by hand, and what they sum up to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.ensemble.judging import ClassOutcome, DrawOutcome
from detente.ensemble.summary import Judgements, Summary, summarise
from detente.kernel.tilting import CountEstimate

#: Parties that may stand in the way in outcomes made here.
PARTIES = ("a", "b", "c")
NOTHING = Judgements(bins=np.zeros((0, 0), np.int64), n_bins=1)


def outcome(
    depth: int = 5,
    *,
    exact: int | None = None,
    blockers: Sequence[str] = (),
    counts: Sequence[CountEstimate] | None = None,
    singles: Sequence[int] = (),
    improves: Sequence[bool] = (),
    witnesses: Sequence[bytes] = (),
    draw: int = 0,
) -> DrawOutcome:
    """Make the outcome of a draw with one deal class."""
    return DrawOutcome(
        draw=draw,
        sweetened=(ClassOutcome(depth=depth, sole_blockers=tuple(blockers)),),
        exact=(None if exact is None else ClassOutcome(depth=exact),),
        counts=None if counts is None else tuple(counts),
        witnesses=tuple(witnesses),
        singles=np.array(singles, np.int8),
        improves=np.array(improves, np.bool_),
    )


def summed(
    outcomes: Sequence[DrawOutcome], judgements: Judgements = NOTHING, *, witnessed: int = 100
) -> Summary:
    """Sum up outcomes whose blockers are among :data:`PARTIES`."""
    return summarise(outcomes, PARTIES, judgements, witnessed=witnessed)
