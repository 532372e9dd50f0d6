"""Dossiers in words."""

from dataclasses import replace

import pytest

from detente import Dossier, UnknownNameError
from detente.dossier.dossier import Correlation
from detente.report.describing import describe_dossier, describe_issue
from detente.report.plain import plain_text


def test_every_key_of_the_dossier_appears(dossier: Dossier) -> None:
    """No party, issue, option, kind of deal or reading is left out."""
    text = plain_text(describe_dossier(dossier))
    keys = [*dossier.parties, *dossier.deals, *dossier.readings]
    assert all(f"({key})" in text for key in keys)
    assert all(f"- {option}: " in text for issue in dossier.issues.values() for option in issue.options)


def test_an_issue_tells_every_stake_in_it(dossier: Dossier) -> None:
    """Each party's ranges, what they cite and why."""
    lines = plain_text(describe_issue(dossier, "border")).splitlines()
    row = next(line for line in lines if line.startswith("north ") and "disarm" in line)
    assert "25 to 40" in row
    assert "no source" in row
    assert row.endswith("Northland")


def test_an_unknown_issue(dossier: Dossier) -> None:
    """The nearest is suggested."""
    with pytest.raises(UnknownNameError, match="did you mean 'border'"):
        describe_issue(dossier, "boarder")


def test_what_goes_together_is_told(dossier: Dossier) -> None:
    """With its rank, its numbers and why; a dossier that says nothing of it has no such part."""
    entry = Correlation(name="hawks", of=("stakes.a.b.c", "stakes.d.e.f"), rank=-0.25, note="seen twice")
    lines = plain_text(describe_dossier(replace(dossier, correlations=(entry,)))).splitlines()
    place = lines.index("- hawks: rank correlation -0.25 of stakes.a.b.c, stakes.d.e.f")
    assert "seen twice" in lines[place + 1]
    assert "go together" not in plain_text(describe_dossier(dossier))
