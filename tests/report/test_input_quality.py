"""What the numbers of a dossier rest on, in one line."""

from __future__ import annotations

from dataclasses import replace

import detente
from detente.evidence.quality import input_quality
from detente.report.input_quality import quality_line


def test_shares_by_sources() -> None:
    """The line has the number of numbers, and in which shares they rest on what."""
    quality = replace(
        input_quality(detente.load("two-issues")),
        n_numbers=40,
        no_source=0.5,
        one_source=0.25,
        more_sources=0.25,
        wide=0.1,
    )
    assert quality_line(quality) == (
        "40 numbers: 50% rest on no source, 25% on one, 25% on two or more; 10% have wide ranges"
    )


def test_no_numbers() -> None:
    """A dossier without numbers says so."""
    assert quality_line(replace(input_quality(detente.load("two-issues")), n_numbers=0)) == "no numbers"
