"""One draw of a random dossier, judged as a modeller would for a workbench: three model functions.

``OneByOne`` tries package after package in plain Python, ``Enumerated`` all packages at once in NumPy,
``Compiled`` asks detente's own kernels. Each takes the uncertain numbers by name, as keyword arguments,
and returns for every kind of deal the gates that its best package passes.

The first two are written from the description of the model and in floating point, so that they also
check the kernels. They know what the dossiers of :mod:`ensemble_dossiers` hold and no more: no links,
plans, preconditions or leakage.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Consent, DealClass, Dossier
from detente.ensemble.judging import class_plan, judge_values
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["Compiled", "Enumerated", "OneByOne"]

Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: One value for every option of every issue.
Values = list[list[float]]
Flags = list[list[bool]]


@dataclass(frozen=True)
class Condition:
    """A sum over the options chosen that must reach a threshold, at a gate.

    ``over`` flags the options that call it into play; None where any package does.
    """

    gate: int
    points: Values
    threshold: float
    over: Flags | None = None


class Conditions:
    """What a draw asks of packages: which options can be delivered, and sums to be reached."""

    def __init__(self, dossier: Dossier, numbers: dict[str, float]) -> None:
        self.dossier, self.numbers = dossier, numbers
        self.issues = [dossier.issues[key] for key in sorted(dossier.issues)]
        self.sides = dossier.principals
        self.deliverable = [[self._deliverable(i.key, o) for o in i.options] for i in self.issues]
        self.sums = [*self._accepted(), *self._ratified(), *self._credible(), *self._kept()]

    def _deliverable(self, issue: str, option: str) -> bool:
        if self.dossier.issues[issue].options[option].requires is None:
            return True
        held = sum(
            self.numbers[f"issues.{issue}.control.{party}"] for party in self.dossier.issues[issue].control
        )
        return held >= self.numbers[f"issues.{issue}.options.{option}.requires"]

    def _points(self, party: str) -> Values:
        own = self.dossier.stakes[party]
        return [
            [self.numbers[own[i.key][o].path] if o in own.get(i.key, {}) else 0.0 for o in i.options]
            for i in self.issues
        ]

    def _worth(self, side: str) -> Values:
        """Points of a side less its share of the other's."""
        (other,) = (s for s in self.sides if s != side)
        share = self.numbers[f"relative_gains.{side}"]
        pairs = zip(self._points(side), self._points(other), strict=True)
        return [[a - share * b for a, b in zip(own, theirs, strict=True)] for own, theirs in pairs]

    def _less_costs(self, side: str, worth: Values) -> Values:
        cost = self.numbers[f"dealing_costs.{side}.per_issue"]
        return [
            [x - (0.0 if i.options[o].status_quo else cost) for o, x in zip(i.options, row, strict=True)]
            for i, row in zip(self.issues, worth, strict=True)
        ]

    def _reservation(self, side: str) -> float:
        return self.numbers[f"no_deal.{side}.points"] + self.numbers[f"dealing_costs.{side}.per_deal"]

    def _accepted(self) -> list[Condition]:
        return [Condition(1, self._less_costs(s, self._worth(s)), self._reservation(s)) for s in self.sides]

    def _ratified(self) -> list[Condition]:
        found = []
        for rule in self.dossier.ratification:
            over = None if rule.over is None else self._changes(rule.over)
            assert isinstance(rule.needs, Consent)
            found.append(Condition(2, self._points(rule.needs.party), 0.0, over))
        return found

    def _changes(self, named: Mapping[str, tuple[str, ...]]) -> Flags:
        """Flag the options named, but for the status quo."""
        return [
            [not i.options[o].status_quo and o in named.get(i.key, ()) for o in i.options]
            for i in self.issues
        ]

    def _credible(self) -> list[Condition]:
        found = []
        for side in self.sides:
            expected = [
                [x * self._chance(side, i.options[o].performers) for o, x in zip(i.options, row, strict=True)]
                for i, row in zip(self.issues, self._worth(side), strict=True)
            ]
            found.append(Condition(3, self._less_costs(side, expected), self._reservation(side)))
        return found

    def _chance(self, side: str, performers: Sequence[str]) -> float:
        (word,) = {self.numbers[f"trust.keeps_word.{p}"] for p in performers if p != side} or {1.0}
        return word

    def _kept(self) -> list[Condition]:
        found = []
        for side in self.sides:
            discount = self.numbers[f"parties.{side}.discount_factor"]
            price = (1 - discount) / (discount * self.numbers[f"trust.monitoring.{side}"])
            surplus = self._less_costs(side, self._worth(side))
            points = [
                [
                    s - price * (max(0.0, -p) if side in i.options[o].performers else 0.0)
                    for o, s, p in zip(i.options, sums, own, strict=True)
                ]
                for i, sums, own in zip(self.issues, surplus, self._points(side), strict=True)
            ]
            found.append(Condition(4, points, self._reservation(side)))
        return found


@dataclass(frozen=True)
class Membership:
    """A kind of deal: the options it may use, and how many of some options it wants."""

    allowed: Flags
    counted: Flags
    at_least: int


def _membership(dossier: Dossier, deal: DealClass) -> Membership:
    issues = [dossier.issues[key] for key in sorted(dossier.issues)]
    allowed = [
        [
            o in deal.all_of[i.key]
            if i.key in deal.all_of
            else i.options[o].status_quo or deal.none_kind is None or i.kind != deal.none_kind
            for o in i.options
        ]
        for i in issues
    ]
    counted = [[o in deal.of.get(i.key, ()) for o in i.options] for i in issues]
    return Membership(allowed, counted, deal.at_least)


class OneByOne:
    """Plain Python: package after package, gate after gate, leaving off where one is not passed."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.deals = {key: _membership(dossier, deal) for key, deal in dossier.deals.items()}
        self.issues = [dossier.issues[key] for key in sorted(dossier.issues)]

    def __call__(self, **numbers: float) -> dict[str, int]:
        """Judge one draw."""
        asked = Conditions(self.dossier, numbers)
        depths = dict.fromkeys(self.deals, 0)
        status_quo = tuple(list(i.options).index(i.status_quo) for i in self.issues)
        for package in itertools.product(*(range(len(i.options)) for i in self.issues)):
            chosen = list(enumerate(package))
            if package == status_quo or not all(asked.deliverable[i][o] for i, o in chosen):
                continue
            depth = self._depth(asked, chosen)
            for key, deal in self.deals.items():
                if depth > depths[key] and self._is(deal, chosen):
                    depths[key] = depth
        return depths

    def _depth(self, asked: Conditions, chosen: list[tuple[int, int]]) -> int:
        for condition in asked.sums:
            if condition.over is not None and not any(condition.over[i][o] for i, o in chosen):
                continue
            if sum(condition.points[i][o] for i, o in chosen) < condition.threshold:
                return condition.gate
        return len(GATES)

    def _is(self, deal: Membership, chosen: list[tuple[int, int]]) -> bool:
        if not all(deal.allowed[i][o] for i, o in chosen):
            return False
        return sum(deal.counted[i][o] for i, o in chosen) >= deal.at_least


class Enumerated:
    """NumPy: every sum of every package, issue after issue; what is the same in every draw is kept."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.issues = [dossier.issues[key] for key in sorted(dossier.issues)]
        changed = [[not o.status_quo for o in i.options.values()] for i in self.issues]
        self.changed = _any(changed)
        deals = {key: _membership(dossier, deal) for key, deal in dossier.deals.items()}
        self.members = {
            key: _all(deal.allowed) & (_sums(deal.counted) >= deal.at_least) for key, deal in deals.items()
        }
        self.over: dict[int, Bool] = {}

    def __call__(self, **numbers: float) -> dict[str, int]:
        """Judge one draw."""
        asked = Conditions(self.dossier, numbers)
        passing = self.changed & _all(asked.deliverable)
        depth = passing.astype(np.int8)
        for gate in range(1, len(GATES)):
            for k, condition in enumerate(asked.sums):
                if condition.gate == gate:
                    passing &= self._holds(k, condition)
            depth += passing
        return {key: int(depth[member].max(initial=0)) for key, member in self.members.items()}

    def _holds(self, k: int, condition: Condition) -> Bool:
        holds: Bool = _sums(condition.points) >= condition.threshold
        if condition.over is not None:
            if k not in self.over:
                self.over[k] = _any(condition.over)
            holds |= ~self.over[k]
        return holds


def _sums(values: Sequence[Sequence[float]]) -> Float:
    """Add up the values of every package; the last issue turns fastest."""
    total = np.zeros(1)
    for row in values:
        total = np.add.outer(total, np.array(row, np.float64)).ravel()
    return total


def _all(flags: Flags) -> Bool:
    found = np.ones(1, np.bool_)
    for row in flags:
        found = np.logical_and.outer(found, row).ravel()
    return found


def _any(flags: Flags) -> Bool:
    return ~_all([[not flag for flag in row] for row in flags])


class Compiled:
    """detente's own judging, one draw at a time: whatever the dossier holds."""

    def __init__(self, dossier: Dossier) -> None:
        self.blueprint = Blueprint(dossier)
        self.plan = class_plan(self.blueprint)
        self.paths = [quantity.path for quantity in self.blueprint.quantities]

    def __call__(self, **numbers: float) -> dict[str, int]:
        """Judge one draw."""
        values = np.array([[numbers[path]] for path in self.paths])
        (outcome,) = judge_values(self.blueprint, self.plan, values, seed=0, start=0)
        return {
            mask.key: found.depth
            for mask, found in zip(self.blueprint.classes, outcome.sweetened, strict=True)
        }
