"""The status-quo test over all draws."""

from __future__ import annotations

from detente.model.blueprint import Blueprint
from detente.verdict.findings import status_quo_findings
from properties.dossiers import loaded, plain
from verdict.making import outcome, summed


def blueprint() -> Blueprint:
    """Return a dossier with two moves and a sentence for one of them."""
    data = plain()
    data["issues"]["aid"]["options"]["grant"]["why_not_already"] = "Parliament is on holiday."
    return Blueprint(loaded(data))


def test_findings_hold_in_most_draws() -> None:
    """More than half of the draws make a finding; half do not."""
    rows = [outcome(improves=[True, k < 2], singles=[5 if k < 3 else 4, 1]) for k in range(4)]
    found = status_quo_findings(blueprint(), summed(rows))
    assert [(f.kind, f.issue, f.party, f.share) for f in found] == [
        ("one-issue deal", "aid", None, 0.75),
        ("unilateral", "aid", "north", 1.0),
    ]


def test_findings_carry_their_sentence() -> None:
    """The dossier's own explanation stands beside the finding, or nothing does."""
    found = status_quo_findings(blueprint(), summed([outcome(improves=[True, True], singles=[0, 5])]))
    assert {(f.issue, f.why) for f in found} == {("aid", "Parliament is on holiday."), ("base", None)}
    assert {f.to_dict()["why_not_already"] for f in found} == {"Parliament is on holiday.", None}


def test_most_frequent_first() -> None:
    """Within a kind the most frequent comes first."""
    rows = [outcome(improves=[k < 3, True], singles=[0, 0]) for k in range(4)]
    assert [f.issue for f in status_quo_findings(blueprint(), summed(rows))] == ["base", "aid"]


def test_nothing_to_find() -> None:
    """Without moves or deals on one option there are no findings."""
    data = plain(issues={"aid": {"options": {"none": {"status_quo": True}, "war": {"pressure": True}}}})
    data |= {"stakes": {}, "deals": {}}
    assert status_quo_findings(Blueprint(loaded(data)), summed([outcome()])) == ()
