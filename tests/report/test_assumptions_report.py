"""Key assumptions as a report."""

from __future__ import annotations

from dataclasses import replace

from detente.explain.flip_sets import Turn
from detente.report.assumptions_report import assumptions_report
from detente.report.blocks import Items, Paragraph, Table
from detente.report.plain import plain_text
from explain.test_assumptions_result import ONE, WATCHED, result
from explain.test_flip_sets import entry


def test_the_list() -> None:
    """Each assumption with whose it is, its sources and what to watch below it."""
    items = next(block for block in assumptions_report(result(ONE, WATCHED)) if isinstance(block, Items))
    first, second = items.items
    assert first.text == ONE.sentence
    assert [inner.text for inner in first.inner] == [
        "Whose: Alba",
        "Source: A. Author, A book, 2017",
        "Source: Second",
        "1 more source is left out; --json has it.",
        "Watch: the dossier names no observation that would tell",
    ]
    assert second.inner[-1].text == "Watch: a *vote*"


def test_the_table() -> None:
    """Where each verdict turns, what lies beyond, and whether it can be watched."""
    table = next(block for block in assumptions_report(result(ONE, WATCHED)) if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.sections[0].rows]
    assert rows == [
        ["swap", "p", "2..6", "4", "5", "25%", "no"],
        ["swap", "q", "2..6", "4", "3", "25%", "yes"],
    ]


def test_none() -> None:
    """Without assumptions there is the bottom line, and why kinds were not judged."""
    blocks = assumptions_report(result())
    assert not any(isinstance(block, Table) for block in blocks)
    strong = [block.text for block in blocks if isinstance(block, Paragraph) and block.tone == "strong"]
    assert strong[0].startswith("No judgement turns")
    assert "Any: it names nothing." in plain_text(blocks)


def test_long_lists_are_cut() -> None:
    """Twelve are told one by one, thirty in the table, and the rest counted."""
    many = [replace(ONE, turn=Turn(entry=entry(f"p{k}"), value=5.0)) for k in range(35)]
    text = plain_text(assumptions_report(result(*many)))
    assert "23 more assumptions are left out; --json has them all." in text
    assert "5 more rows are left out; --json has them all." in text


def test_without_party_or_source() -> None:
    """A judgement that is nobody's and has no source says so."""
    bare = replace(ONE, turn=Turn(entry=replace(entry("p"), who=()), value=5.0), sources=())
    text = plain_text(assumptions_report(result(bare)))
    assert "Whose: nobody in particular" in text
    assert "Source: none given" in text
