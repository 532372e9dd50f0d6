"""The form of the climate section."""

from __future__ import annotations

import datetime as dt

import pytest
from breaking import problems_in
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from climate_dossier import text
from detente.dossier.climate import BY_PRINCIPAL
from detente.dossier.climate_schema import ClimateModel, parse_campaign
from detente.dossier.json_schema import json_schema


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("step: month", "step: fortnight", "D023", "climate.step"),
        ("start: 2018-10-31", "start: 2018-13-31", "D025", "climate.start"),
        ("noise: {north: 0.5..1.5", "nois: {north: 0.5..1.5", "D020", "climate.nois"),
        (
            "persistence: {north: 0.3..0.5",
            "persistence: {north: 0.3..1.5",
            "D035",
            "climate.persistence.north",
        ),
        ("learning: {north: 0.01..0.05", "learning: {north: -0.1..0.05", "D035", "climate.learning.north"),
        ("hope: {north: 0.7..0.9", "hope: {north: 7..9", "D035", "climate.hope.north"),
        ("{rate: 0..0.02", "{rate: 0..2", "D035", "climate.accidents.rate"),
        ("per_point: 0..0.01", "per_point: -1..0.01", "D035", "climate.accidents.per_point"),
        ("deconfliction: 0.3..0.8", "deconfliction: 0.3..8", "D035", "climate.accidents.deconfliction"),
        ("remembers: {north: 12}", "remembers: {north: 0}", "D026", "climate.remembers.north"),
        ("remembers: {north: 12}", "remembers: {north: 1.5}", "D022", "climate.remembers.north"),
        ("[2019-03-01]", "[2019-02-30]", "D025", "climate.turnovers.north.0"),
        ("[2019-03-01]", "2019-03-01", "D022", "climate.turnovers.north"),
        ("2018-12-01/2019-01-31", "2018-12-01/2019-01-32", "D025", "climate.campaigns.south.0"),
        ("2018-12-01/2019-01-31", "2018-12-01", "D025", "climate.campaigns.south.0"),
        ("level: {north: 2..4", "level: {north: 4..2", "D032", "climate.level.north"),
        ("truce: {acts:", "truce: {act:", "D020", "climate.measures.border.truce.act"),
        (
            "truce: {acts: {north: 0.5..1",
            "truce: {acts: {north: x",
            "D030",
            "climate.measures.border.truce.acts.north",
        ),
    ],
)
def test_what_is_wrong_in_form(old: str, new: str, code: str, path: str) -> None:
    """Each fault has its code and stands at its place, and brings no other."""
    assert old in text()
    found = problems_in(text().replace(old, new, 1))
    assert [(p.code, p.path) for p in found] == [(code, path)]
    assert found[0].line is not None


def test_parts_may_have_a_key_and_nothing_below_it() -> None:
    """Accidents, effects, a measure and the section itself."""
    bare = text().split("\nclimate:")[0]
    level = "climate:\n  level: {north: 2..4, south: 2..5}\n"
    empty = "  accidents:\n  effects:\n  measures: {border: {truce: }}\n"
    assert problems_in(f"{bare}\n{level}{empty}") == ()
    assert problems_in(f"{bare}\nclimate:\n") == ()


def test_silent_entries_keep_their_defaults() -> None:
    """A month, disputes named, no accidents, no effects."""
    model = ClimateModel.model_validate({})
    assert (model.step, model.start, model.acknowledged) == ("month", None, True)
    assert model.accidents.rate is None
    assert not model.effects.no_deal
    assert not any(getattr(model, name) for name in BY_PRINCIPAL)


@settings(deadline=None, max_examples=40)
@given(st.dates(), st.dates())
def test_a_campaign_is_read_as_written(first: dt.date, last: dt.date) -> None:
    """Two days with a slash, whatever their order."""
    assert parse_campaign(f"{first.isoformat()}/{last.isoformat()}") == (first, last)


@pytest.mark.parametrize(
    "value", [3, None, "", "/", "2018-11-01", "2018-1-1/2018-2-2", "20181101/20181102", ["a"]]
)
def test_anything_else_is_no_campaign(value: object) -> None:
    """The code is that of a date."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_campaign(value)
    assert caught.value.type == "D025"


def test_the_json_schema_knows_the_section() -> None:
    """With its own definitions, in which every key is described."""
    definitions = json_schema()["definitions"]
    assert set(definitions["ClimateModel"]["properties"]) == set(ClimateModel.model_fields)
    names = ("ClimateModel", "AccidentsModel", "MeasureModel", "ClimateEffectsModel")
    assert all(p.get("description") for n in names for p in definitions[n]["properties"].values())
