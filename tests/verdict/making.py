"""Outcomes of draws made up by hand, to be summed up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.ensemble.judging import ClassOutcome, DrawOutcome
from detente.kernel.tilting import CountEstimate

NOBODY = np.zeros(0, np.bool_)


def outcome(
    depth: int = 5,
    *,
    exact: int | None = None,
    blockers: Sequence[str] = (),
    counts: Sequence[CountEstimate] | None = None,
    singles: Sequence[int] = (),
    improves: Sequence[bool] = (),
    witnesses: Sequence[bytes] = (),
) -> DrawOutcome:
    """Make the outcome of a draw with one deal class."""
    return DrawOutcome(
        draw=0,
        sweetened=(ClassOutcome(depth=depth, sole_blockers=tuple(blockers)),),
        exact=(None if exact is None else ClassOutcome(depth=exact),),
        counts=None if counts is None else tuple(counts),
        witnesses=tuple(witnesses),
        singles=np.array(singles, np.int8),
        improves=np.array(improves, np.bool_),
    )
