"""What stands at a place, as the dossier writes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain

from detente.dossier.differences import ABSENT
from detente.dossier.dossier import (
    AllOf,
    AtLeast,
    Consent,
    Correlation,
    LedgerEntry,
    Not,
    Quota,
    Rule,
)
from detente.explain.diff_words import as_written, correlation_text, fields_that_differ

NORTH, SOUTH = Consent(party="north"), Consent(party="south")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ABSENT, "nothing"),
        (None, "nothing"),
        (True, "true"),
        (3, "3"),
        (0.1, "0.1"),
        (dt.date(2018, 10, 31), "2018-10-31"),
        ("north", "north"),
        (("north", "south"), "[north, south]"),
        ({"aid": "grant"}, "{aid: grant}"),
        (NORTH, "north"),
        (AllOf(parts=(NORTH, SOUTH)), "{all_of: [north, south]}"),
        (AtLeast(k=1, parts=(NORTH, SOUTH)), "{at_least: 1, of: [north, south]}"),
        (Quota(quota=3, weights={"north": 2, "south": 1}), "{quota: 3, weights: {north: 2, south: 1}}"),
        (
            Quota(quota=1, weights={"north": 1}, free_votes=True),
            "{quota: 1, weights: {north: 1}, free_votes: true}",
        ),
        (Not(part=NORTH), "{not: north}"),
        (
            LedgerEntry(agreement="Old", party="south", verdict="kept", year=2001),
            "{verdict: kept, year: 2001}",
        ),
    ],
)
def test_values(value: Any, text: str) -> None:
    """Each kind of value."""
    assert as_written(value) == text


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_numbers_read_back_as_they_were(data: st.DataObject) -> None:
    """Written and loaded again, every number has the same distribution."""
    low = data.draw(st.integers(-40, 40)) / 4
    middle, high = low + data.draw(st.integers(0, 9)) / 4, low + data.draw(st.integers(10, 20)) / 4
    forms = [low, f"{low}..{high}", f"{low}/{middle}/{high}", {"normal": {"mean": low, "sd": 1.5}}]
    forms.append({"triangular": {"low": low, "mode": middle, "high": high}})
    content = plain(no_deal={"north": {"points": data.draw(st.sampled_from(forms))}})
    number = loaded(content).no_deal["north"].points
    text = as_written(number)
    if text.startswith("{"):
        name, inner = text[1:-1].split(": ", 1)
        content["no_deal"]["north"]["points"] = {
            name: {k: float(v) for k, v in (part.split(": ") for part in inner[1:-1].split(", "))}
        }
    else:
        content["no_deal"]["north"]["points"] = text
    again = loaded(content).no_deal["north"].points
    assert number is not None
    assert again is not None
    assert (again.distribution, again.parameters) == (number.distribution, number.parameters)


def test_fields_that_differ() -> None:
    """Only those, and words and sources are none."""
    one = Rule(name="House", side="north", needs=NORTH, cite=("alpha",), note="as read")
    other = Rule(name="House", side="north", needs=SOUTH, over={"aid": ("grant",)})
    assert fields_that_differ(one, other) == {
        "needs": ("north", "south"),
        "over": ("nothing", "{aid: [grant]}"),
    }
    assert fields_that_differ(one, one) == {}


def test_judgements_that_go_together() -> None:
    """With their name; of many paths four are written, and how many more there are."""
    two = Correlation(name="in step", of=("a.b", "c.d"), rank=0.25)
    assert as_written((two,)) == "[{in step: rank 0.25 of a.b and c.d}]"
    many = Correlation(name="all", of=tuple("abcdefg"), rank=-0.125)
    assert correlation_text(many) == "all: rank -0.125 of a, b, c, d and 3 more"
