"""The easiest and hardest models of a box, against the model at points of the box."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.dossier.dossier import Dossier
from detente.explain.entries import FARTHEST, entries_of
from detente.explain.flip_class_bounds import Bounds, Box, Relaxed
from detente.explain.flip_class_tracks import tracks_of
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from properties.dossiers import uncertain_dossiers


def random_boxes(dossier: Dossier, blueprint: Blueprint, rng: np.random.Generator) -> list[Box]:
    """Boxes of up to four judgements, on one side of the median or on both."""
    entries = entries_of(dossier)
    boxes = []
    for _ in range(6):
        box = {}
        for quantity in rng.choice(np.array(blueprint.quantities, object), min(4, len(blueprint.quantities))):
            ends = [0.0, 0.0]
            for track in tracks_of(entries[quantity.path], FARTHEST):
                step = int(rng.integers(track.steps + 1))
                ends[track.up] = track.value(step)
            ways = tracks_of(entries[quantity.path], FARTHEST)
            if len(ways) == 2:
                box[quantity.path] = (ends[0], ends[1])
        boxes.append(box)
    return boxes


def relaxed_of(bounds: Bounds, boxes: list[Box], *, easy: bool) -> list[tuple[Relaxed, int]]:
    """The relaxed tables of each box."""
    return [
        (relaxed, k) for part, relaxed in bounds.over(boxes, easy=easy) for k in range(part.stop - part.start)
    ]


def all_packages(blueprint: Blueprint, rng: np.random.Generator) -> np.ndarray:
    """Up to 60 packages, as columns."""
    offsets = blueprint.space.offsets
    return np.stack([rng.integers(a, b, 60) for a, b in itertools.pairwise(offsets)], axis=1)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers(), st.integers(0, 2**30))
def test_relaxed_models_hold_everywhere_in_the_box(dossier: Dossier, seed: int) -> None:
    """What passes at a point passes in the easiest model; what passes in the hardest passes there."""
    rng = np.random.default_rng(seed)
    blueprint = Blueprint(dossier)
    bounds = Bounds(blueprint)
    boxes = random_boxes(dossier, blueprint, rng)
    packages = all_packages(blueprint, rng)
    on = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
    easiest, hardest = relaxed_of(bounds, boxes, easy=True), relaxed_of(bounds, boxes, easy=False)
    for box, easy, hard in zip(boxes, easiest, hardest, strict=True):
        values = np.repeat(blueprint.medians, 12, axis=1)
        for path, (low, high) in box.items():
            inner = np.rint(rng.uniform(low, high, 12) * 2**20) / 2**20
            values[bounds.row[path]] = np.clip(np.where(rng.random(12) < 0.3, low, inner), low, high)
        passing = fill_tables(blueprint, values).depths(packages) == 5
        may = package_depths(bounds.system(*easy), packages, clause_on=on) == 5
        must = package_depths(bounds.system(*hard), packages, clause_on=on) == 5
        assert not (passing & ~may).any()
        assert not (must & ~passing).any()


@pytest.mark.parametrize("easy", [True, False])
def test_a_point_is_the_model_itself(easy: bool) -> None:
    """With no judgement moved the relaxed model passes what the model passes, to the unit."""
    blueprint = Blueprint(detente.load("two-issues"))
    bounds = Bounds(blueprint)
    ((relaxed, k),) = relaxed_of(bounds, [{}], easy=easy)
    exact = fill_tables(blueprint, blueprint.medians)
    packages = np.array([[a, b] for a in range(*blueprint.space.offsets[:2]) for b in range(3, 6)], np.int64)
    packages = packages[(packages[:, 1] < blueprint.space.offsets[2])]
    shift = exact.tables[0][:, packages].sum(axis=2) - exact.thresholds[0][:, None]
    told = relaxed.tables[k][:, packages].sum(axis=2) - relaxed.thresholds[k][:, None]
    assert (shift == told).all()


def test_paths_of_other_dossiers_are_passed_over() -> None:
    """A judgement that the blueprint does not know changes nothing."""
    bounds = Bounds(Blueprint(detente.load("two-issues")))
    ((plain, a),) = relaxed_of(bounds, [{}], easy=True)
    ((other, b),) = relaxed_of(bounds, [{"stakes.nobody.x.y": (0.0, 5.0)}], easy=True)
    assert (plain.tables[a] == other.tables[b]).all()
