"""Which packages a question is about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain.choosing import chosen_packages


def test_named_issue_by_issue() -> None:
    """Issues not named stay as they are, and a status quo named changes nothing."""
    found = chosen_packages(loaded(plain()), {"aid": "grant", "base": "kept"})
    assert found == {"aid=grant": {"aid": "grant"}}


def test_several_options() -> None:
    """With several options for an issue every combination that changes something is meant."""
    found = chosen_packages(loaded(plain()), {"aid": ["none", "grant"], "base": ["kept", "closed"]})
    assert list(found) == ["base=closed", "aid=grant", "aid=grant, base=closed"]


def test_kind_of_deal() -> None:
    """The key of a kind of deal means the packages it describes."""
    found = chosen_packages(loaded(plain()), "swap")
    assert list(found.values()) == [{"aid": "grant", "base": "closed"}]


def test_every_kind_the_essays_describe() -> None:
    """Fourteen of the fifteen bundles of the essays can be asked for by name; the other is pressure."""
    dossier = load("us-russia")
    described = [
        k for k in dossier.deals if k not in ("fundamental-four", "tactical-only", "any", "pressure")
    ]
    assert [len(chosen_packages(dossier, key)) for key in described] == [1] * 14
    with pytest.raises(DetenteError, match="only for pressure"):
        chosen_packages(dossier, "pressure")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("swop", "swap"),
        ("any", "names nothing to move"),
        ({"ade": "grant"}, "aid"),
        ({"aid": "grants"}, "grant"),
        ({"aid": ["grant", "grants"]}, "grant"),
        ({"aid": "none"}, "changes nothing"),
        ({}, "changes nothing"),
    ],
)
def test_what_cannot_be_asked(choice: Any, message: str) -> None:
    """A wrong name, or nothing to move, is refused with what would do."""
    with pytest.raises((DetenteError, UnknownNameError), match=message):
        chosen_packages(loaded(plain()), choice)


def test_acts_of_pressure() -> None:
    """An act of pressure is never part of a deal."""
    data = plain()
    data["issues"]["base"]["options"]["armed"] = {"pressure": True, "performers": ["south"]}
    with pytest.raises(DetenteError, match="act of pressure"):
        chosen_packages(loaded(data), {"base": ["closed", "armed"]})


def test_too_many() -> None:
    """More than a thousand packages are refused before they are made."""
    with pytest.raises(TooLargeError, match="packages"):
        chosen_packages(load("us-russia"), "fundamental-four")
    issues: dict[str, Any] = {f"i{n}": {"options": {"a": {"status_quo": True}, "b": None}} for n in range(40)}
    stakes = {"north": {"i0": {"b": 1}}, "south": {"i0": {"b": 1}}}
    dossier = loaded(plain(issues=issues, stakes=stakes, deals={}))
    with pytest.raises(TooLargeError, match=str(2**40)):
        chosen_packages(dossier, {f"i{n}": ["a", "b"] for n in range(40)})
