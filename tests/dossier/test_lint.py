"""Remarks on a dossier that is correct."""

import pytest

from detente.dossier import lint, load_text, starter
from detente.dossier.lint import Note


def codes(notes: tuple[Note, ...]) -> set[tuple[str, str]]:
    """Return code and path of each note."""
    return {(note.code, note.path) for note in notes}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ("N001", "trust.monitoring.us")),
        ("", "", ("N002", "stakes.us.sanctions.staged")),
        ("donbas: {withdrawal: 10..20}, ", "", ("N003", "issues.donbas")),
        ("needs: congress", "needs: pentagon", ("N004", "parties.congress")),
        ("", "", ("N005", "issues.sanctions.options.staged.performers")),
        ("", "", ("N006", "parties.china")),
        ("cite: [kramer-2017#34]", "", ("N007", "sources.kramer-2017")),
        (
            "all: {sanctions: [staged]",
            "all: {sanctions: [raise]",
            ("N008", "deals.staged-relief.all.sanctions"),
        ),
        ("", "", ("N009", "trust.keeps_word.russia")),
        ("source: russia", "source: belarus", ("N010", "events.0.source")),
        ("kind: fundamental\n", "kind: mixed\n", ("N011", "deals.tactical-only.none")),
        ("", "", ("N012", "issues.sanctions.options.raise")),
        (
            "china: 0.8..0.9, russia: 0.02",
            "china: 0.99, russia: 0.02",
            ("N014", "issues.nk-pressure.control"),
        ),
    ],
)
def test_each_remark_is_made(bargain: str, old: str, new: str, expected: tuple[str, str]) -> None:
    """Every code appears on the dossier that deserves it."""
    text = bargain.replace(old, new, 1)
    if expected[0] == "N004":
        text = text.replace("weights: {congress: 1, ", "weights: {")
    if expected[0] == "N003":
        text = text.replace("points: {congress: 10..25}", "points: {congress: -25..-10}")
    if expected[0] == "N007":
        text = text.replace("    source: kramer-2017\n", "").replace("[kramer-2017#p3]", "[]")
    assert expected in codes(lint(load_text(text)))


def test_a_principal_without_stakes_is_remarked(bargain: str) -> None:
    """A party that signs but wants nothing is odd."""
    start, end = bargain.index("  us:       {sanctions: {staged"), bargain.index("  russia:\n    sanctions:")
    text = bargain[:start] + bargain[end : bargain.index("readings:")]
    assert ("N013", "parties.us") in codes(lint(load_text(text)))


@pytest.mark.parametrize(
    ("free", "sway", "remarked"),
    [("true", None, True), ("false", None, False), ("true", "2..4", False), ("true", "0", True)],
)
def test_free_votes_need_somebody_uncertain(
    bargain: str, free: str, sway: str | None, remarked: bool
) -> None:
    """Votes that are free among firm members are no different from votes that are not."""
    text = bargain.replace("quota: 2, weights", f"quota: 2, free_votes: {free}, weights", 1)
    if sway is not None:
        text = text.replace("pentagon: {role", f"pentagon: {{sway: {sway}, role", 1)
    found = [(n.code, n.path) for n in lint(load_text(text)) if n.code == "N019"]
    assert found == [("N019", "ratification.us.1.needs")] * remarked


def test_a_successor_that_changes_nothing(bargain: str) -> None:
    """Who decides later and decides alike is worth a remark, and cites like everything else."""
    section = (
        "successors:\n  same: {side: us, cite: [kramer-2017#1]}\n"
        "  other: {side: us, set: {relative_gains.us: 0.5}}\ntrust:\n"
    )
    text = bargain.replace("trust:\n", section, 1).replace("[kramer-2017#34]", "[]")
    text = text.replace("    source: kramer-2017\n", "").replace("[kramer-2017#p3]", "[]")
    found = codes(lint(load_text(text)))
    assert ("N020", "successors.same") in found
    assert ("N020", "successors.other") not in found
    assert ("N007", "sources.kramer-2017") not in found


def test_a_position_cites(bargain: str) -> None:
    """A source that only a position rests on is cited."""
    text = bargain.replace("[kramer-2017#34]", "[]").replace("    source: kramer-2017\n", "")
    text = text.replace("[kramer-2017#p3]", "[]")
    assert ("N007", "sources.kramer-2017") in codes(lint(load_text(text)))
    position = "{declared: lift, conduct: keep, cite: [kramer-2017#1]}"
    text = text.replace("trust:\n", f"positions: {{us: {{sanctions: {position}}}}}\ntrust:\n", 1)
    assert ("N007", "sources.kramer-2017") not in codes(lint(load_text(text)))


def test_remarks_carry_their_line(bargain: str) -> None:
    """A note points at the key it is about and reads as one line."""
    note = next(n for n in lint(load_text(bargain, file="d.yaml")) if n.code == "N006")
    assert bargain.splitlines()[(note.line or 0) - 1].startswith("  china:")
    assert str(note).startswith(f"d.yaml:{note.line}: N006 at parties.china: ")


def test_remarks_come_in_order_of_lines(bargain: str) -> None:
    """Notes are sorted, so that they can be worked through."""
    lines = [note.line or 0 for note in lint(load_text(bargain))]
    assert lines == sorted(lines)


def test_the_starter_has_no_structural_remarks() -> None:
    """The starter is remarked on for missing sources and wide ranges only."""
    assert {note.code for note in lint(load_text(starter("x")))} <= {"N002", "N009"}
