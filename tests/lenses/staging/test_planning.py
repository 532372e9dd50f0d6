"""From the numbers of a package to its plan."""

from __future__ import annotations

import time

import numpy as np
import pytest

from detente.lenses.named_package import named_package
from detente.lenses.staging.plan_levels import at_once
from detente.lenses.staging.planning import (
    PlanAtOnePoint,
    complete_plan,
    existence_in,
    plan_at,
    undeliverable,
)
from detente.lenses.staging.staged_deal import StagedDeal
from detente.model.blueprint import Blueprint
from lenses.staging.deals import deal_of, shedding, short_of_a_plan
from lenses.staging.dossiers import bases_for_relief
from properties.dossiers import loaded


def test_a_proof_comes_before_the_search() -> None:
    """Found even where there is no time to search."""
    found = plan_at(shedding(threshold=[2.5, 0]), stages=6, seconds=0.0)
    assert found.status == "none"
    assert found.proof is not None
    assert plan_at(shedding(), stages=6, seconds=0.0).status == "undecided"
    assert plan_at(shedding(), stages=6, seconds=30).status == "plan"


def test_too_few_stages_are_no_proof() -> None:
    """The number looked at is part of the answer."""
    found = plan_at(shedding(), stages=2, seconds=30)
    assert found.status == "none up to 2 stages"
    assert found.proof is None


def test_existence_draw_by_draw() -> None:
    """A plan tried first, then proofs, then the search; without time what is left is undecided."""
    draws = StagedDeal.joined([shedding(), shedding(threshold=[2.5, 0]), shedding(discount=0.95)])
    end = time.monotonic() + 30
    assert existence_in(draws, None, stages=6, end=end) == ("plan", "none", "plan")
    levels = at_once(shedding())
    assert existence_in(draws, levels, stages=6, end=0.0) == ("undecided", "none", "plan")


def test_a_package_without_its_precondition() -> None:
    """Told before anything is computed; one that has it goes on."""
    b = Blueprint(loaded(bases_for_relief()))
    alone = undeliverable(
        b.dossier, named_package(b, "recognition", {"recognition": "given"}), draws=10, seed=1
    )
    assert alone is not None
    assert alone.status == "not deliverable"
    assert "must wait for Bases" in alone.explanation
    both = named_package(b, "both", {"recognition": "given", "bases": "gone"})
    assert undeliverable(b.dossier, both, draws=10, seed=1) is None


def test_a_plan_missed_by_a_hair_is_not_put_down_to_time() -> None:
    """The exact test decides, whatever the solver says; with one stage more there is a plan."""
    deal = short_of_a_plan(1e-9)
    found = plan_at(deal, stages=3, seconds=30)
    assert (found.status, found.why) == ("undecided", "margin")
    assert existence_in(deal, None, stages=3, end=time.monotonic() + 30) == ("margin",)
    longer = plan_at(deal, stages=4, seconds=30)
    assert (longer.status, longer.is_best, longer.is_fewest) == ("plan", True, False)
    assert existence_in(deal, None, stages=4, end=time.monotonic() + 30) == ("plan",)
    assert plan_at(deal, stages=3, seconds=0.0).why == "time"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (PlanAtOnePoint(status="none up to 3 stages"), "no proof"),
        (PlanAtOnePoint(status="undecided", why="time"), "in the time given"),
        (PlanAtOnePoint(status="undecided", why="margin"), "at the very margin"),
    ],
)
def test_what_is_not_known_is_said(found: PlanAtOnePoint, words: str) -> None:
    """A search without result is no proof, and the reason is the real one."""
    b = Blueprint(loaded(bases_for_relief()))
    package = named_package(b, "it", {"bases": "gone"})
    deal = deal_of([[-8], [6]], [[8], [0]])
    middle = StagedDeal(**{**vars(deal), "parties": ("south", "north"), "items": (("bases", "gone"),)})
    told = complete_plan(b.dossier, package, found, middle=middle, drawn=None, exists=None, seed=0)
    assert words in told.explanation
    assert told.proof is None
    assert told.stages == ()
    assert told.one_stage is None


def test_shares_are_of_all_draws() -> None:
    """The fifth gate takes everything to be reversible; the plan and one stage do not."""
    b = Blueprint(loaded(bases_for_relief()))
    package = named_package(b, "it", {"bases": "gone", "relief": "full"})
    names = {"parties": ("south", "north"), "items": (("bases", "gone"), ("relief", "full"))}
    parts = [StagedDeal(**{**vars(shedding(discount=d)), **names}) for d in (0.6, 0.7, 0.8, 0.95)]
    middle = parts[1]
    found = plan_at(middle, stages=6, seconds=30)
    told = complete_plan(
        b.dossier, package, found, middle=middle, drawn=StagedDeal.joined(parts), exists=None, seed=3
    )
    assert (told.draws, told.seed) == (4, 3)
    assert told.holds == 0.75
    # (1 - d) 8 <= 0.5 d 2 from d = 8/9 on.
    assert told.one_stage == 0.25
    assert told.fifth_gate == 0.25
    assert len(told.stages) == 3
    assert np.isclose(told.after_the_end["north"].middle, 2.0)  # type: ignore[union-attr]
