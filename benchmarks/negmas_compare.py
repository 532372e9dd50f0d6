"""Where two answers to the same game differ, and which rule of NegMAS makes the difference."""

from __future__ import annotations

import itertools
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from negmas_games import Case, small_case, table_of
from negmas_routes import CONCEPTS, detente_route, negmas_functions
from numpy.typing import NDArray

__all__ = ["HABITS", "differences", "small_games"]

#: Sets of points are the same when every point of either has one of the other this near.
NEAR = 1e-9

#: What NegMAS does in another way; any of these together may explain a difference.
HABITS = {
    "spread": "Kalai-Smorodinsky taken as the least spread of shares, not the largest least share",
    "ideal": "ideal points that somebody would refuse",
    "worst": "a reservation value below the worst outcome replaced by the worst outcome",
    "product": "a product counted although it is 0, so that all such points are picked",
    "flat": "everything picked because one party's best is what it starts from",
}
TIE = "floating tie"
UNEXPLAINED = "unexplained"

Float = NDArray[np.float64]
Points = Sequence[Sequence[float]]


def differences(case: Case, ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, str]:
    """Return what differs, the frontier or a concept, and why; empty where all is the same."""
    found: dict[str, str] = {}
    a, b = (_array(answer["frontier"], case) for answer in (ours, theirs))
    extra, missing = _without(b, a), _without(a, b)
    if len(extra) or len(missing):
        tied = _covered(extra, a) and _covered(missing, b)
        found["frontier"] = TIE if tied else UNEXPLAINED
    for concept in CONCEPTS:
        mine, other = (_array(answer["picked"][concept], case) for answer in (ours, theirs))
        if len(_without(mine, other)) or len(_without(other, mine)):
            found[concept] = _explanation(case, concept, b, other)
    return found


def _array(points: Points, case: Case) -> Float:
    return np.array(points, np.float64).reshape(-1, case.parties)


def _without(points: Float, others: Float) -> Float:
    """Return the points that have no other near."""
    if not len(others):
        return points
    order = others[np.argsort(others[:, 0])]
    start = np.searchsorted(order[:, 0], points[:, 0] - NEAR)
    end = np.searchsorted(order[:, 0], points[:, 0] + NEAR, side="right")
    far = [
        not (np.abs(order[a:b] - point) <= NEAR).all(axis=1).any()
        for point, a, b in zip(points, start, end, strict=True)
    ]
    return points[np.array(far, np.bool_)]


def _covered(points: Float, others: Float) -> bool:
    """Whether each point is matched or bettered by another, but for rounding."""
    return all((others >= point - NEAR).all(axis=1).any() for point in points)


def _explanation(case: Case, concept: str, frontier: Float, picked: Float) -> str:
    """Name the fewest habits of NegMAS that make it pick what it did."""
    for size in range(len(HABITS) + 1):
        for habits in itertools.combinations(HABITS, size):
            guess = frontier[_picks(case, concept, frontier, habits)]
            if not len(_without(guess, picked)) and not len(_without(picked, guess)):
                return " and ".join(habits) or TIE
    return UNEXPLAINED


def _picks(case: Case, concept: str, frontier: Float, habits: Iterable[str]) -> NDArray[np.bool_]:
    """Flag the points of a frontier within the zone that a concept picks under some habits."""
    if not len(frontier):
        return np.zeros(0, np.bool_)
    table = table_of(case)
    start = np.array(case.floors, np.float64)
    if "worst" in habits:
        start = np.maximum(start, 0.0)
    high = (table.weights * table.values.max(axis=2)).sum(axis=1)
    ideal = (high if "ideal" in habits else frontier.max(axis=0)) - start
    if "flat" in habits and (high - start <= NEAR).any():
        return np.ones(len(frontier), np.bool_)
    gains = frontier - start
    if concept == "nash" and "product" not in habits:
        return _nash(gains)
    able = ideal > 0
    shares = gains[:, able] / ideal[able] if able.any() else np.zeros((len(gains), 1))
    scores = {
        "nash": gains.prod(axis=1),
        "kalai_smorodinsky": -np.ptp(shares, axis=1) if "spread" in habits else shares.min(axis=1),
        "egalitarian": gains.min(axis=1),
        "utilitarian": frontier.sum(axis=1),
    }[concept]
    best: NDArray[np.bool_] = scores >= scores.max() - NEAR * max(1.0, abs(float(scores.max())))
    return best


def _nash(gains: Float) -> NDArray[np.bool_]:
    """Flag the largest products, for every largest set of parties that can gain together."""
    who = gains > NEAR
    most = who.sum(axis=1).max()
    picked = np.zeros(len(gains), np.bool_)
    for group in np.unique(who[who.sum(axis=1) == most], axis=0):
        places = np.flatnonzero((who == group).all(axis=1))
        products = gains[places][:, group].prod(axis=1)
        picked[places[products >= products.max() * (1 - NEAR)]] = True
    return picked


def small_games(n: int) -> dict[str, Any]:
    """Compare ``n`` small games of two and of three parties; count differences and reasons."""
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    alike = 0
    for parties, seed in itertools.product((2, 3), range(n)):
        case = small_case(seed, parties)
        answers = []
        for route in (detente_route, negmas_functions):
            work, read = route(case)
            frontier, picked = read(work())
            answers.append({"frontier": frontier, "picked": picked})
        found = differences(case, *answers)
        counts.update(f"{what}: {why}" for what, why in found.items())
        alike += not found
    return {"games": 2 * n, "alike": alike, "counts": dict(counts.most_common())}
