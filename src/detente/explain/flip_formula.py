"""What Boolean clauses say when predicates are only known to lie between two bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, OR, PRED, QUOTA

__all__ = ["Truth", "operations_of", "predicates_of", "truth_of"]

Bool = NDArray[np.bool_]
#: Whether something can hold, and whether it must.
Truth = tuple[Bool, Bool]


def truth_of(program: Sequence[int], can: Sequence[Bool], must: Sequence[Bool]) -> Truth:
    """Evaluate a postfix program (:mod:`detente.kernel.system`) on predicates that may be undecided.

    Parameters
    ----------
    program : sequence of int
    can, must : sequence of bool array, one for each predicate
        Whether it can hold, and whether it must: equal where it is decided. All of shapes that
        broadcast against each other.

    Returns
    -------
    can, must : bool arrays
        A clause that cannot hold fails for every choice of the undecided predicates, one that must
        holds for every choice; the converse need not be true where a predicate occurs twice.
    """
    stack: list[Truth] = []
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            stack.append((can[program[at + 1]], must[program[at + 1]]))
            at += 2
        elif op == NOT:
            could, has_to = stack.pop()
            stack.append((~has_to, ~could))
            at += 1
        else:
            n = program[at + 1]
            parts = stack[-n:]
            del stack[-n:]
            weights, quota = [1] * n, n if op == AND else 1
            if op == QUOTA:
                quota, weights = program[at + 2], list(program[at + 3 : at + 3 + n])
            stack.append((_reaches(quota, weights, parts, 0), _reaches(quota, weights, parts, 1)))
            at += 3 + n if op == QUOTA else 2
    return stack[0]


def _reaches(quota: int, weights: Sequence[int], parts: Sequence[Truth], which: int) -> Bool:
    """Tell whether the weights of those parts that can (0) or must (1) hold reach the quota."""
    total = sum(weight * part[which].astype(np.int64) for weight, part in zip(weights, parts, strict=True))
    return np.asarray(total >= quota)


def predicates_of(program: Sequence[int]) -> Iterator[int]:
    """Yield the predicates of a postfix program, as often as they occur."""
    return (program[at + 1] for at in _places(program) if program[at] == PRED)


def operations_of(program: Sequence[int]) -> Iterator[int]:
    """Yield the operations of a postfix program in order."""
    return (program[at] for at in _places(program))


def _places(program: Sequence[int]) -> Iterator[int]:
    at = 0
    while at < len(program):
        yield at
        at += {PRED: 2, NOT: 1, AND: 2, OR: 2}.get(program[at]) or 3 + program[at + 1]
