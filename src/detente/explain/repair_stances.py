"""Whose consent a package needs: which parties have to be turned, and the cheapest ways of it.

A ratifier or third party turns on its own judgements alone, so that the question of whom to turn is one
of rules and of prices.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Need
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of, met

__all__ = ["Turning", "least_level", "ways_to_meet"]

Bool = NDArray[np.bool_]

#: Parties among whom all combinations are tried.
MOST_FREE = 14


@dataclass(frozen=True, kw_only=True)
class Turning:
    """Ways to meet some needs, all of the least cost.

    Attributes
    ----------
    ways : tuple of frozenset of str
        Parties to be turned; none where the needs cannot be met.
    is_complete : bool
        Whether nothing cheaper was left untried.
    """

    ways: tuple[frozenset[str], ...]
    is_complete: bool


def ways_to_meet(needs: Sequence[Need], consents: Mapping[str, bool], prices: Mapping[str, float]) -> Turning:
    """Find the cheapest sets of parties whose turning makes all needs hold.

    Parameters
    ----------
    needs : sequence of Need
    consents : mapping of party to bool
        As they stand, of every member of the needs.
    prices : mapping of party to float
        What it costs to turn each; those not mentioned cannot be turned.

    Returns
    -------
    Turning
        Of ways that cost the same none has another as a part.
    """
    forced, tried, is_complete = _sorted_out(needs, consents, prices)
    chosen = np.array(list(itertools.product((False, True), repeat=len(tried))), np.bool_)
    chosen = chosen.reshape(2 ** len(tried), len(tried))
    truth = {p: np.full(len(chosen), now != (p in forced)) for p, now in consents.items()}
    truth |= {party: chosen[:, k] ^ consents[party] for k, party in enumerate(tried)}
    holds = np.ones(len(chosen), np.bool_)
    for need in needs:
        holds &= met(need, truth)
    if not holds.any():
        return Turning(ways=(), is_complete=is_complete)
    cost = chosen @ np.array([prices[p] for p in tried])
    best = np.flatnonzero(holds & (cost <= cost[holds].min()))
    ways = [frozenset(forced) | {p for k, p in enumerate(tried) if chosen[row, k]} for row in best]
    return Turning(ways=tuple(_smallest(ways)), is_complete=is_complete)


def _sorted_out(
    needs: Sequence[Need], consents: Mapping[str, bool], prices: Mapping[str, float]
) -> tuple[list[str], list[str], bool]:
    """Return who must be turned, among whom one may choose, and whether that leaves nothing out."""
    plain = all(map(is_monotone, needs))
    asked = {party for need in needs for party in members_of(need)}
    able = sorted(p for p in prices if p in asked and not (plain and consents[p]))
    now = {party for party, consenting in consents.items() if consenting}

    def needed(party: str) -> bool:
        without = now.union(able) - {party}
        return plain and not all(is_met(need, without) for need in needs)

    forced = [party for party in able if needed(party)]
    free = sorted((party for party in able if party not in forced), key=lambda party: (prices[party], party))
    # Where there are too many, the dearest are turned for certain, which may not be the cheapest way.
    rest = free[MOST_FREE:]
    return forced + rest, free[:MOST_FREE], not rest


def _smallest(ways: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Leave out the ways of which a part is among them: who costs nothing need not be turned."""
    kept: list[frozenset[str]] = []
    for way in sorted(ways, key=lambda way: (len(way), sorted(way))):
        if not any(other <= way for other in kept):
            kept.append(way)
    return kept


def least_level(
    needs: Sequence[Need], consents: Mapping[str, bool], levels: Mapping[str, float]
) -> float | None:
    """Return the lowest level at which needs can be met, once parties up to that level can be turned.

    Parameters
    ----------
    needs : sequence of Need
    consents : mapping of party to bool
        As they stand, of every member of the needs.
    levels : mapping of party to float
        What it takes to turn each, above 0; those not mentioned cannot be turned.

    Returns
    -------
    float or None
        0 where they are met already; None where no turning meets them.
    """
    for level in (0.0, *sorted(set(levels.values()))):
        able = {party: 0.0 for party, own in levels.items() if own <= level}
        if ways_to_meet(needs, consents, able).ways:
            return level
    return None
