"""What a run has to say, from the title to the caveats."""

from __future__ import annotations

from detente.dossier.dossier import Dossier, Reading
from detente.report.blocks import Block, Facts, Heading, Item, Items, Paragraph
from detente.report.conditioned_part import conditioned_part
from detente.report.findings_part import findings_part
from detente.report.funnel_part import funnel_part
from detente.report.input_quality import quality_line
from detente.report.packages_part import packages_part
from detente.report.sureness_part import sureness_part
from detente.report.thesis import computed
from detente.report.verdict_part import blockers_part, bottom_line, sentences_part, verdict_part
from detente.verdict.run import Run

__all__ = ["run_report"]


def run_report(run: Run, dossier: Dossier) -> tuple[Block, ...]:
    """Return the report of one run.

    Parameters
    ----------
    run : Run
    dossier : Dossier
        The one that was run; it names the issues and options of the status-quo test.

    Returns
    -------
    tuple of Block
        Title, inputs, bottom line, funnel, verdict, sentences, blockers, how sure the shares
        are, the verdict given the status quo where that was asked for, status-quo test, robust
        packages, caveats, in this order.
    """
    return (
        *_head(run),
        Heading(text="Bottom line"),
        Paragraph(text=bottom_line(run.verdict, run.labels), tone="strong"),
        *_argued(run),
        *funnel_part(run.funnel),
        Paragraph(text=run.verdict.caveats[0]),
        *verdict_part(run.verdict),
        *sentences_part(run.verdict),
        *blockers_part(run.verdict, run.labels),
        *sureness_part(run),
        *conditioned_part(run.verdict, run.conditioned),
        *findings_part(run.findings, dossier.issues, dossier.parties),
        *packages_part(run.robust, run.labels, run.sides),
        Heading(text="Caveats"),
        Items(items=tuple(Item(text=caveat) for caveat in run.verdict.caveats)),
    )


def _head(run: Run) -> tuple[Block, ...]:
    facts = (
        ("dossier", run.dossier),
        ("reading", _reading(run.reading)),
        ("draws", str(run.draws) if run.scheme.kind == "monte carlo" else f"{run.draws}, {run.scheme.kind}"),
        ("seed", str(run.seed)),
        *_moment(run),
        ("inputs", quality_line(run.quality)),
    )
    return (Heading(text=run.title, level=1), Facts(pairs=facts))


def _moment(run: Run) -> tuple[tuple[str, str], ...]:
    """Say when along the path of the climate the case is judged."""
    if run.moment is None:
        return ()
    done = ", ".join(run.moment.policies) or "nothing is done until then"
    return (("judged at", f"{run.moment.at} on the simulated path of the climate; {done}"),)


def _reading(reading: Reading | None) -> str:
    return "base" if reading is None else f"{reading.key} ({reading.name})"


def _argued(run: Run) -> tuple[Block, ...]:
    """Put what the author of the reading argues beside what is computed."""
    reading = run.reading
    if reading is None or not (reading.argues or reading.thesis_gate):
        return ()
    pairs = [
        ("argues", reading.argues or "nothing in one sentence"),
        ("thesis gate", reading.thesis_gate or "none named"),
        ("computed", computed(run)),
    ]
    return (Heading(text=f"{reading.name}: argued and computed"), Facts(pairs=tuple(pairs)))
