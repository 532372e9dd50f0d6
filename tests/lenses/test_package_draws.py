"""Points, surplus and gates of given packages in every draw, against the slow reference."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import NamedPackage, named_package
from detente.lenses.package_draws import BLOCK, package_draws
from detente.model.blueprint import Blueprint
from properties.dossiers import Data, loaded, plain, random_data
from properties.reference import Reference


def some_packages(blueprint: Blueprint, reference: Reference, most: int = 12) -> list[NamedPackage]:
    """Name the first packages that can be part of a deal."""
    found = []
    for package in reference.packages():
        changed = {issue: package[issue] for issue in reference.changed(package)}
        hard = any(blueprint.dossier.issues[i].options[o].pressure for i, o in changed.items())
        if changed and not hard and len(found) < most:
            found.append(named_package(blueprint, f"package {len(found)}", changed))
    return found


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(random_data())
def test_each_package_is_worth_what_the_formulas_say(data: Data) -> None:
    """Points before costs, surplus after them, and gates passed, for every party and package."""
    b = Blueprint(loaded(data))
    reference = Reference(b.dossier)
    packages = some_packages(b, reference)
    found = package_draws(b, draw_values(b.quantities, 0, 0, 1, b.correlations), packages)
    assert found.parties == tuple(sorted(data["parties"]))
    for k, package in enumerate(packages):
        whole = {**dict.fromkeys(data["issues"], "sq"), **package.package}
        points = [float(reference.points(party, whole)) for party in found.parties]
        surplus = [float(reference.surplus(party, whole)) for party in found.parties]
        assert found.points[0, k].tolist() == points
        assert found.surplus[0, k].tolist() == surplus
        assert found.depths[0, k] == reference.depth(whole)


def uncertain() -> Data:
    """Two issues whose points are ranges, so that draws differ."""
    data = copy.deepcopy(plain())
    data["stakes"]["north"]["base"]["closed"] = "0..8"
    data["stakes"]["south"]["aid"]["grant"] = "0..8"
    return data


def test_every_draw_by_itself_however_they_are_split() -> None:
    """More draws than one block holds give, draw by draw, what each alone gives."""
    b = Blueprint(loaded(uncertain()))
    draws = BLOCK + 7
    values = draw_values(b.quantities, 3, 0, draws, b.correlations)
    packages = some_packages(b, Reference(b.dossier))
    found = package_draws(b, values, packages)
    assert found.depths.shape == (draws, 3)
    assert found.surplus.shape == found.points.shape == (draws, 3, 2)
    assert len(np.unique(found.depths)) > 1
    for k in (0, BLOCK - 1, BLOCK, draws - 1):
        alone = package_draws(b, values[:, k : k + 1], packages)
        assert np.array_equal(alone.points[0], found.points[k])
        assert np.array_equal(alone.surplus[0], found.surplus[k])
        assert np.array_equal(alone.depths[0], found.depths[k])


def test_the_surplus_of_one_party() -> None:
    """By its key, draws in rows and packages in columns."""
    b = Blueprint(loaded(uncertain()))
    found = package_draws(
        b, draw_values(b.quantities, 0, 0, 5, b.correlations), some_packages(b, Reference(b.dossier))
    )
    assert np.array_equal(found.surplus_of("south"), found.surplus[:, :, 1])


def test_what_nobody_can_deliver_passes_no_gate() -> None:
    """Where control falls short the depth is 0, and the points are told all the same."""
    data = plain()
    data["issues"]["base"]["options"]["closed"]["requires"] = 0.5
    b = Blueprint(loaded(data))
    values = draw_values(b.quantities, 0, 0, 2, b.correlations)
    found = package_draws(b, values, [named_package(b, "x", {"base": "closed"})])
    assert found.depths.tolist() == [[0], [0]]
    assert found.points[:, 0].tolist() == [[4.0, -2.0], [4.0, -2.0]]


@pytest.mark.parametrize("draws", [0, 4])
def test_no_packages_and_no_draws_give_empty_arrays(draws: int) -> None:
    """Emptiness has its shape."""
    b = Blueprint(loaded(plain()))
    found = package_draws(b, draw_values(b.quantities, 0, 0, draws, b.correlations), [])
    assert found.points.shape == found.surplus.shape == (draws, 0, 2)
    assert found.depths.shape == (draws, 0)
    assert found.depths.dtype == np.int64
