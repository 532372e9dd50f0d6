"""Changes between packages, and the order of repairs."""

from __future__ import annotations

from detente.explain.repaired_package import RepairAnswer, RepairedPackage, best_of, changes_between
from properties.dossiers import loaded, plain

DOSSIER = loaded(plain())


def repair(least: float, **package: str) -> RepairedPackage:
    """A repair that gives the one who gains least so much."""
    return RepairedPackage(
        package=package, changes=(), kept=0, share=0.5, at_medians={"north": least, "south": 9.0}, surplus={}
    )


def test_kinds_of_change() -> None:
    """What is new is added, what goes back to the status quo dropped."""
    found = changes_between(DOSSIER, {"aid": "grant"}, {"base": "closed"})
    assert [(one.kind, one.issue, one.before, one.after) for one in found] == [
        ("drop", "aid", "grant", "none"),
        ("add", "base", "kept", "closed"),
    ]
    assert changes_between(DOSSIER, {"aid": "none"}, {}) == ()


def test_a_switch() -> None:
    """From one option to another, neither the status quo."""
    issues = {
        "aid": {"options": {"none": {"status_quo": True}, "grant": {}, "loan": {}}},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {}}},
    }
    (found,) = changes_between(loaded(plain(issues=issues)), {"aid": "grant"}, {"aid": "loan"})
    assert found.to_dict() == {"kind": "switch", "issue": "aid", "before": "grant", "after": "loan"}


def test_order() -> None:
    """The largest least surplus first; ties by what the package changes."""
    found = best_of([repair(1, base="closed"), repair(2, base="closed"), repair(1, aid="grant")])
    assert [(one.least_surplus, *one.package) for one in found] == [(2, "base"), (1, "aid"), (1, "base")]


def test_json_of_an_answer() -> None:
    """Without blame there is none in it."""
    told = RepairAnswer(
        kind="fewest changes", status="found", changes=0, at_least=0, repairs=(repair(1),)
    ).to_dict()
    assert told["blame"] is None
    assert told["repairs"][0]["surplus_at_medians"] == {"north": 1, "south": 9.0}
