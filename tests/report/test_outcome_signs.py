"""Looks of outcomes."""

from __future__ import annotations

from detente.explain.crux_fate import OUTCOMES
from detente.report.outcome_signs import OUTCOME_SIGNS


def luminance(colour: str) -> float:
    """Relative luminance of a colour, by WCAG 2."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_outcome_has_looks_of_its_own() -> None:
    """Fills differ, and words do."""
    assert list(OUTCOME_SIGNS) == list(OUTCOMES)
    assert len({sign.fill for sign in OUTCOME_SIGNS.values()}) == len(OUTCOMES)
    assert [sign.word for sign in OUTCOME_SIGNS.values()] == [
        "deliver",
        "accept",
        "ratify",
        "credible",
        "enforce",
        "deal",
    ]


def test_text_can_be_read_on_it() -> None:
    """Text stands out from its fill by at least 4.5 to 1, in grey as in colour."""
    for sign in OUTCOME_SIGNS.values():
        light, dark = sorted((luminance(sign.fill), luminance(sign.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
