"""Flips as a report."""

from __future__ import annotations

from detente.explain.flip_result import Flips
from detente.report.blocks import Heading, Items, Paragraph, Table
from detente.report.flip_report import flip_report
from detente.report.plain import plain_text
from explain.flip_cases import flip_set, flips, kind, overview

PAIR = flip_set(7.0, 7.0, share=0.4)
SINGLE = flip_set(8.0, share=0.6)


def tables(found: Flips) -> list[Table]:
    """The tables of a report."""
    return [block for block in flip_report(found) if isinstance(block, Table)]


def test_bottom_line_first() -> None:
    """Title, facts, the sentences, then the tables, the caveats last."""
    blocks = flip_report(flips(PAIR, SINGLE))
    assert isinstance(blocks[0], Heading)
    strong = [block.text for block in blocks if isinstance(block, Paragraph) and block.tone == "strong"]
    assert tuple(strong) == flips(PAIR, SINGLE).sentences
    assert isinstance(blocks[-1], Items)
    assert blocks[-1].items[0].text == "Mind."


def test_price_list() -> None:
    """Judgement, range, median, value needed, how far beyond, whose, share of draws then, source."""
    row = tables(flips(SINGLE, flip_set(5.0)))[0].sections[0].rows[0]
    assert [cell.text for cell in row] == ["x", "2..6", "4", ">= 8", "20%", "b", "60%", "none"]
    second = tables(flips(SINGLE, flip_set(3.0)))[0].sections[0].rows[1]
    assert [cell.text for cell in second][3:7] == ["<= 3", "inside", "b", "-"]


def test_sets_of_several() -> None:
    """A row for each judgement; number, distance and share stand in the first."""
    (pairs, _) = tables(flips(PAIR))
    first, second = pairs.sections[0].rows
    assert [cell.text for cell in first] == ["1", "x", "2..6", "4", ">= 7", "10%", "40%"]
    assert [second[0].text, second[5].text, second[6].text] == ["", "", ""]


def test_parties() -> None:
    """Sets by who would have to act, and how many need nobody else."""
    rows = tables(flips(PAIR, SINGLE))[-1].sections[0].rows
    assert [cell.text for cell in rows[0]][:4] == ["Boria", "2", "1", "10%"]
    assert [cell.text for cell in rows[1]][:3] == ["Alba", "1", "0"]


def test_long_tables_are_cut() -> None:
    """What is left out is counted."""
    many = [flip_set(6.0 + k / 8) for k in range(1, 20)]
    text = plain_text(flip_report(flips(*many)))
    assert "5 more judgements are left out; --json has them all." in text


def test_nothing() -> None:
    """Without sets there are words and no tables."""
    assert tables(flips()) == []


def test_every_kind_of_deal() -> None:
    """Those that turn first; how many would have to change where nothing does; what was not judged."""
    gone = kind("pressure", verdict=None, to=None, share=None, reason="it asks only for pressure")
    found = overview(kind("none"), gone, kind("far", PAIR), kind("near", SINGLE), kind("is", verdict="deal"))
    blocks = flip_report(found)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    rows = [[cell.text for cell in row] for row in table.sections[0].rows]
    assert [row[0] for row in rows] == ["far", "near", "none", "is"]
    assert rows[1][3:] == ["p0 >= 8", "20%", "1 change", "20%"]
    assert [row[5] for row in rows] == ["2 changes", "1 change", "at least 4", "none needed"]
    text = plain_text(blocks)
    assert "Kind pressure: not judged; it asks only for pressure." in text
    assert "Kind far: no deal at the medians; it turns with" in text


def test_no_kinds_of_deal() -> None:
    """A dossier without any says so."""
    assert "The dossier names no kind of deal." in plain_text(flip_report(overview()))
