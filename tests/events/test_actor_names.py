"""States and organisations by code and name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.errors import UnknownNameError
from detente.events.actor_names import actor_among, actor_named, actor_table, actors_by_name

YEARLY = Path(__file__).resolve().parents[3] / "shared" / "data" / "icews_yearly_dyads"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("USA", "USA"),
        ("us", "USA"),
        (" united   states ", "USA"),
        ("Russian Federation", "RUS"),
        ("FRN", "FRA"),
        ("Soviet Union", "USR"),
        ("NATO", "NAT"),
        ("Türkiye", "TUR"),
    ],
)
def test_codes_and_names_are_found(typed: str, code: str) -> None:
    """Capital letters and blanks do not matter, and older codes lead to the state."""
    assert actor_named(typed) == code


def test_former_states_on_request() -> None:
    """The Soviet Union is itself, or Russia where one state is asked for."""
    assert [actor_named("SUN", one_state=one) for one in (False, True)] == ["USR", "RUS"]


@pytest.mark.parametrize(
    ("typed", "close"), [("Rusia", "Russia"), ("RUSIA", "RUSSIA"), ("Untied States", "United States")]
)
def test_unknown_names_come_with_the_nearest(typed: str, close: str) -> None:
    """A slip is answered with what was probably meant."""
    with pytest.raises(UnknownNameError, match=f"did you mean '{close}'"):
        actor_named(typed)


def test_codes_are_three_capital_letters_and_names_are_unique() -> None:
    """No name belongs to two, and what continues a former state is there."""
    table = actor_table()
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in table)
    names = [name.casefold() for actor in table.values() for name in (actor.code, actor.name, *actor.also)]
    assert len(names) == len(set(names)) == len(actors_by_name())
    assert {actor.continues for actor in table.values()} - {None} <= table.keys()


def test_every_state_of_the_yearly_data_is_there() -> None:
    """All 152 codes and all names of published ICEWS dyads are known."""
    file = YEARLY / "icews_yearly_powers_2002_2014.csv"
    if not file.exists():
        pytest.skip("the yearly ICEWS dyads are not here")
    with file.open(encoding="utf-8") as stream:
        pairs = {(row["i_iso3c"], row["i"]) for row in csv.DictReader(stream)}
    assert {(actor_named(name), actor_named(code)) for code, name in pairs} == {(c, c) for c, _ in pairs}


@pytest.mark.parametrize("typed", ["RUS", "rus", "Russia", "Russian Federation", "USSR"])
def test_a_state_is_found_among_some_by_any_name(typed: str) -> None:
    """By its code, by its names, and a former one as the state that continues it."""
    assert actor_among(["RUS", "USA"], typed, origin="acts.csv") == "RUS"


def test_among_some_by_a_name_of_their_own() -> None:
    """An actor that is no state is found as it is written; what is unknown is told with the nearest."""
    assert actor_among(["Rebels"], "rebels", origin="acts.csv") == "Rebels"
    with pytest.raises(UnknownNameError, match=r"actor in acts\.csv 'Rebls'; did you mean 'Rebels'"):
        actor_among(["Rebels"], "Rebls", origin="acts.csv")
