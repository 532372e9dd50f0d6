"""Attribution on some of the draws, where judging all of them for every set of changes takes too long.

A movement is counted in all draws. How it divides over the changes is then estimated from the first
of them, which are a sample like any other: parts are scaled up, what is left of the movement is shared
in proportion to them, and the spread over batches of draws tells how far off they may be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from detente.explain.attribution import COVER, Shapley
from detente.model.predicate import GATES

__all__ = [
    "BATCHES",
    "FEWEST_DRAWS",
    "SAMPLED_DRAWS",
    "SEARCHED_DRAWS",
    "batch_counts",
    "draws_for",
    "scaled_up",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
#: Draws in which packages are searched for, shared by the kinds of deal that need it, and the fewest each.
SEARCHED_DRAWS, FEWEST_DRAWS = 400, 100
#: Draws on which a kind of deal is judged whose orders have to be sampled, which is an estimate anyway.
SAMPLED_DRAWS = 500
#: Parts into which the draws are dealt to see how much they differ.
BATCHES = 20
N_GATES = len(GATES)


def draws_for(draws: int, kinds: int) -> int:
    """Return on how many draws each kind of deal is judged whose packages have to be searched for.

    Parameters
    ----------
    draws : int
        In all.
    kinds : int
        Kinds of deal that need it, 1 or more.
    """
    return min(draws, max(FEWEST_DRAWS, SEARCHED_DRAWS // kinds))


def batch_counts(depths: Int) -> tuple[int, ...]:
    """Count the draws that pass each gate: in all, then in each batch.

    Parameters
    ----------
    depths : int64 array, shape (n_draws,)
        Gates passed, 0 to 5. Draw ``k`` is of batch ``k % BATCHES``.

    Returns
    -------
    tuple of int
        One for each gate, then one for each batch and gate.
    """
    passed = depths[:, None] > np.arange(N_GATES)
    batches = [passed[start::BATCHES].sum(axis=0) for start in range(BATCHES)]
    return tuple(int(n) for n in np.concatenate([passed.sum(axis=0), *batches]))


def scaled_up(found: Shapley, moved: Sequence[int], *, judged: int, draws: int) -> Shapley:
    """Say of all draws what was found in the first of them.

    Parameters
    ----------
    found : Shapley
        Of :func:`batch_counts`, for at least one player.
    moved : sequence of int, length n_gates
        By how many draws the movement is, counted in all of them.
    judged, draws : int
        Draws that were judged, and draws in all; more than were judged.

    Returns
    -------
    Shapley
        The values add up to the movement exactly. What the draws that were judged do not explain of it
        is shared in proportion to the size of the values, and alike where all are 0. The margins allow
        for orders and draws that were left out, and are at least as large as that share.
    """
    scale = Fraction(draws, judged)
    players = list(found.values)
    values: dict[str, list[Fraction]] = {player: [] for player in players}
    margins: dict[str, list[float]] = {player: [] for player in players}
    for gate in range(N_GATES):
        parts = [found.values[player][gate] * scale for player in players]
        rest, weight = moved[gate] - sum(parts, Fraction(0)), sum(map(abs, parts), Fraction(0))
        for player, part in zip(players, parts, strict=True):
            extra = rest * abs(part) / weight if weight else rest / len(players)
            values[player].append(part + extra)
            orders = float(scale) * found.margins[player][gate] if found.margins else 0.0
            by_draws = max(_draw_margin(found.values[player], gate, judged, draws), abs(float(extra)))
            margins[player].append(math.hypot(orders, by_draws))
    return Shapley(
        values={player: tuple(values[player]) for player in players},
        margins={player: tuple(margins[player]) for player in players},
        evaluations=found.evaluations,
        orders=found.orders,
    )


def _draw_margin(values: Sequence[Fraction], gate: int, judged: int, draws: int) -> float:
    """Return half the width of the interval that the draws left out make, by Student's t over batches."""
    # Imported here because scipy.special costs a tenth of a second at start-up.
    from scipy import special

    batches = np.array(values[N_GATES + gate :: N_GATES], np.float64)
    of_sum = math.sqrt(BATCHES) * float(np.std(batches, ddof=1))
    quantile = float(special.stdtrit(BATCHES - 1, (1 + COVER) / 2))
    # Draws that were judged are a part of those that are meant, so only the others are in doubt.
    return draws / judged * quantile * of_sum * math.sqrt(1 - judged / draws)
