"""The Nash package of every draw of a block: a pure function of blueprint, seed and draw number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.sampling import draw_values
from detente.lenses.bargain.concepts import nash
from detente.lenses.bargain.movement import DrawnBargain
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import BargainProblem, problem_of_dossier
from detente.lenses.bargain.search import Search
from detente.lenses.bargain.solutions import first_by_tie_rule
from detente.model.blueprint import Blueprint

__all__ = ["bargain_block"]

Int = NDArray[np.int64]


def bargain_block(
    blueprint: Blueprint,
    *,
    parties: Sequence[str],
    gates: Sequence[str],
    powers: Sequence[int],
    seed: int,
    start: int,
    count: int,
) -> list[DrawnBargain]:
    """Find the Nash package among those that pass some gates in draws ``start`` to ``start + count``.

    Parameters
    ----------
    blueprint : Blueprint
    parties : sequence of str
        Who bargains.
    gates : sequence of str
    powers : sequence of int
        Their bargaining power.
    seed, start, count : int

    Returns
    -------
    list of DrawnBargain
        In draw order.

    Raises
    ------
    TooLargeError
        When a frontier is too large to hold.
    """
    values = draw_values(blueprint.quantities, seed, start, count, blueprint.correlations)
    return [
        _nash_package(
            problem_of_dossier(
                blueprint.dossier, blueprint=blueprint, values=values[:, k], parties=parties, gates=gates
            ),
            powers,
        )
        for k in range(count)
    ]


def _nash_package(problem: BargainProblem, powers: Sequence[int]) -> DrawnBargain:
    chosen = _searched(problem, powers) if problem.is_gated else _merged(problem, powers)
    if chosen is None:
        return DrawnBargain(package=None)
    surplus = problem.in_points(problem.surplus_of(chosen))
    if min(surplus) <= 0:
        return DrawnBargain(package=None)
    return DrawnBargain(package=problem.space.package(chosen), surplus=tuple(float(x) for x in surplus))


def _searched(problem: BargainProblem, powers: Sequence[int]) -> Int | None:
    search = Search.of(problem)
    found = search.product(powers)
    if found is None:
        return None
    return search.first(problem.values[:, found].sum(axis=1).tolist(), found)


def _merged(problem: BargainProblem, powers: Sequence[int]) -> Int | None:
    frontier = pareto_frontier(problem, within_zone=True)
    best = nash(frontier.surplus, powers)
    if not len(best):
        return None
    packages = frontier.packages[best]
    chosen: Int = packages[first_by_tie_rule(problem, packages)[0]]
    return chosen
