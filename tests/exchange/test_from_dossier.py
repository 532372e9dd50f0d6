"""A dossier as a game."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from detente.errors import ExchangeError, UnknownNameError
from detente.exchange.from_dossier import game_of
from detente.loading import load
from properties.dossiers import Data, loaded, plain, random_data
from properties.reference import Reference

from .random_games import packages


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(random_data())
def test_points_less_reserve_are_the_surplus(data: Data) -> None:
    """For every party and package without pressure, the unchanged one (which costs nothing) aside."""
    reference = Reference(loaded(data))
    dossier = reference.dossier
    game = game_of(dossier, parties=tuple(dossier.parties))
    for package in packages(game):
        if reference.changed(package):
            for party in game.parties:
                assert party.points(package) - (party.reserve or 0) == reference.surplus(party.name, package)


def test_a_small_dossier() -> None:
    """Principals by their names, the status quo first, at the median of every number."""
    data = plain(
        no_deal={"north": {"plan": {"aid": "grant"}}},
        dealing_costs={"north": {"per_deal": "1..3", "per_issue": 0.5}},
        relative_gains={"south": 0.5},
    )
    data["parties"]["north"]["name"] = "The North"
    data["issues"]["aid"]["options"] = {"grant": {"performers": ["north"]}, "none": {"status_quo": True}}
    game = game_of(loaded(data))
    assert game.name == "small"
    assert game.issues == {"aid": ("none", "grant"), "base": ("kept", "closed")}
    north, south = game.parties
    assert (north.name, south.name) == ("The North", "south")
    assert north.values["aid"] == {"none": 0, "grant": Fraction(-5, 2)}
    assert south.values["aid"] == {"none": 0, "grant": 4 - Fraction(-2) / 2}
    assert (north.reserve, south.reserve) == (-2 + 2, 4)
    assert "only the median is left: 1" in game.notes[0]


def test_the_parties_asked_for() -> None:
    """In that order, and of any role."""
    dossier = load("two-issues")
    game = game_of(dossier, parties=("assembly", "north"))
    assert [party.name for party in game.parties] == ["Northland's Assembly", "Northland"]
    with pytest.raises(UnknownNameError, match="no party 'nrth'; did you mean 'north'"):
        game_of(dossier, parties=("nrth",))
    for wrong in ((), ("north", "north")):
        with pytest.raises(ExchangeError, match="each of them once"):
            game_of(dossier, parties=wrong)


def test_names_that_two_share() -> None:
    """Then the keys are taken."""
    data = plain()
    for key in data["parties"]:
        data["parties"][key]["name"] = "A State"
    for option in data["issues"]["aid"]["options"].values():
        option["name"] = "Same"
    game = game_of(loaded(data))
    assert [party.name for party in game.parties] == ["north", "south"]
    assert game.issues["aid"] == ("none", "grant")


def test_what_a_game_cannot_hold_is_noted() -> None:
    """One note each."""
    notes = game_of(load("two-issues")).notes
    for part in (
        "median",
        "nothing changes",
        "Raised",
        "The border militia",
        "consent",
        "control",
        "trust",
        "discount",
    ):
        assert sum(part in note for note in notes) == 1
    assert not any("median" in note for note in game_of(loaded(plain())).notes)
    assert any("agenda limit of 1" in note for note in game_of(loaded(plain(agenda_limit=1))).notes)
    waiting = plain()
    waiting["issues"]["aid"]["options"]["grant"]["after"] = {"base": ["closed"]}
    assert any("must come after" in note for note in game_of(loaded(waiting)).notes)


def test_a_reading_has_its_own_name() -> None:
    """So that both can be exported side by side."""
    assert game_of(load("two-issues", reading="sceptic")).name == "two-issues-sceptic"


@pytest.mark.parametrize("case", ["us-russia", "panama-1977"])
def test_shipped_cases(case: str) -> None:
    """Every principal has points and a reserve."""
    dossier = load(case)
    game = game_of(dossier)
    assert len(game.parties) == len(dossier.principals)
    assert all(party.reserve is not None and any(party.values.values()) for party in game.parties)
