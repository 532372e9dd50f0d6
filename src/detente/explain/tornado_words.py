"""What the bars of a tornado mean, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.conditions import Condition
from detente.explain.sensitivity_words import capitalised, margin_text, share_text, value_text
from detente.explain.tornado_bars import TornadoBar
from detente.model.predicate import GATES
from detente.verdict.intervals import ShareInterval

__all__ = ["bar_sentence", "tornado_sentences"]

#: Bars told in sentences of their own.
IN_SENTENCES = 3


def tornado_sentences(
    bars: Sequence[TornadoBar],
    share: ShareInterval,
    condition: Condition | None,
    at_medians: tuple[int | None, float | None],
    *,
    is_exact: bool,
) -> tuple[str, ...]:
    """Tell a tornado in sentences: where it stands, and what moves it most.

    Parameters
    ----------
    bars : sequence of TornadoBar
        The largest swing first.
    share : ShareInterval
    condition : Condition or None
    at_medians : pair of int and float, or None
        Gates passed at the medians, and the margin of the condition.
    is_exact : bool
    """
    told = [f"As drawn there is a deal in {share_text(share.share)} of draws."]
    gates, margin = at_medians
    if gates is not None:
        told[0] = f"{told[0][:-1]}; with every judgement at its median it passes {_gates(gates)}."
    if condition is not None and margin is not None:
        told.append(_decides(condition, margin))
    if not bars:
        return (*told, "No judgement alone, anywhere in its range, moves that.")
    return (*told, *(bar_sentence(bar, condition, is_exact=is_exact) for bar in bars[:IN_SENTENCES]))


def _gates(gates: int) -> str:
    if gates == len(GATES):
        return "all gates"
    return f"{gates or 'none'} of {len(GATES)} gates"


def _decides(condition: Condition, margin: float) -> str:
    amount = margin_text(condition, abs(margin), abs(margin))
    if margin < 0:
        return f"What decides there: that {condition.name}, which is short by {amount}."
    return f"What comes nearest to failing there: that {condition.name}, with {amount} to spare."


def bar_sentence(bar: TornadoBar, condition: Condition | None, *, is_exact: bool) -> str:
    """Say what a judgement alone does.

    Parameters
    ----------
    bar : TornadoBar
    condition : Condition or None
        Whose margin is told where nothing else moves.
    is_exact : bool
        Whether the draws were judged again.
    """
    return capitalised(" ".join(_parts(bar, condition, is_exact))) + "."


def _parts(bar: TornadoBar, condition: Condition | None, is_exact: bool) -> Iterator[str]:
    entry, (share, gates, margin) = bar.entry, bar.swing
    low, high = (value_text(entry, end.value) for end in (bar.low, bar.high))
    yield f"{entry.words}:"
    yield f"at {low}" if is_exact else f"up to {low}"
    then = f"at {high}" if is_exact else f"from {high} on"
    if share:
        yield f"there is a deal in {share_text(bar.low.share.share)} of draws,"
        yield f"{then} in {share_text(bar.high.share.share)}"
    elif gates:
        yield f"{bar.low.gates:.2f} gates are passed on average,"
        yield f"{then} {bar.high.gates:.2f}"
    elif condition is not None and None not in (bar.low.median_margin, bar.high.median_margin):
        yield f"the margin at the medians is {margin_text(condition, bar.low.median_margin or 0.0, margin)},"
        yield f"{then} {margin_text(condition, bar.high.median_margin or 0.0, margin)}"
