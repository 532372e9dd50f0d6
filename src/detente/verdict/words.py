"""Words of estimative probability, always with their range.

The seven bands are those of US Intelligence Community Directive 203, *Analytic Standards*
(2 January 2015), section D.6.e(2)(a). Confidence is a separate judgement and gets a sentence
of its own; its rule is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BANDS", "Likelihood", "likelihood"]


@dataclass(frozen=True, kw_only=True)
class Likelihood:
    """One band of ICD 203: a word and the range it stands for, in per cent."""

    word: str
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.word} ({self.low:02d}-{self.high:02d}%)"


BANDS = (
    Likelihood(word="almost no chance", low=1, high=5),
    Likelihood(word="very unlikely", low=5, high=20),
    Likelihood(word="unlikely", low=20, high=45),
    Likelihood(word="roughly even chance", low=45, high=55),
    Likelihood(word="likely", low=55, high=80),
    Likelihood(word="very likely", low=80, high=95),
    Likelihood(word="almost certain", low=95, high=99),
)


def likelihood(share: float) -> Likelihood:
    """Return the band of a share in 0..1; a share on the border of two falls into the lower.

    Shares below 1% and above 99% take the outermost words, which is as far as ICD 203 goes.
    """
    # 11 of 20 draws are 55%, though 100 * 0.55 is a little more in floating point.
    percent = round(100.0 * share, 9)
    for band in BANDS:
        if percent <= band.high:
            return band
    return BANDS[-1]
