"""The same counts from a smaller system: what decides nothing is set aside before any counting.

- Columns that are not allowed go.
- Every issue is shifted to have smallest entry 0 under each predicate, and thresholds with it.
- A predicate that all packages satisfy, or none, becomes a constant, and clauses are brought into
  the simplest form that is left: those that always hold go, one that asks for several things at
  once becomes several, and with one that always fails every gate from there on is empty.
- Predicates and clauses that say the same are kept once.
- An issue that makes no difference to any predicate left multiplies counts and goes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.kernel.literals import NEVER, conjuncts, needs_of, program_of
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

__all__ = ["Reduced", "predicate_places", "reduced"]

LARGEST = 2**62
_NEVER = np.array(program_of(NEVER), np.int64).tobytes()

Int = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Reduced:
    """A smaller system with the same counts up to a factor.

    Attributes
    ----------
    factor : int
        Packages of the original system for each package of ``core``; 0 when an issue has no
        allowed option.
    core : System
        Only allowed columns; entries at least 0, with a 0 for each issue and predicate; every
        threshold above 0 and within reach; clauses of a gate ordered by length. Gates are
        numbered as in the original.
    first_empty_gate : int
        This gate and all later ones let no package pass; ``n_gates`` when none is known to.
    """

    factor: int
    core: System
    first_empty_gate: int

    def counts(self, by_gate: dict[int, int]) -> tuple[int, ...]:
        """Return cumulative counts for every gate of the original system.

        Parameters
        ----------
        by_gate : dict of int to int
            Packages of ``core`` that pass each gate that has a clause in ``core``.
        """
        current = self.core.n_packages
        counts = []
        for gate in range(self.core.n_gates):
            current = by_gate.get(gate, current) if gate < self.first_empty_gate else 0
            counts.append(current * self.factor)
        return tuple(counts)


@lru_cache(maxsize=64)
def _places(code: bytes) -> tuple[int, ...]:
    program = np.frombuffer(code, np.int64).tolist()
    places = []
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            places.append(at)
        at += 1 if op == NOT else 3 + program[at + 1] if op == QUOTA else 2
    return tuple(places)


def predicate_places(code: Int) -> Int:
    """Return where in ``code`` the operation PRED stands, ascending."""
    return np.array(_places(code.astype(np.int64, copy=False).tobytes()), np.int64)


def reduced(system: System) -> Reduced:
    """Set aside what decides nothing.

    Parameters
    ----------
    system : System

    Returns
    -------
    Reduced
        With fresh, writable, contiguous int64 arrays.
    """
    allowed = np.asarray(system.allowed, np.bool_)
    offsets = np.concatenate(([0], np.cumsum(allowed)))[system.offsets].astype(np.int64)
    sizes = np.diff(offsets)
    if (sizes == 0).any():
        return Reduced(factor=0, core=_without_issues(system.n_gates), first_empty_gate=0)
    tables = np.asarray(system.tables, np.int64)[:, allowed]
    low = np.minimum.reduceat(tables, offsets[:-1], axis=1) if len(sizes) else tables
    tables = tables - np.repeat(low, sizes, axis=1)
    thresholds = np.clip(system.thresholds, -LARGEST, LARGEST) - low.sum(axis=1)
    high = np.maximum.reduceat(tables, offsets[:-1], axis=1).sum(axis=1) if len(sizes) else 0
    states = np.where(thresholds <= 0, 1, np.where(thresholds > high, -1, 0)).astype(np.int8)
    keys, programs, gates, first_empty = _open_clauses(system, tables, thresholds, states)
    tables = tables[keys]
    matters = np.logical_or.reduceat(tables.any(axis=0), offsets[:-1]) if len(sizes) else sizes > 0
    core = System(
        offsets=np.concatenate(([0], np.cumsum(sizes[matters]))).astype(np.int64),
        tables=np.ascontiguousarray(tables[:, np.repeat(matters, sizes)]),
        thresholds=thresholds[keys],
        allowed=np.ones(int(sizes[matters].sum()), np.bool_),
        code=np.concatenate([*programs, np.empty(0, np.int64)]),
        clause_start=np.cumsum([0, *(len(p) for p in programs)], dtype=np.int64),
        clause_gate=np.array(gates, np.int64),
        n_gates=system.n_gates,
    )
    return Reduced(factor=math.prod(sizes[~matters].tolist()), core=core, first_empty_gate=first_empty)


def _without_issues(n_gates: int) -> System:
    """Return the system of no issues and no clauses."""
    empty = np.empty(0, np.int64)
    return System(
        offsets=np.zeros(1, np.int64),
        tables=np.empty((0, 0), np.int64),
        thresholds=empty,
        allowed=np.empty(0, np.bool_),
        code=empty,
        clause_start=np.zeros(1, np.int64),
        clause_gate=empty,
        n_gates=n_gates,
    )


def _open_clauses(
    system: System, tables: Int, thresholds: Int, states: NDArray[np.int8]
) -> tuple[list[int], list[Int], list[int], int]:
    """Return the predicates kept, the programs and gates of open clauses, the first empty gate."""
    code = np.array(system.code, np.int64)
    start = np.asarray(system.clause_start, np.int64).tolist()
    gates = np.asarray(system.clause_gate, np.int64).tolist()
    places = predicate_places(code)
    predicates = code[places + 1]
    first_names = _first_alike(predicates[states[predicates] == 0], tables, thresholds)
    constants = np.array([OR, PRED, AND], np.int64)  # of nothing: false, (open), true
    code[places] = constants[states[predicates] + 1]
    code[places + 1] = np.where(states[predicates] == 0, first_names[predicates], 0)
    first_empty = system.n_gates
    clauses: dict[bytes, int] = {}
    for c, gate in enumerate(gates):
        for program in _simplest(code[start[c] : start[c + 1]].tobytes()):
            if gate < first_empty and program == _NEVER:
                first_empty = gate
            clauses.setdefault(program, gate)
    open_clauses = [(gate, len(program), program) for program, gate in clauses.items() if gate < first_empty]
    open_clauses.sort(key=lambda clause: clause[:2])
    programs = [np.frombuffer(program, np.int64).copy() for _, _, program in open_clauses]
    ours = [predicate_places(program) + 1 for program in programs]
    kept = np.unique([p for program, at in zip(programs, ours, strict=True) for p in program[at]])
    for codes, at in zip(programs, ours, strict=True):
        codes[at] = np.searchsorted(kept, codes[at])
    return kept.astype(np.int64).tolist(), programs, [gate for gate, _, _ in open_clauses], first_empty


@lru_cache(maxsize=4096)
def _simplest(program: bytes) -> tuple[bytes, ...]:
    """Return the programs that say the same together, each in simplest form; none for "always"."""
    parts = conjuncts(needs_of(program))
    return tuple(np.array(program_of(part), np.int64).tobytes() for part in parts)


def _first_alike(predicates: Int, tables: Int, thresholds: Int) -> Int:
    """Return for each of some predicates the first one among them that says the same."""
    names = np.arange(len(thresholds))
    seen: dict[bytes, int] = {}
    for p in np.unique(predicates).tolist():
        names[p] = seen.setdefault(tables[p].tobytes() + thresholds[p].tobytes(), p)
    return names
