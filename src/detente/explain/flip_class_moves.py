"""Packages and judgements chosen together: which few, moved, would let some package pass.

Every option gets copies of itself, one for each way of moving a few of the judgements about it, with
the easiest numbers that these make. A further condition allows so many moved judgements in all, and
one more for each set that was found keeps it from being found again. Whether some set of two or three
judgements opens a deal within a reach, any package and any set, is then one question to the kernel.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_class_bounds import Box, Relaxed
from detente.explain.flip_class_oracle import ClassOracle
from detente.explain.flip_class_tracks import Span, Track
from detente.kernel.searching import NONE
from detente.kernel.system import PRED, System

__all__ = ["MOST_COPIES", "Moves", "Piece", "moves_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
#: Ways of moving judgements that are listed at most; beyond that nothing is claimed.
MOST_COPIES = 12_000
#: Ways that cost as much as a usual question.
WAYS = 20


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A judgement that may take the values from one step of a track to another."""

    track: Track
    first: int
    last: int

    @property
    def path(self) -> str:
        """Path of the judgement."""
        return self.track.path

    @property
    def span(self) -> Span:
        """Lowest and highest value."""
        return self.track.span(self.first, self.last)


Moved = tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Moves:
    """The question which judgements to move.

    Attributes
    ----------
    system : System
        Without the conditions on sets that were found.
    origin : int64 array, shape (n_columns,)
        The column each copy is of; -1 for judgements that move thresholds alone.
    moved : tuple of tuple of Piece
        What is moved for each column.
    """

    system: System
    origin: Int
    moved: tuple[Moved, ...]

    def find(self, oracle: ClassOracle, found: Iterable[Collection[str]]) -> tuple[int, Moved, Int]:
        """Look for judgements to move.

        Parameters
        ----------
        oracle : ClassOracle
        found : iterable of collections of paths
            Sets that are not to be part of the answer; each at least one path.

        Returns
        -------
        tuple of (status, pieces, package)
            Status as of the kernel; what is moved, and the package that passes then.
        """
        if not np.diff(self.system.offsets).all():
            # An issue on which nothing is possible, whatever is moved.
            return NONE, (), np.zeros(0, np.int64)
        status, columns = oracle.search(self._without(list(found)))
        if columns is None:
            return status, (), np.zeros(0, np.int64)
        pieces = tuple(piece for c in columns for piece in self.moved[c])
        package = self.origin[columns]
        return status, pieces, package[package >= 0]

    def _without(self, found: Sequence[Collection[str]]) -> System:
        """Add a condition for each set: not all of it."""
        s = self.system
        if not found:
            return s
        holds = {path: np.zeros(len(self.moved), np.int64) for one in found for path in one}
        for c, moved in enumerate(self.moved):
            for piece in moved:
                if piece.path in holds:
                    holds[piece.path][c] = 1
        rows = np.array([-sum(holds[path] for path in one) for one in found], np.int64)
        goals = np.array([1 - len(one) for one in found], np.int64)
        return _with_rows(s, rows, goals)


def moves_of(oracle: ClassOracle, hull: Box, pieces: Sequence[Piece], size: int) -> Moves | None:
    """Set up the question which judgements to move.

    Parameters
    ----------
    oracle : ClassOracle
        Asked what opens a deal.
    hull : mapping of path to (lowest, highest)
        Judgements about everything at once that may move besides, and are not counted.
    pieces : sequence of Piece
        Judgements about one option, about the delivery of one issue, or about thresholds alone, each
        perhaps in several pieces.
    size : int
        How many judgements may move besides those of the hull, at least 1.

    Returns
    -------
    Moves or None
        None where there are too many ways of moving them.
    """
    kinds = {piece: oracle.bounds.roles[piece.path].kind for piece in pieces}
    lumps = [piece for piece in pieces if kinds[piece] == "lump"]
    (base,) = _relaxed(oracle, [hull])
    ways = _ways(oracle, kinds, base.allowed[0], size)
    if ways is None:
        return None
    composites, place = _composites(oracle, ways)
    boxes = [{**hull, **{piece.path: piece.span for piece in chosen}} for chosen in composites]
    boxes += [{**hull, piece.path: piece.span} for piece in lumps]
    filled = list(_relaxed(oracle, boxes))
    copies = _copies(oracle, base, filled, ways, place)
    oracle.effort += len(ways) / WAYS
    eased = list(zip(lumps, filled[len(composites) :], strict=True))
    return _assemble(oracle, base, copies, eased, size)


def _relaxed(oracle: ClassOracle, boxes: Sequence[Box]) -> Iterable[Relaxed]:
    """Relax boxes one by one, shapes (1, ...)."""
    for _, relaxed in oracle.relaxed(boxes):
        for k in range(len(relaxed.tables)):
            yield Relaxed(
                tables=relaxed.tables[k : k + 1],
                thresholds=relaxed.thresholds[k : k + 1],
                allowed=relaxed.allowed[k : k + 1],
            )


def _ways(
    oracle: ClassOracle, kinds: Mapping[Piece, str], allowed: Bool, size: int
) -> dict[Moved, list[int]] | None:
    """List the ways of moving judgements that bear on one column, with the columns each bears on."""
    reach = [(piece, oracle.bounds.touched(piece.path)) for piece, kind in kinds.items() if kind != "lump"]
    ways: dict[Moved, list[int]] = {}
    total = 0
    for c in np.flatnonzero(oracle.columns):
        here = [piece for piece, touched in reach if touched[c]]
        near = [piece for piece in here if not (allowed[c] and kinds[piece] == "delivery")]
        for n in range(1, size + 1):
            for moved in itertools.combinations(near, n):
                if len({piece.path for piece in moved}) < n:
                    continue
                if not allowed[c] and all(kinds[piece] != "delivery" for piece in moved):
                    continue
                ways.setdefault(moved, []).append(int(c))
                total += 1
                if total > MOST_COPIES:
                    return None
    return ways


def _composites(
    oracle: ClassOracle, ways: Mapping[Moved, list[int]]
) -> tuple[list[list[Piece]], dict[Moved, int]]:
    """Put ways that do not touch the same columns together, so that one filling serves them all."""
    bits = {
        path: int.from_bytes(np.packbits(oracle.bounds.touched(path)).tobytes())
        for path in {piece.path for moved in ways for piece in moved}
    }
    composites: list[list[Piece]] = []
    taken: list[int] = []
    place: dict[Moved, int] = {}
    for moved in ways:
        mine = 0
        for piece in moved:
            mine |= bits[piece.path]
        k = next((k for k, used in enumerate(taken) if not used & mine), len(taken))
        if k == len(taken):
            taken.append(0)
            composites.append([])
        taken[k] |= mine
        composites[k] += moved
        place[moved] = k
    return composites, place


def _copies(
    oracle: ClassOracle,
    base: Relaxed,
    filled: Sequence[Relaxed],
    ways: Mapping[Moved, list[int]],
    place: Mapping[Moved, int],
) -> dict[int, dict[Moved, Int]]:
    """Return the numbers of each column for each way of moving that makes some of them easier."""
    n = len(oracle.blueprint.predicates)
    denied = np.arange(base.tables.shape[1]) >= n
    copies: dict[int, dict[Moved, Int]] = {}
    for moved, columns in ways.items():
        relaxed = filled[place[moved]]
        for c in columns:
            if not relaxed.allowed[0, c]:
                continue
            known = copies.setdefault(c, {})
            if base.allowed[0, c]:
                known.setdefault((), base.tables[0, :, c])
            cells = relaxed.tables[0, :, c]
            if _is_useful(moved, cells, known, denied):
                known[moved] = cells
    return copies


def _is_useful(moved: Moved, cells: Int, known: Mapping[Moved, Int], denied: Bool) -> bool:
    """Tell whether no way with one judgement fewer is as easy.

    Ways that were not worth keeping are as easy as a smaller one that was.
    """
    for n in range(len(moved)):
        for fewer in itertools.combinations(moved, n):
            other = known.get(fewer)
            if other is not None and np.where(denied, other <= cells, other >= cells).all():
                return False
    return True


def _assemble(
    oracle: ClassOracle,
    base: Relaxed,
    copies: Mapping[int, Mapping[Moved, Int]],
    lumps: Sequence[tuple[Piece, Relaxed]],
    size: int,
) -> Moves:
    """Lay the columns out, group by group, then the thresholds that may move."""
    allowed = base.allowed[0] & oracle.columns
    offsets, origin, moved, cells = [0], [], [], []
    for start, end in itertools.pairwise(oracle.blueprint.space.offsets):
        for c in range(int(start), int(end)):
            known = copies.get(c, {})
            if allowed[c] and () not in known:
                known = {(): base.tables[0, :, c], **known}
            for way, numbers in known.items():
                origin.append(c)
                moved.append(way)
                cells.append(numbers)
        offsets.append(len(origin))
    for piece, relaxed in lumps:
        gain = base.thresholds[0] - relaxed.thresholds[0]
        if gain.any():
            origin += [-1, -1]
            moved += [(), (piece,)]
            cells += [np.zeros_like(gain), gain]
            offsets.append(len(origin))
    b = oracle.blueprint
    system = System(
        offsets=np.array(offsets, np.int64),
        tables=np.array(cells, np.int64).reshape(len(origin), len(base.thresholds[0])).T.copy(),
        thresholds=base.thresholds[0],
        allowed=np.ones(len(origin), np.bool_),
        code=oracle.bounds.code,
        clause_start=b.clause_start,
        clause_gate=b.clause_gate,
        n_gates=1 + int(b.clause_gate.max()),
    )
    counted = -np.array([[len(way) for way in moved]], np.int64)
    return Moves(
        system=_with_rows(system, counted, np.array([-size])), origin=np.array(origin), moved=tuple(moved)
    )


def _with_rows(system: System, rows: Int, goals: Int) -> System:
    """Add conditions that must hold."""
    first = len(system.thresholds)
    programs = np.array([(PRED, first + k) for k in range(len(rows))], np.int64)
    ends = system.clause_start[-1] + 2 * np.arange(1, len(rows) + 1)
    return System(
        offsets=system.offsets,
        tables=np.concatenate([system.tables, rows]),
        thresholds=np.concatenate([system.thresholds, goals]),
        allowed=system.allowed,
        code=np.concatenate([system.code, programs.ravel()]),
        clause_start=np.concatenate([system.clause_start, ends]),
        clause_gate=np.concatenate([system.clause_gate, np.zeros(len(rows), np.int64)]),
        n_gates=system.n_gates,
    )
