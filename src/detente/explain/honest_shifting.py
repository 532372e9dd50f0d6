"""Thresholds moved by a part of each party's range: what they are, and what they become.

A threshold is a judgement like any other, and a soft one: what a party would just put up with. So all of
them are moved by the same part of what is at stake for their owner. Moving a party's reservation value
moves its acceptance, its consent, its credibility condition and its keeping at once, since they share it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.errors import RunError
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.keeping import keeping_table, require_room

__all__ = [
    "Scenario",
    "check_shift",
    "party_ranges",
    "per_unit",
    "scenarios",
    "shifted_control",
    "shifted_thresholds",
    "with_a_say",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One way to move thresholds.

    Attributes
    ----------
    sign : int
        -1 for lower thresholds, 1 for higher ones, 0 for those judged.
    party : str or None
        Whose alone; None for all of them.
    control : bool
        Whether it is the required control that moves, and no party's threshold.
    """

    sign: int
    party: str | None = None
    control: bool = False


def check_shift(shift: float) -> None:
    """Raise RunError for a shift that is no part of a range."""
    if not 0 < shift <= 1:
        raise RunError(f"a shift is a part of each party's range, above 0 and at most 1; {shift} is not")


def scenarios(parties: Collection[str]) -> Iterator[Scenario]:
    """Yield the thresholds judged, all of them moved, the required control moved, and each party's alone."""
    yield Scenario(sign=0)
    for sign in (-1, 1):
        yield Scenario(sign=sign)
    for sign in (-1, 1):
        yield Scenario(sign=sign, control=True)
    for party in parties:
        for sign in (-1, 1):
            yield Scenario(sign=sign, party=party)


def with_a_say(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the parties that have a threshold, sorted."""
    owners = {predicate.party for predicate in blueprint.predicates}
    return tuple(party for party in blueprint.parties if party in owners)


def party_ranges(dossier: Dossier, issues: Collection[str] | None = None) -> dict[str, float]:
    """Return how far the best that each party could get lies from the worst.

    Parameters
    ----------
    dossier : Dossier
    issues : collection of str, optional
        Those in question; all if not given.

    Returns
    -------
    dict of party to float
        In points, at least 0, at the medians: over the issues, the sum of what lies between the option
        it likes best and the one it likes least, acts of pressure left out, the status quo counted with
        its 0. Links, costs and what others gain are left out.
    """
    found = {}
    for party in dossier.parties:
        stakes = dossier.stakes.get(party, {})
        total = 0.0
        for key, issue in dossier.issues.items():
            if issues is None or key in issues:
                worth = stakes.get(key, {})
                points = [
                    worth[o.key].middle if o.key in worth else 0.0
                    for o in issue.options.values()
                    if not o.pressure
                ]
                total += max(points) - min(points)
        found[party] = total
    return found


def per_unit(blueprint: Blueprint, values: Float) -> Int:
    """Say by how much each threshold rises when its party's reservation value rises by one unit.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)

    Returns
    -------
    int64 array, shape (n_draws, n_predicates)
        1 for surpluses; the scale of the condition for keeping; 0 for what is no party's.
    """
    row = {quantity.path: r for r, quantity in enumerate(blueprint.quantities)}
    n_draws = values.shape[1]
    found = np.zeros((n_draws, len(blueprint.predicates)), np.int64)
    nothing, one = np.zeros((n_draws, 1), np.int64), np.ones(n_draws, np.int64)
    dossier = blueprint.dossier
    for p, predicate in enumerate(blueprint.predicates):
        if predicate.party is None:
            continue
        found[:, p] = 1
        if predicate.kind == "keeps":
            discount = dossier.parties[predicate.party].discount_factor
            assert discount is not None
            monitoring = dossier.trust.monitoring[predicate.party]
            told = (values[row[discount.path]], values[row[monitoring.path]])
            _, found[:, p] = keeping_table(nothing, one, nothing, *told)
    return found


def shifted_thresholds(
    blueprint: Blueprint,
    thresholds: Int,
    rises: Int,
    ranges: Mapping[str, float],
    shift: float,
    scenario: Scenario,
) -> Int:
    """Move thresholds.

    Parameters
    ----------
    blueprint : Blueprint
    thresholds : int64 array, shape (n_draws, n_predicates)
        Those of :class:`~detente.model.tables.Tables`.
    rises : int64 array, shape (n_draws, n_predicates)
        As :func:`per_unit` gives them.
    ranges : mapping of party to float
    shift : float
        Part of each range.
    scenario : Scenario

    Returns
    -------
    int64 array, shape (n_draws, n_predicates)
        To the unit those of a dossier in which the value of no deal is so much higher or lower, the
        shift rounded to a unit (2**-20 points).

    Raises
    ------
    TooLargeError
        When they would not fit.
    """
    if scenario.control or not scenario.sign:
        return thresholds
    moved = np.zeros(thresholds.shape[1], np.int64)
    for p, predicate in enumerate(blueprint.predicates):
        party = predicate.party
        if party is not None and scenario.party in (None, party):
            moved[p] = scenario.sign * round(shift * ranges[party] * UNIT)
    require_room(float(np.abs(rises * moved.astype(np.float64)).max(initial=0.0)))
    return thresholds + rises * moved


def shifted_control(blueprint: Blueprint, values: Float, shift: float, scenario: Scenario) -> Float:
    """Move the control that options require, on its scale from 0 to 1.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    shift : float
    scenario : Scenario

    Returns
    -------
    float array, shape (n_quantities, n_draws)
        The values themselves unless the scenario is about control. Options that require nothing stay.
    """
    if not scenario.control:
        return values
    required = {
        option.requires.path
        for issue in blueprint.dossier.issues.values()
        for option in issue.options.values()
        if option.requires is not None
    }
    rows = [r for r, quantity in enumerate(blueprint.quantities) if quantity.path in required]
    moved = values.copy()
    moved[rows] = np.clip(moved[rows] + scenario.sign * shift, 0.0, 1.0)
    return moved
