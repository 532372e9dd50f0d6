"""Packages through the trust lens as parts of a report."""

from __future__ import annotations

from dataclasses import replace

from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.trust_packages_part import break_even_part, improvements_part, keeping_part, shown
from report.trusts import small, told


def row(lines: str, *words: str) -> str:
    """The first line with all these words."""
    return next(line for line in lines.splitlines() if all(word in line for word in words))


def test_break_even() -> None:
    """Who signs on whose word, what that takes and what there is."""
    found = plain_text(break_even_part(told(trust={"keeps_word": {"south": "0.1..0.3"}})))
    line = row(found, "swap 0", "north", "south")
    assert "50%" in line
    assert " 0%" in line


def test_certain_words_are_left_out() -> None:
    """Who is taken at its word takes no row."""
    found = plain_text(break_even_part(told(trust={"keeps_word": {"south": 1}})))
    assert "Nobody's word" in found


def test_a_star_for_what_is_better_failed() -> None:
    """Where the other's performance is a loss, that is marked and explained."""
    data = {"north": {"aid": {"grant": 3}, "base": {"closed": -2}}, "south": {"base": {"closed": 1}}}
    found = plain_text(break_even_part(told(stakes=data, trust={"keeps_word": {"south": "0.4..0.6"}})))
    assert "none *" in row(found, "swap 0")
    assert "more trust makes it worse" in found
    assert "worse" not in plain_text(break_even_part(small()))


def test_keeping() -> None:
    """Points if words are kept and as expected, patience needed and had."""
    line = row(plain_text(keeping_part(small())), "quiet-for-relief", "Southland")
    assert "0." in line
    assert line.split()[1] == f"{small().packages[0].passes:.0%}"
    assert "not asked" in plain_text(keeping_part(told()))


def test_improvements() -> None:
    """What is missing how often, and what mends it."""
    line = row(plain_text(improvements_part(small())), "full-swap", "Northland", "trusts too little")
    assert "more trust in Southland: " in line
    assert "Nothing: no package fails" in plain_text(improvements_part(told()))


def test_prices_are_told() -> None:
    """Where they are not all 1."""
    dear = replace(small(), prices={**small().prices, "trust": 3.0})
    assert "Prices of going the whole way: trust 3; 1 for the rest." in plain_text(improvements_part(dear))
    assert "Prices" not in plain_text(improvements_part(small()))


def test_long_lists_are_cut() -> None:
    """Ten packages are shown, robust ones in any case, and how many more there are."""
    found = told(packages=14, trust={"keeps_word": {"south": "0.1..0.3"}})
    last = replace(found.packages[-1], origin="robust")
    some = shown((*found.packages[:-1], last))
    assert len(some) == 10
    assert some[-1] is last
    for part in (break_even_part, keeping_part, improvements_part):
        assert "4 more packages are left out; --json has them all." in plain_text(part(found))


def test_every_row_belongs_to_its_package() -> None:
    """As a heading over its rows in a terminal, at the head of each line elsewhere."""
    for part in (break_even_part, keeping_part, improvements_part):
        table = next(block for block in part(small()) if isinstance(block, Table))
        assert table.key_name == "package"
        assert {section.key for section in table.sections} == {"quiet-for-relief", "full-swap"}
