"""GeniusWeb: domains and profiles, there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.geniusweb import read_geniusweb, write_geniusweb
from detente.model.scored_game import ScoredGame

from .random_games import packages, random_games
from .written_files import check_same_preferences, damaged, read_or_refuse, read_texts

DOMAIN = (
    '{"name": "trip", "issuesValues": {"place": {"values": ["sea", "hills"]}, '
    '"days": {"range": {"low": 2, "high": 6, "step": 2}}}}'
)
PROFILE = """{"LinearAdditiveUtilitySpace": {
  "name": "ann",
  "issueUtilities": {
    "place": {"discreteutils": {"valueUtilities": {"sea": 1.0, "hills": 0.34}}},
    "days": {"numberutils": {"lowValue": 2, "lowUtility": 0.1, "highValue": 6, "highUtility": 1}}},
  "issueWeights": {"place": 0.7, "days": 0.3},
  "domain": DOMAIN,
  "reservationBid": {"issuevalues": {"place": "hills", "days": 4.0}}
}}""".replace("DOMAIN", DOMAIN)
FILES = {"trip.json": DOMAIN, "ann.json": PROFILE, "bob.json": PROFILE.replace('"ann"', '"bob"')}


def test_a_domain_and_its_profiles() -> None:
    """Weights are multiplied in; no deal is worth what the reservation bid is."""
    game = read_texts(read_geniusweb, FILES)
    party = game.parties[0]
    assert game.name == "trip"
    assert game.issues == {"place": ("sea", "hills"), "days": ("2", "4", "6")}
    assert [party.name for party in game.parties] == ["ann", "bob"]
    assert party.values["place"] == {"sea": Fraction(7, 10), "hills": Fraction("0.238")}
    assert party.values["days"] == {"2": Fraction("0.03"), "4": Fraction("0.165"), "6": Fraction("0.3")}
    assert party.reserve == Fraction("0.238") + Fraction("0.165")
    assert game.notes == ()


def test_profiles_alone_bring_their_domain() -> None:
    """And what is neither is left out with a note."""
    game = read_texts(read_geniusweb, {"ann.json": PROFILE, "specials.json": '{"size": 9}'})
    assert list(game.issues) == ["place", "days"]
    assert game.notes == ("specials.json is neither a domain nor a profile of GeniusWeb; left out",)


def test_no_reservation_bid_is_nothing_said() -> None:
    """Whether it is missing or null; a bid that leaves an issue open adds nothing for it."""
    document = json.loads(PROFILE)
    space = document["LinearAdditiveUtilitySpace"]
    for bid, expected in ((None, None), ({"issuevalues": {"place": "sea"}}, Fraction(7, 10))):
        space["reservationBid"] = bid
        assert read_texts(read_geniusweb, {"a.json": json.dumps(document)}).parties[0].reserve == expected
    del space["reservationBid"]
    assert read_texts(read_geniusweb, {"a.json": json.dumps(document)}).parties[0].reserve is None


def test_weights_that_do_not_add_up_are_noted() -> None:
    """GeniusWeb would refuse the file; here they are used as they stand."""
    game = read_texts(read_geniusweb, {"a.json": PROFILE.replace('"days": 0.3', '"days": 0.2')})
    assert game.notes == ("a.json: the weights add up to 0.9, which GeniusWeb refuses",)
    assert game.parties[0].values["days"]["6"] == Fraction(1, 5)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "there is no GeniusWeb profile (LinearAdditiveUtilitySpace) in no file at all"),
        ({"d.json": DOMAIN}, "there is no GeniusWeb profile"),
        ({"d.json": "[1, 2]"}, "d.json: neither a domain nor a profile"),
        ({"p.json": '{"SumOfGroupsUtilitySpace": {}}'}, "kind SumOfGroupsUtilitySpace is no sum of points"),
        ({"p.json": PROFILE[:200]}, "p.json, line"),
        ({"p.json": PROFILE.replace("0.7", "NaN")}, "issueWeights.place: 'NaN' is no finite number"),
        ({"p.json": PROFILE.replace("0.7", "[]")}, "a number is needed here, not a list of 0"),
        (
            {"p.json": PROFILE.replace('"sea": 1.0', '"se": 1.0')},
            "'se' is no option of 'place'; did you mean 'sea'?",
        ),
        (
            {"p.json": PROFILE.replace('"place": 0.7', '"plac": 0.7')},
            "'plac' is no issue of the domain; did you",
        ),
        (
            {"p.json": PROFILE.replace('"hills", "days": 4.0', '"sky", "days": 4.0')},
            "'sky' is no option of 'place'",
        ),
        (
            {"p.json": PROFILE.replace('"days": 4.0', '"dayz": 4.0')},
            "'dayz' is no issue of the domain; did you",
        ),
        ({"p.json": PROFILE.replace('"high": 6', '"high": 1e300')}, "more than 10000 options"),
        ({"p.json": "[" * 50_000}, "nested too deep"),
        (
            {**FILES, "trip.json": DOMAIN.replace('"hills"', '"lake"')},
            "is in only one of this domain and that of",
        ),
        (
            {**FILES, "trip.json": DOMAIN.replace('"place"', '"town"')},
            "is in only one of this domain and that of",
        ),
    ],
)
def test_files_that_are_refused(files: dict[str, str], reason: str) -> None:
    """With the file, the place and what would be right."""
    with pytest.raises(ExchangeError) as caught:
        read_texts(read_geniusweb, files)
    assert reason in str(caught.value)


@settings(deadline=None, max_examples=40)
@given(random_games(), st.data())
def test_preferences_survive_the_way_there_and_back(game: ScoredGame, data: st.DataObject) -> None:
    """Unless no package is worth exactly what no deal is, which GeniusWeb cannot say."""
    if data.draw(st.booleans()):
        fallback = data.draw(st.sampled_from(list(packages(game))))
        game = replace(game, parties=tuple(replace(p, reserve=p.points(fallback)) for p in game.parties))
    hopeless = [party for party in game.parties if not _says_no_deal(game, party.name)]
    if hopeless:
        with pytest.raises(ExchangeError, match="none is worth exactly"):
            write_geniusweb(game)
        return
    after = read_texts(read_geniusweb, write_geniusweb(game))
    check_same_preferences(game, after)
    assert not any("add up" in note for note in after.notes)


def _says_no_deal(game: ScoredGame, name: str) -> bool:
    party = next(party for party in game.parties if party.name == name)
    worths = {party.points(package) for package in packages(game)}
    return (party.reserve or 0) in worths or (party.reserve or 0) <= min(worths)


def test_names_survive_where_only_spaces_are_lost() -> None:
    """The name of the file has them."""
    game = read_texts(read_geniusweb, {"2-Other cities.json": PROFILE.replace('"ann"', '"Othercities"')})
    assert game.parties[0].name == "Other cities"
    game = read_texts(read_geniusweb, {"a.json": PROFILE, "b.json": PROFILE})
    assert [party.name for party in game.parties] == ["a", "b"]
    game = read_texts(read_geniusweb, {"profile1.json": PROFILE})
    assert game.parties[0].name == "ann"


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(list(FILES)), st.data())
def test_damaged_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Nothing else happens, whatever stands in them."""
    good = {file: text.encode() for file, text in FILES.items()}
    for game in read_or_refuse(read_geniusweb, {**good, name: data.draw(damaged(good[name]))}):
        assert game.parties
