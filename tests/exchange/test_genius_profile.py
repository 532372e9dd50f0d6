"""One profile of Genius."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.genius_issues import Issue
from detente.exchange.genius_profile import Profile, read_profile
from detente.exchange.xml_tree import read_xml

from .genius_samples import BOXES, NORTH

ISSUES = [
    Issue(index=2, name="Quota", kind="discrete", options=("100 t", "200 t", "300 t")),
    Issue(index=4, name="Boats", kind="integer", options=("2", "3", "4")),
]


def read(folder: Path, text: str) -> tuple[Profile, list[str]]:
    """Read a profile with this text."""
    path = folder / "p.xml"
    path.write_text(text)
    notes: list[str] = []
    return read_profile(read_xml(path), "p", ISSUES, notes), notes


def test_weights_that_add_up_to_more_than_1_are_noted(tmp_path: Path) -> None:
    """They are used all the same, and nothing is capped."""
    profile, notes = read(tmp_path, NORTH.replace('value="0.6"', 'value="0.7"'))
    assert profile.party.points({"Quota": "300 t", "Boats": "4"}) == Fraction(11, 10)
    assert notes == ["p.xml: utilities can add up to more than 1, where Genius stops and points do not"]
    assert read(tmp_path, NORTH)[1] == []
    rounded = NORTH.replace('value="0.6"', 'value="0.6000000000000001"')
    assert read(tmp_path, rounded)[1] == []
    boxes = BOXES.replace('maxutility="200"', 'maxutility="100"')
    path = tmp_path / "b.xml"
    path.write_text(boxes)
    ranges = [(1, "A", range(10)), (2, "B", range(5))]
    issues = [Issue(index=i, name=n, kind="integer", options=tuple(map(str, r))) for i, n, r in ranges]
    notes = []
    read_profile(read_xml(path), "b", issues, notes)
    assert notes == ["b.xml: utilities can add up to more than 1, where Genius stops and points do not"]


@pytest.mark.parametrize(("value", "expected"), [("0", 1), ("-2", 1), ("1.5", 1), ("0.5", Fraction(1, 2))])
def test_a_discount_beyond_0_and_1_is_none(tmp_path: Path, value: str, expected: Fraction) -> None:
    """As in Genius."""
    profile, _ = read(
        tmp_path, NORTH.replace('<discount_factor value="0.9"/>', f'<discount_factor value="{value}"/>')
    )
    assert profile.party.discount == expected


def test_a_reservation_value_beyond_0_and_1_is_noted(tmp_path: Path) -> None:
    """It is kept."""
    profile, notes = read(tmp_path, NORTH.replace('"0.25"', '"-0.25"'))
    assert profile.party.reserve == Fraction(-1, 4)
    assert notes == ["p.xml: the reservation value -0.25 is not between 0 and 1"]


def test_issues_are_known_by_index(tmp_path: Path) -> None:
    """Another name is noted, and so is an issue that the domain does not have."""
    text = NORTH.replace('name="Boats"', 'name="Ships"')
    text = text.replace('<weight index="2"', '<issue index="9" name="Nets"/><weight index="2"', 1)
    profile, notes = read(tmp_path, text)
    assert list(profile.party.values) == ["Quota", "Boats"]
    assert notes == [
        "p.xml: the issue 'Nets' (index 9) is not in the domain; left out",
        "p.xml: the issue 'Boats' of the domain is called 'Ships' here",
    ]


def test_a_profile_may_name_its_party(tmp_path: Path) -> None:
    """As those do that are written here."""
    assert read(tmp_path, NORTH.replace("<utility_space>", '<utility_space name="N">'))[0].party.name == "N"
    profile, _ = read(tmp_path, NORTH.replace("<utility_space>", '<utility_space type="UNCERTAIN">'))
    assert (profile.party.name, profile.uncertain) == ("p", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            NORTH.replace('<weight index="4" value="0.4"/>', ""),
            "'Boats' has no <weight index='4'>, so it is incomplete",
        ),
        (
            NORTH.replace("<utility_space>", '<utility_space type="nonlinear">'),
            "without hyper-rectangles is not read",
        ),
        (NORTH.replace("<utility_space>", '<utility_space type="CONSTRAINT">'), "of type constraint"),
        (NORTH.replace('<reservation value="0.25"/>', "<reservation/>"), "<reservation>: 'value' is missing"),
        (BOXES, "'Quota' is integer here and discrete in the domain"),
    ],
)
def test_incomplete_profiles_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    """With what is missing."""
    with pytest.raises(ExchangeError) as caught:
        read(tmp_path, text)
    assert reason in str(caught.value)
