"""A tornado in sentences."""

from __future__ import annotations

from typing import Any

from detente.explain.conditions import Condition
from detente.explain.tornado_bars import TornadoBar, TornadoEnd
from detente.explain.tornado_words import bar_sentence, tornado_sentences
from detente.verdict.intervals import wilson
from explain.driven import entry

ACCEPTS = Condition(
    key="north accepts",
    gate="acceptable",
    kind="accepts",
    name="north accepts",
    parties=("north",),
    unit="points",
)


def end(value: float, hits: int, gates: float = 1.0, margin: float | None = None) -> TornadoEnd:
    """An end, of 100 draws."""
    return TornadoEnd(value=value, share=wilson(hits, 100), gates=gates, median_margin=margin)


def bar(low: TornadoEnd, high: TornadoEnd) -> TornadoBar:
    """A bar of a judgement in points."""
    return TornadoBar(entry=entry(), low=low, high=high)


def told(
    *bars: TornadoBar, medians: Any = (None, None), condition: Condition | None = None
) -> tuple[str, ...]:
    """All sentences, of 40 in 100 draws."""
    return tornado_sentences(bars, wilson(40, 100), condition, medians, is_exact=True)


def test_shares_come_first() -> None:
    """Of the draws judged again, or of the fifths."""
    one = bar(end(-20, 2), end(20, 31))
    assert bar_sentence(one, None, is_exact=True) == (
        "What grant (aid) is worth to north: at -20 points there is a deal in 2% of draws, "
        "at 20 points in 31%."
    )
    assert "up to -20 points there is a deal in 2% of draws, from 20 points on in 31%." in (
        bar_sentence(one, None, is_exact=False)
    )


def test_then_gates_then_margins() -> None:
    """Whatever moves."""
    gates = bar(end(-20, 0, 1.2), end(20, 0, 1.0))
    assert "at -20 points 1.20 gates are passed on average, at 20 points 1.00." in (
        bar_sentence(gates, ACCEPTS, is_exact=True)
    )
    margins = bar(end(-20, 0, 1.0, -5.0), end(20, 0, 1.0, -1.0))
    assert "the margin at the medians is -5.0 points, at 20 points -1.0 points." in (
        bar_sentence(margins, ACCEPTS, is_exact=True)
    )


def test_where_it_stands() -> None:
    """Share of draws, gates at the medians, and the condition that decides, short or to spare."""
    first, second, last = told(medians=(1, -1.9), condition=ACCEPTS)
    assert first == (
        "As drawn there is a deal in 40% of draws; with every judgement at its median it passes 1 of 5 gates."
    )
    assert second == "What decides there: that north accepts, which is short by 1.9 points."
    assert last == "No judgement alone, anywhere in its range, moves that."
    assert "passes all gates" in told(medians=(5, 2.0), condition=ACCEPTS)[0]
    assert "passes none of 5 gates" in told(medians=(0, 2.0), condition=ACCEPTS)[0]
    assert told(medians=(5, 2.0), condition=ACCEPTS)[1].endswith("north accepts, with 2.0 points to spare.")


def test_three_bars_are_told() -> None:
    """The largest."""
    one = bar(end(-20, 2), end(20, 31))
    assert len(told(one, one, one, one)) == 4
    assert told(one)[0] == "As drawn there is a deal in 40% of draws."
