"""The honest funnel told as a report."""

from __future__ import annotations

from dataclasses import replace

from detente.explain.honest_results import HonestFunnel
from detente.report.blocks import Table
from detente.report.honest_funnel_report import honest_funnel_report, median_count
from detente.report.plain import plain_text
from detente.verdict.intervals import wilson
from report.honest_results import small, told


def text_of(found: HonestFunnel) -> str:
    """The report as plain text, on one line."""
    return " ".join(plain_text(honest_funnel_report(found)).split())


def test_the_thresholds_decide() -> None:
    """The badge, the shares on either side, and whose threshold alone turns it."""
    text = text_of(told(no_deal={"north": {"points": 2}}))
    assert "For 1 of 1 kinds of deal the thresholds decide, not the facts" in text
    assert "swap: deal as judged (100% of draws), 100% with lower thresholds, 0% with higher ones" in text
    assert "the threshold of north alone turns it." in text
    assert "* swap" in text
    assert "when one party's threshold alone is moved" in text


def test_nobody_alone_turns_it() -> None:
    """Where it takes more than one, the report says so."""
    found = told(no_deal={"north": {"points": 2}})
    kind = replace(found.kinds[0], parties=())
    assert "no party's threshold alone turns it." in text_of(replace(found, kinds=(kind,)))


def test_the_facts_decide() -> None:
    """No verdict turns; packages by gate, by party, and what control does are told all the same."""
    text = text_of(told())
    assert "turns the verdict on none of 1 kinds of deal" in text
    assert "and nothing else, turns no verdict." in text
    assert "Packages that pass every gate, in the median of 2 draws: 1 as judged, 1 with lower" in text
    assert "Packages left after each gate" in text
    assert "All were counted one and all." in text
    assert "No party's threshold alone moves the share of draws of any kind of deal" in text


def test_word_of_likelihood() -> None:
    """A word that changes within the same verdict is told apart from the badge."""
    found = told()
    kind = found.kinds[0]
    less = replace(kind.higher, hits=3, share=0.75)
    text = text_of(replace(found, kinds=(replace(kind, higher=less),)))
    assert "The verdict stays but the word of likelihood changes for 1 kind of deal: swap." in text


def test_too_close_to_call() -> None:
    """A knife edge is told, and a word that changes on it is no turn."""
    found = told()
    kind = found.kinds[0]
    even, less = wilson(50, 100), wilson(49, 100)
    kind = replace(
        kind, judged=even, lower=even, higher=even, more_control=less, less_control=even, parties=()
    )
    text = text_of(replace(found, kinds=(kind,)))
    assert "swap: too close to call as it is, since one half lies within the 95% interval" in text
    assert "moving the required control changes the word but stays within that, which is no turn." in text
    assert "and nothing else, turns no verdict." in text
    assert "For 1 of 1" not in text


def test_control_turns_it() -> None:
    """Named where it does."""
    found = told()
    kind = replace(found.kinds[0], more_control=replace(found.kinds[0].judged, hits=0, share=0.0))
    assert "turns the verdict on swap." in text_of(replace(found, kinds=(kind,)))


def test_tables_have_a_row_each() -> None:
    """Kinds of deal, gates and parties."""
    found = small()
    tables = [block for block in honest_funnel_report(found) if isinstance(block, Table)]
    assert [len(table.sections[0].rows) for table in tables] == [
        len(found.kinds),
        5,
        len(found.alone),
    ]
    ranges = [row[1].text for row in tables[2].sections[0].rows]
    assert sorted(ranges) == sorted(f"{one.range:.0f}" for one in found.alone)


def test_nothing_asked() -> None:
    """Without kinds of deal and counts the report says that there is nothing."""
    empty = replace(small(), kinds=(), band=None, alone=())
    text = text_of(empty)
    assert "No kind of deal was asked about." in text
    assert "Packages left" not in text


def test_long_tables_are_cut() -> None:
    """Kinds of deal and parties beyond a screenful are left out, and said to be."""
    found = small()
    many = replace(found, kinds=found.kinds * 20, alone=found.alone * 10)
    text = text_of(many)
    assert f"{len(many.kinds) - 24} more kinds are left out" in text
    assert f"{len(many.alone) - 16} more parties are left out" in text


def test_counts_say_how_they_were_got() -> None:
    """Exact ones as they are, estimates with a ~, brackets with both ends."""
    gate = small().band.judged.gates[0]  # type: ignore[union-attr]
    exact = replace(gate, at_least={"p50": 2.0}, at_most={"p50": 2.0}, share_exact=1.0, share_estimated=0.0)
    assert median_count(exact) == "100"
    assert median_count(replace(exact, share_exact=0.0, share_estimated=1.0)) == "~100"
    assert median_count(replace(exact, at_least={"p50": None})) == "0..100"
    assert median_count(replace(exact, at_least={"p50": None}, at_most={"p50": None})) == "none"
    found = small()
    assert found.band is not None
    unsure = replace(gate, worst_error=0.25, share_bracketed=0.5)
    funnel = replace(found.band.judged, gates=(unsure, *found.band.judged.gates[1:]))
    text = text_of(replace(found, band=replace(found.band, judged=funnel)))
    assert "a standard error of at most 25%" in text
    assert "a..b: the number lies between the two." in text
