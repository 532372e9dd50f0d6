"""``detente power`` as it is typed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli

COUNCIL = "39: 5*permanent=7, 10*elected=1"


def typed(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["power", *words])


def test_the_security_council_is_told_exactly() -> None:
    """Shapley and Shubik 1954: 421/2145 for a permanent member, 4/2145 for another."""
    told = typed(COUNCIL)
    assert told.exit_code == 0
    assert "421/2145" in told.stdout
    assert "4/2145" in told.stdout


def test_json_names_every_member() -> None:
    """Members of a group are numbered."""
    told = json.loads(typed(COUNCIL, "--json").stdout)
    assert told["voters"]["permanent 5"]["shapley_shubik"]["exact"] == "421/2145"
    assert told["veto_players"] == [f"permanent {n}" for n in range(1, 6)]
    assert list(told)[:4] == ["detente", "format", "lens", "bodies"]
    assert (told["lens"], told["bodies"]) == ("power", [COUNCIL])


def test_several_bodies_must_all_agree() -> None:
    """A member of both bodies is one member: whoever can refuse in one can refuse."""
    told = json.loads(typed("2: a=1, b=1, c=1", "1: a=1", "--json").stdout)
    assert told["veto_players"] == ["a"]
    assert told["voters"]["a"]["shapley_shubik"]["exact"] == "2/3"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a=1", "has no quota"),
        ("x: a=1", "has no quota"),
        ("1: a", "is no member"),
        ("1:", "is no member"),
        ("1: 0*a=1", "1 to 2000 members"),
        ("1: a=1, a=2", "stands twice"),
        ("5: a=1, b=2", "must be from 1 to 3"),
        ("0: a=1", "must be from 1 to 1"),
    ],
)
def test_what_is_no_body_is_refused(words: str, said: str) -> None:
    """The message says what is wrong, and the form."""
    told = typed(words)
    assert told.exit_code == 2
    assert said in told.output


def test_a_group_has_one_size() -> None:
    """The same name in two bodies with other counts would be other people."""
    told = typed("1: 2*a=1", "1: 3*a=1")
    assert told.exit_code == 2
    assert "has two sizes" in told.output
