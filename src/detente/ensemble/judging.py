"""One draw through the funnel: a pure function of blueprint, seed and draw number.

Deal classes are asked the last gate first, because a package that passes all gates answers
every earlier question too; what fails is bisected. Packages found on the way serve the other
classes of the same draw, never another draw, so that no result depends on the order in which
draws are done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.sampling import draw_generator, draw_values
from detente.kernel.counting import count_or_estimate
from detente.kernel.exhausting import deepest_gate, package_depths
from detente.kernel.searching import FOUND, NONE, UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import System
from detente.kernel.tilting import CountEstimate
from detente.lenses.status_quo import Move, preferred_moves, single_changes, unilateral_moves
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = ["FEW", "ClassOutcome", "ClassPlan", "DrawOutcome", "Effort", "Judge", "class_plan", "judge_block"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Nodes of branch and bound before the solver is asked.
NODE_LIMIT = 4_000
#: Classes with at most this many packages are tried package by package.
FEW = 5_000
#: A threshold that every package reaches: a condition lifted.
LIFTED = -(1 << 61)
N_GATES = len(GATES)


@dataclass(kw_only=True)
class Effort:
    """How the questions of a draw were decided."""

    questions: int = 0
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
        Packages found that pass all gates (int64 columns), each once.
    singles : int8 array, shape (n_singles,)
        Gates passed by each deal on a single option.
    improves : bool array, shape (n_moves,)
        Which unilateral moves their side prefers to the status quo and could carry home.
    """

    draw: int
    sweetened: tuple[ClassOutcome, ...]
    exact: tuple[ClassOutcome | None, ...]
    counts: tuple[CountEstimate, ...] | None
    witnesses: tuple[bytes, ...]
    singles: NDArray[np.int8]
    improves: Bool
    effort: Effort = field(default_factory=Effort)


class Judge:
    """Answers the questions of one draw and remembers the packages it met."""

    def __init__(self, blueprint: Blueprint, tables: Tables, index: int) -> None:
        self.b = blueprint
        self.system: System = tables.system(index)
        self.common = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
        self.effort = Effort()
        self.pool: list[tuple[int, Int]] = []
        n = len(blueprint.predicates)
        self.weights = [np.zeros(n) for _ in GATES]
        self.of_party = {
            party: np.array([p.party == party for p in blueprint.predicates]) for party in blueprint.parties
        }

    def clause_on(self, gate: int, mask: ClassMask) -> Bool:
        """Clauses of all gates up to ``gate``, and the class's own."""
        on = self.common & (self.b.clause_gate <= gate)
        if mask.clause is not None:
            on[mask.clause] = True
        return on

    def remember(self, columns: Int) -> None:
        """Keep a package for the other classes of this draw."""
        depth = int(package_depths(self.system, columns[None, :], clause_on=self.common)[0])
        self.pool.append((depth, columns))

    def known(self, gate: int, mask: ClassMask, allowed: Bool) -> bool:
        """Tell whether a package already met answers the question."""
        for depth, columns in self.pool:
            if depth > gate and allowed[columns].all():
                if mask.clause is None:
                    return True
                p = self.b.clauses[mask.clause].program[1]
                if self.system.tables[p, columns].sum() >= self.system.thresholds[p]:
                    return True
        return False

    def ask(
        self, gate: int, mask: ClassMask, allowed: Bool, thresholds: Int | None = None
    ) -> tuple[int, Bool | None]:
        """Ask whether some package passes all gates up to ``gate``; also who is to blame if none."""
        on = self.clause_on(gate, mask)
        self.effort.questions += 1
        weights = self.weights[gate] if thresholds is None else self.weights[gate].copy()
        result = find_package(
            self.system,
            clause_on=on,
            allowed=allowed,
            thresholds=thresholds,
            weights=weights,
            node_limit=NODE_LIMIT,
        )
        self.effort.nodes += result.nodes
        status, columns, blame = result.status, result.columns, result.blame
        if status == UNDECIDED:
            self.effort.solver_calls += 1
            status, columns = solve_package(self.system, clause_on=on, allowed=allowed, thresholds=thresholds)
            blame = np.ones(len(blame), np.bool_)
        if status == FOUND and thresholds is None and columns is not None:
            self.remember(columns)
        if status == UNDECIDED:
            self.effort.undecided += 1
        return status, blame if status == NONE else None

    def depth(self, mask: ClassMask, allowed: Bool, at_most: int) -> tuple[int, Bool | None]:
        """Count the gates that the best package passes, and say who the last gate fails by."""
        low, high = 0, at_most
        blame: Bool | None = None
        gate = high
        while low < high:
            if self.known(gate - 1, mask, allowed):
                low = gate
            else:
                status, blamed = self.ask(gate - 1, mask, allowed)
                if status == FOUND:
                    low = gate
                else:
                    high = gate - 1
                    if blame is None:
                        blame = blamed
            gate = (low + high + 1) // 2
        return low, blame

    def lifted(self, parties: Iterable[str]) -> Int:
        """Thresholds with every condition of these parties lifted."""
        own = np.any([self.of_party[party] for party in parties], axis=0)
        return np.where(own, LIFTED, self.system.thresholds)

    def sole_blockers(self, mask: ClassMask, allowed: Bool, blame: Bool | None) -> tuple[str, ...]:
        """Parties whose conditions alone, lifted, would let some package of the class pass.

        Parties are tested in groups: if nothing passes with a whole group lifted, nobody in it
        blocks alone, nor does anybody whom that proof does not need; else the group is halved.
        Where a rule says "not", lifting one more may close what lifting one opens, so everybody
        is tested alone.
        """
        suspects = [party for party, own in self.of_party.items() if own.any()]
        principals = [party for party in suspects if party in self.b.principals]
        others = [party for party in suspects if party not in self.b.principals]
        groups = [[party] for party in suspects] if self.b.uses_not else [others, principals]
        if blame is not None:
            groups = self.needed(groups, blame)
        found: list[str] = []
        while groups:
            group = groups.pop()
            if not group:
                continue
            status, proof = self.ask(N_GATES - 1, mask, allowed, self.lifted(group))
            if status != FOUND:
                if proof is not None and not self.b.uses_not:
                    groups = self.needed(groups, proof)
            elif len(group) == 1:
                found += group
            else:
                half = len(group) // 2
                groups += [group[half:], group[:half]]
        return tuple(sorted(found))

    def needed(self, groups: list[list[str]], proof: Bool) -> list[list[str]]:
        """Keep the parties on whose conditions a proof rests."""
        return [[party for party in group if (self.of_party[party] & proof).any()] for group in groups]

    def sweetened(self, mask: ClassMask, at_most: int) -> ClassOutcome:
        """Judge a class with anything it likes elsewhere."""
        allowed = self.system.allowed & mask.sweetened
        depth, blame = self.depth(mask, allowed, at_most)
        if depth == N_GATES or depth == 0:
            return ClassOutcome(depth=depth)
        if at_most < N_GATES:
            blame = None
        return ClassOutcome(depth=depth, sole_blockers=self.sole_blockers(mask, allowed, blame))

    def exact(self, mask: ClassMask, n_packages: int) -> ClassOutcome | None:
        """Judge a class with nothing elsewhere."""
        if mask.exact is None:
            return None
        if n_packages > FEW:
            allowed = self.system.allowed & mask.exact
            depth, blame = self.depth(mask, allowed, N_GATES)
            sole = () if depth in (0, N_GATES) else self.sole_blockers(mask, allowed, blame)
            return ClassOutcome(depth=depth, sole_blockers=sole)
        on = self.clause_on(N_GATES - 1, mask)
        depth, columns = deepest_gate(self.system, clause_on=on, allowed=mask.exact)
        if columns is not None and depth > 0:
            self.remember(columns)
        if depth in (-1, 0, N_GATES):
            return ClassOutcome(depth=max(depth, 0))
        return ClassOutcome(depth=depth, sole_blockers=self.sole_blockers_of_few(mask.exact, on))

    def sole_blockers_of_few(self, allowed: Bool, clause_on: Bool) -> tuple[str, ...]:
        """Sole blockers where every package can be tried."""
        return tuple(
            party
            for party, own in self.of_party.items()
            if own.any()
            and deepest_gate(
                self.system, clause_on=clause_on, allowed=allowed, thresholds=self.lifted([party])
            )[0]
            == N_GATES
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassPlan:
    """What is the same for every draw of a run."""

    order: tuple[int, ...]
    wider: tuple[tuple[int, ...], ...]
    n_exact: tuple[int, ...]
    singles: Int
    moves: tuple[Move, ...]


def class_plan(b: Blueprint) -> ClassPlan:
    """Order the classes widest first and list which earlier class contains which."""
    size = [int(mask.sweetened.sum()) - (mask.clause is not None) for mask in b.classes]
    order = tuple(sorted(range(len(b.classes)), key=lambda k: (-size[k], b.classes[k].key)))
    wider = tuple(
        tuple(
            j
            for j in order[: order.index(k)]
            if b.classes[j].clause is None and not (b.classes[k].sweetened & ~b.classes[j].sweetened).any()
        )
        for k in range(len(b.classes))
    )
    n_exact = tuple(
        0 if m.exact is None else int(np.add.reduceat(m.exact, b.space.offsets[:-1], dtype=float).prod())
        for m in b.classes
    )
    return ClassPlan(
        order=order,
        wider=wider,
        n_exact=n_exact,
        singles=np.array(
            [b.space.columns({issue: option}) for issue, option in single_changes(b)], np.int64
        ).reshape(-1, len(b.space.groups)),
        moves=unilateral_moves(b),
    )


def _judge_draw(b: Blueprint, tables: Tables, index: int, plan: ClassPlan) -> DrawOutcome:
    judge = Judge(b, tables, index)
    exact = tuple(judge.exact(mask, plan.n_exact[k]) for k, mask in enumerate(b.classes))
    sweetened: dict[int, ClassOutcome] = {}
    for k in plan.order:
        at_most = min((sweetened[j].depth for j in plan.wider[k]), default=N_GATES)
        sweetened[k] = judge.sweetened(b.classes[k], at_most)
    witnesses = sorted({columns.tobytes() for depth, columns in judge.pool if depth == N_GATES})
    singles = package_depths(judge.system, plan.singles, clause_on=judge.common).astype(np.int8)
    return DrawOutcome(
        draw=-1,
        sweetened=tuple(sweetened[k] for k in range(len(b.classes))),
        exact=exact,
        counts=None,
        witnesses=tuple(witnesses),
        singles=singles,
        improves=preferred_moves(tables, index, plan.moves),
        effort=judge.effort,
    )


def judge_block(
    blueprint: Blueprint, *, seed: int, start: int, count: int, counted: int = 0, samples: int = 2000
) -> list[DrawOutcome]:
    """Judge draws ``start`` to ``start + count``.

    Parameters
    ----------
    blueprint : Blueprint
    seed : int
    start, count : int
    counted : int
        Packages are counted in draws whose number is below this.
    samples : int
        Sample size where a count is estimated.

    Returns
    -------
    list of DrawOutcome
        In draw order. Pure: the same arguments give the same answer anywhere.
    """
    plan = class_plan(blueprint)
    tables = fill_tables(blueprint, draw_values(blueprint.quantities, seed, start, count))
    outcomes = []
    for index in range(count):
        draw = start + index
        outcome = _judge_draw(blueprint, tables, index, plan)
        counts = None
        if draw < counted:
            rng = draw_generator("count", seed, draw)
            counts = count_or_estimate(tables.common_system(index), rng, samples=samples)
        outcomes.append(replace(outcome, draw=draw, counts=counts))
    return outcomes
