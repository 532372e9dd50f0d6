"""How much weight the analysis bears: a judgement apart from any likelihood.

ICD 203 asks that confidence never share a sentence with a likelihood. The rule is ours: low
when more than 40% of the numbers rest on no source or more than half of the ranges are wide,
when a finding of the status-quo test has no explanation, or when more than 1% of the questions
stayed open; high when at most 10% rest on no source, at most 20% are wide, and a third rest on
two sources or more; moderate otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.evidence.quality import InputQuality
from detente.verdict.findings import Finding

__all__ = ["Confidence", "confidence_of"]


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """A level and the reasons for it."""

    level: Literal["low", "moderate", "high"]
    reasons: tuple[str, ...]

    def sentence(self) -> str:
        """Say it in one sentence."""
        return f"Confidence in this is {self.level}: {'; '.join(self.reasons)}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"level": self.level, "reasons": list(self.reasons), "sentence": self.sentence()}


def confidence_of(quality: InputQuality, findings: Sequence[Finding], open_share: float) -> Confidence:
    """Judge how much the inputs can bear.

    Parameters
    ----------
    quality : InputQuality
    findings : sequence of Finding
        Of the status-quo test.
    open_share : float
        Share of questions that neither search nor solver could decide.
    """
    unexplained = sum(finding.why is None for finding in findings)
    weak = []
    if quality.no_source > 0.4:
        weak.append(f"{quality.no_source:.0%} of the numbers rest on no source")
    if quality.wide > 0.5:
        weak.append(f"{quality.wide:.0%} of the ranges are wide")
    if unexplained:
        noun = "finding" if unexplained == 1 else "findings"
        weak.append(f"{unexplained} {noun} of the status-quo test without an explanation")
    if open_share > 0.01:
        weak.append(f"{open_share:.1%} of the questions stayed undecided")
    if weak:
        return Confidence(level="low", reasons=tuple(weak))
    described = (
        f"{quality.no_source:.0%} of the numbers rest on no source, "
        f"{quality.more_sources:.0%} on two or more, and {quality.wide:.0%} of the ranges are wide"
    )
    strong = quality.no_source <= 0.1 and quality.wide <= 0.2 and quality.more_sources >= 1 / 3
    return Confidence(level="high" if strong else "moderate", reasons=(described,))
