"""What a picture of a tornado shows."""

from __future__ import annotations

from dataclasses import replace

from detente.ensemble.depths import SWEETENED
from detente.explain.tornado import tornado
from detente.report.tornado_picture import tornado_picture
from explain.driven import certain, never, trust_dossier


def test_shares_are_drawn_where_they_move() -> None:
    """From the share as drawn to those at both ends, with their values."""
    found = tornado(trust_dossier(), deal="swap", draws=200)
    picture = tornado_picture(found)
    assert (picture.measure, picture.base) == ("share", found.share.share)
    (row,) = picture.rows()
    assert row == {
        "name": "The chance that south keeps its word",
        "low": 0.0,
        "high": 1.0,
        "low_text": "0% at 0.00",
        "high_text": "100% at 1.00",
    }
    assert picture.alternative() == "The chance that south keeps its word: 0% at 0.00 to 100% at 1.00."
    assert picture.title == "A small bargain swap, exactly as described"


def test_fifths_are_called_so() -> None:
    """Up to a value, from a value on."""
    picture = tornado_picture(tornado(trust_dossier(), deal="swap", form=SWEETENED, draws=200))
    (bar,) = picture.bars
    assert bar.low_text.startswith("0% up to 0.")
    assert bar.high_text.startswith("100% from 0.")
    assert "in the fifths of the draws" in picture.caption


def test_margins_where_nothing_else_moves() -> None:
    """At the medians."""
    picture = tornado_picture(tornado(never(), deal="swap", draws=50))
    assert (picture.measure, picture.axis) == ("margin", "margin at the medians: north accepts")
    assert picture.base == -3.0
    assert picture.bars[0].low_text == "-5.0 at 3.0 points"


def test_rows_without_a_bar_are_left_out() -> None:
    """A judgement that moves gates but not the share that is drawn is counted in the caption."""
    found = tornado(trust_dossier(), deal="swap", draws=50)
    (bar,) = found.bars
    still = replace(bar, high=replace(bar.low, gates=bar.low.gates + 1))
    picture = tornado_picture(replace(found, bars=(bar, still)))
    assert len(picture.bars) == 1
    assert "1 further judgement among those told moved nothing drawn here." in picture.caption


def test_nothing_moves() -> None:
    """Words alone."""
    picture = tornado_picture(tornado(certain(), deal="swap", draws=5))
    assert picture.bars == ()
    assert picture.alternative() == "No judgement alone moves the outcome."
