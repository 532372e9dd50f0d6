"""Which packages a question is about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain.choosing import chosen_packages
from explain.pressing import pressing


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


def test_the_advice_for_a_kind_that_names_nothing() -> None:
    """What can be asked instead."""
    with pytest.raises(DetenteError, match="with sweeteners, or name a package, issue by issue"):
        chosen_packages(load("us-russia"), "tactical-only")


@pytest.mark.parametrize(
    ("deal", "reason"),
    [
        ({"all": {"arms": ["more"], "aid": ["cut"]}}, "it asks only for pressure, which is never part"),
        ({"all": {"arms": ["more"], "base": ["closed"]}}, "for arms it names only acts of pressure"),
        (
            {"all": {"aid": ["grant"]}, "none": {"aid": ["grant"]}},
            "it forbids what it asks for, aid=grant$",
        ),
        (
            {"at_least": 2, "of": {"arms": ["more"], "base": ["closed"]}},
            "wants 2 of 2 issues settled, but names only acts of pressure for arms",
        ),
        (
            {"at_least": 2, "of": {"aid": ["grant"], "base": ["closed"]}, "none": {"aid": ["grant"]}},
            "wants 2 of 2 issues settled, but rules out itself what it asks for on aid$",
        ),
        (
            {"at_least": 1, "of": {"base": ["closed"]}, "none": {"kind": "tactical"}},
            "wants 1 of 1 issues settled, but rules out itself what it asks for on base$",
        ),
    ],
)
def test_kinds_of_which_there_is_no_package(deal: dict[str, Any], reason: str) -> None:
    """The true reason is told: pressure, or what the kind of deal itself rules out."""
    data = pressing(deals={"odd": deal})
    data["issues"]["base"]["kind"] = "tactical"
    with pytest.raises(DetenteError, match=reason):
        chosen_packages(loaded(data), "odd")


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
