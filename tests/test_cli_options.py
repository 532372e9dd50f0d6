"""Options that several commands share."""

from __future__ import annotations

import click
import pytest

from detente.cli import cli
from detente.cli_options import complete_case, parts_of


@pytest.mark.parametrize(
    ("words", "parts"), [((), ()), (("a,b", " c "), ("a", "b", "c")), ((",", "a,,b"), ("a", "b"))]
)
def test_commas_separate_and_blanks_do_not_count(words: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """Given once with commas or several times, it is the same."""
    assert parts_of(words) == parts


def test_a_case_is_completed_and_anything_else_is_a_file() -> None:
    """What begins like a case becomes it."""
    context = click.Context(cli.commands["bargain"])
    parameter = cli.commands["bargain"].params[0]
    assert [item.value for item in complete_case(context, parameter, "pan")] == ["panama-1977"]
    assert [item.type for item in complete_case(context, parameter, "x.j")] == ["file"]
