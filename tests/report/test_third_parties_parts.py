"""The parts of the third-parties report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.lenses.outsiders.effects import Performance, Spoiling
from detente.lenses.outsiders.result import ThirdParties
from detente.lenses.spread import Spread
from detente.report.blocks import Block
from detente.report.plain import plain_text
from detente.report.third_parties_parts import (
    acting_part,
    effects_part,
    packages_part,
    parties_part,
    spoiling_part,
)
from lenses.outsiders.made import effect
from report.outside_results import apart, helped, hurt, idle, package, result


def rows(part: Callable[[ThirdParties], Iterable[Block]], found: ThirdParties) -> list[list[str]]:
    """Words of each line of a part."""
    return [line.split() for line in plain_text(part(found)).splitlines()]


def test_packages_say_who_loses_with_and_without_a_say() -> None:
    """Losers stand in one of two columns, by their keys."""
    found = result(package("swap", hurt("ally", spoils=0.7), hurt("rival"), passes=0.25))
    assert ["swap", "25%", "0%", "70%", "ally", "rival"] in rows(packages_part, found)


def test_sweetened_packages_come_last_and_long_tables_are_cut() -> None:
    """24 packages are shown."""
    sweet = package("sweet", idle("ally"))
    sweet = replace(sweet, package=replace(sweet.package, origin="with sweeteners"))
    found = result(sweet, *(package(f"p{k}", idle("ally")) for k in range(24)))
    text = plain_text(packages_part(found))
    assert "p23" in text
    assert "sweet " not in text
    assert "1 more package is left out; --json has them all." in text


def test_effects_are_ranked_and_the_untouched_counted() -> None:
    """Worst first; who has no stake is only counted."""
    found = result(package("swap", helped("ally"), hurt("rival"), idle("third")))
    lines = rows(effects_part, found)
    rival, ally = (lines.index(["The", name, *rest]) for name, rest in RANKED)
    assert rival < ally
    assert "1 more third party has no stake in it." in plain_text(effects_part(found))
    two = result(package("swap", hurt("rival"), idle("third"), idle("fourth")))
    assert "2 more third parties have no stake in it." in plain_text(effects_part(two))


def test_nothing_is_counted_where_nobody_is_left() -> None:
    """No zero, and no heading over nothing."""
    assert "more third" not in plain_text(effects_part(result(package("swap", hurt("rival")))))
    assert plain_text(effects_part(result(package("swap", idle("third"))))) == ""


def test_a_leak_without_a_stake() -> None:
    """Who undoes a package is told of, though it has no stake in it."""
    ways = (Spoiling(way="leak", share=1.0, over=("aid=grant",)),)
    leak = replace(idle("third"), spoils=1.0, ways=ways)
    lines = rows(effects_part, result(package("swap", leak)))
    assert ["third", "no", "stake,", "undoes", "it", "0", "0%", "0%", "-"] in lines
    assert ["third", "-", "-", "1", "-", "-"] in rows(parties_part, result(package("swap", leak)))


RANKED = [
    ("Rival", ["loses", "-2.0", "0%", "100%", "-"]),
    ("Ally", ["gains", "+5.0", "100%", "0%", "-"]),
]


def test_no_deal_has_a_column_where_it_matters() -> None:
    """Points and what lies above no deal are told apart only where they differ."""
    assert "above no deal" in plain_text(effects_part(result(package("swap", apart("ally")))))
    assert "above no deal" not in plain_text(effects_part(result(package("swap", hurt("ally")))))


def test_parties_are_counted_over_packages() -> None:
    """Who can spoil most comes first; who has no part in any is named below."""
    found = result(
        package("a", hurt("ally"), helped("rival"), idle("third")),
        package("b", hurt("ally"), hurt("rival", spoils=1.0), idle("third")),
    )
    lines = rows(parties_part, found)
    rival = lines.index(["The", "Rival", "1", "1", "1", "1", "-"])
    assert rival < lines.index(["The", "Ally", "-", "2", "-", "-", "-"])
    assert "with no part in any: third." in plain_text(parties_part(found))


def test_ways_are_told_with_their_share() -> None:
    """A way that occurs as often as all of them does not repeat the share; rare ones are left out."""
    ways = (
        Spoiling(way="performance", share=0.8, over=("aid=grant",)),
        Spoiling(way="leak", share=0.3, over=("aid=grant",)),
        Spoiling(way="control", share=0.01, over=("aid=grant",)),
    )
    one = package("swap", replace(effect("ally", loses=0.8, spoils=0.8), ways=ways))
    text = plain_text(spoiling_part(result(replace(one, undone_together=0.5))))
    assert "ally (80%): does not act: aid=grant; undoes (30%): aid=grant\n" in text
    assert "leaks that only together undo a change, in 50% of draws" in text


def test_those_who_act_with_their_record() -> None:
    """A range of words, or none; a range of willingness over packages."""
    word = Spread(low=0.1, middle=0.5, high=0.9)
    task = Performance(over=("aid=grant",), keeps_word=word, by_record_of="ally", willing=0.5)
    found = result(
        package("a", replace(idle("ally"), performance=task), helped("rival")),
        package("b", replace(idle("ally"), performance=replace(task, willing=1.0)), idle("rival")),
    )
    lines = rows(acting_part, found)
    assert ["The", "Ally", "2", "10-90%", "50-100%", "aid=grant"] in lines
    assert ["The", "Rival", "1", "no", "record", "25%", "aid=grant"] in lines
