"""The climate's frozen objects and the list of its numbers."""

from __future__ import annotations

from dataclasses import fields

import pytest

from climate_dossier import text
from detente import load
from detente.dossier import load_text
from detente.dossier.climate import BY_PRINCIPAL, Climate, Measure, quantities_of
from detente.dossier.quantity import Quantity
from detente.model.blueprint import Blueprint


def test_a_measure_is_named_as_packages_are_typed() -> None:
    """Issue and option with an equals sign between them."""
    assert Measure(issue="border", option="truce").name == "border=truce"


def test_the_entries_by_principal_are_all_mappings_of_numbers() -> None:
    """BY_PRINCIPAL names every field that maps principals to quantities, in the order of the class."""
    found = [f.name for f in fields(Climate) if "Mapping[str, Quantity]" in str(f.type)]
    assert list(BY_PRINCIPAL) == found


def test_nothing_and_an_empty_climate_have_no_numbers() -> None:
    """Without a climate, or with one that says nothing, the list is empty."""
    assert quantities_of(None) == ()
    assert quantities_of(Climate()) == ()


def test_every_number_is_listed_once_under_its_path() -> None:
    """The paths begin with the section; no number is listed twice; all parts are there."""
    paths = [q.path for q in quantities_of(load_text(text()).climate)]
    assert len(set(paths)) == len(paths)
    assert {path.split(".")[0] for path in paths} == {"climate"}
    parts = {*BY_PRINCIPAL, "accidents", "measures", "effects"}
    assert {path.split(".")[1] for path in paths} == parts


@pytest.mark.parametrize("reading", [None, "kramer", "stutte"])
def test_no_gate_asks_for_the_climate(reading: str | None) -> None:
    """A plain run draws none of its numbers."""
    dossier = load("us-russia", reading=reading)
    asked = {quantity.path for quantity in Blueprint(dossier).quantities}
    mine = {quantity.path for quantity in quantities_of(dossier.climate)}
    assert mine
    assert asked.isdisjoint(mine)


def test_a_path_leads_to_its_quantity() -> None:
    """The number found under a path is the one of that entry."""
    climate = load_text(text()).climate
    assert climate is not None
    found: dict[str, Quantity] = {q.path: q for q in quantities_of(climate)}
    assert found["climate.measures.border.truce.acts.south"] is climate.measures[0].acts["south"]
    assert found["climate.effects.stakes.assembly"] is climate.effects.stakes["assembly"]
    assert found["climate.accidents.rate"] is climate.accidents.rate
