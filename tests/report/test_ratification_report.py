"""The report of the ratification lens, in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import detente
from detente.lenses.ratification.analysis import Ratification
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.win_sets import win_sets_at
from detente.model.blueprint import Blueprint
from detente.report.plain import plain_text
from detente.report.ratification_report import ratification_readings, ratification_report
from lenses.ratification.small import PARTIES, STAKES, SWAP
from report.ratifications import FAIR, found, usual, with_a_successor

ONE_OF_TWO = {
    "packages": {"swap": SWAP},
    "ratification": {
        "north": [{"name": "Either", "over": ["aid"], "needs": {"at_least": 1, "of": ["house", "guild"]}}]
    },
}
SENATE_ONLY = {"north": [{"name": "The senate", "over": ["aid"], "needs": "senate"}]}


def told(result: Ratification) -> str:
    """Return the report as text."""
    return plain_text(ratification_report(result))


def test_the_bottom_line_names_blockers_and_whom_to_turn() -> None:
    """One sentence for each of a few packages."""
    text = told(usual())
    assert "swap: ratified in 0% of draws. In the way: house (100% of draws), guild (100% of draws)" in text
    assert "At the medians nothing elsewhere turns house and guild (proved)." in text
    assert "fair: it calls no rule of ratification." in text


def test_many_packages_are_summed_up() -> None:
    """How many are carried, who stands in the way, and how many cannot be mended."""
    packages = {f"swap {k}": SWAP for k in range(4)} | {"fair": FAIR}
    text = told(found(packages=packages, draws=8))
    assert (
        "Of 5 packages, ratified in at least half of the draws: 1; in fewer than one draw of twenty: 4."
        in text
    )
    assert "Who mostly stands in the way, of how many: guild (4)" in text
    assert "All 4 that the principals would mostly sign are then mostly refused." in text
    assert "For all 5 packages, at the medians, no addition elsewhere gets it signed and ratified" in text


def test_every_part_is_there() -> None:
    """In the order in which they are needed."""
    text = told(with_a_successor())
    heads = (
        "Who refuses what",
        "Whom to turn",
        "The price of consent",
        "Who has a veto",
        "Who decides on each option alone",
        "Win-sets at home",
        "Asking for more at home",
        "The commitment horizon",
        "To keep in mind",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_without_packages_the_homes_are_told() -> None:
    """And it is said that there is nothing to ask about."""
    stakes = {party: {"aid": {"grant": -1}} for party in ("north", "south")}
    text = told(found(packages={}, stakes=stakes, draws=3))
    assert "There is no package to ask about" in text
    assert "each alone can block: senate" in text


@pytest.mark.parametrize("n", [1, 8])
def test_readings_stand_side_by_side(n: int) -> None:
    """Each with its share, its worst blocker and its sentence on asking for more."""
    results = {"base": usual(), **{f"reading-{k}": usual() for k in range(n - 1)}}
    text = plain_text(ratification_readings(results))
    assert text.count("0% house") == n
    assert text.count("north: ") == n
    assert "all" in text


def test_a_package_that_a_reading_lacks_has_no_share() -> None:
    """A dash, not an error."""
    results = {"base": usual(), "other": found(packages={"swap": SWAP}, draws=8)}
    rows = [line for line in plain_text(ratification_readings(results)).splitlines() if "fair" in line]
    assert any(row.split()[-1] == "-" for row in rows)


def test_sets_that_turn_a_package_equally_often_are_all_named() -> None:
    """House and guild each do it, so that neither is said to be the one."""
    assert "Most often it takes house or guild to turn it (100% each)" in told(
        found(stakes=STAKES, draws=4, **ONE_OF_TWO)
    )


def test_a_single_blocker_is_not_named_twice() -> None:
    """Who is in the way is whom to turn."""
    stakes = {**STAKES, "house": {"aid": {"grant": 1}}, "guild": {"aid": {"grant": 1}}}
    text = told(found(stakes=stakes, draws=4))
    assert "In the way: senate (100% of draws)." in text
    assert "Most often it takes" not in text


def test_uncertain_votes_have_a_chance_beside_their_share() -> None:
    """The sentence and the table use the same word for the same number."""
    parties = {**PARTIES, "senate": {**PARTIES["senate"], "sway": 4}}
    text = told(found(packages={"swap": SWAP}, parties=parties, ratification=SENATE_ONLY, stakes=STAKES))
    assert (
        "swap: ratified in 0% of draws if each votes as its surplus says, with a mean chance of 32%" in text
    )
    row = next(line for line in text.splitlines() if line.startswith("swap  "))
    assert row.split()[1:4] == ["100%", "0%", "32%"]
    assert "Mean chance: that they are met where votes are uncertain (sway)" in text
    assert "Mean chance" not in told(usual())


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 1), "The one that the principals would mostly sign is then mostly refused."),
        ((1, 0), "The one that the principals would mostly sign is not mostly refused."),
        ((3, 0), "None of the 3 that the principals would mostly sign are then mostly refused."),
        ((3, 1), "1 of the 3 that the principals would mostly sign is then mostly refused."),
    ],
)
def test_signed_and_refused_in_words(numbers: tuple[int, int], words: str) -> None:
    """One, none and several."""
    signed, refused = numbers
    fair = {f"fair {k}": FAIR for k in range(signed - refused)}
    swaps = {f"swap {k}": SWAP for k in range(refused)}
    others = {f"other {k}": {"aid": "grant"} for k in range(4)}
    stakes = {**STAKES, "south": {**STAKES["south"], "fair": {"yes": 1}}}
    assert words in told(found(packages={**fair, **swaps, **others}, stakes=stakes, draws=2))


def test_parts_of_win_sets_are_in_percent() -> None:
    """Not in powers of ten where they need not be."""
    text = plain_text(ratification_readings({"base": usual()}))
    assert re.search(r"fundamental or mixed +0%", text)
    assert "0e+00" not in text
    assert "powers of ten" not in text


def test_powers_of_ten_are_explained_beside_readings() -> None:
    """Where a part is too small for percent."""
    blueprint = Blueprint(detente.load("us-russia"))
    large = replace(usual(), win_sets=(win_sets_at(blueprint, rules_of(blueprint)),))
    text = plain_text(ratification_readings({"base": usual(), "large": large}))
    assert "Below 0.1% parts are written in powers of ten" in text
