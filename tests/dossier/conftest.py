"""A small valid dossier and ways to break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from breaking import Breaking, place_of

from detente.dossier import load_text
from detente.errors import DossierError, Problem

BARGAIN = Path(__file__).parents[1] / "data" / "bargain.yaml"


@pytest.fixture(scope="session")
def bargain() -> str:
    """Text of a dossier that uses every section."""
    return BARGAIN.read_text(encoding="utf-8")


DEPTH = {
    "china:    {name": "china:    {sway: 1..3, name",
    "    control: {china": (
        "    field: korea\n    instigators: [russia]\n    leakage: {russia: 0..0.3}\n    control: {china"
    ),
    "lift:   {name": "lift:   {divisible: true, after: {donbas: [withdrawal, frozen]}, name",
    "withdrawal: {perf": "withdrawal: {reversible: false, perf",
    "quota: 2,": "quota: 2, free_votes: true,",
    "trust:\n": (
        "positions:\n"
        "  russia: {nk-pressure: {declared: enforce, conduct: now, cite: [kramer-2017#p3], note: words}}\n"
        "successors:\n"
        "  next: {name: The next one, side: us, date: 2021-01-20, cite: [kramer-2017#1], note: harder,\n"
        "    set: {dealing_costs.congress.per_deal: 20..30, stakes.congress.sanctions.lift: -80..-60}}\n"
        "  kramer: {side: russia, set: {trust.keeps_word.russia: 0.5..0.6}}\n"
        "trust:\n"
        "  false_alarms: {russia: 0..0.1}\n  punishment: 4\n  half_life: 12.5\n"
    ),
}


@pytest.fixture(scope="session")
def deep(bargain: str) -> str:
    """The same dossier with everything that leverage, ratification and trust in depth ask for."""
    for old, new in DEPTH.items():
        assert old in bargain
        bargain = bargain.replace(old, new, 1)
    return bargain


@pytest.fixture
def problems_after(bargain: str) -> Breaking:
    """Replace a part of the valid dossier and return the problems that arise.

    With ``at``, the first problem must stand where that text does.
    """

    def broken(old: str, new: str, *, at: str | None = None) -> tuple[Problem, ...]:
        assert old in bargain
        text = bargain.replace(old, new, 1)
        with pytest.raises(DossierError) as caught:
            load_text(text, file="d.yaml")
        problems = caught.value.problems
        if at is not None:
            assert (problems[0].line, problems[0].column) == place_of(text, at)
        assert all(problem.file == "d.yaml" for problem in problems)
        return problems

    return broken
