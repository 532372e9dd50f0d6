"""The programme of plans, solved by HiGHS.

The solver works in floats: a row may be missed by about a ten-millionth, so that what it finds has to
be tested, and what it calls infeasible is so by more than that.

Huangfu and Hall 2018, *Mathematical Programming Computation* 10(1).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.plan_programme import Programme, Row

__all__ = ["INFEASIBLE", "OPTIMAL", "OUT_OF_TIME", "Solution", "has_none_relaxed", "slack_at", "solve"]

Float = NDArray[np.float64]

#: How HiGHS says that it is done, that time is up, and that there is nothing.
OPTIMAL, OUT_OF_TIME, INFEASIBLE = 0, 1, 2
#: How much of the best slack may be given up for doing things early.
GIVEN_UP = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """What the solver ended with.

    Attributes
    ----------
    status : int
        0 done, 1 out of time, 2 infeasible, 4 given up for numerical reasons.
    values : float array, shape (n_variables,), or None
        Of all variables; binaries are 0 or 1 exactly. None where nothing was found.
    levels : float array, shape (n, K), or None
        Of all items and stages, the last included; within bounds and never falling.
    slack : float
        The smallest relative slack t of the conditions that were not put aside.
    aside : frozenset of int
        Those that were, by their number in ``programme.conditions``.
    """

    status: int
    values: Float | None = None
    levels: Float | None = None
    slack: float = 0.0
    aside: frozenset[int] = frozenset()


def solve(
    programme: Programme,
    *,
    end: float,
    best: bool = False,
    slack: float | None = None,
    aside: Collection[int] = (),
    excluded: Sequence[Float] = (),
) -> Solution:
    """Look for any plan, for one with the largest slack or, given a slack, for what is done earliest.

    Parameters
    ----------
    programme : Programme
        In floats.
    end : float
        When to stop, as :func:`time.monotonic` counts.
    best : bool
        Whether the smallest relative slack t, 0 to 1, is to be as large as can be.
    slack : float, optional
        What must be left of it, but for a millionth, while as much as can be is done early.
    aside : collection of int
        Conditions, by their number in ``programme.conditions``, that must hold but do not enter t.
    excluded : sequence of float array
        Values of all variables whose binaries must not come up again together.
    """
    aim = np.zeros(programme.n_variables + 1)
    floor = 0.0
    if slack is not None:
        aim[: programme.n_levels] = -1.0
        floor = max(0.0, slack * (1 - GIVEN_UP))
    elif best:
        aim[-1] = -1.0
    rows = _rows(programme, frozenset(aside)) + [(_other(programme, values), False) for values in excluded]
    result = _milp(programme, rows, aim, floor=floor, relaxed=False, end=end)
    if result.x is None:
        return Solution(status=result.status)
    values = np.array(result.x[:-1], np.float64)
    values[programme.whole] = np.round(values[programme.whole])
    return Solution(
        status=result.status,
        values=values,
        levels=_levels_of(programme, values),
        slack=float(result.x[-1]),
        aside=frozenset(aside),
    )


def has_none_relaxed(programme: Programme, *, end: float) -> bool:
    """Tell whether there is no plan even if everything could be divided; False if time runs out."""
    aim = np.zeros(programme.n_variables + 1)
    rows = _rows(programme, frozenset())
    return bool(_milp(programme, rows, aim, floor=0.0, relaxed=True, end=end).status == INFEASIBLE)


def slack_at(programme: Programme, found: Solution, levels: Float) -> float:
    """Return the smallest relative slack, as that of a solution, of other levels at the same order.

    1 where no condition enters it.
    """
    assert found.values is not None
    values = found.values.copy()
    values[: programme.n_levels] = levels[:, :-1].ravel()
    rows = [programme.relative(k) for k in programme.changing if k not in found.aside]
    return min(
        (row.constant + sum(w * values[v] for v, w in row.weights.items()) for row in rows), default=1.0
    )


def _levels_of(programme: Programme, values: Float) -> Float:
    """Return the levels of all items and stages, the last stage included, within bounds."""
    chosen = values[: programme.n_levels].reshape(programme.n_items, programme.stages - 1)
    full = np.concatenate([np.clip(chosen, 0.0, 1.0), np.ones((programme.n_items, 1))], axis=1)
    levels: Float = np.maximum.accumulate(full, axis=1)
    return levels


def _rows(programme: Programme, aside: frozenset[int]) -> list[tuple[Row, bool]]:
    """Return all rows, conditions as shares of their scale, and for each whether it bounds t."""
    raised = frozenset(programme.changing) - aside
    conditions = [(programme.relative(k), k in raised) for k in range(len(programme.conditions))]
    return [*((row, False) for row in programme.rows), *conditions]


def _other(programme: Programme, values: Float) -> Row:
    """Return the row that asks for at least one binary to be another."""
    row = Row(constant=-1)
    for v in programme.whole:
        is_one = values[v] > 0.5
        row.add(Row(weights={v: -1 if is_one else 1}, constant=int(is_one)))
    return row


def _milp(
    programme: Programme,
    rows: list[tuple[Row, bool]],
    aim: Float,
    *,
    floor: float,
    relaxed: bool,
    end: float,
) -> Any:
    """Solve; the last variable is t."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    n = programme.n_variables
    entries = [(k, v, float(w)) for k, (row, _) in enumerate(rows) for v, w in row.weights.items() if w]
    entries += [(k, n, -1.0) for k, (_, is_raised) in enumerate(rows) if is_raised]
    where = np.array([(k, v) for k, v, _ in entries], np.int64).reshape(-1, 2)
    weights = np.array([w for _, _, w in entries], np.float64)
    matrix = csr_matrix((weights, (where[:, 0], where[:, 1])), shape=(len(rows), n + 1))
    whole = np.zeros(n + 1)
    whole[programme.whole] = 0.0 if relaxed else 1.0
    return milp(
        aim,
        constraints=LinearConstraint(matrix, [-float(row.constant) for row, _ in rows], np.inf),
        bounds=Bounds(np.append(np.zeros(n), floor), np.ones(n + 1)),
        integrality=whole,
        options={"disp": False, "time_limit": max(0.0, end - time.monotonic()), "mip_rel_gap": GIVEN_UP},
    )
