"""``detente check``."""

import re
from pathlib import Path

from detente.cases import find_dossier

from .conftest import Typed

BROKEN = """\
detente: 1
title: Broken
parties:
  a: {name: A, role: principal}
  b: {name: B, role: principel}
issues:
  x:
    name: X
    options:
      now: {name: Now}
      then: {name: Then}
stakes:
  a: {x: {then: 8..4}}
"""


def test_a_sound_dossier_is_ok(typed: Typed) -> None:
    """Counts, inputs, remarks and the status-quo test are on stdout."""
    result = typed("check", "two-issues")
    assert result.exit_code == 0
    assert result.stdout.startswith("# OK: Sanctions for a ceasefire?\n")
    assert "holds: 4 parties, 2 issues, 7 options" in result.stdout
    assert "## Remarks" in result.stdout
    assert "## Status-quo test" in result.stdout


def test_remarks_are_cut_unless_all_are_wanted(typed: Typed) -> None:
    """Three of a kind are shown, then how many more there are."""
    few = typed("check", "two-issues", "--no-test").stdout
    everything = typed("check", "two-issues", "--no-test", "--all").stdout
    assert re.search(r"- and \d+ more; --all shows them", few)
    assert "--all shows them" not in everything
    assert len(everything.splitlines()) > len(few.splitlines())
    assert "Status-quo test" not in few


def test_all_problems_are_shown_with_their_lines(typed: Typed) -> None:
    """Three mistakes give three lines, each with file, line and column, and exit code 1."""
    Path("broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = typed("check", "broken.yaml")
    places = [line.split(" ")[0] for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert len(places) == 3
    assert all(re.fullmatch(r"broken\.yaml:\d+:\d+:", place) for place in places)
    assert "3 problems" in result.stderr


def test_other_commands_tell_the_problems_on_stderr(typed: Typed) -> None:
    """A run of a broken dossier has no result, so stdout stays empty."""
    Path("broken.yaml").write_text(BROKEN, encoding="utf-8")
    result = typed("run", "broken.yaml")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 3


def test_an_unexplained_finding_is_marked(typed: Typed) -> None:
    """What could be had alone and has no reason is said to owe one; the exit code stays 0."""
    text = (find_dossier("two-issues") / "dossier.yaml").read_text(encoding="utf-8")
    Path("generous.yaml").write_text(
        text.replace("ease: {points: -8..-4,", "ease: {points: 4..8,").replace(
            "ease: {points: -6..-2,", "ease: {points: 2..6,"
        ),
        encoding="utf-8",
    )
    result = typed("check", "generous.yaml")
    assert result.exit_code == 0
    assert "Northland could do this alone and gains by it in 100% of draws" in result.stdout
    assert "No explanation given: the dossier owes one" in result.stdout


def test_a_missing_file_is_a_problem_and_an_unknown_case_is_wrong_usage(typed: Typed) -> None:
    """A path that is not there gives 1, a name that nobody knows gives 2 and the nearest one."""
    missing, unknown = typed("check", "talks.yaml"), typed("check", "two-isues")
    assert (missing.exit_code, unknown.exit_code) == (1, 2)
    assert "there is no such file" in missing.stdout
    assert "did you mean 'two-issues'?" in unknown.stderr
