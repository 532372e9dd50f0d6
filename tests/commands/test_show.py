"""``detente show``."""

from .conftest import Typed


def test_a_dossier_in_words(typed: Typed) -> None:
    """Parties, issues, rules, kinds of deal and readings are told."""
    lines = typed("show", "two-issues").stdout.splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## Parties",
        "## Issues",
        "## Consent at home",
        "## Kinds of deal",
        "## Readings",
    ]
    assert "  - raise: Raised (pressure, never part of a deal; done by north)" in lines


def test_an_issue_with_its_stakes_and_sources(typed: Typed) -> None:
    """Every party's range stands with what it cites, and each citation is told below."""
    text = typed("show", "us-russia", "donbas").stdout
    assert "## Stakes" in text
    assert "saivetz-2017#71: Carol R. Saivetz, What Does Putin Want from a Bargain with Trump?" in text


def test_a_reading_changes_what_is_shown(typed: Typed) -> None:
    """The reading asked for is named."""
    assert "reading: sceptic" in typed("show", "two-issues", "--reading", "sceptic").stdout


def test_an_unknown_issue_or_reading_names_the_nearest(typed: Typed) -> None:
    """Both are wrong usage, with a suggestion."""
    issue = typed("show", "two-issues", "boarder")
    reading = typed("show", "two-issues", "--reading", "skeptic")
    assert (issue.exit_code, reading.exit_code) == (2, 2)
    assert issue.stderr == "Error: there is no issue 'boarder'; did you mean 'border'?\n"
    assert reading.stderr == "Error: there is no reading 'skeptic'; did you mean 'sceptic'?\n"
