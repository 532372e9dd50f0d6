"""What is the same in every draw of a run: the kinds of deal to ask about, and the rows of proofs.

A *kind* is a deal class in one form: with anything it likes elsewhere, or exactly as described. The
first kinds are all classes in the first form, in their order; after them come those classes exactly
as described that are too many packages to try one by one. Those with few packages are listed apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import is_pair
from detente.kernel.surveying import Conditions
from detente.kernel.system import PRED
from detente.kernel.weighing import Rows
from detente.lenses.status_quo import Move, single_packages, unilateral_moves
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES

__all__ = ["FEW", "Few", "Kinds", "RowsOf", "fits", "kinds_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Classes with at most this many packages are tried package by package.
FEW = 5_000


@dataclass(frozen=True, kw_only=True, eq=False)
class RowsOf:
    """The inequalities that proofs may weigh, and what belongs to each.

    Attributes
    ----------
    rows : Rows
    gate : int64 array, shape (n_rows,)
    owner : int64 array, shape (n_rows,)
        Party whose condition it is, -1 where it is nobody's.
    clause : int64 array, shape (n_rows,)
    """

    rows: Rows
    gate: Int
    owner: Int
    clause: Int


@dataclass(frozen=True, kw_only=True, eq=False)
class Few:
    """Deal classes that, exactly as described, are few enough to try package by package.

    Attributes
    ----------
    classes : tuple of int
    masks : bool array, shape (n_few, n_columns)
    predicates : int64 array, shape (n_few,)
        The predicate that counts the class's moved issues, or -1.
    """

    classes: tuple[int, ...]
    masks: Bool
    predicates: Int


@dataclass(frozen=True, kw_only=True, eq=False)
class Counting:
    """Kinds of deal that ask for a number of moved issues.

    Attributes
    ----------
    kinds : int64 array, shape (n_counting,)
    tables : int64 array, shape (n_counting, n_columns)
        What each column adds to the number.
    thresholds : int64 array, shape (n_counting,)
    """

    kinds: Int
    tables: Int
    thresholds: Int


@dataclass(frozen=True, kw_only=True, eq=False)
class Kinds:
    """The kinds of deal of a blueprint.

    Attributes
    ----------
    order : tuple of int
        Classes, widest first.
    wider : tuple of tuple of int
        For each class the earlier ones, in that order, that contain it.
    n_exact : tuple of int
        Packages of each class exactly as described; 0 without that form.
    of : tuple of int
        The class of every kind.
    n_sweetened : int
        The first kinds, with anything elsewhere; the others are exactly as described.
    masks : bool array, shape (n_kinds, n_columns)
        Columns that packages of a kind may use.
    counting : Counting
    kind_order : int64 array, shape (n_kinds,)
        Kinds, each after those that contain it.
    contained : bool array, shape (n_kinds, n_kinds)
        ``contained[k, j]`` where every package of kind k is known to be one of kind j.
    few : Few
    conditions : Conditions
        Common clauses alone.
    suspects : bool array, shape (n_parties,)
        Parties that have conditions at all.
    principals : bool array, shape (n_parties,)
    proofs : RowsOf
    singles : int64 array, shape (n_singles, n_groups)
    moves : tuple of Move
    """

    order: tuple[int, ...]
    wider: tuple[tuple[int, ...], ...]
    n_exact: tuple[int, ...]
    of: tuple[int, ...]
    n_sweetened: int
    masks: Bool
    counting: Counting
    kind_order: Int
    contained: Bool
    few: Few
    conditions: Conditions
    suspects: Bool
    principals: Bool
    proofs: RowsOf
    singles: Int
    moves: tuple[Move, ...]

    def __len__(self) -> int:
        return len(self.of)


def _order(b: Blueprint) -> tuple[int, ...]:
    size = [int(mask.sweetened.sum()) - (mask.clause is not None) for mask in b.classes]
    return tuple(sorted(range(len(b.classes)), key=lambda k: (-size[k], b.classes[k].key)))


def _wider(b: Blueprint, order: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """List for each class the earlier ones that contain it."""
    return tuple(
        tuple(
            j
            for j in order[: order.index(k)]
            if b.classes[j].clause is None and not (b.classes[k].sweetened & ~b.classes[j].sweetened).any()
        )
        for k in range(len(b.classes))
    )


def _owners(b: Blueprint) -> Int:
    number = {party: i for i, party in enumerate(b.parties)}
    return np.array([-1 if p.party is None else number[p.party] for p in b.predicates], np.int64)


def _conditions(b: Blueprint) -> Conditions:
    n = b.n_common_clauses
    return Conditions(
        code=b.code[: b.clause_start[n]],
        clause_start=b.clause_start[: n + 1].copy(),
        clause_gate=b.clause_gate[:n].copy(),
        owner=_owners(b),
        n_parties=len(b.parties),
        n_gates=len(GATES),
    )


def _pairs(b: Blueprint) -> Iterator[tuple[int, int, int]]:
    """Yield (clause, predicate, guard) of every clause that can be a row; guard -1 for a bare predicate."""
    for f, clause in enumerate(b.clauses):
        program = clause.program
        if len(program) == 2 and program[0] == PRED:
            yield f, program[1], -1
        elif is_pair(np.array(program, np.int64)):
            guard = program[1]
            if b.predicates[guard].kind == "touches none":
                yield f, program[3], guard


def _rows(b: Blueprint) -> RowsOf:
    found = list(_pairs(b))
    clause, predicate, guard = np.array(found, np.int64).reshape(-1, 3).T
    offsets = b.space.offsets
    touched = [
        np.flatnonzero(np.minimum.reduceat(b.static_tables[g], offsets[:-1]) < 0) if g >= 0 else np.empty(0)
        for g in guard.tolist()
    ]
    rows = Rows(
        predicate=predicate.copy(),
        guard=guard.copy(),
        first=np.concatenate([[0], np.cumsum([len(t) for t in touched])]).astype(np.int64),
        issues=np.concatenate([np.empty(0), *touched]).astype(np.int64),
    )
    return RowsOf(rows=rows, gate=b.clause_gate[clause], owner=_owners(b)[predicate], clause=clause.copy())


def _few(b: Blueprint, n_exact: tuple[int, ...]) -> Few:
    chosen = [(k, m) for k, m in enumerate(b.classes) if m.exact is not None and n_exact[k] <= FEW]
    masks = [mask.exact for _, mask in chosen if mask.exact is not None]
    return Few(
        classes=tuple(k for k, _ in chosen),
        masks=np.array(masks, np.bool_).reshape(-1, b.space.n_columns),
        predicates=np.array([_predicate(b, mask) for _, mask in chosen], np.int64),
    )


def _predicate(b: Blueprint, mask: ClassMask) -> int:
    return -1 if mask.clause is None else b.clauses[mask.clause].program[1]


def _counting(b: Blueprint, of: tuple[int, ...]) -> Counting:
    found = [(k, p) for k, j in enumerate(of) if (p := _predicate(b, b.classes[j])) >= 0]
    tables = [b.static_tables[p] for _, p in found]
    return Counting(
        kinds=np.array([k for k, _ in found], np.int64),
        tables=np.array(tables, np.int64).reshape(-1, b.space.n_columns),
        thresholds=np.array([b.static_thresholds[p] for _, p in found], np.int64),
    )


def fits(kinds: Kinds, packages: Int) -> Bool:
    """Tell which packages are of which kind, deliverable or not; shape (n_packages, n_kinds)."""
    inside = np.ascontiguousarray(kinds.masks[:, packages].all(axis=2).T)
    counting = kinds.counting
    sums = counting.tables[:, packages].sum(axis=2)
    inside[:, counting.kinds] &= (sums >= counting.thresholds[:, None]).T
    return inside


def kinds_of(b: Blueprint) -> Kinds:
    """Lay out the kinds of deal of a blueprint, and what the proofs about them may use."""
    order = _order(b)
    wider = _wider(b, order)
    n_exact = tuple(
        0 if m.exact is None else int(np.add.reduceat(m.exact, b.space.offsets[:-1], dtype=float).prod())
        for m in b.classes
    )
    n = len(b.classes)
    large = [k for k in range(n) if b.classes[k].exact is not None and n_exact[k] > FEW]
    masks = [m.sweetened for m in b.classes] + [m for k in large if (m := b.classes[k].exact) is not None]
    contained = np.zeros((n + len(large),) * 2, np.bool_)
    for k, row in itertools.chain(enumerate(range(n)), enumerate(large, n)):
        contained[k, list(wider[row])] = True
        contained[k, row] = k != row
    owner = _owners(b)
    return Kinds(
        order=order,
        wider=wider,
        n_exact=n_exact,
        of=(*range(n), *large),
        n_sweetened=n,
        masks=np.array(masks, np.bool_).reshape(-1, b.space.n_columns),
        counting=_counting(b, (*range(n), *large)),
        kind_order=np.array([*order, *range(n, n + len(large))], np.int64),
        contained=contained,
        few=_few(b, n_exact),
        conditions=_conditions(b),
        suspects=np.isin(np.arange(len(b.parties)), owner),
        principals=np.isin(b.parties, b.principals),
        proofs=_rows(b),
        singles=single_packages(b),
        moves=unilateral_moves(b),
    )
