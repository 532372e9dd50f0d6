"""Conditions that can be lifted, and the question whether some package passes without them.

Three kinds of thing can be lifted: a *party* (all its conditions hold: acceptance, consent wherever a
rule asks for it, credibility, keeping), a *rule* of ratification (its clauses are dropped; consents
asked for by options and seats at the table are rules), and a *gate* (all its clauses are dropped; the
first gate takes the required control, order and agenda limit with it, but a deal still has to change
something and to do without pressure).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.judging import LIFTED, NODE_LIMIT
from detente.kernel.exhausting import deepest_gate
from detente.kernel.formula import clause_holds
from detente.kernel.question import clause_predicates
from detente.kernel.searching import UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["KINDS", "Asking", "Conditions", "UnitKind", "rule_key"]

UnitKind = Literal["party", "rule", "gate"]
KINDS: tuple[UnitKind, ...] = ("party", "rule", "gate")

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: The clause of the first gate that makes a package a deal; never lifted.
A_DEAL = "changes something"
DELIVERABLE = GATES[0]


def rule_key(side: str | None, name: str) -> str:
    """Return the key of a ratification rule: ``side/name``."""
    return f"{side}/{name}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """What can be lifted in a model.

    Attributes
    ----------
    predicates : mapping of party to bool array, shape (n_predicates,)
        The conditions of every party that has any, by party, sorted.
    clauses : mapping of kind to mapping of key to bool array, shape (n_clauses,)
        What a rule or a gate consists of: rules in the order of the model, gates in theirs.
    uses : bool array, shape (n_clauses, n_predicates)
        Conditions of parties of which a clause speaks.
    common : bool array, shape (n_clauses,)
        Clauses that are not those of a kind of deal.
    is_monotone : bool
        Lifting more never closes what lifting less opens: no rule says "not".
    """

    predicates: Mapping[str, Bool]
    clauses: Mapping[UnitKind, Mapping[str, Bool]]
    uses: Bool
    common: Bool
    is_monotone: bool

    @classmethod
    def of(cls, blueprint: Blueprint) -> Conditions:
        """Collect them from a blueprint."""
        owners = [predicate.party for predicate in blueprint.predicates]
        predicates = {
            party: np.array([owner == party for owner in owners])
            for party in blueprint.parties
            if party in owners
        }
        common = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
        rules: dict[str, Bool] = {}
        gates = {gate: common & (blueprint.clause_gate == g) for g, gate in enumerate(GATES)}
        owned = np.array([owner is not None for owner in owners])
        uses = np.zeros((len(blueprint.clauses), len(owners)), np.bool_)
        for c, clause in enumerate(blueprint.clauses):
            uses[c, clause_predicates(np.array(clause.program, np.int64))] = True
            if clause.side is not None:
                key = rule_key(clause.side, clause.name)
                rules.setdefault(key, np.zeros(len(common), np.bool_))[c] = True
            if clause.name == A_DEAL:
                gates[DELIVERABLE][c] = False
        return cls(
            predicates=predicates,
            clauses={"rule": rules, "gate": gates},
            uses=uses & owned,
            common=common,
            is_monotone=not blueprint.uses_not,
        )

    def units(self, kind: UnitKind) -> tuple[str, ...]:
        """Keys of all that can be lifted of a kind."""
        return tuple(self.predicates if kind == "party" else self.clauses[kind])

    def rises(self, kind: UnitKind) -> bool:
        """Tell whether lifting more of a kind never closes what lifting less opens."""
        return kind != "party" or self.is_monotone

    def blamed(self, kind: UnitKind, predicates: Bool) -> frozenset[str]:
        """Return what a proof that nothing passes may rest on, given the predicates that it used."""
        if kind == "party":
            return frozenset(key for key, own in self.predicates.items() if (own & predicates).any())
        if not self.is_monotone:
            # What an unused consent is worth depends on the clause, so any clause may matter.
            return frozenset(self.clauses[kind])
        used = (self.uses & predicates).any(axis=1)
        found = frozenset(key for key, own in self.clauses[kind].items() if (own & used).any())
        return found | {DELIVERABLE} if kind == "gate" else found


@dataclass(kw_only=True, eq=False)
class Asking:
    """One draw and the packages of one question, asked again and again with something lifted.

    Attributes
    ----------
    conditions : Conditions
    system : System
        Its own ``allowed`` leaves out nothing.
    clause_on : bool array, shape (n_clauses,)
        Clauses in force, those of the kind of deal included.
    allowed, undelivered : bool array, shape (n_columns,)
        Columns of the packages in question: those that can be delivered, and all.
    is_listed : bool
        Every column is a package, and there are few; else packages are searched for.
    undecided : int
        Questions that were given up; they count as "nothing passes".
    """

    conditions: Conditions
    system: System
    clause_on: Bool
    allowed: Bool
    undelivered: Bool
    is_listed: bool
    undecided: int = 0
    weights: Float = field(init=False)
    enough: dict[UnitKind, set[frozenset[str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.weights = np.zeros(len(self.system.thresholds))
        self.enough = {kind: set() for kind in KINDS}

    @property
    def is_possible(self) -> bool:
        """Whether there is a package at all, deliverable or not, as far as single issues tell."""
        return bool(np.logical_or.reduceat(self.undelivered, self.system.offsets[:-1]).all())

    def suspects(self, kind: UnitKind) -> tuple[str, ...]:
        """Return the units whose lifting can make a difference, in order."""
        units = self.conditions.units(kind)
        if kind != "party" or not self.is_listed:
            return units
        # A condition that every package meets is met without lifting it.
        fails = (self.system.tables[:, self.undelivered] < self.system.thresholds[:, None]).any(axis=1)
        return tuple(unit for unit in units if (self.conditions.predicates[unit] & fails).any())

    def passes(self) -> bool:
        """Tell whether some package passes all gates as it is."""
        return self.opens("party", frozenset())

    def opens(self, kind: UnitKind, lifted: frozenset[str]) -> bool:
        """Tell whether some package passes all gates once these units are lifted."""
        return self._blame(kind, lifted) is None

    def conflict(self, kind: UnitKind, lifted: frozenset[str]) -> frozenset[str] | None:
        """Return units of which one more must be lifted, or None where some package passes.

        Whatever opens a deal has a unit of the answer, which has none of ``lifted`` and from which
        nothing can be left out; it is empty where nothing of this kind opens a deal. For kinds whose
        lifting never closes anything.
        """
        blame = self._blame(kind, lifted)
        if blame is None:
            return None
        everything = frozenset(self.suspects(kind))
        rest = sorted((blame & everything) - lifted)
        kept = 0
        while kept < len(rest):
            unit = rest[kept]
            blame = self._blame(kind, everything.difference(rest) | {unit})
            if blame is None:
                kept += 1
            else:
                others = blame - {unit}
                rest = rest[:kept] + [other for other in rest[kept:] if other in others]
        return frozenset(rest)

    def _blame(self, kind: UnitKind, lifted: frozenset[str]) -> frozenset[str] | None:
        """Return units on which it may rest that nothing passes; None where something does."""
        if self.conditions.rises(kind) and any(known <= lifted for known in self.enough[kind]):
            return None
        on, thresholds = self.clause_on, self.system.thresholds
        if kind == "party" and lifted:
            own = np.any([self.conditions.predicates[party] for party in lifted], axis=0)
            thresholds = np.where(own, LIFTED, thresholds)
        elif lifted:
            on = on & ~np.any([self.conditions.clauses[kind][key] for key in lifted], axis=0)
        allowed = self.undelivered if kind == "gate" and DELIVERABLE in lifted else self.allowed
        columns, blame = self._ask(on, allowed, thresholds)
        if columns is None:
            return self.conditions.blamed(kind, blame)
        self.enough[kind].add(lifted & self._broken(kind, columns))
        return None

    def _broken(self, kind: UnitKind, columns: Int) -> frozenset[str]:
        """Return the units whose conditions a package does not meet."""
        sums = self.system.tables[:, columns].sum(axis=1)
        holds = sums >= self.system.thresholds
        if kind == "party":
            fails = self.conditions.predicates
            return frozenset(key for key, own in fails.items() if (own & ~holds).any())
        code, start = self.system.code, self.system.clause_start
        met = [clause_holds(code[a:b], holds) for a, b in itertools.pairwise(start)]
        clauses = self.conditions.clauses[kind].items()
        broken = {key for key, own in clauses if (own & ~np.array(met, np.bool_)).any()}
        if not self.allowed[columns].all():
            broken.add(DELIVERABLE)
        return frozenset(broken)

    def _ask(self, clause_on: Bool, allowed: Bool, thresholds: Int) -> tuple[Int | None, Bool]:
        """Find a package; also which predicates the answer "none" may rest on."""
        if self.is_listed:
            depth, columns = deepest_gate(
                self.system, clause_on=clause_on, allowed=allowed, thresholds=thresholds
            )
            return columns if depth == len(GATES) else None, self._everything
        found = find_package(
            self.system,
            clause_on=clause_on,
            allowed=allowed,
            thresholds=thresholds,
            # A neighbouring question starts where the first one ended.
            weights=self.weights if thresholds is self.system.thresholds else self.weights.copy(),
            node_limit=NODE_LIMIT,
        )
        if found.status != UNDECIDED:
            return found.columns, found.blame
        status, columns = solve_package(
            self.system, clause_on=clause_on, allowed=allowed, thresholds=thresholds
        )
        self.undecided += status == UNDECIDED
        return columns, self._everything

    @cached_property
    def _everything(self) -> Bool:
        return np.ones(len(self.system.thresholds), np.bool_)
