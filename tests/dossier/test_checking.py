"""Checks as a whole: nothing twice, nothing blamed for what is already broken."""

import pytest
from breaking import Breaking, problems_in


def test_every_missing_section_is_named() -> None:
    """Missing sections are named one by one, and are not also said to be too small."""
    problems = problems_in("detente: 1\ntitle: x\n")
    assert {(p.code, p.path) for p in problems} == {("D021", key) for key in ("parties", "issues", "stakes")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kept as they are, status_quo: true", "Kept as they are, statusquo: true"),
        ("Kept as they are, status_quo: true", "Kept as they are, status_quo: 1"),
        ("name: Russia (Kremlin), role: principal", "name: Russia (Kremlin), rolle: principal"),
    ],
)
def test_a_mistyped_key_is_not_also_missed(problems_after: Breaking, old: str, new: str) -> None:
    """A status quo or a role that is misspelled is one fault of form, with no rule broken besides."""
    codes = {problem.code for problem in problems_after(old, new)}
    assert codes <= {"D020", "D021", "D022", "D047"}


def test_readings_do_not_repeat_what_is_wrong_with_the_base(problems_after: Breaking) -> None:
    """A fault of the base shows once, however many readings there are."""
    assert len(problems_after("performers: [russia, china]", "performers: [russia, chin]")) == 1


def test_a_change_to_a_broken_section_is_not_blamed(problems_after: Breaking) -> None:
    """Where the base is broken, a reading that changes it there is not reported too."""
    problems = problems_after("sanctions: {staged: -6..-2, lift: -25..-10}", "sanctions: 3")
    assert [p.code for p in problems] == ["D022"]
