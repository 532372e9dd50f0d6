"""Two or three judgements that close the last deal together, nearest first, with a proof of what is left.

A package that passes whatever a few judgements do must be killed by whatever else is to close the deal.
So each set that closes it holds a judgement that hurts that package, then one that hurts the package
that is left after that, and so on (Reiter 1987, *Artificial Intelligence* 32(1), for the tree of
hitting sets); the last one has to kill it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_class_bounds import Box
from detente.explain.flip_class_found import Found
from detente.explain.flip_class_oracle import NEVER, Ask, ClassOracle
from detente.explain.flip_class_small import Harm, SmallModel
from detente.explain.flip_class_solving import Reaches, Solved, Ways, solve
from detente.explain.flip_class_tracks import Track

__all__ = ["closing_sets"]

Int = NDArray[np.int64]
Paths = frozenset[str]
#: How often a reach is halved to see how soon a package dies.
HALVINGS = 5
#: Reach is raised by this much from level to level.
STEP = 1 / 16
#: Share of the budget for finding sets; the rest is for their nearest values.
SWEEPING = 0.5
#: Shares of the reach of a node at which a package is looked for that survives.
SHARES = (1.0, 0.98, 0.9, 0.75, 0.5, 0.2)
#: Columns of boxes judged for one package that cost as much as a usual question.
COLUMNS = 2_000


def closing_sets(
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
    """Find sets of judgements that close the last deal together.

    Parameters
    ----------
    oracle : ClassOracle
        Asked what closes the last deal.
    ways, size, smaller, farthest, up_to, most, budget
        As for :func:`~detente.explain.flip_class_opening.opening_sets`.

    Returns
    -------
    Found
    """
    tree = _Tree(oracle, ways, size, smaller, farthest, min(up_to, farthest), budget)
    tree.grow()
    return tree.solved(most)


@dataclass(frozen=True, kw_only=True)
class _Node:
    """Judgements that move, up to a reach at which some package is proved to pass whatever they do."""

    tracks: tuple[Track, ...]
    cap: float
    barred: frozenset[Track]


class _Tree:
    """The tree of judgements that hurt what the others leave."""

    def __init__(
        self,
        oracle: ClassOracle,
        ways: Ways,
        size: int,
        smaller: Sequence[Solved],
        farthest: float,
        up_to: float,
        budget: float,
    ) -> None:
        self.oracle = oracle
        self.tracks = [track for tracks in ways.values() for track in tracks]
        self.ways = ways
        self.size = size
        self.farthest = farthest
        self.up_to = up_to
        self.budget = budget
        self.known = {one.paths: one for one in smaller}
        self.candidates: dict[tuple[Track, ...], float] = {}
        self.proved = farthest
        self._models: dict[bytes, SmallModel] = {}

    def grow(self) -> None:
        """List every set that may close the last deal, with a reach below which it does not."""
        layer = [_Node(tracks=(), cap=self.up_to, barred=frozenset())]
        for left in range(self.size, 0, -1):
            following: list[_Node] = []
            for node, package in self._survived(layer):
                if self.oracle.effort >= self.budget:
                    self.proved = 0.0
                    return
                if left == 1:
                    self._note(node, package)
                else:
                    following += self._children(node, package)
            layer = self._capped(following)

    def solved(self, most: int) -> Found:
        """Find out at which reach the sets close the last deal, those first that may do so soonest."""
        found: list[Solved] = []
        done, left, n_turned = 0.0, self.proved, 0
        sweeping = self.oracle.effort + SWEEPING * (self.budget - self.oracle.effort)
        while done < self.up_to and n_turned < most and self.oracle.effort < sweeping:
            near: dict[Paths, Reaches] = {}
            while done < self.up_to and len(near) < most - n_turned and self.oracle.effort < sweeping:
                before, done = done, min(done + STEP, self.up_to)
                for tracks in self._may_turn(done):
                    paths = frozenset(track.path for track in tracks)
                    safe = max(before, self.candidates.pop(tracks))
                    near[paths] = min(near.get(paths, (safe, done)), (safe, done))
            ordered = sorted(near, key=lambda paths: (near[paths], sorted(paths)))
            left = min([left, *(near[paths][0] for paths in ordered[most:])])
            found += solve(self.oracle, self.ways, ordered[:most], self.farthest, between=near)
            n_turned = sum(one.found is not None for one in found)
        left = min(left, done)
        complete = math.inf if left >= self.farthest else left
        return Found(sets=tuple(found), complete_to=complete, examined=len(found))

    def _may_turn(self, reach: float) -> list[tuple[Track, ...]]:
        """Return the ways of moving that are not proved to leave the verdict alone within a reach."""
        waiting = [tracks for tracks, safe in self.candidates.items() if safe < reach]
        answers = self.oracle.answer([Ask(boxes=(_box(tracks, reach),)) for tracks in waiting])
        left: list[tuple[Track, ...]] = []
        spared: dict[bytes, list[tuple[Track, ...]]] = {}
        packages: dict[bytes, Int] = {}
        for tracks, answer in zip(waiting, answers, strict=True):
            if answer.word != NEVER or answer.package is None:
                left.append(tracks)
                continue
            key = answer.package.tobytes()
            packages[key] = answer.package
            spared.setdefault(key, []).append(tracks)
        for key, package in packages.items():
            lasts = self._lasts(package, spared[key], reach, self.up_to)
            self.candidates.update(zip(spared[key], lasts, strict=True))
        return left

    def _lasts(self, package: Int, ways: Sequence[tuple[Track, ...]], low: float, high: float) -> list[float]:
        """Return for each way of moving a reach, from ``low`` on, up to which the package passes."""
        lows, highs = np.full(len(ways), low), np.full(len(ways), high)
        for _ in range(HALVINGS):
            middles = (lows + highs) / 2
            boxes = [_box(tracks, reach) for tracks, reach in zip(ways, middles, strict=True)]
            kills = self._harm(package, boxes).kills
            lows, highs = np.where(kills, lows, middles), np.where(kills, middles, highs)
        return [float(reach) for reach in lows]

    def _survived(self, nodes: Sequence[_Node]) -> list[tuple[_Node, Int]]:
        """Return for each node a package that passes whatever its judgements do, with few changes.

        Where none does up to the node's reach though nothing turns the verdict there, because some
        judgement hurts as well as helps, the reach is lowered, and nothing is claimed beyond.
        """
        found: list[tuple[_Node, Int]] = []
        todo = list(nodes)
        for share in SHARES:
            boxes = [_box(node.tracks, share * node.cap) for node in todo]
            answers = self.oracle.answer([Ask(boxes=(box,)) for box in boxes])
            known = [answer.package if answer.word == NEVER else None for answer in answers]
            lean = list(zip(todo, self.oracle.leaner(boxes, known), strict=True))
            lowered = [(replace(node, cap=share * node.cap), package) for node, package in lean]
            done = [(node, package) for node, package in lowered if package is not None]
            found += done
            if share < 1.0:
                self.proved = min([self.proved, *(node.cap for node, _ in done)])
            todo = [node for node, package in lean if package is None]
        if todo:
            self.proved = 0.0
        return found

    def _children(self, node: _Node, package: Int) -> list[_Node]:
        """Add each judgement that hurts the package, the earlier ones barred from then on."""
        able = self._able(node, package)
        boxes = [_box(node.tracks, node.cap), *(_box((*node.tracks, track), node.cap) for track in able)]
        # What less control does to a package shows only once there is too little.
        hurts = self._harm(package, boxes).hurts[1:]
        hurts |= [self.oracle.bounds.roles[track.path].kind == "delivery" for track in able]
        barred = set(node.barred)
        children = []
        for track in (track for track, hurt in zip(able, hurts, strict=True) if hurt):
            tracks = (*node.tracks, track)
            children.append(_Node(tracks=tracks, cap=node.cap, barred=frozenset(barred)))
            barred.add(track)
        return children

    def _note(self, node: _Node, package: Int) -> None:
        """Put down each judgement that kills the package, with a reach at which it does not yet."""
        able = self._able(node, package)
        boxes = [_box((*node.tracks, track), node.cap) for track in able]
        if not boxes:
            return
        killed = self._harm(package, boxes).kills
        killers = [(*node.tracks, track) for track, dead in zip(able, killed, strict=True) if dead]
        if not killers:
            return
        for tracks, safe in zip(killers, self._lasts(package, killers, 0.0, node.cap), strict=True):
            ordered = tuple(sorted(tracks, key=lambda track: track.path))
            self.candidates[ordered] = max(safe, self.candidates.get(ordered, 0.0))

    def _harm(self, package: Int, boxes: Sequence[Box]) -> Harm:
        model = self._model(package)
        self.oracle.effort += len(boxes) * model.size / COLUMNS
        return model.harm(boxes)

    def _able(self, node: _Node, package: Int) -> list[Track]:
        """Return the tracks that may bear on a package and may be added to a node."""
        bearing = self._model(package).paths - {track.path for track in node.tracks}
        return [track for track in self.tracks if track.path in bearing and track not in node.barred]

    def _capped(self, nodes: Sequence[_Node]) -> list[_Node]:
        """Keep judgements short of where they turn the verdict without any other."""
        sets = [frozenset(track.path for track in node.tracks) for node in nodes]
        unknown = [k for k, paths in enumerate(sets) if paths not in self.known]
        answers = self.oracle.answer([Ask(boxes=(_box(nodes[k].tracks, nodes[k].cap),)) for k in unknown])
        doubtful = {sets[k] for k, answer in zip(unknown, answers, strict=True) if answer.word != NEVER}
        todo = sorted(doubtful, key=sorted)
        for one in solve(self.oracle, self.ways, todo, self.farthest):
            self.known[one.paths] = one
        return [self._cap(node, self.known.get(paths)) for node, paths in zip(nodes, sets, strict=True)]

    def _cap(self, node: _Node, alone: Solved | None) -> _Node:
        if alone is None or alone.at_least > node.cap:
            return node
        if alone.at_least < alone.reach:
            self.proved = min(self.proved, alone.at_least)
        return replace(node, cap=math.nextafter(alone.at_least, -math.inf))

    def _model(self, package: Int) -> SmallModel:
        key = package.tobytes()
        if key not in self._models:
            named = self.oracle.blueprint.space.package(package)
            self._models[key] = SmallModel(self.oracle.dossier, named)
        return self._models[key]


def _box(tracks: Sequence[Track], reach: float) -> Box:
    return {track.path: track.span(0, track.steps_within(reach)) for track in tracks}
