"""Flips of kinds of deal with very many packages, against trying everything on small dossiers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, depths_of_values
from detente.errors import DetenteError, UnknownNameError
from detente.explain.entries import FARTHEST, entries_of
from detente.explain.flip_class import flips_of_class
from detente.explain.flip_sets import FlipSet
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

#: A failing dossier is shown as it is: making it smaller takes minutes.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


class Brute:
    """The verdict on a kind of deal for any values, every package tried."""

    def __init__(self, dossier: Dossier, key: str) -> None:
        self.blueprint = Blueprint(dossier)
        self.number = [mask.key for mask in self.blueprint.classes].index(key)
        self.row = {quantity.path: r for r, quantity in enumerate(self.blueprint.quantities)}

    def deal(self, changes: list[Mapping[str, float]]) -> np.ndarray:
        """Tell for each set of changes whether some package of the kind passes."""
        values = np.repeat(self.blueprint.medians, len(changes), axis=1)
        for k, change in enumerate(changes):
            for path, value in change.items():
                values[self.row[path], k] = value
        return depths_of_values(self.blueprint, values, SWEETENED)[:, self.number] == len(GATES)


def grid(dossier: Dossier, path: str, reaches: list[float]) -> list[tuple[float, float]]:
    """Values of a judgement on either side, each with its reach."""
    entry = entries_of(dossier)[path]
    values = {
        float(np.rint(v * 2**20) / 2**20)
        for up in (True, False)
        for v in np.atleast_1d(entry.at_reach(reaches, up=up))
    }
    return [(v, entry.reach_of(v)) for v in sorted(values) if entry.reach_of(v) <= FARTHEST]


def values_of(one: FlipSet) -> dict[str, float]:
    """The values of a set."""
    return {turn.entry.path: turn.value for turn in one.turns}


def random_case(dossier: Dossier) -> tuple[str, bool]:
    """A kind of deal of a dossier, and whether it lacks a deal at the medians."""
    keys = list(dossier.deals)
    key = keys[len(dossier.issues) % len(keys)]
    return key, not bool(Brute(dossier, key).deal([{}])[0])


@settings(max_examples=6, phases=UNSHRUNK, suppress_health_check=SLOW)
@given(uncertain_dossiers())
def test_single_judgements_are_exact(dossier: Dossier) -> None:
    """The nearest value turns the verdict, the step before does not, and no other value is nearer."""
    key, to_deal = random_case(dossier)
    brute = Brute(dossier, key)
    sets, (complete,) = flips_of_class(dossier, key, SWEETENED, to_deal=to_deal, sizes=1)
    assert complete.is_complete
    nearest = {one.paths[0]: one.reach for one in sets}
    if sets:
        assert (brute.deal([values_of(one) for one in sets]) == to_deal).all()
    for one in sets:
        assert one.at_least == one.reach
    reaches = [k / 12 for k in range(25)]
    for path in brute.row:
        points = grid(dossier, path, [*reaches, math.nextafter(nearest.get(path, 2.0), 0)])
        turned = brute.deal([{path: value} for value, _ in points]) == to_deal
        found = min((reach for (_, reach), hit in zip(points, turned, strict=True) if hit), default=math.inf)
        assert nearest.get(path, math.inf) <= found


@settings(max_examples=3, phases=UNSHRUNK, suppress_health_check=SLOW)
@given(uncertain_dossiers())
def test_no_pair_or_triple_is_missing(dossier: Dossier) -> None:
    """Every combination of values that turns the verdict holds a listed set, or lies beyond the bound."""
    key, to_deal = random_case(dossier)
    brute = Brute(dossier, key)
    sets, completeness = flips_of_class(dossier, key, SWEETENED, to_deal=to_deal, budget=1500)
    if sets:
        assert (brute.deal([values_of(one) for one in sets]) == to_deal).all()
    rng = np.random.default_rng(len(dossier.issues))
    paths = sorted(brute.row)
    reaches = [0.3, 0.6, 1.0, 1.4, 2.0]
    points = {path: grid(dossier, path, reaches) for path in paths}
    tries: list[tuple[tuple[str, ...], dict[str, float], float]] = []
    for size in (2, 3):
        for _ in range(1500):
            chosen = tuple(sorted(rng.choice(paths, size, replace=False)))
            if all(points[path] for path in chosen):
                picked = [points[path][rng.integers(len(points[path]))] for path in chosen]
                values = {path: value for path, (value, _) in zip(chosen, picked, strict=True)}
                tries.append((chosen, values, max(reach for _, reach in picked)))
    assume(tries)
    turned = brute.deal([values for _, values, _ in tries]) == to_deal
    listed = [(set(one.paths), one.at_least) for one in sets]
    bound = {
        one.size: math.inf if one.others_at_least is None else one.others_at_least for one in completeness
    }
    for (chosen, _, reach), hit in zip(tries, turned, strict=True):
        if hit:
            covered = any(part <= set(chosen) and nearest <= reach for part, nearest in listed)
            beyond = any(reach >= bound[size] for size in range(1, len(chosen) + 1))
            assert covered or beyond, (chosen, reach)


def test_unknown_kinds_of_deal_are_named() -> None:
    """A misspelt kind of deal is an error that names the right one."""
    with pytest.raises(UnknownNameError, match="swap"):
        flips_of_class(loaded(plain()), "swop", SWEETENED, to_deal=False)


def test_a_kind_that_names_nothing_is_asked_with_sweeteners() -> None:
    """A kind of deal without issues of its own cannot be asked about exactly as described."""
    with pytest.raises(DetenteError, match="with sweeteners"):
        flips_of_class(loaded(plain()), "any", AS_DESCRIBED, to_deal=False)
