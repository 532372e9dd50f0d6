"""The fewest stages by trying all plans, and a plan in a programme.

What cannot be divided is tried in every stage; what can be is solved for in fractions, by the simplex
method with Bland's rule on the conditions themselves. Nothing of the search is used.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np

from detente.lenses.staging.plan_conditions import conditions_of
from detente.lenses.staging.plan_levels import can_be_carried_out
from detente.lenses.staging.plan_programme import Programme, Row
from detente.lenses.staging.staged_deal import StagedDeal

__all__ = [
    "changeable_slack",
    "fewest_by_solving",
    "fewest_by_trying",
    "has_solution",
    "plans_by_trying",
    "solution_of",
    "value",
]


def plans_by_trying(deal: StagedDeal, stages: int) -> list[tuple[Any, Any]]:
    """List the plans with so many stages that hold, with the conditions of each, exactly."""
    exact = deal.exact()
    found = []
    for when in itertools.product(range(stages), repeat=len(deal.items)):
        levels = np.array([[Fraction(int(k >= start)) for k in range(stages)] for start in when], object)
        if can_be_carried_out(deal, levels):
            conditions = conditions_of(exact, levels)
            if conditions.holds()[0]:
                found.append((levels, conditions))
    return found


def fewest_by_trying(deal: StagedDeal, most: int) -> tuple[int, list[tuple[Any, Any]]] | None:
    """Return the fewest stages that have a plan, with all plans that hold, or None."""
    for stages in range(1, most + 1):
        found = plans_by_trying(deal, stages)
        if found:
            return stages, found
    return None


def fewest_by_solving(deal: StagedDeal, most: int) -> int | None:
    """Return the fewest stages that have a plan, exactly; no links, and nothing waits for divisible items."""
    for stages in range(1, most + 1):
        if any(
            has_solution(*_rows_of(deal, dict(zip(_whole(deal), when, strict=True)), stages))
            for when in itertools.product(range(stages), repeat=len(_whole(deal)))
            if _can_wait(deal, dict(zip(_whole(deal), when, strict=True)), stages)
        ):
            return stages
    return None


def _whole(deal: StagedDeal) -> list[int]:
    return np.flatnonzero(~deal.divisible).tolist()


def _can_wait(deal: StagedDeal, when: dict[int, int], stages: int) -> bool:
    """Tell whether every item comes after what it waits for; what is divisible may come in the last stage."""
    return all(when[i] < when.get(j, stages - 1) for j, first in enumerate(deal.after) for i in first)


def _rows_of(
    deal: StagedDeal, when: dict[int, int], stages: int
) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Return rows A and numbers b with A x <= b for the parts x done in each stage but the last.

    The conditions are affine in the parts, so that they are known from plans that do each in one stage.
    """
    exact = deal.exact()
    parts = [(j, k) for j in range(len(deal.items)) if deal.divisible[j] for k in range(stages - 1)]

    def conditions(done: dict[int, int]) -> list[Fraction]:
        last = dict.fromkeys(range(len(deal.items)), stages - 1)
        start = {**last, **when, **done}
        levels = np.array(
            [[Fraction(int(k >= start[j])) for k in range(stages)] for j in range(len(start))], object
        )
        found = conditions_of(exact, levels)
        return [*found.cheating[0][found.tempted], *found.stopping[0][found.leaving], *found.whole[0]]

    none = conditions({})
    each = [conditions({j: k}) for j, k in parts]
    rows = [[none[i] - one[i] for one in each] for i in range(len(none))]
    bounds = list(none)
    for item in {j for j, _ in parts}:
        rows.append([Fraction(int(j == item)) for j, _ in parts])
        bounds.append(Fraction(1))
        waits = max((when[i] for i in deal.after[item]), default=-1)
        rows.append([Fraction(int(j == item and k <= waits)) for j, k in parts])
        bounds.append(Fraction(0))
    return rows, bounds


def has_solution(rows: list[list[Fraction]], bounds: list[Fraction]) -> bool:
    """Tell whether A x <= b has a solution x >= 0: least x0 >= 0 with A x - x0 <= b, in fractions."""
    n, m = len(rows[0]), len(rows)
    # Columns are x, x0, one slack per row, and what the basic variable of the row equals.
    table = [
        [*row, Fraction(-1), *(Fraction(int(i == k)) for k in range(m)), b]
        for i, (row, b) in enumerate(zip(rows, bounds, strict=True))
    ]
    basic = [n + 1 + i for i in range(m)]
    aim = [Fraction(int(k == n)) for k in range(n + m + 2)]

    def pivot(i: int, k: int) -> None:
        table[i] = [x / table[i][k] for x in table[i]]
        for row in (*(table[other] for other in range(m) if other != i), aim):
            factor = row[k]
            row[:] = [x - factor * y for x, y in zip(row, table[i], strict=True)]
        basic[i] = k

    lowest = min(range(m), key=lambda i: bounds[i])
    if bounds[lowest] >= 0:
        return True
    pivot(lowest, n)
    while True:
        entering = next((k for k in range(n + m + 1) if aim[k] < 0), None)
        if entering is None:
            return -aim[-1] == 0
        ratios = [
            (table[i][-1] / table[i][entering], basic[i], i) for i in range(m) if table[i][entering] > 0
        ]
        pivot(min(ratios)[2], entering)


def value(row: Row, solution: Any) -> float:
    """Put numbers for the variables of a row."""
    return float(row.constant + sum(weight * solution[v] for v, weight in row.weights.items()))


def solution_of(programme: Programme, levels: Any) -> Any:
    """Give every variable the value it has in a plan: levels first, then flags as they are needed."""
    found = np.zeros(programme.n_variables)
    found[: programme.n_levels] = levels[:, :-1].ravel()
    for (j, k), row in programme._done.items():
        found[next(iter(row.weights))] = levels[j, k - 1] == 1
    for (j, k), row in programme._begun.items():
        found[next(iter(row.weights))] = levels[j, k - 1] > 0
    for wanted, row in programme._all.items():
        if len(row.weights) == 1 and min(row.weights) >= programme.n_levels and row.constant == 0:
            found[next(iter(row.weights))] = all(
                (level_at(levels, j, k) == 1) if done else (level_at(levels, j, k) == 0)
                for j, k, done in wanted
            )
    return found


def level_at(levels: Any, j: int, k: int) -> float:
    """Level of an item after stage k."""
    return float(k > 0) if k <= 0 or k >= levels.shape[1] else float(levels[j, k - 1])


def changeable_slack(deal: StagedDeal, levels: Any) -> float:
    """Smallest relative slack of the conditions that a plan can change; 1 where it changes none."""
    programme = Programme(deal, levels.shape[1])
    solution = solution_of(programme, levels.astype(float))
    return min((value(programme.relative(k), solution) for k in programme.changing), default=1.0)
