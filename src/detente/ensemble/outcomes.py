"""What one draw has to say."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.kernel.tilting import CountEstimate

__all__ = ["ClassOutcome", "DrawOutcome", "Effort"]


@dataclass(kw_only=True)
class Effort:
    """How the questions of a draw were decided.

    A question is whether some package of a kind of deal passes all gates up to one, perhaps with
    somebody's conditions lifted. Kinds of deal tried package by package ask none.

    Attributes
    ----------
    questions : int
        ``anchored + certified + searched``.
    anchored : int
        Answered by a package already known: an anchor, or one met earlier in the draw.
    certified : int
        Answered by the bound of an anchor.
    searched : int
        Put to branch and bound.
    nodes : int
        Nodes of branch and bound.
    solver_calls : int
        Questions that branch and bound gave up, put to the solver.
    undecided : int
        Questions that the solver gave up too; they count as "none passes".
    """

    questions: int = 0
    anchored: int = 0
    certified: int = 0
    searched: int = 0
    nodes: int = 0
    solver_calls: int = 0
    undecided: int = 0


@dataclass(frozen=True, kw_only=True)
class ClassOutcome:
    """How far the best package of a deal class gets in one draw.

    Attributes
    ----------
    depth : int
        Gates passed by the best package: 0 when none can be delivered, ``len(GATES)`` when
        one passes all.
    sole_blockers : tuple of str
        Parties whose conditions alone, lifted, would open a deal of this class.
    """

    depth: int
    sole_blockers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrawOutcome:
    """Everything one draw has to say.

    Attributes
    ----------
    draw : int
    sweetened, exact : tuple of ClassOutcome or None
        One per deal class, in order; None where the class has no exact form.
    counts : tuple of CountEstimate or None
        One per gate; None where this draw was not counted.
    witnesses : tuple of bytes
        Packages found that pass all gates (int64 columns), each once, sorted: at least one for
        every deal class that has any.
    singles : int8 array, shape (n_singles,)
        Gates passed by each deal on a single option.
    improves : bool array, shape (n_moves,)
        Which unilateral moves their side prefers to the status quo and could carry home.
    effort : Effort
    """

    draw: int
    sweetened: tuple[ClassOutcome, ...]
    exact: tuple[ClassOutcome | None, ...]
    counts: tuple[CountEstimate, ...] | None
    witnesses: tuple[bytes, ...]
    singles: NDArray[np.int8]
    improves: NDArray[np.bool_]
    effort: Effort = field(default_factory=Effort)
