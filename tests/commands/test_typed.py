"""What is typed as name=value is read, or refused with the right form."""

from __future__ import annotations

import click
import pytest

from detente.commands.typed import choice_of, package_of, pairs_of


def test_a_package_may_have_a_name() -> None:
    """Words before a colon name it; spaces around signs do not count."""
    assert package_of("calm: border=truce , sanctions = ease") == (
        "calm",
        {"border": "truce", "sanctions": "ease"},
    )


def test_a_package_without_a_name_is_called_as_it_was_typed() -> None:
    """So that a report can refer to it."""
    assert package_of("border=truce") == ("border=truce", {"border": "truce"})


def test_the_same_option_may_stand_twice() -> None:
    """Only a contradiction is refused."""
    assert package_of("border=truce,border=truce")[1] == {"border": "truce"}


def test_an_issue_with_two_options_is_refused() -> None:
    """A package holds one option of each issue."""
    with pytest.raises(click.UsageError, match="border is given two options"):
        package_of("border=truce,border=disarm")


@pytest.mark.parametrize("words", ["border", "=truce", "border=", ""])
def test_what_is_no_pair_is_refused_with_the_form(words: str) -> None:
    """The message shows what should have been typed."""
    with pytest.raises(click.UsageError, match="should be written as name=value"):
        pairs_of((words,))


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        (" staged-relief ", "staged-relief"),
        ("border=truce", {"border": ["truce"]}),
        (
            "border=truce/disarm, sanctions = ease|lift",
            {"border": ["truce", "disarm"], "sanctions": ["ease", "lift"]},
        ),
        ("border=truce,border=disarm,border=truce", {"border": ["truce", "disarm"]}),
    ],
)
def test_a_choice_is_a_kind_of_deal_or_issues_with_options(words: str, choice: object) -> None:
    """A word without an equals sign is a key; several options are written with a slash."""
    assert choice_of(words) == choice


@pytest.mark.parametrize("words", ["", "a,b", "border=truce,open"])
def test_what_is_no_choice_is_refused(words: str) -> None:
    """Neither nothing nor half a pair is a choice."""
    with pytest.raises(click.UsageError, match=r"ISSUE=OPTION|name=value"):
        choice_of(words)
