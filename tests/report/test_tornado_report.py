"""A tornado as a report."""

from __future__ import annotations

from dataclasses import replace

from detente.ensemble.depths import SWEETENED
from detente.explain.tornado import tornado
from detente.report.plain import plain_text
from detente.report.tornado_report import tornado_report
from explain.driven import certain, never, trust_dossier


def test_both_ends_in_a_table() -> None:
    """The value of the judgement, the share of draws with a deal, its interval."""
    text = plain_text(tornado_report(tornado(trust_dossier(), deal="swap", draws=200)))
    lines = text.splitlines()
    assert lines[0] == "# A small bargain"
    head = next(k for k, line in enumerate(lines) if line.startswith("judgement"))
    assert lines[head].split("  ")[-1].strip() == "at high"
    assert "0.00: 0% (0-2%)" in lines[head + 1]
    assert lines[head + 1].endswith("1.00: 100% (98-100%)")
    assert "share of draws with a deal, with its 95% interval" in text


def test_fifths_have_their_own_heads() -> None:
    """And a caveat."""
    text = plain_text(tornado_report(tornado(trust_dossier(), deal="swap", form=SWEETENED, draws=200)))
    assert "at lowest fifth" in text
    assert "The value is where the fifth ends." in text
    assert "With sweeteners each draw is a search of its own" in text


def test_gates_and_margins_where_no_share_moves() -> None:
    """With a note that says whose margin it is."""
    text = plain_text(tornado_report(tornado(never(), deal="swap", draws=50)))
    assert "3.0 points: 1.00 gates, -5.0 points" in text
    assert "by how much north accepts (below 0: by how much not)" in text


def test_long_tables_are_cut_and_empty_ones_left_out() -> None:
    """A line says how many more there are."""
    found = tornado(trust_dossier(), deal="swap", draws=50)
    text = plain_text(tornado_report(replace(found, bars=found.bars * 14)))
    assert "2 more judgements are left out; --json has them all." in text
    nothing = plain_text(tornado_report(tornado(certain(), deal="swap", draws=5)))
    assert "One judgement at a time" not in nothing
    assert "No judgement alone, anywhere in its range, moves that." in nothing
