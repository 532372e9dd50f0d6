"""Kinds of deal that ask for pressure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from detente.dossier.loading import load
from detente.explain.pressure_plan import pressure_plan
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables
from explain.pressing import ARM, pressing
from properties.dossiers import loaded


@pytest.mark.parametrize(
    ("key", "acts"),
    [
        ("threat", ["arms=more", "aid=cut"]),
        ("mixed", ["arms=more", "base=closed"]),
        ("some", ["arms=more", "base=closed"]),
        ("swap", None),
        ("either", None),
    ],
)
def test_what_is_a_plan(key: str, acts: list[str] | None) -> None:
    """A kind of deal that asks for nothing but pressure on some issue; not one that leaves a choice."""
    found = pressure_plan(loaded(pressing()), key, 5, 0)
    assert (None if found is None else [act.key for act in found.acts]) == acts


def test_it_is_worth_what_a_plan_for_no_deal_adds() -> None:
    """To every party, to the unit: the reservation value with the plan less that without it."""
    dossier = loaded(pressing())
    plan = pressure_plan(dossier, "threat", 200, 3)
    assert plan is not None
    bare, planned = (Blueprint(one) for one in (dossier, loaded(pressing(no_deal={"north": {"plan": ARM}}))))
    for one in plan.worth:
        rows = [
            b.predicates.index(next(p for p in b.predicates if (p.kind, p.party) == ("surplus", one.party)))
            for b in (bare, planned)
        ]
        without, with_it = (
            fill_tables(b, b.medians).thresholds[0, p] for b, p in zip((bare, planned), rows, strict=True)
        )
        assert one.points == (with_it - without) / UNIT
    assert [(one.party, one.points) for one in plan.worth] == [("north", 0.0), ("south", -7.0)]
    south = plan.worth[1]
    assert -9 <= south.spread.low < -8.5 < -5.5 < south.spread.high <= -5
    assert [(key, points) for key, points, _ in south.by_act] == [("arms=more", -4.0), ("aid=cut", -3.0)]


def test_who_has_it_as_a_plan(tmp_path: Path) -> None:
    """Under every reading of the file, with the same acts, more, or some of them; the same first."""
    readings = {
        "hawk": {"name": "Hawk", "set": {"no_deal.north.plan": ARM}},
        "more": {"name": "More", "set": {"no_deal.south.plan": {**ARM, "base": "closed"}}},
        "calm": {"name": "Calm", "set": {"no_deal.north.points": 2}},
    }
    data = pressing(no_deal={"north": {"plan": {"aid": "cut"}, "points": 1}}, readings=readings)
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    plan = pressure_plan(load(path), "threat", 5, 0)
    assert plan is not None
    assert [(use.reading, use.party, use.extent) for use in plan.uses] == [
        ("hawk", "north", "the same"),
        ("more", "south", "all and more"),
        ("base", "north", "in part"),
        ("more", "north", "in part"),
    ]
    assert plan.unread == ()
    under = pressure_plan(load(path, reading="hawk"), "threat", 5, 0)
    assert under is not None
    assert set(under.uses) == set(plan.uses)


def test_readings_that_are_gone(tmp_path: Path) -> None:
    """Where the file is not there, or is another now, they are named as not looked at."""
    readings = {"hawk": {"name": "Hawk", "set": {"no_deal.north.plan": ARM}}}
    plan = pressure_plan(loaded(pressing(readings=readings)), "threat", 5, 0)
    assert plan is not None
    assert plan.unread == ("hawk",)
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps(pressing(readings=readings)), encoding="utf-8")
    dossier = load(path)
    path.write_text(json.dumps(pressing(readings=readings, title="Another")), encoding="utf-8")
    changed = pressure_plan(dossier, "threat", 5, 0)
    assert changed is not None
    assert changed.unread == ("hawk",)
    assert changed.to_dict()["unread"] == ["hawk"]


def test_on_the_reference_case() -> None:
    """Just one kind of deal is a plan, and Kramer has it as that of the United States."""
    dossier = detente.load("us-russia")
    plans = {key: pressure_plan(dossier, key, 2, 0) for key in dossier.deals}
    assert [key for key, plan in plans.items() if plan is not None] == ["pressure"]
    plan = plans["pressure"]
    assert plan is not None
    assert [(use.reading, use.party, use.extent) for use in plan.uses] == [("kramer", "us", "the same")]
    assert len(plan.acts) == 6
    assert all(act.is_pressure for act in plan.acts)
