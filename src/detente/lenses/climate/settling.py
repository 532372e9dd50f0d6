"""Does it die down? Stability and resting points of the answers, draw by draw, without chance and policies.

Perception makes the answers linear in pieces: hostile acts are multiplied by the bias, friendly ones
by belief. Within a piece the state is both sides' hostility and memory, and a deviation dies down
exactly when all eigenvalues of its matrix lie inside the unit circle; without memory that is
``|trace| < 1 + det`` and ``det < 1`` (Richardson 1960 in steps; Elaydi 2005, *An Introduction to
Difference Equations*, sec. 4.3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.simulating import LIMIT

__all__ = ["Settling", "answer_matrix", "settling"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
#: Whether each side is hostile; in each of these the answers are linear.
PIECES = ((True, True), (True, False), (False, True), (False, False))


@dataclass(frozen=True, kw_only=True, eq=False)
class Settling:
    """Whether and where hostility would settle, in every draw.

    Attributes
    ----------
    hostile, friendly : bool array, shape (n_draws,)
        Whether deviations die down while both sides are hostile, and while both are friendly.
    rest : float array, shape (2, n_draws)
        Hostility at which nothing moves; nan where there is no such point, none that draws near, or it
        would lie off the scale: hostility then ends at an end of the scale.
    half_life : float array, shape (n_draws,)
        Steps in which a deviation among hostile sides halves in the long run, when only its slowest part
        is left; infinite where it does not, 0 where it is gone at once. Of a side that remembers long it
        is that of memory, however little it does of that; how long the greater part of an effect lasts
        says :func:`~detente.lenses.climate.fading.fading`.
    """

    hostile: Bool
    friendly: Bool
    rest: Float
    half_life: Float


def answer_matrix(draws: ClimateDraws, hostile: tuple[bool, bool]) -> Float:
    """Return how hostility and memory carry over from one step to the next.

    Parameters
    ----------
    draws : ClimateDraws
    hostile : pair of bool
        Whether each side's hostility is above 0.

    Returns
    -------
    float array, shape (n_draws, 4, 4)
        State: hostility of both sides, then what both remember.
    """
    n = draws.n_draws
    matrix = np.zeros((n, 4, 4))
    for i in range(2):
        j = 1 - i
        weight = draws.bias[i] if hostile[j] else draws.belief[i]
        matrix[:, i, i] = draws.persistence[i]
        matrix[:, i, j] = draws.reaction[i] * weight
        matrix[:, i, 2 + i] = draws.memory[i]
        # A memory that nothing is done about is no part of what dies down.
        matrix[:, 2 + i, 2 + i] = np.where(draws.memory[i] != 0.0, draws.forgets[i], 0.0)
        if hostile[j]:
            matrix[:, 2 + i, j] = (1.0 - draws.forgets[i]) * weight
    return matrix


def settling(draws: ClimateDraws) -> Settling:
    """Say of every draw whether its answers die down, and where hostility would rest.

    Parameters
    ----------
    draws : ClimateDraws
        Beliefs are taken as they are at step 0.

    Returns
    -------
    Settling
    """
    radius = _radius(answer_matrix(draws, (True, True)))
    with np.errstate(divide="ignore"):
        half_life = np.where(radius < 1.0, np.log(0.5) / np.log(radius), np.inf)
    return Settling(
        hostile=radius < 1.0,
        friendly=_radius(answer_matrix(draws, (False, False))) < 1.0,
        rest=_rest(draws),
        half_life=np.where(radius > 0.0, half_life, 0.0),
    )


def _radius(matrix: Float) -> Float:
    if not len(matrix):
        return np.empty(0)
    radius: Float = np.abs(np.linalg.eigvals(matrix)).max(axis=1)
    return radius


def _rest(draws: ClimateDraws) -> Float:
    """Look for the resting point in each of the four pieces, and keep one that lies in its own piece."""
    rest = np.full((2, draws.n_draws), np.nan)
    pushes = np.zeros((draws.n_draws, 4, 1))
    pushes[:, :2, 0] = draws.drift.T
    for hostile in PIECES:
        matrix = answer_matrix(draws, hostile)
        solvable = _radius(matrix) < 1.0
        system = np.where(solvable[:, None, None], np.eye(4) - matrix, np.eye(4))
        found = np.linalg.solve(system, pushes)[:, :2, 0].T
        fits = [(found[i] > 0) if hostile[i] else (found[i] <= 0) for i in range(2)]
        on_scale = (np.abs(found) <= LIMIT).all(axis=0)
        keep = solvable & on_scale & fits[0] & fits[1] & np.isnan(rest[0])
        rest[:, keep] = found[:, keep]
    return rest
