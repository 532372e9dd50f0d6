"""A package taken apart, against the model that judges it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

import detente
from detente.explain.conditions import conditions_of, margins_of
from detente.explain.package_model import PackageModel
from detente.explain.why_not_diagnosis import diagnosis, least_margin
from detente.explain.why_not_package import PackageDiagnosis
from detente.model.predicate import GATES
from explain.package_models import package_models
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}
TRUCE = {"sanctions": "ease", "border": "truce"}


@pytest.fixture(scope="module")
def truce() -> PackageDiagnosis:
    """A package of a shipped case that passes at the medians."""
    return diagnosis(PackageModel.of(detente.load("two-issues"), {"truce": TRUCE}), 200, 0)


@settings(deadline=None, max_examples=15)
@given(package_models())
def test_gates_are_those_of_the_model(model: PackageModel) -> None:
    """Cumulative shares and passes by depth, own ones by conditions; both agree with each other."""
    found = diagnosis(model, 16, 5)
    depth, depths = model.depths(model.medians)[0, 0], model.depths(model.drawn(16, 5))[:, 0]
    for g, gate in enumerate(found.gates):
        assert gate.passes == (depth > g)
        assert gate.share == (depths > g).mean()
        assert gate.own_share >= gate.share
        own = [one for one in found.conditions if one.condition.gate == gate.gate]
        assert gate.holds == all(one.holds for one in own)
        assert all(one.fails <= 1 - gate.own_share + 1e-9 for one in own)
    assert found.passes == (not found.failing)
    assert found.failing_gate == next((GATES[g] for g in range(5) if depth == g), None)


@settings(deadline=None, max_examples=20)
@given(package_models())
def test_spreads_and_shares_of_conditions(model: PackageModel) -> None:
    """A shortfall is told over the draws in which there is one."""
    conditions = conditions_of(model)
    margins = margins_of(model, 0, conditions, model.drawn(16, 5))
    for k, one in enumerate(diagnosis(model, 16, 5).conditions):
        short = -margins[margins[:, k] < 0, k]
        assert one.fails == len(short) / 16
        assert (one.shortfall is None) == (not len(short))
        if one.shortfall is not None and np.isfinite(short).all():
            assert short.min() - 1e-6 <= one.shortfall.low <= one.shortfall.high <= short.max() + 1e-6


@settings(deadline=None, max_examples=15)
@given(package_models())
def test_hinges_by_moving_every_judgement(model: PackageModel) -> None:
    """Just the ends of ranges at which a package that passes would fail, and the gate that fails."""
    found = {(one.entry.path, one.value): one.gate for one in diagnosis(model, 2, 0).hinges}
    expected = {}
    if model.passes(model.medians)[0]:
        for row, entry in enumerate(model.entries):
            for end in {entry.low, entry.high}:
                values = np.array(model.medians)
                values[row] = end
                depth = model.depths(values)[0, 0]
                if depth < 5 and not entry.is_certain:
                    expected[entry.path, end] = GATES[depth]
    assert found == expected


def test_hinges_name_what_then_fails(truce: PackageDiagnosis) -> None:
    """The gate, its conditions, and the worst first."""
    first = truce.hinges[0]
    assert (first.entry.path, first.gate) == ("trust.keeps_word.south", "credible")
    assert first.conditions == ("north trusts the others",)
    assert first.value == first.entry.low
    assert first.to_dict()["conditions"] == ["north trusts the others"]


def test_surpluses_of_all_who_are_asked(truce: PackageDiagnosis) -> None:
    """Principals first; terms add up to the surplus; what carries it is told the largest first."""
    assert [one.party for one in truce.surpluses] == ["north", "south", "assembly"]
    for one in truce.surpluses:
        total = sum(cause.weight for cause in one.causes if cause.is_term)
        assert total == pytest.approx(one.surplus, abs=1e-4)
        weights = [cause.weight for cause in one.carrying]
        assert weights == sorted(weights, reverse=True)
        assert min(weights) > 0
    assert truce.surpluses[0].surplus == 9.0


def test_the_weakest_condition_on_comparable_scales() -> None:
    """A small margin of a party with large stakes is weaker than a larger one of a party with small ones."""
    stakes = {
        "north": {"aid": {"grant": -97}, "base": {"closed": 100}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    model = PackageModel.of(loaded(plain(stakes=stakes)), {"swap": SWAP})
    assert diagnosis(model, 1, 0).weakest[0] == "north accepts"
    assert least_margin(model) == pytest.approx(0.03)


def test_nothing_hangs_on_anything_where_all_is_certain() -> None:
    """No ranges, no hinges; nothing fails in any draw."""
    found = diagnosis(PackageModel.of(loaded(plain()), {"swap": SWAP}), 3, 0)
    assert found.hinges == ()
    assert found.share == 1.0
    assert found.usual_death is None
    assert all(one.shortfall is None for one in found.conditions)
