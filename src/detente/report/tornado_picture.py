"""What a picture of a tornado shows: the outcome at both ends of each judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from detente.explain.sensitivity_words import amount_text, capitalised, value_text
from detente.explain.tornado import Tornado
from detente.explain.tornado_bars import TornadoBar, TornadoEnd
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["TornadoPicture", "TornadoPictureBar", "tornado_picture"]

Measure = Literal["share", "gates", "margin"]
#: Cells that names may take in a sentence, and bars that it tells of.
NAME_WIDTH, TOLD = 90, 3


class TornadoPictureBar(NamedTuple):
    """One judgement: the outcome at its low and its high end, and what to write there."""

    name: str
    low: float
    high: float
    low_text: str
    high_text: str


@dataclass(frozen=True, kw_only=True)
class TornadoPicture:
    """A tornado.

    Attributes
    ----------
    title, caption : str
    measure : str
        ``"share"`` of draws with a deal, mean ``"gates"`` passed where that never changes, or the
        ``"margin"`` of a condition at the medians.
    axis : str
        What the measure is, in words.
    base : float
        The outcome with nothing moved.
    bars : tuple of TornadoPictureBar
        The longest first; may be empty.
    """

    title: str
    caption: str
    measure: Measure
    axis: str
    base: float
    bars: tuple[TornadoPictureBar, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per judgement."""
        return tuple(bar._asdict() for bar in self.bars)

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        if not self.bars:
            return "No judgement alone moves the outcome."
        return " ".join(
            f"{shortened(bar.name, NAME_WIDTH)}: {bar.low_text} to {bar.high_text}."
            for bar in self.bars[:TOLD]
        )


def tornado_picture(found: Tornado) -> TornadoPicture:
    """Return the picture of a tornado.

    Parameters
    ----------
    found : Tornado
        The share of draws with a deal is drawn if any judgement moves it, else the gates passed, else the
        margin at the medians; judgements that do not move what is drawn are left out and counted.
    """
    measure = _measure(found)
    how = "at the low and at the high end of its range, all others as drawn"
    if found.how == "fifths":
        how = "in the fifths of the draws in which it is lowest and highest"
    elif measure == "margin":
        how = "at the low and at the high end of its range, all others at their medians"
    axis = {"share": "share of draws with a deal", "gates": "gates passed, on average"}.get(measure)
    if axis is None:
        name = "" if found.condition is None else found.condition.name
        axis = f"margin at the medians: {name}"
    bars = [bar for bar in found.bars if _moves(bar, measure)]
    rest = len(found.bars) - len(bars)
    # What moves something that is not drawn would be a row without a bar.
    others = (
        f" {rest} further judgement{'s' * (rest != 1)} among those told moved nothing drawn here."
        if rest
        else ""
    )
    base = {"share": found.share.share, "gates": found.gates, "margin": found.median_margin or 0.0}[measure]
    return TornadoPicture(
        title=f"{found.title} {found.name}, {found.form}",
        caption=f"Each judgement by itself, {how}; {found.draws} draws. The line across is the outcome as it "
        f"stands.{others}",
        measure=measure,
        axis=axis,
        base=base,
        bars=tuple(_bar(found, bar, measure) for bar in bars),
    )


def _measure(found: Tornado) -> Measure:
    if any(bar.swing[0] for bar in found.bars) or not found.bars:
        return "share"
    if any(bar.swing[1] for bar in found.bars):
        return "gates"
    return "margin"


def _moves(bar: TornadoBar, measure: Measure) -> bool:
    low, high = (_value(end, measure) for end in (bar.low, bar.high))
    return low is not None and high is not None and low != high


def _value(end: TornadoEnd, measure: Measure) -> float | None:
    return {"share": end.share.share, "gates": end.gates, "margin": end.median_margin}[measure]


def _bar(found: Tornado, bar: TornadoBar, measure: Measure) -> TornadoPictureBar:
    low, high = (_value(end, measure) or 0.0 for end in (bar.low, bar.high))
    texts = []
    for end, value in ((bar.low, low), (bar.high, high)):
        told = percent(value) if measure == "share" else f"{value:.2f}"
        if measure == "margin" and found.condition is not None:
            told = amount_text(value, abs(high - low))
        where = "at" if found.how == "exact" else "up to" if end is bar.low else "from"
        texts.append(f"{told} {where} {value_text(bar.entry, end.value)}")
    return TornadoPictureBar(capitalised(bar.entry.words), low, high, texts[0], texts[1])
