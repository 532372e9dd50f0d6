"""How sure the shares of a run are, and how its questions were settled, in a report."""

from __future__ import annotations

from detente.report.blocks import Block, Heading, Paragraph
from detente.report.wording import percent
from detente.verdict.run_result import Run

__all__ = ["sureness_part"]


def sureness_part(run: Run) -> tuple[Block, ...]:
    """Say how well the draws fix the shares, and how many of them reached the solver."""
    return (
        Heading(text="How sure the shares are"),
        Paragraph(text=f"{_interval(run)} {_scheme(run)}".strip()),
        Paragraph(text=_effort(run), tone="muted"),
    )


def _interval(run: Run) -> str:
    achieved = f"{100 * run.precision.achieved:.2g} percentage points"
    text = f"With {run.draws} draws every share above is known to within {achieved} either way (95%)."
    wanted = run.precision.wanted
    if wanted is None:
        return text
    asked = f"{100 * wanted:.2g}"
    if run.precision.is_met:
        return f"{text} {asked} were asked for, and draws were added until that was reached."
    return f"{text} {asked} were asked for: the most draws that may be made are not enough."


def _scheme(run: Run) -> str:
    if run.scheme.kind == "monte carlo":
        return ""
    return (
        f"That is reckoned as for independent draws; {run.scheme.kind} draws are spread more evenly, and "
        "shares are usually known better than that."
        + "".join(f" Note: {caveat}." for caveat in run.scheme.caveats)
    )


def _effort(run: Run) -> str:
    e = run.effort
    if not e.questions:
        return "No search was needed."
    return (
        f"{e.questions} questions whether some package passes: {percent(e.anchored / e.questions)} answered "
        f"by a package known already, {percent(e.certified / e.questions)} by a bound known already, the "
        f"others by search ({e.nodes} nodes); the solver was needed in "
        f"{percent(e.solver_share)} of draws, and {e.undecided or 'no'} questions stayed open."
    )
