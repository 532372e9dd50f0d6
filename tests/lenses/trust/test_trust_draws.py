"""What every draw says of given packages, the same as the gates say."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.lenses.trust.break_even import evaluate
from detente.lenses.trust.trust_draws import joined, trust_draws
from detente.model.blueprint import Blueprint
from lenses.trust.making import SWAP, drawn
from properties.dossiers import loaded, plain

TWO = {
    "quiet": {"sanctions": "ease", "border": "truce"},
    "swap": {"sanctions": "lift", "border": "disarm"},
}


def two_issues(draws: int, start: int = 0) -> tuple[Blueprint, np.ndarray, list]:
    """Values of some draws of a shipped case, and two packages of it."""
    blueprint = Blueprint(detente.load("two-issues"))
    packages = [named_package(blueprint, name, package) for name, package in TWO.items()]
    return blueprint, draw_values(blueprint.quantities, 1, start, draws, blueprint.correlations), packages


def test_by_hand() -> None:
    """Surplus, expected surplus, what breaking saves, and the largest part of that."""
    data = plain(trust={"keeps_word": {"south": 0.25}})
    data["issues"]["base"]["options"]["closed"]["divisible"] = True
    _, found = drawn(loaded(data))
    assert found.principals == ("north", "south")
    assert found.surplus.tolist() == [[[2.0, 2.0]]]
    assert found.expected.tolist() == [[[-1.0, 2.0]]]
    assert found.temptation.tolist() == [[[2.0, 2.0]]]
    assert found.largest.tolist() == [[[2.0, 0.0]]]
    assert found.depths.tolist() == [[3]]
    assert found.words["south"].tolist() == [0.25]


def test_against_the_gates() -> None:
    """Surplus and gates passed are those of any lens; the expected surplus decides the fourth gate."""
    blueprint, values, packages = two_issues(40)
    found, known = trust_draws(blueprint, values, packages), package_draws(blueprint, values, packages)
    for k, party in enumerate(found.principals):
        assert np.array_equal(found.surplus[:, :, k], known.surplus_of(party))
    assert np.array_equal(found.depths, known.depths)
    ratified = found.depths >= 3
    assert np.array_equal((found.expected >= 0).all(axis=2)[ratified], (found.depths >= 4)[ratified])


def test_promises_at_the_trust_there_is() -> None:
    """The polynomial at the chance drawn is the expected surplus, up to fixed-point rounding."""
    blueprint, values, packages = two_issues(40)
    found = trust_draws(blueprint, values, packages)
    for j, promises in enumerate(found.promises):
        for (viewer, other), polynomial in promises.items():
            k = found.principals.index(viewer)
            assert evaluate(polynomial, found.words[other]) == pytest.approx(
                found.expected[:, j, k], abs=1e-4
            )


def test_blocks_are_joined() -> None:
    """Two blocks one after another are the same as one block."""
    blueprint, values, packages = two_issues(12)
    whole = trust_draws(blueprint, values, packages)
    parts = joined([trust_draws(blueprint, values[:, a:b], packages) for a, b in ((0, 5), (5, 12))])
    assert len(parts) == len(whole) == 12
    for name in ("surplus", "expected", "temptation", "largest", "depths"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name))
    for kind in ("words", "discount", "notice", "false_alarm"):
        assert getattr(parts, kind).keys() == getattr(whole, kind).keys()
    assert np.array_equal(parts.discount["north"], whole.discount["north"])
    key = ("north", "south")
    assert np.array_equal(parts.promises[1][key], whole.promises[1][key])


def test_numbers_held() -> None:
    """Nine for a package and two principals, the promises, and every share."""
    _, found = drawn(loaded(plain(trust={"keeps_word": {"south": 0.25}, "monitoring": {"north": 1}})), [SWAP])
    assert found.numbers_per_draw == 9 + 2 + 1 + 1


def test_no_packages() -> None:
    """Nothing is asked, nothing is said."""
    blueprint, values, _ = two_issues(3)
    found = trust_draws(blueprint, values, [])
    assert found.surplus.shape == (3, 0, 2)
    assert found.depths.shape == (3, 0)
    assert found.promises == ()
