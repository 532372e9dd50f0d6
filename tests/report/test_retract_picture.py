"""The data of the picture of retractions."""

from __future__ import annotations

from detente.report.retract_picture import RetractPicture, retract_picture
from report.compared import hanging


def test_a_bar_for_each_source() -> None:
    """In order of rank, with what moves most and what it does."""
    picture = retract_picture(hanging())
    assert [bar.source for bar in picture.bars] == ["alpha", "beta", "gamma"]
    first, last = picture.bars[0], picture.bars[-1]
    assert (first.before, first.after, first.flips) == (1.0, 0.0, 1)
    assert (first.what, first.effect) == ("swap passes every gate", "1 answer flips")
    assert (last.before, last.after, last.what, last.effect) == (
        0.0,
        0.0,
        "nothing moves",
        "no answer changes",
    )


def test_in_words_and_rows() -> None:
    """For those who cannot see it, and as a table."""
    picture = retract_picture(hanging())
    told = "Without alpha: 1 answer flips; swap passes every gate from 100% to 0%."
    assert picture.alternative().startswith(told)
    assert [row["source"] for row in picture.rows()] == ["alpha", "beta", "gamma"]
    empty = RetractPicture(title="A", caption="B", bars=())
    assert empty.alternative() == "There is no source to withdraw."
