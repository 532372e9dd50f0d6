"""Kinds of deal under several readings, as runs judge them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import loaded, plain

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.explain.compared_kinds import ComparedKind, compared_kinds, is_deal

FORMS = (AS_DESCRIBED, SWEETENED)
DRAWS = 5


def compared(dossiers: dict[str, Dossier], **options: object) -> list[ComparedKind]:
    """Judge all kinds of deal in both forms."""
    usual = {"forms": FORMS, "deals": None, "weights": None, "draws": DRAWS, "seed": 0, "workers": 1}
    return list(compared_kinds(dossiers, **{**usual, **options}, done=lambda: None))  # type: ignore[arg-type]


@settings(deadline=None, max_examples=12)
@given(two_readings())
def test_as_runs_judge(both: tuple[Dossier, Dossier]) -> None:
    """Shares, gates of death and sole blockers are those of a run of each reading."""
    dossiers = dict(zip(("base", "other"), both, strict=True))
    found = compared(dossiers)
    for reading, dossier in dossiers.items():
        for verdict in detente.run(dossier, draws=DRAWS, workers=1, counted=0).verdict.classes:
            kind = next(k for k in found if (k.key, k.form) == (verdict.key, verdict.form))
            one = kind.under[reading]
            assert one.fate.share == verdict.share
            assert one.fate.gate_of_death == verdict.gate_of_death
            if one.sole_blockers is not None and verdict.is_deal:
                assert dict(one.sole_blockers) == verdict.sole_blockers


def test_order_and_gaps() -> None:
    """Kinds in file order, each form in turn; a reading without a kind of deal has no entry."""
    other = plain()
    other["deals"]["gift"] = {"all": {"aid": ["grant"]}}
    found = compared({"base": loaded(plain()), "other": loaded(other)}, weights={"base": 0.5, "other": 0.5})
    assert [(kind.key, kind.form) for kind in found] == [
        ("swap", AS_DESCRIBED),
        ("swap", SWEETENED),
        ("any", SWEETENED),
        ("gift", AS_DESCRIBED),
        ("gift", SWEETENED),
    ]
    assert [list(kind.under) for kind in found][::4] == [["base", "other"], ["other"]]
    assert found[0].mixture is not None
    assert found[0].mixture.share == 1
    assert found[3].mixture is None
    assert compared({"base": loaded(plain())}, deals=["any"])[0].key == "any"


def test_blocker_and_endings() -> None:
    """The one in the way is named, and readings are gathered by where it ends."""
    data = plain()
    data["stakes"]["south"]["base"]["closed"] = -9
    found = compared({"base": loaded(plain()), "hawk": loaded(data)}, forms=(AS_DESCRIBED,))
    (swap,) = found
    assert (swap.under["base"].blocker, swap.under["hawk"].blocker) == (None, "south")
    assert dict(swap.endings()) == {"acceptable": ("hawk",), None: ("base",)}
    assert swap.to_dict()["readings"]["hawk"]["sole_blockers"] == {"south": 1.0}


@pytest.mark.parametrize(
    ("deal", "possible"),
    [
        ({"all": {"aid": ["arm"]}}, False),
        ({"all": {"aid": ["arm", "grant"]}}, True),
        ({"of": {"aid": ["arm"], "base": ["closed"]}, "at_least": 2}, False),
        ({"of": {"aid": ["arm"], "base": ["closed"]}, "at_least": 1}, True),
        (None, True),
    ],
)
def test_pressure_is_no_deal(deal: object, possible: bool) -> None:
    """A kind that can be had by acts of pressure alone is none, as a run says."""
    data = plain(deals={"one": deal})
    data["issues"]["aid"]["options"]["arm"] = {"pressure": True}
    dossier = loaded(data)
    assert is_deal(dossier, "one") is possible
    run = detente.run(dossier, draws=1, counted=0)
    assert {verdict.is_deal for verdict in run.verdict.classes} == {possible}
    (kind, *_) = compared({"base": replace(dossier)}, forms=(SWEETENED,))
    assert kind.is_deal is possible
