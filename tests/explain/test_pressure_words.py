"""A plan of pressure in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.dossier.labels import labels_of
from detente.explain.pressure_plan import PressurePlan, pressure_plan
from detente.explain.pressure_words import plan_sentences, readings_words
from explain.pressing import ARM, pressing
from properties.dossiers import loaded


def told(key: str = "threat", **sections: Any) -> tuple[tuple[str, ...], PressurePlan]:
    """Sentences about a plan of a hand-made dossier."""
    dossier = loaded(pressing(**sections))
    plan = pressure_plan(dossier, key, 50, 0)
    assert plan is not None
    return plan_sentences(plan, '"A threat"', dossier.principals, labels_of(dossier)), plan


def test_what_it_is_and_what_it_is_worth() -> None:
    """No deal; its acts and who performs them; the points of each, with their range; who has it."""
    sentences, _ = told()
    assert sentences[0].startswith('"A threat" is no deal but a plan for the case without one')
    assert sentences[1] == "It consists of 2 acts of pressure: more (arms) and cut (aid) by north."
    start = "With every judgement at its median it is worth 0.0 points to north and -7.0 points to south ("
    assert sentences[2].replace("+0.0", "0.0").startswith(start)
    assert "would accept that much less" in sentences[3]
    assert sentences[4] == "No reading has it as a plan for no deal."


def test_what_is_no_pressure() -> None:
    """It is told besides."""
    sentences, _ = told("mixed")
    assert sentences[1].startswith("It consists of 1 act of pressure: more (arms) by north; closed (base)")
    assert sentences[2] == "Besides it asks for what could be part of a deal: closed (base)."


def test_nobody_feels_it() -> None:
    """Then that is said."""
    data = pressing()
    sentences, _ = told(stakes={key: {"base": {"closed": 1}} for key in data["parties"]})
    assert "Nobody's stakes say what it is worth." in sentences


def test_who_has_it() -> None:
    """The whole of it under a reading, or a part; what could not be read."""
    _, plan = told(no_deal={"north": {"plan": ARM}})
    names = {"north": "North"}
    assert readings_words(plan, names) == "It is the plan for no deal of North in the base dossier."
    more = replace(plan, uses=tuple(replace(use, extent="all and more", reading="r") for use in plan.uses))
    assert readings_words(more, names).endswith("of North under the reading r, among other acts.")
    part = tuple(replace(use, extent="in part", acts=use.acts[:1]) for use in plan.uses)
    assert readings_words(replace(plan, uses=part, unread=("hawk",)), names) == (
        "In part it is the plan for no deal of North in the base dossier (1 of 2 acts) (not looked at: hawk)."
    )
