"""The report of a staged plan, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente.lenses.staging.critical_patience import CriticalDiscount
from detente.lenses.staging.plan_stages import Stage
from detente.lenses.staging.staged_plan import Existence, StagedPlan
from detente.report.blocks import Heading
from detente.report.plain import plain_text
from detente.report.plan_report import plan_blocks, plan_report, plan_sentence
from detente.verdict.staging import staged_plan
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import Data, loaded


def planned(data: Data | None = None, **words: Any) -> StagedPlan:
    """Plan the small case."""
    dossier = loaded(bases_for_relief() if data is None else data)
    return staged_plan(dossier, PACKAGE, **{"name": "bases", "draws": 40, "exists_draws": 5, **words})


def told(plan: StagedPlan) -> str:
    """Return the report as text."""
    return plain_text(plan_report(plan))


def test_a_plan_is_told_by_the_names_for_people() -> None:
    """Who does what when, what is verified, what is lost, how sure it is."""
    text = told(planned())
    for words in (
        "It can be done in 3 stages so that at none of them anybody gains by stopping or cheating; in 2 it "
        "cannot.",
        "Southland and The militia  Bases: Dismantled",
        "Verified before going on: Bases at",
        "Southland would save",
        "taken back from it: Sanctions",
        "never to come: Recognition",
        "staying with it: Bases",
        "Once all is done, going on is worth more than stopping by: Northland 3",
        "This very plan holds in",
        "All at once holds in 0% of them.",
        "a statement about the judgements put in",
        "least discount factor",
        "Taken to perform on schedule, whatever it costs them: The militia.",
    ):
        assert words in text
    assert "south " not in text


def test_a_proof_is_told() -> None:
    """No plan, no picture, and why."""
    data = bases_for_relief()
    data["stakes"]["south"]["relief"]["full"] = 5
    text = told(planned(data))
    assert (
        "No number of stages suffices. Once all is done Southland is worse off than without a deal, by"
        in text
    )
    assert "The plan" not in text
    assert "least discount factor" not in text


def test_what_is_missing_is_told() -> None:
    """Nothing else can be said."""
    plan = staged_plan(loaded(bases_for_relief()), {"recognition": "given"}, draws=10)
    text = told(plan)
    assert "cannot be delivered as it is" in text
    assert "draws" not in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("none up to 4 stages", "None up to 4 stages. Because."),
        ("undecided", "Undecided: whether there is a plan is not known. Because."),
        ("none", "No number of stages suffices. Because."),
    ],
)
def test_every_status_has_a_sentence(status: str, words: str) -> None:
    """What is not known is not told as if it were."""
    plan = StagedPlan(title="", name="", package={}, status=status, labels={}, explanation="Because.")
    assert plan_sentence(plan) == words


def test_fewer_stages_are_ruled_out_only_where_they_are() -> None:
    """Where with fewer a plan was missed by a hair, nothing is said about fewer."""
    plan = replace(planned(), is_fewest=False)
    assert plan_sentence(plan).endswith("gains by stopping or cheating; whether in fewer is not known.")


def test_one_stage_and_idle_stages() -> None:
    """All at once is told as such; a stage in which nothing is done has a row that says so."""
    once = planned(
        bases_for_relief(
            parties={
                "north": {"role": "principal", "discount_factor": 0.99},
                "south": {"role": "principal", "discount_factor": 0.99},
                "militia": {"role": "third party"},
            }
        ),
        stages=3,
    )
    single = replace(once, stages=once.stages[:1])
    assert plan_sentence(single) == "It can be done all at once: nobody gains by stopping or cheating."
    idle = Stage(number=9, steps=(), checks=(), stopping={})
    text = told(replace(single, stages=(*single.stages, idle)))
    assert "nothing" in text
    assert "Nothing needs to be verified" in text


def test_doubts_are_told() -> None:
    """Patience that is not monotone, none that suffices, and draws that were not decided."""
    plan = replace(
        planned(),
        critical={
            "north": CriticalDiscount(least=0.25, from_there_on=False),
            "south": CriticalDiscount(least=None, from_there_on=False),
        },
        exists=Existence(draws=9, found=4, none=3, undecided=2),
    )
    text = told(plan)
    assert "but not every larger one" in text
    assert "exists in 4 of 9 draws in which one was looked for; 2 could not be decided." in text
    assert "Southland                   none" in text


def test_blocks_stand_beside_other_plans() -> None:
    """Without title and without what is to be kept in mind."""
    plan = planned()
    heads = [block.text for block in plan_blocks(plan) if isinstance(block, Heading)]
    assert plan.title not in heads
    assert "To keep in mind" not in heads


def test_names_are_text() -> None:
    """Nothing in a name steers the terminal."""
    data = bases_for_relief()
    data["parties"]["south"]["name"] = "Red [31mland"
    assert "\x1b" not in told(replace(planned(data), name="\x1b[31mred"))
