"""Two or three judgements that open a deal together, nearest first, with a proof of what is left.

Reach is raised level by level; at each the kernel is asked for packages and judgements together
(:mod:`detente.explain.flip_class_moves`) until it proves that there are no more. Judgements that
bear on many options at once, such as the chance that a word is kept, are few: which of them move is
decided by branching, where many may move freely until that is proved to be of no use.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_class_found import Found
from detente.explain.flip_class_moves import Moves, Piece, moves_of
from detente.explain.flip_class_oracle import NEVER, Ask, ClassOracle
from detente.explain.flip_class_solving import Reaches, Solved, Ways, solve
from detente.explain.flip_class_tracks import Span, Track
from detente.kernel.searching import FOUND, NONE, UNDECIDED

__all__ = ["opening_sets"]

#: Width of the first bracket around the smallest reach at which a set may open a deal.
BRACKET = 1 / 32
#: Levels are raised by at least this much.
STEP = 1 / 32
#: Share of the budget for finding sets; the rest is for their nearest values.
SEARCHING = 0.6
#: How many times the values of one judgement are cut in pieces at most.
FINEST = 6
Int = NDArray[np.int64]
Paths = frozenset[str]
EMPTY = np.zeros(0, np.int64)


@dataclass(frozen=True, kw_only=True)
class _Node:
    """Judgements about everything: those that move, those of which one at least does besides.

    Attributes
    ----------
    moving : tuple of Piece
    free : tuple of str
        Paths; none where just those of ``moving`` move.
    others : int
        How many judgements about single options or thresholds may move besides.
    """

    moving: tuple[Piece, ...]
    free: tuple[str, ...]
    others: int


def opening_sets(
    oracle: ClassOracle,
    ways: Ways,
    size: int,
    smaller: Sequence[Solved],
    *,
    farthest: float,
    up_to: float,
    most: int,
    budget: float,
) -> Found:
    """Find sets of judgements that open a deal together.

    Parameters
    ----------
    oracle : ClassOracle
        Asked what opens a deal.
    ways : mapping of path to tracks
        Judgements and the ways in which each is worth moving.
    size : int
        2 or 3.
    smaller : sequence of Solved
        Smaller sets, all that turn the verdict up to the reach ``up_to``.
    farthest : float
        Reach up to which judgements may move.
    up_to : float
        Reach up to which sets are looked for.
    most : int
        Sets after which no further level is begun.
    budget : float
        What ``oracle.effort`` may come to.

    Returns
    -------
    Found
    """
    search = _Search(oracle, ways, size, smaller, farthest, budget)
    end = min(up_to, farthest)
    done, width = search.bracket(end), STEP
    while done < end and len(search.found) < most and oracle.effort < search.budget:
        before = len(search.found)
        reached = search.complete(done, min(search.next_event(done), done + width, end), most)
        if reached <= done:
            # Too much at once: a lower level, most of whose sets are found already, may be proved.
            done = search.complete(done, min(search.next_event(done), done + width / 8, end), 2 * most)
            break
        done = reached
        width = 2 * width if len(search.found) - before < most // 4 else width
    search.solve()
    complete = math.inf if done >= farthest else done
    sets = tuple(search.known[paths] for paths in search.found)
    return Found(sets=sets, complete_to=complete, examined=len(sets))


class _Search:
    """The search for sets of one size."""

    def __init__(
        self,
        oracle: ClassOracle,
        ways: Ways,
        size: int,
        smaller: Sequence[Solved],
        farthest: float,
        budget: float,
    ) -> None:
        self.oracle = oracle
        self.ways = ways
        self.size = size
        self.farthest = farthest
        self.budget = oracle.effort + SEARCHING * (budget - oracle.effort)
        self.known = {one.paths: one for one in smaller}
        self.events = sorted(_before(one.reach) for one in smaller if one.found is not None)
        self.found: dict[Paths, Reaches] = {}
        self.gone: set[str] = set()
        self.cuts: dict[str, int] = {}
        self.kinds = {path: oracle.bounds.roles[path].kind for path in ways}
        self.everywhere = tuple(path for path, kind in self.kinds.items() if kind == "everywhere")

    def next_event(self, done: float) -> float:
        """Return the reach right before the next smaller set turns the verdict."""
        return next((event for event in self.events if event > done), math.inf)

    def bracket(self, up_to: float) -> float:
        """Return a reach up to which nothing opens a deal, not far below one at which something may."""
        if self._is_empty(up_to):
            return up_to
        low, high = 0.0, up_to
        while high - low > BRACKET and self.oracle.effort < self.budget:
            middle = (low + high) / 2
            low, high = (middle, high) if self._is_empty(middle) else (low, middle)
        return low

    def solve(self) -> None:
        """Find out where each set that was found turns the verdict."""
        todo = [paths for paths in self.found if paths not in self.known]
        for one in solve(self.oracle, self.ways, todo, self.farthest, between=self.found):
            self.known[one.paths] = one

    def _is_empty(self, reach: float) -> bool:
        """Tell whether it is proved that nothing opens a deal within a reach."""
        stack = self._root()
        while stack:
            node = stack.pop()
            status, _, _ = self._look(node, self._question(node, reach), reach, ())
            if status == NONE:
                continue
            if not node.free or status != FOUND:
                return False
            stack += self._split(node, reach)
        return True

    def complete(self, done: float, target: float, most: int) -> float:
        """Find every set that opens a deal within the target, given all up to ``done``.

        Gives up once there are more than ``most`` sets.

        Returns
        -------
        float
            Up to where none is missing now: the target, or less.
        """
        barred = [paths for paths, one in self.known.items() if _before(one.reach) <= done]
        self.gone = {path for paths in barred if len(paths) == 1 for path in paths}
        barred = [paths for paths in [*barred, *self.found] if not paths & self.gone]
        stack = self._root()
        while stack:
            if self.oracle.effort >= self.budget or len(self.found) > most:
                return done
            node = stack.pop()
            more = self._exhaust(node, (done, target), barred, most)
            if more is None:
                return done
            stack += more
        return target

    def _root(self) -> list[_Node]:
        nodes = [_Node(moving=(), free=(), others=self.size)]
        free = tuple(path for path in self.everywhere if path not in self.gone)
        if free:
            nodes.append(_Node(moving=(), free=free, others=self.size - 1))
        return nodes

    def _exhaust(self, node: _Node, reaches: Reaches, barred: list[Paths], most: int) -> list[_Node] | None:
        """Take all sets from a node; return the nodes it falls into, None where that fails."""
        done, target = reaches
        question = self._question(node, target)
        while True:
            status, pieces, package = self._look(node, question, target, barred)
            if status == NONE:
                return []
            if node.free:
                return self._split(node, target)
            if status != FOUND or self.oracle.effort >= self.budget or len(self.found) > most:
                return None
            pieces = self._needed(pieces, package)
            paths = frozenset(piece.path for piece in pieces)
            if len(paths) == self.size:
                self.found[paths] = (done, target)
                barred.append(paths)
            elif self._turns(paths, target):
                return None
            else:
                # The set turns nothing: what it might do in theory is too loosely reckoned.
                halves = self._halved(node, pieces)
                if halves is None:
                    return None
                if halves:
                    return halves
                question = self._question(node, target)

    def _turns(self, paths: Paths, target: float) -> bool:
        """Tell whether a smaller set may turn the verdict within the target."""
        if paths not in self.known:
            (self.known[paths],) = solve(self.oracle, self.ways, [paths], self.farthest)
        return self.known[paths].at_least <= target

    def _halved(self, node: _Node, pieces: Sequence[Piece]) -> list[_Node] | None:
        """Cut the widest piece in two: nodes for one about everything, else none but a finer question."""
        moving = [piece for piece in pieces if piece in node.moving]
        if moving:
            widest = max(moving, key=lambda piece: piece.last - piece.first)
            if widest.last - widest.first < 2:
                return None
            middle = (widest.first + widest.last) // 2
            rest = tuple(piece for piece in node.moving if piece != widest)
            halves = [(widest.first, middle), (middle, widest.last)]
            return [
                _Node(
                    moving=(*rest, Piece(track=widest.track, first=first, last=last)),
                    free=(),
                    others=node.others,
                )
                for first, last in halves
            ]
        pulled = [piece.path for piece in pieces if not self.oracle.bounds.roles[piece.path].helps]
        pulled = [path for path in pulled if self.cuts.get(path, 0) < FINEST]
        if not pulled:
            return None
        for path in pulled:
            self.cuts[path] = self.cuts.get(path, 0) + 2
        return []

    def _needed(self, pieces: Sequence[Piece], package: Int) -> tuple[Piece, ...]:
        """Leave out pieces without which the package may pass as well."""
        kept = list(pieces)
        for piece in pieces:
            rest = [other for other in kept if other is not piece]
            box = {other.path: other.span for other in rest}
            (answer,) = self.oracle.answer([Ask(boxes=(box,), package=package)])
            if answer.word != NEVER:
                kept = rest
        return tuple(kept)

    def _question(self, node: _Node, reach: float) -> Moves | None:
        """Set the question of a node up; None where nothing else may move, or too much may."""
        if not node.others:
            return None
        pieces = [
            piece
            for path, kind in self.kinds.items()
            if kind != "everywhere" and path not in self.gone
            for track in self.ways[path]
            for piece in self._pieces(track, track.steps_within(reach))
        ]
        return moves_of(self.oracle, self._hull(node, reach), pieces, node.others)

    def _pieces(self, track: Track, last: int) -> list[Piece]:
        """Cut what a track may reach, the narrowest piece at its end."""
        if last == 0:
            return []
        cuts = [0, *(last - (last >> n) for n in range(1, self.cuts.get(track.path, 0) + 1)), last]
        pairs = itertools.pairwise(sorted(set(cuts)))
        return [Piece(track=track, first=first, last=end) for first, end in pairs]

    def _hull(self, node: _Node, reach: float) -> dict[str, Span]:
        """Return the box of the judgements about everything that move or may."""
        box = {piece.path: piece.span for piece in node.moving}
        for path in node.free:
            spans = [track.span(0, track.steps_within(reach)) for track in self.ways[path]]
            box[path] = (min(low for low, _ in spans), max(high for _, high in spans))
        return box

    def _look(
        self, node: _Node, question: Moves | None, reach: float, barred: Sequence[Paths]
    ) -> tuple[int, tuple[Piece, ...], Int]:
        """Ask whether judgements of a node open a deal, those of sets that are barred apart."""
        about = {piece.path for piece in node.moving}
        left = [paths - about for paths in barred if not (paths & set(self.everywhere)) - about]
        if not all(left):
            return NONE, (), EMPTY
        if node.others and question is None:
            return UNDECIDED, (), EMPTY
        if question is not None:
            status, pieces, package = question.find(self.oracle, left)
            return status, (*node.moving, *pieces), package
        (answer,) = self.oracle.answer([Ask(boxes=(self._hull(node, reach),))])
        if answer.word == NEVER:
            return NONE, (), EMPTY
        if answer.package is None:
            return UNDECIDED, (), EMPTY
        return FOUND, node.moving, answer.package

    def _split(self, node: _Node, reach: float) -> list[_Node]:
        """Branch on one of the judgements about everything of which one at least moves."""
        path, *rest = node.free
        nodes = []
        if rest:
            nodes.append(_Node(moving=node.moving, free=tuple(rest), others=node.others))
        for track in self.ways[path]:
            last = track.steps_within(reach)
            if last:
                moving = (*node.moving, Piece(track=track, first=0, last=last))
                nodes.append(_Node(moving=moving, free=(), others=node.others))
                if rest and node.others:
                    nodes.append(_Node(moving=moving, free=tuple(rest), others=node.others - 1))
        return nodes


def _before(reach: float) -> float:
    """Return the largest number below a reach."""
    return math.nextafter(reach, -math.inf)
