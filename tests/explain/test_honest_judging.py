"""In which form and in how many draws kinds of deal are judged under moved thresholds."""

from __future__ import annotations

import pytest

import detente
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import UnknownNameError
from detente.explain import block_cases
from detente.explain.asking import Asked
from detente.explain.honest_judging import SEARCHED, jobs_of, kinds_of, plans_of

CASE = detente.load("two-issues")
QUESTION = Asked(dossier=CASE, draws=300, seed=0)


def test_forms() -> None:
    """Each kind of deal in the form it has, unless one is asked for."""
    both = plans_of(QUESTION, None, None, 0.1, None)
    assert [(plan.form, [mask.key for mask in plan.blueprint.classes]) for plan in both] == [
        (AS_DESCRIBED, ["quiet-for-relief", "full-swap"]),
        (SWEETENED, ["any"]),
    ]
    (described,) = plans_of(QUESTION, None, AS_DESCRIBED, 0.1, None)
    assert len(described.blueprint.classes) == 2
    (sweetened,) = plans_of(QUESTION, None, SWEETENED, 0.1, 7)
    assert (len(sweetened.blueprint.classes), sweetened.searched) == (3, 7)
    assert plans_of(QUESTION, ["any"], AS_DESCRIBED, 0.1, None) == ()
    assert plans_of(QUESTION, [], None, 0.1, None) == ()
    with pytest.raises(UnknownNameError):
        plans_of(QUESTION, ["anny"], None, 0.1, None)


def test_listed_kinds_share_their_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """One job judges all of them in a block; those that are searched have jobs of their own."""
    (plan,) = plans_of(QUESTION, None, AS_DESCRIBED, 0.1, None)
    jobs = list(jobs_of(plan))
    assert [job.kinds for job in jobs] == [(0, 1)] * 3
    assert sum(job.block[1] for job in jobs) == 300
    monkeypatch.setattr(block_cases, "LISTED", 0)
    searched = list(jobs_of(plan))
    assert {job.kinds for job in searched} == {(0,), (1,)}
    assert sum(job.block[1] for job in searched) == 2 * SEARCHED[AS_DESCRIBED]


def test_kinds_in_file_order() -> None:
    """Whatever the order of the jobs, and for no jobs nothing."""
    plans = plans_of(Asked(dossier=CASE, draws=20, seed=0), None, None, 0.1, None)
    jobs = [job for plan in reversed(plans) for job in jobs_of(plan)]
    assert [kind.key for kind in kinds_of(jobs, 1)] == list(CASE.deals)
    assert kinds_of([], 1) == ()
