"""Policies as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from climate_dossier import loaded
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.policies import POLICIES, Policy, parse_policies


def test_every_kind_can_be_typed_by_its_name(tmp_path: Path) -> None:
    """Its size and length are those it is registered with, and both principals follow it."""
    dossier = loaded(tmp_path)
    for name, kind in POLICIES.items():
        (policy,) = parse_policies(name, dossier)
        assert (policy.kind, policy.size, policy.lasts, policy.first) == (name, kind.size, kind.lasts, 1)
        assert policy.by == ("north", "south")
        assert kind.does.endswith(".")
        assert kind.source


def test_settings_are_read(tmp_path: Path) -> None:
    """By whom, how large, from when, for how long."""
    found = parse_policies("ramp-up:by=south,size=2.5,from=2019-01,for=6", loaded(tmp_path))
    assert found == (Policy(kind="ramp-up", by=("south",), size=2.5, first=3, lasts=6, dated=True),)
    assert parse_policies(" grit : by = north ", loaded(tmp_path))[0].by == ("north",)


def test_policies_at_the_same_time_are_joined_by_a_plus_sign(tmp_path: Path) -> None:
    """Each keeps its own settings."""
    found = parse_policies("grit:by=north + quiet", loaded(tmp_path))
    assert [(policy.kind, policy.by) for policy in found] == [
        ("grit", ("north",)),
        ("quiet", ("north", "south")),
    ]


def test_measures_are_all_or_those_named(tmp_path: Path) -> None:
    """They are named as packages name options, and separated by semicolons."""
    dossier = loaded(tmp_path)
    (every,) = parse_policies("cbm", dossier)
    (one,) = parse_policies("cbm:measures=sanctions=ease", dossier)
    (two,) = parse_policies("cbm:measures=sanctions=ease;border=truce", dossier)
    assert every.measures == ("border=truce", "sanctions=ease")
    assert one.measures == ("sanctions=ease",)
    assert two.measures == ("sanctions=ease", "border=truce")


def test_an_issue_stands_at_one_option_at_a_time(tmp_path: Path) -> None:
    """Of several options of an issue the first is kept up unless another is named; two are refused."""
    more = ("    sanctions: {ease:", "    sanctions: {lift: {acts: {north: 3}}, ease:")
    dossier = loaded(tmp_path, more)
    (every,) = parse_policies("cbm", dossier)
    assert every.measures == ("border=truce", "sanctions=lift")
    (one,) = parse_policies("cbm:measures=sanctions=ease", dossier)
    assert one.measures == ("sanctions=ease",)
    for text in ("sanctions=lift;sanctions=ease", "border=truce;border=truce"):
        with pytest.raises(RunError, match="not the only measure of its issue"):
            parse_policies(f"cbm:measures={text}", dossier)


def test_what_starts_today_shows_in_the_next_step(tmp_path: Path) -> None:
    """Step 0 cannot be changed any more."""
    (policy,) = parse_policies("gesture:from=2018-10", loaded(tmp_path))
    assert policy.first == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gestur", "did you mean 'gesture'"),
        ("gesture:siz=2", "did you mean 'size'"),
        ("gesture:by=nort", "did you mean 'north'"),
        ("cbm:measures=sanctions=eas", "did you mean 'sanctions=ease'"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path, text: str, says: str) -> None:
    """Kinds, settings, principals and measures alike."""
    with pytest.raises(UnknownNameError, match=says):
        parse_policies(text, loaded(tmp_path))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gesture:size=much", "is no number; write size=2"),
        ("gesture:size=-3", "from 0 to 10"),
        ("gesture:size=nan", "from 0 to 10"),
        ("gesture:size", "say what size is"),
        ("gesture:for=0", "1 to 600 steps, not 0"),
        ("gesture:for=2.5", "is no number"),
        ("gesture:from=2017-01", "before the climate begins"),
        ("gesture:from=soon", "is no date"),
        ("gesture:size=2,size=3", "size is typed twice"),
        ("quiet:size=2", "quiet has no size"),
        ("gesture:measures=border=truce", "only cbm keeps measures up"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(tmp_path: Path, text: str, says: str) -> None:
    """The error says what is wrong and what would be right."""
    with pytest.raises(RunError, match=says):
        parse_policies(text, loaded(tmp_path))
