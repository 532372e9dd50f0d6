r"""The mixed-integer programme of plans with a given number of stages.

Variables are the levels :math:`y_{jk}` after each stage but the last (0 or 1 for what cannot be
divided), the smallest relative slack :math:`t`, and a binary wherever it matters whether an item is
done in full or has begun: for preconditions and for links. Every condition of
:mod:`detente.lenses.staging.plan_conditions` is linear in them. Conditions that no plan changes
(those after the last stage, for one) must hold but do not enter t. Numbers are floats, or fractions
where the deal is given in fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from detente.lenses.staging.staged_deal import StagedDeal, StagedLink

__all__ = ["SMALLEST_PART", "Programme", "Row"]

#: Where it matters whether an item is done or has begun, less than this share is not told apart.
SMALLEST_PART = Fraction(1, 1000)
#: A weight below this share of a party's scale is what rounding left of one that cancels out.
NOISE = 1e-12


@dataclass
class Row:
    """A sum of variables and a constant, in floats or in fractions."""

    weights: dict[int, Any] = field(default_factory=dict)
    constant: Any = 0

    def add(self, other: Row, factor: Any = 1) -> None:
        """Add a multiple of another row."""
        self.constant += factor * other.constant
        for variable, weight in other.weights.items():
            self.weights[variable] = self.weights.get(variable, 0) + factor * weight


class Programme:
    """Rows of the programme; every one has to be at least 0.

    Parameters
    ----------
    deal : StagedDeal
        Of one draw, in floats or in fractions; the rows are the same, one by one.
    stages : int
        2 or more: with one stage there is nothing to choose.

    Attributes
    ----------
    rows : list of Row
        What can be carried out: order, preconditions, binaries.
    conditions : list of (Row, scale)
        What nobody may want to stop at, with the party's scale.
    changing : list of int
        Which conditions the plan changes: their slack is to be large.
    whole : list of int
        Variables that are 0 or 1.
    n_variables : int
        Levels first, item by item, then binaries; t is not among them.
    """

    def __init__(self, deal: StagedDeal, stages: int) -> None:
        self.deal = deal
        self.stages = stages
        self.n_items = len(deal.items)
        self.n_levels = self.n_items * (stages - 1)
        self.n_variables = self.n_levels
        self.rows: list[Row] = []
        self.conditions: list[tuple[Row, Any]] = []
        self.changing: list[int] = []
        self._worth: list[list[Any]] = deal.worth[0].tolist()
        self._saved: list[list[Any]] = deal.saved[0].tolist()
        self._link_worth: list[list[Any]] = deal.link_worth[0].tolist()
        self._discount: list[Any] = deal.discount[0].tolist()
        self.whole = [
            j * (stages - 1) + k
            for j in range(self.n_items)
            if not deal.divisible[j]
            for k in range(stages - 1)
        ]
        self._done: dict[tuple[int, int], Row] = {}
        self._begun: dict[tuple[int, int], Row] = {}
        self._all: dict[frozenset[tuple[int, int, bool]], Row] = {}
        self._flows: dict[tuple[int, int], Row] = {}
        self._order()
        scale = deal.scale[0].tolist()
        for a in range(len(deal.parties)):
            for row in self._conditions(a):
                self._ask(row, scale[a])

    def relative(self, k: int) -> Row:
        """Return a condition as a share of its party's scale, without what rounding left of a constant."""
        row, scale = self.conditions[k]
        weights = {v: w / scale for v, w in row.weights.items() if abs(w) > NOISE * scale}
        return Row(weights=weights, constant=row.constant / scale)

    # ------------------------------------------------------------------ levels and what they bring about

    def level(self, j: int, k: int) -> Row:
        """Return the level of an item after stage k: 0 before the first, 1 from the last on."""
        if k <= 0 or k >= self.stages:
            return Row(constant=int(k > 0))
        return Row(weights={j * (self.stages - 1) + k - 1: 1})

    def done(self, j: int, k: int) -> Row:
        """Return 1 where an item is done in full after stage k, else 0."""
        if self.deal.divisible[j] and 0 < k < self.stages:
            return self._flag(self._done, j, k, done=True)
        return self.level(j, k)

    def begun(self, j: int, k: int) -> Row:
        """Return 1 where an item has begun by stage k, else 0."""
        if self.deal.divisible[j] and 0 < k < self.stages:
            return self._flag(self._begun, j, k, done=False)
        return self.level(j, k)

    def _flag(self, flags: dict[tuple[int, int], Row], j: int, k: int, *, done: bool) -> Row:
        if (j, k) in flags:
            return flags[j, k]
        flag, level = self._new(), self.level(j, k)
        self.whole.append(self.n_variables - 1)
        # Done: z <= y <= 1 - e (1 - z). Begun: e z <= y <= z.
        least, most = (Fraction(1), SMALLEST_PART) if done else (SMALLEST_PART, Fraction(1))
        self._at_least(level, (flag, -least))
        self._at_least(Row(constant=1 - most if done else 0), (flag, most), (level, -1))
        flags[j, k] = flag
        return flag

    def _new(self) -> Row:
        self.n_variables += 1
        return Row(weights={self.n_variables - 1: 1})

    def _at_least(self, first: Row, *others: tuple[Row, Any]) -> None:
        row = Row()
        row.add(first)
        for other, factor in others:
            row.add(other, factor)
        self.rows.append(row)

    def _order(self) -> None:
        """Nothing is undone, and nothing begins before what must come first is done."""
        for j in range(self.n_items):
            for k in range(2, self.stages):
                self._at_least(self.level(j, k), (self.level(j, k - 1), -1))
            for first in self.deal.after[j]:
                for k in range(1, self.stages + 1):
                    self._at_least(self.done(first, k - 1), (self.level(j, k), -1))

    # ------------------------------------------------------------------ links

    def _stands(self, link: StagedLink, stage: dict[int, int]) -> Row:
        """Return 1 where a link stands, given after which stage each of its items is looked at."""
        wanted = [(j, stage[j], True) for j in link.done] + [(j, stage[j], False) for j in link.not_begun]
        key = frozenset(wanted)
        if key not in self._all:
            self._all[key] = self._all_of([self._is(*one) for one in wanted])
        return self._all[key]

    def _is(self, j: int, k: int, done: bool) -> Row:
        if done:
            return self.done(j, k)
        not_begun = Row(constant=1)
        not_begun.add(self.begun(j, k), -1)
        return not_begun

    def _all_of(self, parts: list[Row]) -> Row:
        if any(not part.weights and part.constant == 0 for part in parts):
            return Row()
        parts = [part for part in parts if part.weights]
        if len(parts) < 2:
            return parts[0] if parts else Row(constant=1)
        together = self._new()
        for part in parts:
            self._at_least(part, (together, -1))
        self._at_least(Row(constant=len(parts) - 1), (together, 1), *((part, -1) for part in parts))
        return together

    # ------------------------------------------------------------------ conditions

    def _ask(self, row: Row, scale: Any) -> None:
        if any(abs(weight) > NOISE * scale for weight in row.weights.values()):
            self.changing.append(len(self.conditions))
        self.conditions.append((row, scale))

    def _conditions(self, a: int) -> Iterator[Row]:
        last = self.stages + 1
        patient = bool(self.deal.patient[a])
        watched = bool(self.deal.bound[a]) and any(self._saved[a])
        yield self._worth_from(a, self.stages)
        for k in range(1, last + 1):
            if patient or k in (1, last):
                yield self._going_on(a, k)
            if watched:
                yield self._complying(a, k)

    def _going_on(self, a: int, k: int) -> Row:
        """Worth of going on before stage k, less what stopping leaves."""
        row = self._worth_from(a, k)
        row.add(self._left(a, dict.fromkeys(range(self.n_items), k - 1)), -1)
        return row

    def _complying(self, a: int, k: int) -> Row:
        """Worth of complying in stage k, less that of cheating."""
        delta, noticed = self._discount[a], self.deal.monitoring[0].tolist()[a]
        saved = self._saved[a]
        reached = {j: k - 1 if saved[j] > 0 else k for j in range(self.n_items)}
        row = Row()
        row.add(self._worth_from(a, k + 1), delta * noticed)
        row.add(self._left(a, reached), -delta * noticed)
        for j in np.flatnonzero(saved).tolist():
            row.add(self.level(j, k), (delta - 1) * saved[j])
            if not self.deal.reversible[j]:
                row.add(self.level(j, k - 1), (1 - delta) * saved[j])
        return row

    def _worth_from(self, a: int, k: int) -> Row:
        """Worth of the plan from stage k on, as a flow per period."""
        delta = self._discount[a] if self.deal.patient[a] else 1
        row = Row()
        for stage in range(k, self.stages):
            weight = (1 - delta) * delta ** (stage - k)
            if weight:
                row.add(self._points(a, stage), weight)
        row.add(self._points(a, self.stages), delta ** max(0, self.stages - k))
        row.constant -= self.deal.threshold[0].tolist()[a]
        return row

    def _points(self, a: int, stage: int) -> Row:
        """Points of a party when all have complied up to a stage."""
        if (a, stage) not in self._flows:
            everything = dict.fromkeys(range(self.n_items), stage)
            self._flows[a, stage] = self._sum(a, everything, list(enumerate(self.deal.links)))
        return self._flows[a, stage]

    def _left(self, a: int, reached: dict[int, int]) -> Row:
        """Points that stay with a party when the deal ends, its items having got so far."""
        stays = {j: k for j, k in reached.items() if not self.deal.reversible[j]}
        links = [
            (k, replace(link, not_begun=tuple(j for j in link.not_begun if j in stays)))
            for k, link in enumerate(self.deal.links)
            if all(j in stays for j in link.done)
        ]
        return self._sum(a, stays, links)

    def _sum(self, a: int, reached: dict[int, int], links: list[tuple[int, StagedLink]]) -> Row:
        row = Row()
        for j, stage in reached.items():
            row.add(self.level(j, stage), self._worth[a][j])
        for k, link in links:
            row.add(self._stands(link, reached), self._link_worth[a][k])
        return row
