"""Domains in one JSON file."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.domain_json import read_domain, write_domain
from detente.model.scored_game import Combination, ScoredGame, Scorer

from .random_games import random_games, surpluses
from .written_files import DOMAINS, check_same_preferences, damaged, read_or_refuse, read_texts

GOOD = """{"name": "Fishing",
 "issues": {"Quota": ["10", "20"], "Season": ["long", "short"]},
 "parties": [
  {"name": "North", "weights": {"Quota": 0.34}, "values": {"Quota": {"20": 1}, "Season": {"long": 2e1}},
   "reserve": 0.4, "discount": 1.0},
  {"name": "South", "values": {"Quota": {"10": -1}}, "reserve": null}]}
"""


def test_a_domain_with_its_parties() -> None:
    """A weight that is not given is 1, and what no value is given for is worth nothing."""
    game = read_texts(read_domain, {"fishing.json": GOOD})
    north, south = game.parties
    assert (game.name, game.issues) == ("Fishing", {"Quota": ("10", "20"), "Season": ("long", "short")})
    assert north.values == {"Quota": {"20": Fraction(34, 100)}, "Season": {"long": Fraction(20)}}
    assert (north.reserve, north.discount) == (Fraction(2, 5), Fraction(1))
    assert (south.values, south.reserve) == ({"Quota": {"10": Fraction(-1)}}, None)


def test_a_domain_without_a_name_is_called_as_its_file() -> None:
    """Without the ending."""
    assert read_texts(read_domain, {"trip.json": GOOD.replace('"name": "Fishing",', "")}).name == "trip"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "a domain with its parties is one file; there are 0: none"),
        ({"a.json": GOOD, "b.json": GOOD}, "there are 2: a.json, b.json"),
        ({"a.json": GOOD[:90]}, "a.json, line"),
        ({"a.json": "[]"}, "names with values are needed here"),
        ({"a.json": GOOD.replace('"issues"', '"isues"')}, "'issues' is missing; there is 'isues'"),
        (
            {"a.json": GOOD.replace('["10", "20"]', '["10", "10"]')},
            "a.json: issues.Quota: the option '10' stands twice",
        ),
        ({"a.json": GOOD.replace('["10", "20"]', '"10"')}, "a list is needed here, not '10'"),
        (
            {"a.json": GOOD.replace('{"20": 1}', '{"30": 1}')},
            "parties[0].values.Quota.30: '30' is no option of 'Quota'",
        ),
        ({"a.json": GOOD.replace("0.34", "NaN")}, "parties[0].weights.Quota: 'NaN' is no finite number"),
        ({"a.json": GOOD.replace("0.4", "Infinity")}, "parties[0].reserve: 'Infinity' is no finite number"),
        ({"a.json": GOOD.replace('"South"', '"North"')}, "two parties are called 'North'"),
        ({"a.json": GOOD.replace('"20": 1', '"20": 1, "20": 2')}, "the name '20' stands twice"),
        ({"a.json": '{"issues": ' + "[" * 50_000}, "nested too deep"),
        ({"a.json": '{"issues": {}, "parties": []}'}, "there is no issue"),
    ],
)
def test_files_that_are_refused(files: dict[str, str], reason: str) -> None:
    """With the file, the place and what would be right."""
    with pytest.raises(ExchangeError) as caught:
        read_texts(read_domain, files)
    assert reason in str(caught.value)


@settings(deadline=None, max_examples=40)
@given(random_games())
def test_preferences_survive_the_way_there_and_back(game: ScoredGame) -> None:
    """Names too, and points wherever they are decimals that end."""
    after = read_texts(read_domain, write_domain(game))
    check_same_preferences(game, after)
    assert after.name == game.name
    assert [party.name for party in after.parties] == [party.name for party in game.parties]


@settings(deadline=None, max_examples=40)
@given(random_games(worth=st.decimals(-100, 100, places=4).map(Fraction)))
def test_decimals_survive_exactly(game: ScoredGame) -> None:
    """No deal, too."""
    after = read_texts(read_domain, write_domain(game))
    assert surpluses(after) == surpluses(game)
    assert [party.reserve for party in after.parties] == [party.reserve for party in game.parties]


def test_games_that_cannot_be_written() -> None:
    """Combinations and endless figures are refused."""
    link = Combination(when={"x": ("a",)}, points=Fraction(1))
    for party, reason in (
        (Scorer(name="A", values={}, combinations=(link,)), "A has points for combinations"),
        (Scorer(name="A", values={}, base=Fraction(1, 2**1000)), "g cannot be written: a number that takes"),
    ):
        with pytest.raises(ExchangeError, match=reason):
            write_domain(ScoredGame(name="g", issues={"x": ("a",)}, parties=(party,)))


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    """Nothing else happens, whatever stands in them."""
    for game in read_or_refuse(read_domain, {"a.json": data.draw(damaged(GOOD.encode()))}):
        assert game.parties


def test_real_domains_survive_the_way_there_and_back() -> None:
    """All that are at hand, to the last digit."""
    if not DOMAINS.is_dir():
        pytest.skip(f"no real domains at {DOMAINS}")
    for path in sorted(DOMAINS.glob("*.json")):
        game = read_domain([path])
        assert read_texts(read_domain, write_domain(game)) == game
