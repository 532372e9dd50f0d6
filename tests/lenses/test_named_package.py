"""Packages with a name: what they change, and what cannot be one."""

from __future__ import annotations

import json

import pytest

from detente.errors import DetenteError, UnknownNameError
from detente.lenses.named_package import named_package
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    """Two issues tied by a link, a third by itself, and an act of pressure."""
    data = plain()
    data["issues"]["base"]["options"]["bombed"] = {"performers": ["south"], "pressure": True}
    data["issues"]["code"] = {"options": {"old": {"status_quo": True}, "new": {}}}
    data["links"] = [{"name": "l", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 1}}]
    return Blueprint(loaded(data))


def test_a_package_knows_what_it_changes(blueprint: Blueprint) -> None:
    """Issues not named stay as they are, and a status quo that is named changes nothing."""
    found = named_package(blueprint, "swap", {"code": "old", "base": "closed", "aid": "grant"})
    assert found.package == {"aid": "grant", "base": "closed"}
    assert blueprint.space.package(found.columns) == found.package
    assert found.columns.shape == (len(blueprint.space.groups),) == (2,)
    assert (found.name, found.origin) == ("swap", "named")


def test_what_is_told_of_it(blueprint: Blueprint) -> None:
    """The short form counts changes, and the JSON form has them."""
    found = named_package(blueprint, "new code", {"code": "new"}, "robust")
    assert repr(found) == "<NamedPackage 'new code', robust: 1 changes>"
    told = {"name": "new code", "origin": "robust", "package": {"code": "new"}}
    assert json.loads(json.dumps(found.to_dict())) == told


@pytest.mark.parametrize(
    ("package", "match"),
    [
        ({"aids": "grant"}, "did you mean 'aid'"),
        ({"aid": "grunt"}, "did you mean 'grant'"),
        ({"aid": "closed"}, "option of aid"),
    ],
)
def test_names_must_exist(blueprint: Blueprint, package: dict[str, str], match: str) -> None:
    """An unknown issue or option is told with the nearest."""
    with pytest.raises(UnknownNameError, match=match):
        named_package(blueprint, "x", package)


@pytest.mark.parametrize(
    ("package", "match"),
    [
        ({"base": "bombed"}, "base = bombed is an act of pressure"),
        ({"aid": "none"}, "'x' changes nothing"),
        ({}, "'x' changes nothing"),
    ],
)
def test_what_is_no_deal_is_no_package(blueprint: Blueprint, package: dict[str, str], match: str) -> None:
    """Pressure is never part of a deal, and a deal changes something."""
    with pytest.raises(DetenteError, match=match):
        named_package(blueprint, "x", package)
