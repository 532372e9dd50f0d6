"""Packages of the ratification lens in words: who refuses, whom to turn, at what price."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from detente.dossier.dossier import Quota, Rule
from detente.lenses.ratification.analysis import Ratification
from detente.report.blocks import Block
from detente.report.plain import plain_text
from detente.report.ratification_packages_part import names_of, price_part, refusal_part, turning_part
from detente.verdict.ratification import ratification
from lenses.ratification.small import ISSUES, PARTIES, STAKES, SWAP, small
from report.ratifications import HALF, found, usual


def told(part: Callable[[Ratification], Iterable[Block]], result: Ratification | None = None) -> str:
    """Return one part as text."""
    return " ".join(plain_text(tuple(part(usual() if result is None else result))).split())


def test_those_who_refuse_stand_most_often_first() -> None:
    """Outsiders in brackets, and only where they refuse."""
    text = told(refusal_part)
    assert "swap 100% 0% 100% house 100%, guild 100%, senate" in text
    assert "fair 0% 100% 0% it calls no rule" in text
    unwilling = {**HALF, "neighbour": {"base": {"closed": -1}}}
    assert "[neighbour] 100%" in told(refusal_part, found(stakes=unwilling, draws=4))


def test_sets_to_turn_are_written_out() -> None:
    """Those of two and more by their members, single ones as enough alone."""
    text = told(turning_part)
    assert "senate + house" in text
    assert "enough alone: house" in text


def test_long_sets_leave_out_who_is_always_needed() -> None:
    """Five of them stand above, the sixth changes."""
    names = [f"m{k}" for k in range(5)]
    parties = {**PARTIES, **{name: {"role": "ratifier", "side": "north"} for name in names}}
    needs: Any = {"all_of": [*names, {"at_least": 1, "of": ["house", "guild"]}]}
    stakes = {**STAKES, **{name: {"aid": {"grant": -1}} for name in names}}
    rules = {"north": [{"name": "All", "over": ["aid"], "needs": needs}]}
    result = found(packages={"swap": SWAP}, parties=parties, stakes=stakes, ratification=rules, draws=2)
    text = told(turning_part, result)
    assert "always needed: m0, m1, m2, m3, m4" in text
    assert "those + house (100%)" in text


def test_a_rule_with_not_says_why_nobody_is_named() -> None:
    """In place of sets."""
    rules = {"north": [{"name": "No guild", "over": ["aid"], "needs": {"not": "neighbour"}}]}
    result = found(packages={"swap": SWAP}, ratification=rules, draws=2)
    assert "swap: a rule asks that a need is not met" in told(turning_part, result)


def test_a_need_nobody_can_meet_is_said() -> None:
    """No consent helps."""
    rule = Rule(name="Nine", side="north", needs=Quota(quota=9, weights={"senate": 1}))
    dossier = replace(small(), ratification=(rule,))
    result = ratification(dossier, packages={"swap": SWAP}, draws=2)
    assert "no consent helps in 100% of draws" in told(turning_part, result)


def test_prices_say_what_turns_whom() -> None:
    """The whole first; proofs in words."""
    stakes = {**HALF, "senate": {"aid": {"grant": -3}, "fair": {"yes": 4}}}
    text = told(price_part, found(packages={"swap": SWAP}, stakes=stakes, draws=4))
    assert "swap the whole - - no addition gets it signed and ratified (proved)" in text
    assert "senate 3.0 3.0 / 3.0 / 3.0 fair=yes" in text
    assert "house 1.0 1.0 / 1.0 / 1.0 nothing elsewhere turns it (proved)" in text


def test_several_single_options_are_counted() -> None:
    """The best one is named."""
    issues = {**ISSUES, "rally": {"options": {"no": {"status_quo": True}, "yes": {}, "big": {}}}}
    stakes = {**STAKES, "senate": {"aid": {"grant": -3}, "fair": {"yes": 4}, "rally": {"yes": 3, "big": 4}}}
    text = told(price_part, found(packages={"swap": SWAP}, issues=issues, stakes=stakes, draws=2))
    assert "(or one of 2 other single options)" in text


def test_where_everybody_consents_there_is_no_price() -> None:
    """It is said, not left out."""
    result = found(packages={"fair": {"fair": "yes"}}, draws=2)
    assert "No member that these packages need refuses at the medians." in told(price_part, result)
    assert told(turning_part, result) == ""


def test_long_lists_are_cut_and_say_so() -> None:
    """All is in the JSON."""
    result = found(packages={f"swap {k:02}": SWAP for k in range(26)}, draws=2)
    assert "2 more packages are left out; --json has them all." in told(refusal_part, result)
    assert "18 more packages are left out" in told(turning_part, result)


def test_names_are_those_for_people() -> None:
    """Cut after a few."""
    assert names_of(usual(), ["senate", "house", "guild"], 2) == "senate, house and 1 more"
