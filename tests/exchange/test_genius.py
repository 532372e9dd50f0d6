"""Genius: domains and profiles, there and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.domain_json import read_domain
from detente.exchange.genius import read_genius, write_genius
from detente.model.scored_game import Combination, ScoredGame, Scorer

from .genius_samples import BOXES, DOMAIN, FILES, NORTH, SOUTH
from .random_games import random_games
from .written_files import DOMAINS, check_same_preferences, damaged, read_or_refuse, read_texts

UNSURE = "<utility_space type='UNCERTAIN'>"


def test_a_domain_and_its_profiles() -> None:
    """Evaluations are shares of the highest of their issue; weights are taken as they stand."""
    game = read_texts(read_genius, FILES)
    north, south = game.parties
    assert game.name == "fishing"
    assert game.issues == {"Quota": ("100 t", "200 t", "300 t"), "Boats": ("2", "3", "4")}
    assert (north.name, north.reserve, north.discount) == ("north", Fraction(1, 4), Fraction(9, 10))
    assert north.values["Quota"] == {
        "100 t": Fraction(1, 5),
        "200 t": Fraction(2, 5),
        "300 t": Fraction(3, 5),
    }
    assert north.values["Boats"] == {"2": Fraction(0), "3": Fraction(1, 5), "4": Fraction(2, 5)}
    assert south.values["Quota"] == {"300 t": Fraction(0), "200 t": Fraction(1, 5), "100 t": Fraction(1, 2)}
    assert (south.reserve, south.discount) == (None, None)
    assert game.notes == ()


def test_profiles_alone_bring_their_issues() -> None:
    """Those of the first one."""
    game = read_texts(read_genius, {"north.xml": NORTH, "south.xml": SOUTH})
    assert game.issues == {"Quota": ("100 t", "200 t", "300 t"), "Boats": ("2", "3", "4")}
    assert [party.name for party in game.parties] == ["north", "south"]


def test_what_else_lies_in_a_folder_is_left_out() -> None:
    """A frontier that is no XML, and XML of another kind, each with a note."""
    files = {**FILES, "pareto.xml": "0.5, 0.7\n0.6, 0.2\n", "repository.xml": "<domains/>"}
    game = read_texts(read_genius, files)
    assert [party.name for party in game.parties] == ["north", "south"]
    assert game.notes == (
        "pareto.xml is no XML; left out",
        "repository.xml is neither a domain nor a profile (<domains>); left out",
    )


def test_an_unsure_twin_is_no_party_of_its_own() -> None:
    """Whether it has the same points or only the name of a plain profile."""
    same = NORTH.replace("<utility_space>", UNSURE).replace("0.25", "0.3")
    named = SOUTH.replace("<utility_space>", UNSURE).replace('"0.2"', '"0.3"')
    game = read_texts(read_genius, {**FILES, "other.xml": same, "south_u10.xml": named})
    assert [party.name for party in game.parties] == ["north", "south"]
    assert game.notes == (
        "other is north unsure of its preferences; left out",
        "south_u10 is south unsure of its preferences; left out",
    )


def test_an_unsure_profile_alone_is_a_party() -> None:
    """With its true preferences; of two that are the same one is kept."""
    text = NORTH.replace("<utility_space>", UNSURE).replace(
        "</utility_space>", "<comparisons>9</comparisons></utility_space>"
    )
    game = read_texts(read_genius, {"d.xml": DOMAIN, "x_A20.xml": text, "x_A50.xml": text, "z.xml": SOUTH})
    assert [party.name for party in game.parties] == ["x_A20", "z"]
    assert game.parties[0].values["Boats"]["4"] == Fraction(2, 5)
    assert len(game.notes) == 2


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "there is no Genius profile (<utility_space>) in no file at all"),
        ({"d.xml": DOMAIN}, "there is no Genius profile (<utility_space>) in d.xml"),
        ({"d.xml": "<html><body/></html>"}, "there is no Genius profile"),
        ({"d.xml": DOMAIN, "e.xml": DOMAIN, "n.xml": NORTH}, "d.xml, e.xml are several domains"),
        ({**FILES, "south.xml": SOUTH[:300]}, "south.xml, line 8"),
        (
            {**FILES, "south.xml": SOUTH.replace('index="4" name', 'index="5" name')},
            "'Boats' (index 4) is missing",
        ),
        (
            {**FILES, "north.xml": NORTH.replace("300 t", "300 tt")},
            "'300 t' of 'Quota' has no evaluation; there",
        ),
        (
            {**FILES, "north.xml": NORTH.replace('"30"', '"NaN"')},
            "line 8: <item>: 'evaluation': 'NaN' is no finite",
        ),
        (
            {**FILES, "north.xml": NORTH.replace('"0.25"', '"1e999"')},
            "<reservation>: 'value': '1e999' is beyond",
        ),
        ({**FILES, "fishing.xml": DOMAIN.replace('"4"/', '"99999999"/')}, "more than 10000 options"),
        ({**FILES, "fishing.xml": DOMAIN.replace('type="integer"', 'type="real"')}, "(--steps 10)"),
        ({"a.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><utility_space a='&x;'/>"}, "defines entities"),
        ({"a.xml": "<utility_space>" * 5000}, "nested more than 100 levels deep"),
        ({"a.xml": "<utility_space/>"}, "there is no <objective>"),
    ],
)
def test_files_that_are_refused(files: dict[str, str], reason: str) -> None:
    """With the file, the line and what would be right."""
    with pytest.raises(ExchangeError) as caught:
        read_texts(read_genius, files)
    assert reason in str(caught.value)


def test_a_nonlinear_profile() -> None:
    """Boxes pay shares of the highest utility; what pays everywhere is the base."""
    party = read_texts(read_genius, {"p.xml": BOXES}).parties[0]
    assert party.base == Fraction(50, 200)
    assert party.reserve == Fraction(1, 10)
    inside = party.points({"A": "3", "B": "1"})
    assert inside == Fraction(50 + 10, 200)
    assert party.points({"A": "0", "B": "0"}) == Fraction(40 + 10 + 30, 200)


@settings(deadline=None, max_examples=40)
@given(random_games())
def test_preferences_survive_the_way_there_and_back(game: ScoredGame) -> None:
    """Names too; points of a party are moved and shrunk, that of no deal with them."""
    after = read_texts(read_genius, write_genius(game))
    check_same_preferences(game, after)
    assert after.name == game.name
    assert [party.name for party in after.parties] == [party.name for party in game.parties]


@st.composite
def ranged_games(draw: st.DrawFn) -> ScoredGame:
    """Two parties with boxes over two ranges of whole numbers."""
    ranges = {name: (draw(st.integers(-2, 2)), draw(st.integers(2, 4))) for name in ("A", "B")}
    issues = {name: tuple(str(low + k) for k in range(size)) for name, (low, size) in ranges.items()}
    points = st.fractions(-20, 20, max_denominator=4)
    parties = []
    for name in ("x", "y"):
        boxes = []
        for _ in range(draw(st.integers(1, 3))):
            when = {}
            for issue in draw(st.lists(st.sampled_from(["A", "B"]), min_size=1, unique=True)):
                low = draw(st.integers(0, len(issues[issue]) - 1))
                when[issue] = issues[issue][low : draw(st.integers(low, len(issues[issue]) - 1)) + 1]
            boxes.append(Combination(when=when, points=draw(points)))
        values = {"A": {option: draw(points) for option in issues["A"]}}
        reserve = draw(st.none() | points)
        parties.append(
            Scorer(name=name, values=values, combinations=tuple(boxes), base=draw(points), reserve=reserve)
        )
    return ScoredGame(name="g", issues=issues, parties=tuple(parties))


@settings(deadline=None, max_examples=40)
@given(ranged_games())
def test_combinations_survive_as_hyper_rectangles(game: ScoredGame) -> None:
    """Where they are boxes of whole numbers."""
    check_same_preferences(game, read_texts(read_genius, write_genius(game)))


def test_a_game_of_genius_comes_back_as_it_was() -> None:
    """Utilities between 0 and 1 with decimals that end are not moved."""
    game = read_texts(read_genius, FILES)
    after = read_texts(read_genius, write_genius(game))
    assert [(p.values, p.reserve, p.discount) for p in after.parties] == [
        (p.values, p.reserve, p.discount) for p in game.parties
    ]


@settings(deadline=None, max_examples=80)
@given(st.sampled_from([*FILES, "boxes.xml"]), st.data())
def test_damaged_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Nothing else happens, whatever stands in them."""
    files = {"boxes.xml": BOXES} if name == "boxes.xml" else dict(FILES)
    good = {file: text.encode() for file, text in files.items()}
    for game in read_or_refuse(read_genius, {**good, name: data.draw(damaged(good[name]))}):
        assert game.parties


def test_real_domains_survive_the_way_there_and_back() -> None:
    """All that are at hand, compared on their issues one by one."""
    if not DOMAINS.is_dir():
        pytest.skip(f"no real domains at {DOMAINS}")
    for path in sorted(DOMAINS.glob("*.json")):
        game = read_domain([path])
        after = read_texts(read_genius, write_genius(game))
        for old, new in zip(game.parties, after.parties, strict=True):
            assert old.name == new.name
            ranges = [_differences(party, game) for party in (old, new)]
            pairs = [(a, b) for a, b in zip(*ranges, strict=True) if a or b]
            assert len({b / a for a, b in pairs}) == 1


def _differences(party: Scorer, game: ScoredGame) -> list[Fraction]:
    """Points of every option above the first of its issue, and no deal above the first package."""
    zero = Fraction(0)
    found = [
        party.values[issue].get(option, zero) - party.values[issue].get(options[0], zero)
        for issue, options in game.issues.items()
        for option in options
    ]
    first = party.points({issue: options[0] for issue, options in game.issues.items()})
    return [*found, (party.reserve or zero) - first]
