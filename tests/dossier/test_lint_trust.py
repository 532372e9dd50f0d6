"""A ledger that contradicts itself, counts twice, or cannot be aged."""

from __future__ import annotations

from typing import Any

import pytest

from detente.dossier import lint, load_text
from detente.dossier.lint_trust import COUNTED
from detente.model.record import COUNTS

LEDGER = (
    "  ledger:\n    - {agreement: Minsk II, year: 2015, party: russia, verdict: broken, "
    "field: ukraine, cite: [kramer-2017#34]}"
)
KRAMER, SAIVETZ = "cite: [kramer-2017#3]", "cite: [saivetz-2017#3]"


def remarks(bargain: str, *entries: str, more: str = "") -> list[tuple[str, str]]:
    """Load a dossier with these ledger entries and return code and path of the remarks on them."""
    assert LEDGER in bargain
    lines = "".join(f"\n    - {{agreement: Truce, party: russia, {entry}}}" for entry in entries)
    ledger = f"{more}  ledger:{lines or ' []'}"
    found = lint(load_text(bargain.replace(LEDGER, ledger)))
    return [(n.code, n.path) for n in found if n.code >= "N021"]


@pytest.mark.parametrize(
    ("first", "second", "contradictory"),
    [
        (f"verdict: kept, {KRAMER}", "verdict: broken, cite: [saivetz-2017#1, kramer-2017#p3]", True),
        (f"verdict: kept, {KRAMER}", f"verdict: broken, {SAIVETZ}", False),
        ("verdict: broken", "verdict: kept", True),
        (f"verdict: broken, {KRAMER}", "verdict: kept", True),
        ("verdict: broken", f"verdict: kept, {KRAMER}", True),
        (f"verdict: kept, year: 2014, {KRAMER}", f"verdict: broken, year: 2015, {KRAMER}", False),
        (f"verdict: partial, {KRAMER}", f"verdict: broken, {KRAMER}", False),
        (f"verdict: lapsed, {KRAMER}", f"verdict: broken, {KRAMER}", False),
    ],
)
def test_kept_and_broken_on_the_same_word(bargain: str, first: str, second: str, contradictory: bool) -> None:
    """One source, or nobody, cannot say both of one agreement; two sources can."""
    expected = [("N021", "trust.ledger.1.verdict")] if contradictory else []
    assert remarks(bargain, first, second) == expected


def test_the_contradiction_names_party_agreement_and_source(bargain: str) -> None:
    """The message says what was said, by whom, and of whom."""
    entries = [f"{{agreement: Truce, party: russia, verdict: {v}, {KRAMER}}}" for v in ("kept", "broken")]
    text = bargain.replace(LEDGER, f"  ledger: [{', '.join(entries)}]")
    (note,) = [n for n in lint(load_text(text)) if n.code == "N021"]
    assert "russia" in note.message
    assert "'Truce', both on the word of kramer-2017" in note.message
    assert note.line is not None


def test_other_parties_and_agreements_are_other_matters(bargain: str) -> None:
    """What two parties do under one treaty, or one under two, contradicts nothing."""
    entries = [
        f"{{agreement: Truce, party: russia, verdict: kept, {KRAMER}}}",
        f"{{agreement: Truce, party: us, verdict: broken, {KRAMER}}}",
        f"{{agreement: Other, party: russia, verdict: broken, {KRAMER}}}",
    ]
    text = bargain.replace(LEDGER, f"  ledger: [{', '.join(entries)}]")
    assert [n for n in lint(load_text(text)) if n.code >= "N021"] == []


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        (f"verdict: kept, {KRAMER}", "verdict: kept, cite: [kramer-2017#9]", True),
        ("verdict: partial", "verdict: partial", True),
        (f"verdict: kept, {KRAMER}", f"verdict: kept, {SAIVETZ}", False),
        (f"verdict: kept, {KRAMER}", "verdict: kept", False),
        (f"verdict: contested, {KRAMER}", f"verdict: contested, {KRAMER}", False),
        (f"verdict: kept, year: 2014, {KRAMER}", f"verdict: kept, year: 2015, {KRAMER}", False),
    ],
)
def test_what_counts_twice(bargain: str, first: str, second: str, twice: bool) -> None:
    """The same verdict by the same source, or twice by none; what is not counted cannot count twice."""
    assert remarks(bargain, first, second) == ([("N022", "trust.ledger.1.verdict")] if twice else [])


@pytest.mark.parametrize("counted", COUNTED)
def test_contested_beside_a_counted_verdict(bargain: str, counted: str) -> None:
    """The two are kept apart, whichever comes first, and the remark says so."""
    entries = [f"verdict: {counted}, {KRAMER}", f"verdict: contested, {SAIVETZ}"]
    assert remarks(bargain, *entries) == [("N023", "trust.ledger.1.verdict")]
    assert remarks(bargain, *reversed(entries)) == [("N023", "trust.ledger.0.verdict")]
    assert remarks(bargain, entries[1]) == []
    assert remarks(bargain, f"verdict: lapsed, {KRAMER}", entries[1]) == []


def test_an_agreement_later_than_the_dossier(bargain: str) -> None:
    """The year of as_of itself is not later."""
    assert remarks(bargain, f"verdict: kept, year: 2018, {KRAMER}") == []
    assert remarks(bargain, f"verdict: kept, year: 2019, {KRAMER}") == [("N024", "trust.ledger.0.year")]


def test_ageing_needs_years(bargain: str) -> None:
    """With a half-life, entries that count and have no year are told by their number."""
    entries: Any = (f"verdict: kept, {KRAMER}", f"verdict: broken, year: 2014, {SAIVETZ}")
    assert remarks(bargain, *entries) == []
    assert remarks(bargain, *entries, more="  half_life: 10\n") == [("N025", "trust.half_life")]
    assert remarks(bargain, entries[1], more="  half_life: 10\n") == []
    assert remarks(bargain, "verdict: lapsed", more="  half_life: 10\n") == []


def test_a_long_ledger_takes_no_time(bargain: str) -> None:
    """Many entries on one agreement are compared by their sources, not each with each."""
    entries = [f"verdict: kept, cite: [saivetz-2017#{n % 79 + 1}]" for n in range(1500)]
    assert remarks(bargain, *entries) == [("N022", f"trust.ledger.{n}.verdict") for n in range(1, 1500)]


def test_counted_verdicts_are_those_of_the_model() -> None:
    """The checks and the record agree on what counts."""
    assert set(COUNTED) == set(COUNTS)
