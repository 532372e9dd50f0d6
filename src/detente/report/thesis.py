"""Where an author says bargains fail, and where they fail when computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.model.predicate import GATE_NOUNS, GATES
from detente.report.wording import listed, number_of
from detente.verdict.classes import ClassVerdict
from detente.verdict.run import Run

__all__ = ["computed"]


def computed(run: Run) -> str:
    """Say where the kinds of deal die, and how many of them at the gate the author names."""
    parts = []
    for form in ("exactly as described", "with sweeteners"):
        classes = [found for found in run.verdict.classes if found.form == form and found.is_deal]
        if classes:
            parts.append(f"{form}, {_fates(classes)}")
    text = ". ".join(part[0].upper() + part[1:] for part in parts) or "No kind of deal was asked about"
    return f"{text}.{_at_the_thesis_gate(run)}"


def _fates(classes: Sequence[ClassVerdict]) -> str:
    """Count the classes that die at each gate and those that pass."""
    deaths = Counter(found.gate_of_death for found in classes)
    told = [f"{deaths[gate]} at {GATE_NOUNS[gate]}" for gate in GATES if deaths[gate]]
    kinds = "kind" if len(classes) == 1 else "kinds"
    passing = (
        f"{number_of(deaths[None], len(classes))} {kinds} of deal would pass in at least half of the draws"
    )
    rest = "the others die" if deaths[None] else "where they die"
    return f"{passing}; {rest}: {listed(told, most=5)}" if told else passing


def _at_the_thesis_gate(run: Run) -> str:
    gate = run.reading.thesis_gate if run.reading else None
    classes = [found for found in run.verdict.classes if found.is_deal]
    if gate is None or not classes:
        return ""
    at_gate = sum(found.gate_of_death == gate for found in classes)
    return f" At the author's gate, {GATE_NOUNS[gate]}, {number_of(at_gate, len(classes))} questions end."
