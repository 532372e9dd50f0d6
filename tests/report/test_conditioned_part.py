"""A run conditioned on the status quo, in a report."""

from __future__ import annotations

from dataclasses import replace

import detente
from detente.report.blocks import Heading, Paragraph, Table
from detente.report.conditioned_part import conditioned_part

RUN = detente.run(detente.load("two-issues"), draws=60, inertia=0.3, counted=0)


def test_nothing_without_conditioning() -> None:
    """A run that was not conditioned has no such part."""
    assert conditioned_part(RUN.verdict, None) == ()


def test_both_shares_side_by_side() -> None:
    """Every kind of deal has the share of all draws and of the weighted ones."""
    assert RUN.conditioned is not None
    heading, introduction, *rest = conditioned_part(RUN.verdict, RUN.conditioned)
    assert isinstance(heading, Heading)
    assert isinstance(introduction, Paragraph)
    assert "60 draws are worth" in introduction.text
    table = next(block for block in rest if isinstance(block, Table))
    deals = {found.key for found in RUN.conditioned.classes if found.is_deal}
    assert {section.key for section in table.sections} == deals


def test_a_warning_stands_before_the_shares() -> None:
    """Where few draws carry the weight that is said first."""
    assert RUN.conditioned is not None
    warned = replace(RUN.conditioned, warning="only a few draws")
    texts = [b.text for b in conditioned_part(RUN.verdict, warned) if isinstance(b, Paragraph)]
    assert "only a few draws." in texts[1]


def test_judgements_that_did_not_move() -> None:
    """Where none moved, or none is uncertain, a sentence says so."""
    assert RUN.conditioned is not None
    still = tuple(replace(shift, moved=0.0) for shift in RUN.conditioned.judgements)
    for judgements, words in ((still, "more than the luck of the draws"), ((), "none can move")):
        found = conditioned_part(RUN.verdict, replace(RUN.conditioned, judgements=judgements))
        assert any(isinstance(b, Paragraph) and words in b.text for b in found)
