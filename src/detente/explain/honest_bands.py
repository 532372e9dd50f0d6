"""Counts of packages put side by side: thresholds as judged, lower and higher."""

from __future__ import annotations

import math
from collections.abc import Mapping

from detente.explain.honest_counting import Counts, funnels_of
from detente.explain.honest_results import FunnelBand, PartyFunnels
from detente.explain.honest_shifting import Scenario, scenarios, with_a_say
from detente.model.blueprint import Blueprint
from detente.verdict.funnel import Funnel

__all__ = ["band_of", "counts_wanted", "funnels_alone"]

AS_JUDGED = Scenario(sign=0)


def counts_wanted(
    blueprint: Blueprint, ranges: Mapping[str, float], counted: int, alone: int
) -> list[tuple[Scenario, int]]:
    """List every count that the bands need.

    Parameters
    ----------
    blueprint : Blueprint
    ranges : mapping of party to float
        Parties without a range are left out: nothing moves for them.
    counted, alone : int
        Draws with all thresholds moved, and with each party's alone; the first ones.

    Returns
    -------
    list of (Scenario, int)
        Each once.
    """
    moved = scenarios([party for party in with_a_say(blueprint) if ranges[party]])
    found = [
        (scenario, draw) for scenario in moved for draw in range(counted if scenario.party is None else alone)
    ]
    return found + [(AS_JUDGED, draw) for draw in range(counted, alone)]


def band_of(blueprint: Blueprint, counts: Counts, counted: int) -> FunnelBand | None:
    """Sum up the counts with all thresholds moved; None where no draw was counted."""
    if not counted:
        return None
    funnels = _funnels(blueprint, counts, counted)
    return FunnelBand(
        judged=funnels[AS_JUDGED],
        lower=funnels[Scenario(sign=-1)],
        higher=funnels[Scenario(sign=1)],
        less_control=funnels[Scenario(sign=-1, control=True)],
        more_control=funnels[Scenario(sign=1, control=True)],
    )


def funnels_alone(
    blueprint: Blueprint, counts: Counts, ranges: Mapping[str, float], alone: int
) -> tuple[PartyFunnels, ...]:
    """Sum up the counts with each party's threshold moved alone, sorted by party."""
    funnels = _funnels(blueprint, counts, alone)
    return tuple(
        PartyFunnels(
            party=party,
            range=round(ranges[party], 6),
            judged=funnels[AS_JUDGED],
            lower=funnels[Scenario(sign=-1, party=party)],
            higher=funnels[Scenario(sign=1, party=party)],
        )
        for party in sorted({scenario.party for scenario in funnels if scenario.party is not None})
    )


def _funnels(blueprint: Blueprint, counts: Counts, draws: int) -> dict[Scenario, Funnel]:
    """Sum up counts of the first draws alone."""
    few = {key: found for key, found in counts.items() if key[1] < draws}
    return funnels_of(few, math.log10(blueprint.space.n_packages))
