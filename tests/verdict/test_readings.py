"""The same case under each author's view."""

from __future__ import annotations

import json

import pytest

import detente
from detente.dossier.dossier import Dossier
from detente.errors import DossierError
from detente.verdict.readings import Readings, run_readings
from properties.dossiers import loaded, plain

VIEWS = {
    "doubter": {
        "argues": "South does not keep its word.",
        "thesis_gate": "credible",
        "set": {"trust.keeps_word.south": 0},
    },
    "hawk": {"based_on": "doubter", "set": {"no_deal.north.points": 100}},
}


def under(reading: str | None) -> Dossier:
    """Load the small dossier with two other views."""
    return loaded(plain(readings=VIEWS), reading=reading)


@pytest.fixture(scope="module")
def readings() -> Readings:
    """All views, run."""
    return run_readings(under, draws=6, seed=2, workers=1)


def test_the_base_comes_first(readings: Readings) -> None:
    """The base dossier and then the readings in file order, each under its own name."""
    assert list(readings.runs) == ["base", "doubter", "hawk"]
    assert readings["base"].reading is None
    assert [r.reading.key for r in readings.runs.values() if r.reading] == ["doubter", "hawk"]
    assert repr(readings) == "<Readings: base, doubter, hawk>"


def test_gates_of_death_differ(readings: Readings) -> None:
    """Each view has its own verdict, and none is mixed into another's."""
    gates = {key: r.verdict["swap"].gate_of_death for key, r in readings.runs.items()}
    assert gates == {"base": None, "doubter": "credible", "hawk": "acceptable"}


def test_a_reading_is_what_it_is_alone(readings: Readings) -> None:
    """A reading run beside others is the same as run alone."""
    alone = detente.run(under("doubter"), draws=6, seed=2, workers=1)
    assert readings["doubter"].to_json() == alone.to_json()


def test_json_and_frame(readings: Readings) -> None:
    """Both forms hold every reading, with what its author argues beside it."""
    found = json.loads(readings.to_json())["readings"]
    assert list(found) == ["base", "doubter", "hawk"]
    assert found["doubter"]["reading"]["thesis_gate"] == "credible"
    assert found["doubter"]["reading"]["argues"] == "South does not keep its word."
    frame = readings.to_frame()
    assert len(frame) == 3 * len(readings["base"].verdict.classes)
    assert set(frame["reading"]) == {"base", "doubter", "hawk"}


def test_progress_is_told_over_all_readings() -> None:
    """Draws of every reading count, and the last call has them all."""
    told: list[tuple[int, int]] = []
    run_readings(under, draws=70, workers=1, progress=lambda *at: told.append(at))
    assert told[-1] == (210, 210)
    assert sorted(told) == told


def test_a_reading_called_base_is_not_lost() -> None:
    """No reading may be called 'base', which is the name of the dossier as it stands."""
    views = {"base": {"set": {"no_deal.north.points": 100}}}
    with pytest.raises(DossierError) as caught:
        loaded(plain(readings=views))
    assert [problem.code for problem in caught.value.problems] == ["D064"]
