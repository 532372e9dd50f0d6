"""Remarks on leakage, instigators, preconditions and positions."""

from __future__ import annotations

import pytest

from detente.dossier import lint, load_text
from detente.dossier.note import Note

CONTROL = "control: {china: 0.8..0.9, russia: 0.02..0.1}"


def notes(text: str) -> list[Note]:
    """Return the remarks of this module on a text."""
    return [note for note in lint(load_text(text)) if "N015" <= note.code <= "N018"]


@pytest.mark.parametrize(
    ("leakage", "too_much"),
    [
        ("{russia: 0..1, china: 0..1}", False),
        ("{russia: 0.5, china: 0.5}", False),
        ("{russia: 0.5..0.9, china: 0.6..0.7}", True),
        ("{russia: 1}", False),
    ],
)
def test_more_than_everything_leaks(bargain: str, leakage: str, too_much: bool) -> None:
    """Shares are added up at their lower ends; exactly the whole is not too much."""
    found = notes(bargain.replace(CONTROL, f"{CONTROL}\n    leakage: {leakage}"))
    assert [(n.code, n.path) for n in found] == [("N015", "issues.nk-pressure.leakage")] * too_much


@pytest.mark.parametrize(
    ("control", "remarked"),
    [("{china: 0.9, russia: 0..0.1}", False), ("{china: 0.9}", True), ("{china: 0.9, russia: 0}", True)],
)
def test_an_instigator_needs_control(bargain: str, control: str, remarked: bool) -> None:
    """Who makes a harm has it in its hand to end it, in some draw at least."""
    found = notes(bargain.replace(CONTROL, f"control: {control}\n    instigators: [russia]"))
    assert [(n.code, n.path) for n in found] == [("N016", "issues.nk-pressure.instigators")] * remarked


@pytest.mark.parametrize(("options", "remarked"), [("[raise]", True), ("[raise, lift]", False)])
def test_waiting_for_pressure(bargain: str, options: str, remarked: bool) -> None:
    """What waits for nothing but pressure is never part of a deal."""
    new = f"withdrawal: {{after: {{sanctions: {options}}}, performers"
    found = notes(bargain.replace("withdrawal: {performers", new))
    assert [(n.code, n.path) for n in found] == [
        ("N017", "issues.donbas.options.withdrawal.after")
    ] * remarked


@pytest.mark.parametrize(("conduct", "remarked"), [("lift", True), ("keep", False), ("raise", False)])
def test_words_that_match_deeds(bargain: str, conduct: str, remarked: bool) -> None:
    """A position without a gap says nothing; one whose conduct is pressure, or another's act, does."""
    section = f"positions: {{russia: {{sanctions: {{declared: lift, conduct: {conduct}}}}}}}\n\ntrust:\n"
    found = notes(bargain.replace("trust:\n", section, 1))
    assert [(n.code, n.path) for n in found] == [("N018", "positions.russia.sanctions")] * remarked
    assert all(n.line is not None for n in found)
