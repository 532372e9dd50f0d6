"""The nearest values at which given judgements turn the verdict together, with a proved bound."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from detente.explain.flip_class_nearest import nearest_closing, nearest_opening
from detente.explain.flip_class_oracle import NEVER, Ask, ClassOracle
from detente.explain.flip_class_rounds import Search, side_by_side
from detente.explain.flip_class_tracks import Diagonal, Track
from detente.explain.flip_sets import FlipSet, Turn

__all__ = ["Reaches", "Solved", "Ways", "directions", "solve"]

#: Pieces of a box looked at, and bits to which a bound is tightened.
PIECES, PRECISION = 24, 9
#: Ways of each judgement, by path.
Ways = Mapping[str, Sequence[Track]]
Reaches = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Where a set of judgements turns the verdict.

    Attributes
    ----------
    paths : frozenset of str
    found : FlipSet or None
        The nearest values found; None where none were, up to the farthest reach.
    at_least : float
        No values of these judgements turn the verdict at a smaller reach (packages that do not
        depend on all of them apart); infinite where none do up to the farthest reach.
    """

    paths: frozenset[str]
    found: FlipSet | None
    at_least: float

    @property
    def reach(self) -> float:
        """Reach of the values found, infinite where none were."""
        return math.inf if self.found is None else self.found.reach


def solve(
    oracle: ClassOracle,
    ways: Ways,
    sets: Sequence[frozenset[str]],
    farthest: float,
    *,
    between: Mapping[frozenset[str], Reaches] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Solved]:
    """Find the nearest values at which sets of judgements turn the verdict.

    Parameters
    ----------
    oracle : ClassOracle
    ways : mapping of path to tracks
        Ways in which each judgement is worth moving.
    sets : sequence of frozenset of paths
    farthest : float
        Reach up to which they may move.
    between : mapping of set to (reach, reach), optional
        A reach up to which a set is proved not to turn the verdict, and one within which it may.
    progress : callable, optional
        Called with searches done and all searches.

    Returns
    -------
    list of Solved
        In the order of ``sets``.
    """
    known = between or {}
    searches = [_nearest(oracle, ways, one, known.get(one, (0.0, farthest)), farthest) for one in sets]
    return side_by_side(oracle, searches, progress=progress)


def directions(ways: Ways, paths: frozenset[str]) -> list[tuple[Track, ...]]:
    """List the ways of moving all judgements of a set, each up or down."""
    return list(itertools.product(*(ways[path] for path in sorted(paths))))


def _nearest(
    oracle: ClassOracle, ways: Ways, paths: frozenset[str], known: Reaches, farthest: float
) -> Search[Solved]:
    """Search in every direction in which something may turn, the nearest reaches first."""
    todo = [Diagonal(tracks=tracks, farthest=farthest) for tracks in directions(ways, paths)]
    parts: list[Solved] = []
    low, high = known
    while todo:
        step = todo[0].step_at(high)
        answers = yield [Ask(boxes=(way.box(0, step),)) for way in todo]
        near = [way for way, answer in zip(todo, answers, strict=True) if answer.word != NEVER]
        for way in near:
            if len(way.tracks) == 1:
                part = yield from _single(oracle, way.tracks[0])
            else:
                part = yield from _several(oracle, way, (low, high))
            parts.append(part)
        end = min((part.reach for part in parts), default=math.inf)
        todo = [way for way in todo if way not in near]
        if high >= min(end, farthest):
            break
        low, high = todo[0].reach(step) if todo else high, min(end, farthest)
    best = min(parts, key=lambda part: part.reach, default=None)
    bound = min((part.at_least for part in parts), default=math.inf)
    if best is None or best.found is None:
        return Solved(paths=paths, found=None, at_least=bound)
    bound = min(bound, best.reach)
    found = FlipSet(turns=best.found.turns, at_least=bound)
    return Solved(paths=paths, found=found, at_least=bound)


def _single(oracle: ClassOracle, track: Track) -> Search[Solved]:
    role = oracle.bounds.roles[track.path]
    if oracle.to_deal:
        in_parts = role.kind == "option" and not role.helps
        step, proved = yield from nearest_opening(track, track.steps, in_parts=in_parts)
    else:
        step, proved = yield from nearest_closing(track, track.steps)
    bound = math.inf if proved >= track.steps else track.reach(proved + 1)
    found = None
    if step is not None:
        found = FlipSet(turns=(Turn(entry=track.entry, value=track.value(step)),), at_least=bound)
    return Solved(paths=frozenset({track.path}), found=found, at_least=bound)


def _several(oracle: ClassOracle, way: Diagonal, known: Reaches) -> Search[Solved]:
    tracks = way.tracks
    between = (way.step_at(known[0]), way.step_at(known[1]))
    search = nearest_opening if oracle.to_deal else nearest_closing
    step, proved = yield from search(way, way.steps, between=between)
    paths = frozenset(track.path for track in tracks)
    if proved >= way.steps:
        return Solved(paths=paths, found=None, at_least=math.inf)
    end = way.steps if step is None else step
    if proved + 1 < end:
        proved = yield from _tightened(oracle, way, proved, end)
    bound = way.reach(proved)
    if step is None:
        return Solved(paths=paths, found=None, at_least=bound)
    pairs = zip(tracks, way.moved(step), strict=True)
    turns = tuple(Turn(entry=track.entry, value=track.value(moved)) for track, moved in pairs)
    reach = max(turn.reach for turn in turns)
    if proved + 1 == step:
        # Between two steps of the diagonal there may be single units of a judgement.
        inner = {track.path: track.span(0, track.steps_within(reach, strictly=True)) for track in tracks}
        (answer,) = yield [Ask(boxes=(inner,))]
        bound = reach if answer.word == NEVER else bound
    return Solved(paths=paths, found=FlipSet(turns=turns, at_least=bound), at_least=bound)


def _tightened(oracle: ClassOracle, way: Diagonal, low: int, high: int) -> Search[int]:
    """Prove more of a diagonal, with judgements that may hurt as well as help taken in pieces."""
    loose = [k for k, track in enumerate(way.tracks) if not oracle.bounds.roles[track.path].helps]
    while loose and high - low > way.steps >> PRECISION:
        middle = (low + high) // 2
        safe = yield from _never(way.tracks, [(0, last) for last in way.moved(middle)], loose)
        low, high = (middle, high) if safe else (low, middle)
    return low


def _never(tracks: Sequence[Track], whole: list[tuple[int, int]], loose: Sequence[int]) -> Search[bool]:
    """Prove piece by piece that nothing in a box turns the verdict; False where that fails."""
    todo, asked = [whole], 0
    while todo and asked < PIECES:
        boxes = [
            {track.path: track.span(*part) for track, part in zip(tracks, piece, strict=True)}
            for piece in todo
        ]
        answers = yield [Ask(boxes=(box,)) for box in boxes]
        asked += len(todo)
        halves = []
        for piece, answer in zip(todo, answers, strict=True):
            if answer.word == NEVER:
                continue
            k = max(loose, key=lambda k: (piece[k][1] - piece[k][0]) / max(whole[k][1], 1))
            first, last = piece[k]
            if last - first < 2:
                return False
            for part in ((first, (first + last) // 2), ((first + last) // 2, last)):
                halves.append([*piece[:k], part, *piece[k + 1 :]])
        todo = halves
    return not todo
