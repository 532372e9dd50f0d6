"""The report of a crux."""

from __future__ import annotations

from tests.explain.test_crux_kind import changed
from tests.properties.dossiers import loaded, plain

from detente.explain.crux import crux
from detente.explain.crux_result import Crux
from detente.report.blocks import Block, Heading, Items, Paragraph, Table
from detente.report.crux_report import crux_report
from detente.report.plain import plain_text


def found() -> Crux:
    """Two costs, either of which is too much."""
    return crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4)


def headings(blocks: tuple[Block, ...]) -> list[str]:
    """Titles of the parts."""
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_bottom_line_first() -> None:
    """Sentences stand before all tables, and caveats come last."""
    blocks = crux_report(found())
    kinds = [type(block) for block in blocks]
    assert kinds.index(Paragraph) < kinds.index(Table)
    assert headings(blocks) == [
        "A small bargain",
        "What carries the verdict",
        "The differences that decide",
        "Step by step from before to after",
        "To keep in mind",
    ]
    assert isinstance(blocks[-1], Items)


def test_what_each_difference_says() -> None:
    """Both values of a deciding difference, sets in both directions, and each step."""
    text = plain_text(crux_report(found()))
    assert "dealing_costs.north.per_deal: what any deal costs north" in text
    assert "before: nothing; after: 3" in text
    assert "dealing_costs.north.per_deal + dealing_costs.south.per_deal" in text
    assert "acceptance 100%" in text
    assert "before as it is" in text


def test_shares() -> None:
    """Where verdicts agree, what moves the shares is a table of its own."""
    one, other = plain(), plain()
    one["stakes"]["south"]["base"]["closed"] = "-20..-1"
    other["stakes"]["south"]["base"]["closed"] = "-9..-1"
    blocks = crux_report(crux(loaded(one), loaded(other), draws=200))
    assert "What moves the shares: swap" in headings(blocks)


def test_nothing_differs() -> None:
    """A dossier against itself is a sentence and no table."""
    blocks = crux_report(crux(loaded(plain()), loaded(plain()), draws=4))
    assert not any(isinstance(block, Table) for block in blocks)
    assert headings(blocks) == ["A small bargain", "To keep in mind"]


def test_same_verdicts_are_listed() -> None:
    """Kinds of deal on which both agree stand in a table with how far shares differ."""
    blocks = crux_report(crux(loaded(plain()), loaded(changed(north=1)), draws=4))
    assert "The same verdict under both" in headings(blocks)
    assert "swap" in plain_text(blocks)
