"""Staged plans by their public name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

import detente
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.staging.staged_plan import StagedPlan
from detente.verdict.draw_limits import MAX_DRAWS
from detente.verdict.staging import staged_plan
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import Data, loaded, plain


def planned(**words: Any) -> StagedPlan:
    """Plan the small case."""
    return staged_plan(loaded(bases_for_relief()), PACKAGE, **{"draws": 60, "exists_draws": 20, **words})


def for_good(w: float, **trust: Any) -> Data:
    """Sanctions and troops, each for good and in parts, and trade worth w to both that stays open."""
    sides = {key: {"role": "principal", "discount_factor": 0.7} for key in ("north", "south")}
    part = {"divisible": True, "reversible": False}
    return plain(
        parties=sides,
        issues={
            "relief": {"options": {"keep": {"status_quo": True}, "ease": {"performers": ["north"], **part}}},
            "troops": {"options": {"stay": {"status_quo": True}, "leave": {"performers": ["south"], **part}}},
            "trade": {
                "options": {
                    "none": {"status_quo": True},
                    "open": {"performers": ["north", "south"], "reversible": False},
                }
            },
        },
        stakes={
            "north": {"relief": {"ease": -5}, "troops": {"leave": 15}, "trade": {"open": w}},
            "south": {"relief": {"ease": 15}, "troops": {"leave": -12}, "trade": {"open": w}},
        },
        trust=trust or {"monitoring": {"north": 0.5, "south": 0.5}},
        deals={"any": None},
    )


FOR_GOOD = {"relief": "ease", "troops": "leave", "trade": "open"}


@pytest.mark.parametrize(("w", "stages"), [(6, 4), (5, 5), (4, 6)])
def test_a_free_last_step_that_stays_done(w: int, stages: int) -> None:
    """Trade comes last, when both have given all and nothing is left to save or lose: no reason to doubt."""
    plan = staged_plan(loaded(for_good(w)), FOR_GOOD, draws=1, exists_draws=1)
    assert (plan.status, len(plan.stages), plan.is_best, plan.is_fewest) == ("plan", stages, True, True)
    assert [step.issue for step in plan.stages[-1].steps] == ["trade"]
    assert plan.stages[0].steps
    assert plan.holds == 1.0
    assert plan.exists is not None
    assert plan.exists.found == 1


def test_a_free_last_step_that_is_worth_too_little() -> None:
    """None up to twelve stages, and no word of time."""
    plan = staged_plan(loaded(for_good(3)), FOR_GOOD, draws=1, exists_draws=1)
    assert plan.status == "none up to 12 stages"
    assert "time" not in plan.explanation
    assert plan.exists is not None
    assert plan.exists.none == 1


def test_cheating_that_is_never_noticed_is_named_as_such() -> None:
    """The proof does not blame what is still to come."""
    data = for_good(6, monitoring={"north": 0, "south": 0})
    plan = staged_plan(loaded(data), FOR_GOOD, draws=0)
    assert plan.proof is not None
    assert (plan.status, plan.proof.reason, plan.proof.parties) == ("none", "never noticed", ("north",))
    assert "never noticed" in plan.explanation
    data["parties"]["north"]["discount_factor"] = 0
    plan = staged_plan(loaded(data), FOR_GOOD, draws=0)
    assert plan.proof is not None
    assert plan.proof.reason == "no future"
    assert "does not value the future" in plan.explanation


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """What is written to standard output is the result, and comes from elsewhere."""
    planned()
    staged_plan(loaded(for_good(5)), FOR_GOOD, draws=1, exists_draws=1)
    assert capfd.readouterr() == ("", "")


def test_a_plan_over_draws() -> None:
    """Three steps, in each of which more is given up; it holds less often than some plan exists."""
    plan = planned(name="bases for relief")
    assert (plan.status, plan.name, len(plan.stages)) == ("plan", "bases for relief", 3)
    parts = [step.part for stage in plan.stages for step in stage.steps if step.issue == "bases"]
    assert sum(parts) == 1
    assert sorted(parts) == parts
    assert plan.stages[-1].steps[0].issue == "recognition"
    assert plan.holds is not None
    assert 0 < plan.holds < 1
    assert plan.one_stage == 0
    assert plan.exists is not None
    assert plan.exists.draws == 20
    assert plan.exists.found / 20 >= plan.holds - 0.2
    assert plan.critical["south"].least is not None
    assert plan.critical["south"].least <= 0.7


def test_workers_make_no_difference() -> None:
    """The same bytes with one thread and with three."""
    told = [json.dumps(planned(workers=n).to_dict()) for n in (1, 3)]
    assert told[0] == told[1]


def test_draws_are_those_of_the_seed() -> None:
    """More draws begin with the same ones; another seed has others."""
    few, many, other = (planned(draws=n, seed=s, exists_draws=0) for n, s in ((300, 0), (600, 0), (300, 5)))
    assert few.exists is None
    assert few.holds != other.holds
    assert few.stages[0].steps == many.stages[0].steps == other.stages[0].steps


def test_without_draws_there_are_no_shares() -> None:
    """The plan at the medians, with the slack it has there."""
    plan = planned(draws=0)
    assert (plan.holds, plan.one_stage, plan.fifth_gate, plan.exists) == (None, None, None, None)
    slack = plan.stages[0].stopping["south"].slack
    assert slack is not None
    assert slack.is_certain


def test_progress_counts_the_draws_in_which_plans_are_looked_for() -> None:
    """Up to all of them."""
    seen: list[tuple[int, int]] = []
    planned(progress=lambda done, total: seen.append((done, total)), workers=1)
    assert seen[-1] == (20, 20)


def test_a_package_that_lacks_what_must_come_first() -> None:
    """A status, no error."""
    plan = staged_plan(loaded(bases_for_relief()), {"recognition": "given"}, draws=10)
    assert plan.status == "not deliverable"
    assert plan.missing[0].before == "bases"


@pytest.mark.parametrize(
    ("package", "words", "error", "text"),
    [
        ({"base": "gone"}, {}, UnknownNameError, "did you mean 'bases'"),
        ({"bases": "gon"}, {}, UnknownNameError, "did you mean 'gone'"),
        ({}, {}, DetenteError, "changes nothing"),
        (PACKAGE, {"stages": 0}, DetenteError, "stages must be from 1 to 60"),
        (PACKAGE, {"stages": 61}, DetenteError, "stages must be from 1 to 60"),
        (PACKAGE, {"draws": -1}, DetenteError, "draws must be from 0"),
        (PACKAGE, {"draws": MAX_DRAWS + 1}, DetenteError, "draws must be from 0"),
        (PACKAGE, {"seed": -1}, DetenteError, "0 or more"),
        (PACKAGE, {"exists_draws": -1}, DetenteError, "0 or more"),
        (PACKAGE, {"seconds": 0}, DetenteError, "above 0 seconds"),
        (PACKAGE, {"seconds": float("nan")}, DetenteError, "above 0 seconds"),
    ],
)
def test_what_cannot_be_is_told(
    package: Mapping[str, str], words: Mapping[str, Any], error: type[Exception], text: str
) -> None:
    """Names that do not exist, packages of nothing, numbers out of range."""
    with pytest.raises(error, match=text):
        staged_plan(loaded(bases_for_relief()), package, **words)


def test_relief_against_withdrawal() -> None:
    """The shipped case: a plan whose certificate holds, or a proof that says whose condition fails."""
    plan = staged_plan(
        detente.load("us-russia"),
        {"sanctions-relief": "staged", "donbas": "withdrawal"},
        draws=50,
        exists_draws=10,
    )
    assert plan.status in ("plan", "none")
    if plan.status == "none":
        assert plan.proof is not None
        assert plan.proof.short_by > 0
        assert plan.explanation
    assert plan.exists is not None
    assert plan.exists.undecided == 0


def test_stages_cannot_help_where_everything_is_reversible() -> None:
    """A dossier without any sunk cost has a plan just where one stage is enough."""
    dossier = detente.load("two-issues")
    plan = staged_plan(dossier, {"sanctions": "ease", "border": "truce"}, draws=60, exists_draws=60)
    assert plan.exists is not None
    assert plan.one_stage == plan.fifth_gate == plan.exists.share
    assert any("Everything in it can be taken back" in text for text in plan.caveats)


def test_the_text_is_that_of_the_json_form() -> None:
    """And it ends in a newline."""
    plan = planned(draws=5)
    assert plan.to_json() == json.dumps(plan.to_dict(), indent=2, ensure_ascii=False) + "\n"


def test_what_stages_do_not_change_is_said() -> None:
    """Control that is wanting and consent that is refused stand among the caveats, else nothing of it."""
    assert not any("At the medians" in caveat for caveat in planned().caveats)
    data = bases_for_relief()
    data["parties"]["senate"] = {"role": "ratifier", "side": "north", "name": "The Senate"}
    (issue, option), *_ = PACKAGE.items()
    data["stakes"]["senate"] = {issue: {option: -1}}
    data["ratification"] = {"north": [{"name": "advice", "needs": "senate"}]}
    data["issues"][issue]["options"][option]["requires"] = 0.5
    told = staged_plan(loaded(data), PACKAGE, draws=5).caveats
    assert any("cannot deliver it" in caveat for caveat in told)
    assert any("for want of the consent of The Senate" in caveat for caveat in told)
