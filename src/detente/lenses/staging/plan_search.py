"""The fewest stages in which a package can be carried out, and the best plan with so many.

For one stage more after another, the mixed-integer programme of
:mod:`detente.lenses.staging.plan_programme` is solved. A plan with K stages is also one with K + 1,
the last of them idle, so the first number that has a plan is the fewest.

Among plans with the fewest stages the one is taken whose smallest slack, as a share of the party's
own scale, is largest, so that multiplying a party's points changes nothing; conditions that no plan
changes are left aside. Where no plan leaves any slack, conditions that are always just met at the
order found are put aside as well, and the smallest of the rest is made large. Of those the one in
which most is done early. The levels found are rounded to the plainest fractions that keep nine
tenths of the slack; where no rounding will do, what is always just met is solved for exactly. What
is reported has passed :func:`detente.lenses.staging.plan_conditions.conditions_of` in exact fractions.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.plan_conditions import TOLERANCE, conditions_of
from detente.lenses.staging.plan_levels import at_once, can_be_carried_out, rounded_levels
from detente.lenses.staging.plan_order import MARGIN, exact_values, order_of
from detente.lenses.staging.plan_programme import Programme
from detente.lenses.staging.plan_solver import (
    INFEASIBLE,
    OPTIMAL,
    OUT_OF_TIME,
    Solution,
    has_none_relaxed,
    slack_at,
    solve,
)
from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["MOST_STAGES", "FoundPlan", "Why", "find_plan"]

Float = NDArray[np.float64]
Numbers = NDArray[Any]
Why = Literal["", "time", "margin", "solver"]

#: Stages that may be asked for.
MOST_STAGES = 60
#: Levels are rounded to so many parts of a whole, the first that will do.
PARTS = (4, 10, 20, 100, 1000, 1_000_000)
#: Share of the slack that rounding must leave.
KEPT = 0.9
#: Before so many stages are tried, it is asked whether there can be a plan at all.
FEW = 4
#: Orders that are tried with one number of stages, should those found not stand the exact test.
ORDERS = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundPlan:
    """What the search for a plan ended with.

    Attributes
    ----------
    status : str
        ``"plan"``, ``"none"`` (none with up to ``stages`` stages), or ``"undecided"``.
    stages : int
        Of the plan, else up to how many were looked at.
    levels : array of Fraction, shape (n, stages), or None
        Level of each item after each stage.
    is_best : bool
        Whether no plan with so few stages has a larger smallest slack, as far as floats can tell, and
        but for the tenth that rounding may take.
    is_fewest : bool
        Whether fewer stages are excluded: not where with fewer of them only plans at the very margin
        were found that do not stand the exact test.
    why : str
        Why it is undecided: ``"time"`` ran out; only plans at the ``"margin"`` were found, none of
        which stands the exact test; the ``"solver"`` gave up. Else empty.
    """

    status: Literal["plan", "none", "undecided"]
    stages: int
    levels: Numbers | None = None
    is_best: bool = False
    is_fewest: bool = False
    why: Why = ""


def find_plan(deal: StagedDeal, *, stages: int, seconds: float, best: bool = True) -> FoundPlan:
    """Look for the plan with the fewest stages.

    Parameters
    ----------
    deal : StagedDeal
        Of one draw, in floats.
    stages : int
        Most stages, 1 to 60.
    seconds : float
        Time for all of it; a search that needs more is undecided.
    best : bool
        Whether to look for the plan with the largest slack; else any plan with the fewest stages.

    Returns
    -------
    FoundPlan
    """
    end = time.monotonic() + seconds
    search = _Search(deal=deal, exact=deal.exact(), best=best, end=end)
    once = at_once(deal)
    if not any(deal.after) and search.holds(once):
        return FoundPlan(status="plan", stages=1, levels=once, is_best=True, is_fewest=True)
    doubtful = False
    for n in range(2, stages + 1):
        # Where even the most stages are not enough with everything divided, none in between are.
        if n == FEW and has_none_relaxed(Programme(deal, stages), end=end):
            return FoundPlan(status="none", stages=stages)
        found = search.with_stages(n)
        if found.status == "plan":
            return replace(found, is_fewest=not doubtful)
        if found.why in ("time", "solver"):
            return found
        doubtful |= found.why == "margin"
    if doubtful:
        return FoundPlan(status="undecided", stages=stages, why="margin")
    return FoundPlan(status="none", stages=stages)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Search:
    """A deal, the same in fractions, whether the best plan is wanted, and when to stop."""

    deal: StagedDeal
    exact: StagedDeal
    best: bool
    end: float

    def with_stages(self, n: int) -> FoundPlan:
        """Look for a plan with so many stages, in one order after another."""
        programme = Programme(self.deal, n)
        excluded: list[Float] = []
        most = 0.0
        for _ in range(ORDERS):
            # Any plan will do if none has to be the best; but one that just holds may not stand the
            # exact test, and then one with slack is asked.
            found = solve(programme, best=self.best or bool(excluded), excluded=excluded, end=self.end)
            if found.values is None:
                break
            most = max(most, found.slack)
            levels, is_best = self._tested(programme, found)
            if levels is not None:
                is_best &= found.slack >= most - MARGIN
                return FoundPlan(status="plan", stages=n, levels=levels, is_best=is_best)
            excluded.append(found.values)
        if found.status in (OPTIMAL, INFEASIBLE):
            why: Why = "margin" if excluded else ""
        else:
            why = "time" if found.status == OUT_OF_TIME else "solver"
        return FoundPlan(status="undecided" if why else "none", stages=n, why=why)

    def _tested(self, programme: Programme, found: Solution) -> tuple[Numbers | None, bool]:
        """Return levels that stand the exact test, and whether they have the most slack."""
        is_best = self.best and found.status == OPTIMAL
        solutions = self._refined(programme, found) if is_best else [found]
        for one in solutions:
            levels = self._rounded(programme, one)
            if levels is not None:
                return levels, is_best
        for one in solutions:
            for levels in self._solved(programme, one):
                if self.holds(levels):
                    return levels, is_best
        return None, False

    def _refined(self, programme: Programme, found: Solution) -> list[Solution]:
        """Return the plan that does most early, then the one that leaves most over, as found."""
        aside: frozenset[int] = frozenset()
        if found.slack <= MARGIN and found.values is not None:
            order = order_of(programme, found.values, end=self.end)
            aside = order.conditions if order else aside
        most = solve(programme, best=True, aside=aside, end=self.end) if aside else found
        early = solve(programme, slack=most.slack, aside=aside, end=self.end)
        return [one for one in (early, most, found) if one.levels is not None]

    def _rounded(self, programme: Programme, found: Solution) -> Numbers | None:
        """Return the levels rounded as plainly as the slack allows, or None where no rounding holds."""
        assert found.levels is not None
        for least in (KEPT * found.slack, 0.0):
            for parts in PARTS:
                rounded = rounded_levels(found.levels, parts)
                left = slack_at(programme, found, rounded.astype(np.float64))
                if left >= least - TOLERANCE and self.holds(rounded):
                    return rounded
        return None

    def _solved(self, programme: Programme, found: Solution) -> Iterator[Numbers]:
        """Yield levels at the order of a solution that meet exactly what is always tight there."""
        assert found.values is not None
        order = order_of(programme, found.values, end=self.end)
        if order is None:
            return
        exact = Programme(self.exact, programme.stages)
        for values in (found.values, order.inside):
            for parts in PARTS:
                if time.monotonic() > self.end:
                    return
                chosen = exact_values(exact, order.tight, values, parts)[: programme.n_levels]
                levels = chosen.reshape(programme.n_items, -1)
                yield np.concatenate([levels, at_once(self.deal)], axis=1)

    def holds(self, levels: Numbers) -> bool:
        """Tell whether a plan can be carried out and holds exactly; floats say first if it is far from it."""
        if not can_be_carried_out(self.deal, levels):
            return False
        slack = float(conditions_of(self.deal, levels.astype(np.float64)).relative()[0])
        return slack >= -TOLERANCE and bool(conditions_of(self.exact, levels).holds()[0])
