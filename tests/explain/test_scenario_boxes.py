"""Regions: limits as told, and figures of exactly these limits."""

from __future__ import annotations

import numpy as np
import pytest

from detente.explain.prim import Box, counted, unlimited
from detente.explain.prim_choice import discovered
from detente.explain.prim_resampling import reproduced
from detente.explain.scenario_boxes import scenario_box, told_box
from detente.verdict.intervals import wilson
from explain.driven import entry


def test_limits_are_rounded_as_they_are_told() -> None:
    """By the width of the range: whole points here."""
    box = unlimited(1).limiting(0, low=-3.4, high=7.6)
    told = told_box(box, [entry()])
    assert (told.low[0], told.high[0]) == (-3.0, 8.0)


def test_rounding_never_loses_a_limit() -> None:
    """A limit near the end of the range stays inside it; what is unlimited stays so."""
    share = entry(unit="share", low=0.0, high=1.0)
    told = told_box(unlimited(2).limiting(0, low=0.003, high=0.998), [share, share])
    assert (told.low[0], told.high[0]) == (0.01, 0.99)
    assert told.limited == (0,)


def test_limits_beyond_the_range_are_told_too() -> None:
    """A distribution without ends may reach past what counts as its range."""
    told = told_box(Box(low=np.array([-23.7]), high=np.array([np.inf])), [entry()])
    assert told.low[0] == -24.0


def test_figures_are_of_the_box_as_told() -> None:
    """On the draws, on fresh ones, and on those that earlier regions left."""
    rng = np.random.default_rng(0)
    x, fresh = rng.uniform(-20, 20, (2, 400)), rng.uniform(-20, 20, (2, 400))
    y, later = x[0] > 4.3, fresh[0] > 4.3
    found = discovered(x, y)
    assert found is not None
    entries = [entry(path="a"), entry(path="b")]
    told = told_box(found.box, entries)
    left = np.arange(400) < 200
    again = reproduced(x, y, 2, rng)
    region = scenario_box(found, told, entries, (x[:, left], y[left]), (x, y), (fresh, later), again)
    inside = x[0] >= told.low[0]
    assert region.density == wilson(int(y[inside].sum()), int(inside.sum()))
    assert region.coverage == pytest.approx(y[inside].sum() / y.sum(), abs=1e-6)
    assert region.support == pytest.approx(inside.mean(), abs=1e-6)
    there = fresh[0] >= told.low[0]
    assert region.fresh_density == wilson(int(later[there].sum()), int(there.sum()))
    assert region.new_density == wilson(int(y[inside & left].sum()), int((inside & left).sum()))
    (limit,) = region.limits
    assert (limit.entry.path, limit.low, limit.high, limit.reproduced) == ("a", told.low[0], None, 1.0)
    assert sum(step.chosen for step in region.trajectory) == 1
    first = counted(found.trajectory[1], x[:, left], y[left])
    assert region.trajectory[1].density == pytest.approx(first.density, abs=1e-6)
    content = region.to_dict()
    assert content["limits"][0]["low"] == told.low[0]
    assert content["trajectory"][0] == {
        "density": region.trajectory[0].density,
        "coverage": 1.0,
        "support": 1.0,
        "limited": 0,
        "chosen": False,
    }


def test_a_box_that_holds_no_fresh_draw() -> None:
    """Has no density there."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-20, 20, (1, 200))
    y = x[0] > 0
    found = discovered(x, y)
    assert found is not None
    nowhere = np.full((1, 5), -20.0), np.zeros(5, np.bool_)
    region = scenario_box(found, found.box, [entry()], (x, y), (x, y), nowhere, reproduced(x, y, 1, rng))
    assert region.fresh_density is None
    assert region.to_dict()["fresh_density"] is None
