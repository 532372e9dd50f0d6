"""How much the inputs can bear, apart from any likelihood."""

from __future__ import annotations

import pytest

from detente.evidence.quality import InputQuality
from detente.verdict.confidence import confidence_of
from detente.verdict.findings import Finding


def quality(no_source: float = 0.0, more_sources: float = 0.5, wide: float = 0.0) -> InputQuality:
    """Make an input quality."""
    return InputQuality(
        n_numbers=10,
        no_source=no_source,
        one_source=1 - no_source - more_sources,
        more_sources=more_sources,
        wide=wide,
    )


def finding(why: str | None) -> Finding:
    """Make a finding."""
    return Finding(kind="unilateral", issue="i", option="o", party="p", share=1.0, why=why)


@pytest.mark.parametrize(
    ("inputs", "level"),
    [
        (quality(), "high"),
        (quality(no_source=0.1, more_sources=1 / 3, wide=0.2), "high"),
        (quality(no_source=0.11), "moderate"),
        (quality(wide=0.21), "moderate"),
        (quality(more_sources=0.33), "moderate"),
        (quality(no_source=0.4, wide=0.5), "moderate"),
        (quality(no_source=0.41), "low"),
        (quality(wide=0.51), "low"),
    ],
)
def test_levels(inputs: InputQuality, level: str) -> None:
    """Each threshold is where the rule puts it, and counts as reached."""
    assert confidence_of(inputs, [], 0.0).level == level


def test_unexplained_findings_and_open_questions_lower_it() -> None:
    """What the status-quo test leaves unexplained, and what stayed undecided, make confidence low."""
    assert confidence_of(quality(), [finding("because")], 0.01).level == "high"
    found = confidence_of(quality(), [finding(None), finding(None), finding("because")], 0.011)
    assert found.level == "low"
    assert "2 findings" in found.sentence()
    assert "1.1%" in found.sentence()
    assert "1 finding of" in confidence_of(quality(), [finding(None)], 0.0).sentence()


def test_the_sentence_stands_alone() -> None:
    """Confidence is said in a sentence of its own, with its reasons."""
    found = confidence_of(quality(), [], 0.0)
    assert found.sentence().startswith("Confidence in this is high: ")
    assert found.to_dict() == {
        "level": "high",
        "reasons": list(found.reasons),
        "sentence": found.sentence(),
    }
