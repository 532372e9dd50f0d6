"""A cut-down model judges packages as the whole one does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

from detente import load
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError, UnknownNameError
from detente.explain import package_model
from detente.explain.package_model import PackageModel
from detente.lenses.named_package import named_package
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables

RELIEF = {"sanctions-relief": "staged", "donbas": "minsk"}


def some_packages(dossier: Dossier, data: st.DataObject) -> dict[str, dict[str, str]]:
    """Draw up to three packages that change something."""
    free = {
        issue.key: [o.key for o in issue.options.values() if not o.status_quo and not o.pressure]
        for issue in dossier.issues.values()
    }
    free = {issue: options for issue, options in free.items() if options}
    found = {}
    for n in range(data.draw(st.integers(1, 3)) if free else 0):
        issues = data.draw(st.lists(st.sampled_from(sorted(free)), unique=True, min_size=1))
        found[f"p{n}"] = {issue: data.draw(st.sampled_from(free[issue])) for issue in issues}
    return found


@settings(deadline=None)
@given(uncertain_dossiers(), st.data())
def test_depths_are_those_of_the_whole(dossier: Dossier, data: st.DataObject) -> None:
    """Packages pass as many gates as in the whole model, in every draw and at the medians."""
    packages = some_packages(dossier, data)
    if not packages:
        return
    model, whole = PackageModel.of(dossier, packages), Blueprint(dossier)
    columns = np.array([named_package(whole, name, p).columns for name, p in packages.items()])
    for values, mine in (
        (draw_values(whole.quantities, 0, 0, 4, whole.correlations), model.drawn(4, 0)),
        (whole.medians, model.medians),
    ):
        expected = np.maximum(fill_tables(whole, values).depths(columns), 0)
        assert model.depths(mine).tolist() == expected.tolist()
        assert model.passes(mine).tolist() == (expected == 5).any(axis=1).tolist()


def test_margins_in_units() -> None:
    """A margin is the exact sum less the threshold, per predicate and package."""
    model = PackageModel.of(
        loaded(plain()), {"swap": {"aid": "grant", "base": "closed"}, "gift": {"aid": "grant"}}
    )
    margins = model.margins(model.medians)[0]
    kinds = [(p.kind, p.party) for p in model.blueprint.predicates]
    north = kinds.index(("surplus", "north"))
    assert (margins[:, north] / UNIT).tolist() == [2.0, -2.0]
    assert model.depths(model.medians).tolist() == [[5, 1]]


def test_control_against_requirement() -> None:
    """Control held at the table is given beside what an option requires."""
    data = plain()
    data["parties"]["patron"] = {"role": "third party"}
    data["issues"]["aid"]["control"] = {"north": 0.25, "patron": 0.75}
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
    model = PackageModel.of(loaded(data), {"gift": {"aid": "grant"}})
    held, required = model.control(model.medians, "aid", "grant")
    assert (held.tolist(), required.tolist()) == ([0.25], [0.5])


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples are judged alike whether few or many of them are held at once."""
    model = PackageModel.of(load("us-russia"), {"relief": RELIEF})
    values = model.drawn(40, 1)
    depths, margins = model.depths(values), model.margins(values)
    monkeypatch.setattr(package_model, "ROOM", 1)
    assert np.array_equal(model.depths(values), depths)
    assert np.array_equal(model.margins(values), margins)


def test_no_samples() -> None:
    """Nothing asked, nothing answered."""
    model = PackageModel.of(loaded(plain()), {"gift": {"aid": "grant"}})
    none = model.medians[:, :0]
    assert model.depths(none).shape == (0, 1)
    assert model.margins(none).shape == (0, 1, len(model.blueprint.predicates))


def test_entries_follow_the_rows() -> None:
    """The entry of a row tells of the quantity of that row."""
    model = PackageModel.of(loaded(plain()), {"gift": {"aid": "grant"}})
    assert [entry.path for entry in model.entries] == list(model.row)
    assert set(model.row) == {"stakes.north.aid.grant", "stakes.south.aid.grant"}


def test_what_cannot_be_a_package() -> None:
    """A wrong name is refused with the nearest, and a package that changes nothing as well."""
    dossier = loaded(plain())
    with pytest.raises(UnknownNameError, match="grant"):
        PackageModel.of(dossier, {"x": {"aid": "grants"}})
    with pytest.raises(DetenteError, match="changes nothing"):
        PackageModel.of(dossier, {"x": {"aid": "none"}})
