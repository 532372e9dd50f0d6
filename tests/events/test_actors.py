"""For which state an actor acts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UnknownNameError
from detente.events.actor_names import actor_table
from detente.events.actors import BETWEEN, SPEAKERS, ActorRule, Speaker


@pytest.mark.parametrize(
    ("actor", "state", "government", "anyone"),
    [
        ("USA", "USA", None, "USA"),
        ("USAGOV", "USA", "USA", "USA"),
        ("USAMIL", "USA", None, "USA"),
        ("USALEG", "USA", None, "USA"),
        ("USAMED", None, None, "USA"),
        ("USAOPP", None, None, "USA"),
        ("TURGOVAKP", "TUR", "TUR", "TUR"),
        ("AFGTALMIL", None, None, "AFG"),
        ("RUSCNY", None, None, "RUS"),
        ("USR", "RUS", None, "RUS"),
        ("IGOUNO", "UNO", "UNO", "UNO"),
        ("NGO", None, None, None),
        ("---", None, None, None),
        ("", None, None, None),
        ("Russia", "RUS", None, "RUS"),
        ("RUSSIA", "RUS", None, "RUS"),
        ("Taliban", None, None, None),
    ],
)
def test_codes(actor: str, state: str | None, government: str | None, anyone: str | None) -> None:
    """The first three letters tell the state, the next three who acts there."""
    assert [ActorRule(speaks_for=who).of(actor) for who in SPEAKERS] == [state, government, anyone]


@pytest.mark.parametrize(
    ("name", "sectors", "country", "found"),
    [
        ("Vladimir Putin", "Executive,Executive Office,Government", "Russian Federation", "RUS"),
        ("Russia", "", "Russian Federation", "RUS"),
        ("Citizen (Russia)", "General Population / Civilian / Social", "Russian Federation", None),
        ("Party leader", "Legislative / Parliamentary,Opposition Major Party", "Russian Federation", None),
        ("Army", "MIL", "USA", "USA"),
        ("Rebels", "REB;MIL", "SYR", None),
        ("Foreign ministry", "GOV", "USA; CAN", None),
        ("USA", "None", "None", "USA"),
    ],
)
def test_names_with_sectors_and_country(name: str, sectors: str, country: str, found: str | None) -> None:
    """Columns for country and sectors go before the name; opposition and rebels are not the state."""
    assert ActorRule().of(name, sectors, country) == found
    assert ActorRule().of(BETWEEN.join((name, sectors, country))) == found


def test_former_states_can_be_kept_apart() -> None:
    """The Soviet Union is Russia, or itself, for every format's way to write it."""
    apart = ActorRule(one_state=False)
    assert [apart.of("USRGOV"), apart.of("SUN"), apart.of("Soviet Union")] == ["USR"] * 3
    assert apart.of("RUSGOV") == "RUS"


def test_a_table_asks_for_each() -> None:
    """A table has every text that was asked for, with None for those that speak for none."""
    assert ActorRule().table(["USAGOV", "USAMED"]) == {"USAGOV": "USA", "USAMED": None}


def test_no_such_speaker() -> None:
    """A speaker that does not exist is told, with the nearest."""
    with pytest.raises(UnknownNameError, match="did you mean 'government'"):
        ActorRule(speaks_for="goverment")  # type: ignore[arg-type]


@given(st.text(max_size=15), st.text(max_size=15), st.text(max_size=8))
@settings(deadline=None, max_examples=40)
def test_any_text_gives_a_code_or_none(actor: str, sectors: str, country: str) -> None:
    """Whatever stands in a cell, the answer is an actor of the table or none."""
    assert ActorRule().of(actor, sectors, country) in {None, *actor_table()}


@given(
    st.lists(st.sampled_from(["USA", "RUS", "USR", "GOV", "MIL", "MED", "OPP", "XYZ"]), max_size=4).map(
        "".join
    )
)
@settings(deadline=None, max_examples=40)
def test_wider_rules_take_in_narrower_ones(actor: str) -> None:
    """Who speaks as the government speaks as the state, and who does that comes from there."""
    order: tuple[Speaker, ...] = ("government", "state", "anyone")
    found = [ActorRule(speaks_for=who).of(actor) for who in order]
    assert all(a is None or a == b for a, b in itertools.pairwise(found))
