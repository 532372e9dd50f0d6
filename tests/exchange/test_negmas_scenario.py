"""NegMAS: scenarios, there and back."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.negmas_scenario import read_negmas, write_negmas
from detente.model.scored_game import ScoredGame

from .random_games import random_games, surpluses
from .written_files import check_same_preferences, damaged, read_or_refuse, read_texts

DOMAIN = """name: fishing
type: DiscreteCartesianOutcomeSpace
path: __PATH__:/nowhere
issues:
- {name: Quota, type: CategoricalIssue, values: [NO, 1.50, '300']}
- {name: Boats, type: ContiguousIssue, values: [2, 4]}
"""
NORTH = """name: North
type: negmas.preferences.crisp.linear.LinearAdditiveUtilityFunction
weights: [0.34, 2]
bias: 0.5
values:
- {type: TableFun, mapping: {NO: 0, 1.5: 10, 300: 30}}
- {__python_class__: negmas.AffineFun, slope: -1, bias: 4}
reserved_value: 0.25
reserved_outcome: null
stability: 2047
"""
SOUTH = """type: ExpDiscountedUFun
discount: 0.9
reserved_value: -.inf
ufun:
  type: HyperRectangleUtilityFunction
  outcome_ranges:
  - {0: ['NO', '300'], 1: [2, 4]}
  - null
  utilities: [3, 0.5]
  reserved_value: 0.75
"""
WRAPPED = "type: LinDiscountedUFun\nufun: " + "{type: LinDiscountedUFun, ufun: " * 12 + "1" + "}" * 12 + "\n"
FILES = {"fishing.yml": DOMAIN, "north.yml": NORTH, "south.yml": SOUTH}


def test_a_scenario() -> None:
    """Options stay what is written, NO too; points are weights times values plus the bias."""
    game = read_texts(read_negmas, FILES)
    north, south = game.parties
    assert game.name == "fishing"
    assert game.issues == {"Quota": ("NO", "1.50", "300"), "Boats": ("2", "3", "4")}
    assert (north.name, north.base, north.reserve) == ("North", Fraction(1, 2), Fraction(1, 4))
    assert north.values["Quota"] == {"NO": Fraction(0), "1.50": Fraction("3.4"), "300": Fraction("10.2")}
    assert north.values["Boats"] == {"2": Fraction(4), "3": Fraction(2), "4": Fraction(0)}
    assert (south.name, south.reserve, south.discount) == ("south", Fraction(3, 4), Fraction(9, 10))
    assert south.points({"Quota": "NO", "Boats": "3"}) == Fraction(7, 2)
    assert south.points({"Quota": "NO", "Boats": "2"}) == Fraction(1, 2)
    assert game.notes == ("south.yml: ExpDiscountedUFun: what time costs is not counted",)


def test_files_that_are_no_part_of_it() -> None:
    """What begins with an underscore is not looked at; the rest is noted."""
    files = {**FILES, "_stats.yaml": "a: [", "_info.yml": "x: 1", "other.yml": "- 1\n- 2\n"}
    game = read_texts(read_negmas, files)
    assert len(game.parties) == 2
    assert "other.yml is neither a domain nor a utility function; left out" in game.notes


def test_any_deal_is_acceptable() -> None:
    """Then nothing is known of no deal, in YAML and in JSON."""
    domain = '{"type": "OutcomeSpace", "issues": [{"name": "x", "values": ["a", "b"]}]}'
    function = (
        '{"type": "LinearAdditiveUtilityFunction", "values": [{"a": 1, "b": 2}], "reserved_value": -Infinity}'
    )
    game = read_texts(read_negmas, {"d.json": domain, "f.json": function})
    assert game.parties[0].reserve is None
    assert game.notes == ("f.json: any deal is acceptable to f; no deal counts as 0 until said",)


def test_no_deal_as_a_package() -> None:
    """It is worth what that package is."""
    text = NORTH.replace("reserved_value: 0.25", "reserved_value: -.inf").replace(
        "outcome: null", "outcome: [300, 4]"
    )
    assert read_texts(read_negmas, {**FILES, "north.yml": text}).parties[0].reserve == Fraction("10.7")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "one domain (an OutcomeSpace) is needed; there are 0 in no file at all"),
        ({"n.yml": NORTH}, "there are 0 in n.yml"),
        ({"d.yml": DOMAIN}, "there is no utility function in d.yml"),
        ({**FILES, "e.yml": DOMAIN}, "there are 2 in"),
        ({**FILES, "north.yml": NORTH[:120]}, "north.yml"),
        ({**FILES, "north.yml": NORTH.replace("0.34", ".nan")}, "weights[0]: '.nan' is no finite number"),
        ({**FILES, "north.yml": NORTH.replace("0.34", "[1]")}, "a number is needed here, not a list of 1"),
        ({**FILES, "north.yml": NORTH.replace("[0.34, 2]", "[0.34]")}, "weights: 1 entries for 2 issues"),
        (
            {**FILES, "north.yml": NORTH.replace("{NO: 0", "{N0: 0")},
            "'N0' is no option of 'Quota'; did you mean 'NO'?",
        ),
        (
            {**FILES, "north.yml": NORTH.replace("TableFun", "LambdaFun")},
            "the function LambdaFun is not read",
        ),
        (
            {**FILES, "north.yml": NORTH.replace("value: 0.25", "value: .inf")},
            "no deal is worth infinitely much",
        ),
        (
            {**FILES, "north.yml": NORTH.replace("outcome: null", "outcome: [300]").replace("0.25", ".NaN")},
            "'.NaN'",
        ),
        ({**FILES, "north.yml": "type: !!python/name:os.system x\n"}, "nothing is constructed from a file"),
        ({**FILES, "north.yml": "a: " + "[" * 5000}, "nested more than 60 levels deep"),
        ({**FILES, "fishing.yml": DOMAIN.replace("[2, 4]", "[0, 999999999]")}, "more than 10000 options"),
        ({**FILES, "fishing.yml": DOMAIN.replace("Contiguous", "Continuous")}, "(--steps 10)"),
        (
            {**FILES, "south.yml": "&x {type: ExpDiscountedUFun, ufun: *x}\n"},
            "names nothing complete above it",
        ),
        ({**FILES, "south.yml": WRAPPED}, "more than 10 discounting functions"),
    ],
)
def test_files_that_are_refused(files: dict[str, str], reason: str) -> None:
    """With the file, the place and what would be right."""
    with pytest.raises(ExchangeError) as caught:
        read_texts(read_negmas, files)
    assert reason in str(caught.value)


@settings(deadline=None, max_examples=30)
@given(random_games(combinations=True), st.sampled_from(["yaml", "yml"]))
def test_preferences_survive_as_yaml(game: ScoredGame, form: Literal["yaml", "yml"]) -> None:
    """Names too, and points wherever they are decimals that end."""
    after = read_texts(read_negmas, write_negmas(game, form=form))
    check_same_preferences(game, after)
    assert after.name == game.name
    assert [party.name for party in after.parties] == [party.name for party in game.parties]


@settings(deadline=None, max_examples=40)
@given(random_games(worth=st.decimals(-100, 100, places=4).map(Fraction)))
def test_points_survive_as_json(game: ScoredGame) -> None:
    """Exactly, where they are decimals that end."""
    after = read_texts(read_negmas, write_negmas(game, form="json"))
    assert surpluses(after) == surpluses(game)
    assert [party.reserve for party in after.parties] == [party.reserve for party in game.parties]


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(list(FILES)), st.data())
def test_damaged_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Nothing else happens, whatever stands in them."""
    good = {file: text.encode() for file, text in FILES.items()}
    for game in read_or_refuse(read_negmas, {**good, name: data.draw(damaged(good[name]))}):
        assert game.parties
