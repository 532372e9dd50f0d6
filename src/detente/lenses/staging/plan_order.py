r"""What is left to choose once the order of a plan is fixed, and which of its rows leave nothing over.

At a given order (which binary is 1) the rows of the programme are linear in the levels of what can
be divided. Some of them no such levels can leave slack: they are met exactly or not at all. One
linear programme finds all of these (Freund, Roundy and Todd 1985, *Identifying the set of
always-active constraints in a system of linear inequalities by a single linear program*, MIT Sloan
working paper 1674-85): with rows :math:`g_i + G_i y \ge 0` it is

.. math:: \max \sum_i u_i, \quad g_i \alpha + G_i z \ge u_i, \quad 0 \le u_i \le 1 \le \alpha,

where :math:`u_i = 0` just for the rows that are always tight, and :math:`y = z / \alpha` leaves slack
in all others.

The tight rows are equations. Solved in fractions for some of the levels, the others rounded to plain
fractions, they give a plan that meets them exactly, which no rounding of floats does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.plan_programme import Programme, Row
from detente.lenses.staging.plan_solver import OPTIMAL

__all__ = ["MARGIN", "Order", "exact_values", "order_of"]

Float = NDArray[np.float64]

#: Relative slack that is as good as none.
MARGIN = 1e-6
#: How far the linear programme may stretch: a row that leaves less than the inverse is always tight.
FAR = 1e6


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """The order of a plan.

    Attributes
    ----------
    tight : tuple of int
        Rows that leave nothing over whatever the levels, by their number in :func:`_all_rows`.
    conditions : frozenset of int
        Which conditions of the programme are among them, by their number there.
    inside : float array, shape (n_variables,)
        Values of all variables that leave slack in all other rows.
    """

    tight: tuple[int, ...]
    conditions: frozenset[int]
    inside: Float


def order_of(programme: Programme, values: Float, *, end: float) -> Order | None:
    """Find what is always tight at the order of a solution.

    Parameters
    ----------
    programme : Programme
        In floats.
    values : float array, shape (n_variables,)
        Of all variables; only the binaries count.
    end : float
        When to stop, as :func:`time.monotonic` counts.

    Returns
    -------
    Order or None
        None where time runs out, or there is nothing at this order after all.
    """
    open_to = _open(programme)
    rows = _rows_at(programme, values)
    weighed = [i for i, row in enumerate(rows) if row.weights]
    result = _stretched([rows[i] for i in weighed], open_to, end=end)
    if result.status != OPTIMAL:
        return None
    n = len(open_to)
    inside = values.copy()
    inside[open_to] = np.clip(result.x[:n] / result.x[n], 0.0, 1.0)
    loose = {i for i, u in zip(weighed, result.x[n + 1 :], strict=True) if u > 0.5}
    loose |= {i for i, row in enumerate(rows) if not row.weights and row.constant > MARGIN}
    tight = tuple(i for i in range(len(rows)) if i not in loose)
    first = len(programme.rows)
    conditions = frozenset(k for k in programme.changing if first + k not in loose)
    return Order(tight=tight, conditions=conditions, inside=inside)


def exact_values(programme: Programme, tight: Sequence[int], values: Float, parts: int) -> NDArray[Any]:
    """Round the values of a solution so that tight rows are met exactly.

    Parameters
    ----------
    programme : Programme
        In fractions.
    tight : sequence of int
        As in :class:`Order`. One that contradicts those before it is left out.
    values : float array, shape (n_variables,)
    parts : int
        Of a whole, to which the values that no row fixes are rounded.

    Returns
    -------
    array of Fraction, shape (n_variables,)
        What is tested afterwards: other rows may be missed.
    """
    rows = _rows_at(programme, values)
    found = np.empty(programme.n_variables, object)
    found[:] = [Fraction(round(x)) for x in values.tolist()]
    for v in _open(programme):
        found[v] = Fraction(round(float(values[v]) * parts), parts)
    for v, row in _solved([rows[i] for i in tight]).items():
        found[v] = row.constant + sum((w * found[u] for u, w in row.weights.items()), Fraction(0))
    return found


def _open(programme: Programme) -> list[int]:
    """Variables that the order leaves open."""
    whole = set(programme.whole)
    return [v for v in range(programme.n_variables) if v not in whole]


def _all_rows(programme: Programme) -> list[Row]:
    """Return everything that has to be at least 0: rows, conditions as shares, bounds of open variables."""
    conditions = [programme.relative(k) for k in range(len(programme.conditions))]
    bounds = [
        row for v in _open(programme) for row in (Row(weights={v: 1}), Row(weights={v: -1}, constant=1))
    ]
    return [*programme.rows, *conditions, *bounds]


def _rows_at(programme: Programme, values: Float) -> list[Row]:
    """Return the same with the binaries of a solution put in."""
    chosen = {v: round(float(values[v])) for v in programme.whole}
    return [
        Row(
            weights={v: w for v, w in row.weights.items() if w and v not in chosen},
            constant=row.constant + sum(w * chosen[v] for v, w in row.weights.items() if v in chosen),
        )
        for row in _all_rows(programme)
    ]


def _stretched(rows: list[Row], open_to: list[int], *, end: float) -> Any:
    """Solve the programme above: variables are z, the factor alpha, and u for each row."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix

    n, column = len(open_to), {v: k for k, v in enumerate(open_to)}
    entries = [(i, column[v], -float(w)) for i, row in enumerate(rows) for v, w in row.weights.items()]
    entries += [(i, n, -float(row.constant)) for i, row in enumerate(rows)]
    entries += [(i, n + 1 + i, 1.0) for i in range(len(rows))]
    where = np.array([(i, v) for i, v, _ in entries], np.int64).reshape(-1, 2)
    weights = np.array([w for _, _, w in entries], np.float64)
    return linprog(
        np.repeat([0.0, -1.0], [n + 1, len(rows)]),
        A_ub=csr_matrix((weights, (where[:, 0], where[:, 1])), shape=(len(rows), n + 1 + len(rows))),
        b_ub=np.zeros(len(rows)),
        bounds=[*[(0, FAR)] * n, (1, FAR), *[(0, 1)] * len(rows)],
        options={"disp": False, "time_limit": max(0.0, end - time.monotonic())},
    )


def _solved(equations: list[Row]) -> dict[int, Row]:
    """Solve rows that are to be 0 for as many variables as they fix, by elimination."""
    fixed: dict[int, Row] = {}
    for row in sorted(equations, key=lambda row: len(row.weights)):
        left = Row(constant=row.constant)
        for v, weight in row.weights.items():
            left.add(fixed.get(v, Row(weights={v: 1})), weight)
        left.weights = {v: w for v, w in left.weights.items() if w}
        if not left.weights:
            continue
        pivot = max(left.weights, key=lambda v: abs(left.weights[v]))
        weight = Fraction(left.weights.pop(pivot))
        solved = Row()
        solved.add(left, -1 / weight)
        for other in fixed.values():
            if pivot in other.weights:
                other.add(solved, other.weights.pop(pivot))
        fixed[pivot] = solved
    return fixed
