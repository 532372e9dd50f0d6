"""How sure the shares of a run are, in a report."""

from __future__ import annotations

from dataclasses import replace

import detente
from detente.report.blocks import Paragraph
from detente.report.sureness_part import sureness_part
from detente.verdict.precision import Precision
from detente.verdict.run_result import Run

RUN = detente.run(detente.load("two-issues"), draws=40, counted=0)


def told(run: Run) -> str:
    """The part as text."""
    return " ".join(block.text for block in sureness_part(run) if isinstance(block, Paragraph))


def test_the_achieved_interval() -> None:
    """The half-width is told in percentage points with the number of draws."""
    run = replace(RUN, precision=Precision(wanted=None, achieved=0.1234))
    assert "With 40 draws every share above is known to within 12 percentage points" in told(run)


def test_what_was_asked_for() -> None:
    """Reached or not is said in words."""
    assert "until that was reached" in told(replace(RUN, precision=Precision(wanted=0.2, achieved=0.19)))
    assert "not enough" in told(replace(RUN, precision=Precision(wanted=0.01, achieved=0.19)))


def test_how_questions_were_settled() -> None:
    """The share of draws that needed the solver is there, and what stayed open."""
    effort = replace(RUN.effort, questions=200, anchored=100, certified=50, solver_draws=10, draws=40)
    text = told(replace(RUN, effort=effort))
    assert "50% answered by a package" in text
    assert "the solver was needed in 25% of draws, and no questions stayed open" in text
    assert "No search was needed" in told(replace(RUN, effort=replace(effort, questions=0)))
