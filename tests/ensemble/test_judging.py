"""Judging one draw: a pure function of dossier, seed and draw number."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest

import detente
from detente.ensemble import asking, kinds
from detente.ensemble.judging import DrawOutcome, class_plan, judge_block, judge_values
from detente.ensemble.sampling import draw_values
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from properties.dossiers import Data, loaded, plain


def said(outcomes: list[DrawOutcome]) -> list[dict[str, Any]]:
    """Return outcomes as plain data."""
    rows = []
    for outcome in outcomes:
        row = {f.name: getattr(outcome, f.name) for f in dataclasses.fields(outcome)}
        rows.append(row | {"singles": outcome.singles.tolist(), "improves": outcome.improves.tolist()})
    return rows


@pytest.fixture(scope="module")
def two_issues() -> Blueprint:
    """Blueprint of the small case."""
    return Blueprint(detente.load("two-issues"))


def only(**sections: Any) -> DrawOutcome:
    """Judge the only draw of a dossier without uncertainty."""
    return judge_block(Blueprint(loaded(plain(**sections))), seed=0, start=0, count=1, counted=1)[0]


def test_blocks_do_not_matter(two_issues: Blueprint) -> None:
    """The second half of a block is what that half gives by itself."""
    whole = judge_block(two_issues, seed=3, start=0, count=16, counted=12)
    half = judge_block(two_issues, seed=3, start=8, count=8, counted=12)
    assert [o.draw for o in half] == list(range(8, 16))
    assert said(half) == said(whole)[8:]


def test_blocks_do_not_matter_on_a_long_agenda() -> None:
    """Nor on the reference case, where searches start from earlier weights."""
    b = Blueprint(detente.load("us-russia"))
    whole = judge_block(b, seed=5, start=0, count=4)
    half = judge_block(b, seed=5, start=2, count=2)
    assert said(half) == said(whole)[2:]


def test_only_the_first_draws_are_counted(two_issues: Blueprint) -> None:
    """Counting stops at the draw number asked for, wherever blocks begin."""
    outcomes = judge_block(two_issues, seed=0, start=2, count=6, counted=5)
    assert [o.counts is not None for o in outcomes] == [True] * 3 + [False] * 3


def test_a_swap_that_both_want() -> None:
    """A deal that is open passes all gates, is its own witness and has no blocker."""
    found = only()
    assert found.sweetened == found.exact[:1] * 2
    assert (found.sweetened[0].depth, found.sweetened[0].sole_blockers) == (len(GATES), ())
    assert found.exact[1] is None
    assert found.counts is not None
    assert [c.count for c in found.counts] == [3, 1, 1, 1, 1]
    assert [np.frombuffer(w, np.int64).tolist() for w in found.witnesses] == [[1, 3]]
    assert found.effort.undecided == 0


def test_singles_and_unilateral_moves() -> None:
    """One-issue deals are followed through the gates, and moves one side would make alone are seen."""
    data = plain()
    data["stakes"]["north"]["aid"]["grant"] = 1
    found = only(stakes=data["stakes"])
    assert found.singles.tolist() == [len(GATES), 1]
    assert found.improves.tolist() == [True, False]


def test_the_sole_blocker() -> None:
    """Who alone stands in the way is named; two who both stand in the way are not."""
    stakes = plain()["stakes"]
    army = {"army": {"role": "ratifier", "side": "north"}, "navy": {"role": "ratifier", "side": "north"}}
    parties = plain()["parties"] | army
    rules = {"north": [{"name": key, "needs": key} for key in army]}
    stakes["army"] = {"aid": {"grant": -1}}
    alone = only(parties=parties, stakes=stakes, ratification=rules)
    assert alone.sweetened[0].sole_blockers == ("army",)
    # Any deal at all would also open without south's conditions: the base for nothing.
    assert alone.sweetened[1].sole_blockers == ("army", "south")
    assert alone.sweetened[0].depth == GATES.index("ratifiable")
    stakes["navy"] = {"base": {"closed": -1}}
    both = only(parties=parties, stakes=stakes, ratification=rules)
    assert both.exact[0] is not None
    assert both.exact[0].sole_blockers == ()


def test_lifting_several_at_once_is_not_lifting_one() -> None:
    """Where a rule asks that somebody does not consent, each suspect is still tried alone."""
    house = {"hawks": {"role": "ratifier", "side": "north"}, "doves": {"role": "ratifier", "side": "north"}}
    stakes = plain()["stakes"] | {"hawks": {"aid": {"grant": -1}}, "doves": {"aid": {"grant": -1}}}
    rules = [{"name": "a", "needs": {"not": "hawks"}}, {"name": "b", "needs": "doves"}]
    found = only(parties=plain()["parties"] | house, stakes=stakes, ratification={"north": rules})
    assert found.exact[0] is not None
    assert found.exact[0].sole_blockers == ("doves",)
    assert [o.sole_blockers for o in found.sweetened] == [("doves",), ("doves",)]


def test_an_undeliverable_class_dies_first() -> None:
    """Nothing lifts what cannot be delivered."""
    data = plain()
    data["issues"]["base"]["options"]["closed"]["requires"] = 0.5
    found = only(issues=data["issues"])
    assert found.exact[0] is not None
    assert (found.exact[0].depth, found.exact[0].sole_blockers) == (0, ())
    assert found.sweetened[0].depth == 0
    assert found.sweetened[1].depth == 1


def wide(n: int) -> Data:
    """Write a dossier in which a class has more packages than are tried one by one."""
    options: Data = {"sq": {"status_quo": True}} | {f"o{k}": {"performers": ["north"]} for k in range(3)}
    issues = {f"i{i}": {"options": options} for i in range(n)}
    stakes: Data = {"north": {}, "south": {}}
    for i in range(n):
        stakes["north"][f"i{i}"] = {"o0": -3, "o1": -1, "o2": 2}
        stakes["south"][f"i{i}"] = {"o0": 4, "o1": 1, "o2": -3}
    of = {f"i{i}": ["o0", "o1"] for i in range(n)}
    deals = {"most": {"at_least": n - 2, "of": of}, "all": {"all": of}}
    return plain(issues=issues, stakes=stakes, deals=deals, no_deal={"south": {"points": -2}})


@pytest.mark.parametrize("few", [0, 10**9])
def test_large_classes_are_searched_to_the_same_end(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a class is tried package by package or searched, depth and blockers are the same."""
    monkeypatch.setattr(kinds, "FEW", few)
    b = Blueprint(loaded(wide(5)))
    (found,) = judge_block(b, seed=0, start=0, count=1)
    exact = [(o.depth, o.sole_blockers) for o in found.exact if o is not None]
    assert exact == [(1, ("north",)), (1, ("north",))]


def test_the_solver_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no nodes to spend, the solver answers every question, and answers the same."""
    b = Blueprint(detente.load("two-issues"))
    searched = judge_block(b, seed=1, start=0, count=6)
    monkeypatch.setattr(asking, "NODE_LIMIT", 0)
    solved = judge_block(b, seed=1, start=0, count=6)
    assert [(o.sweetened, o.exact) for o in solved] == [(o.sweetened, o.exact) for o in searched]
    assert sum(o.effort.nodes for o in solved) == 0 < sum(o.effort.solver_calls for o in solved)
    assert sum(o.effort.undecided for o in solved) == 0


def test_given_values_are_judged_like_drawn_ones(two_issues: Blueprint) -> None:
    """A block of draws is what the values of its draws give, with a plan that was sent elsewhere."""
    plan = pickle.loads(pickle.dumps(class_plan(two_issues)))
    values = draw_values(two_issues.quantities, 4, 8, 5, two_issues.correlations)
    given = judge_values(two_issues, plan, values, seed=4, start=8, counted=10)
    assert said(given) == said(judge_block(two_issues, seed=4, start=8, count=5, counted=10))


def test_every_question_is_settled_in_one_way() -> None:
    """Questions add up to those settled by a known package, by a known proof, and by searching."""
    efforts = [o.effort for o in judge_block(Blueprint(detente.load("us-russia")), seed=5, start=0, count=3)]
    assert all(e.questions == e.anchored + e.certified + e.searched for e in efforts)
    assert all(min(e.anchored, e.certified) > 0 for e in efforts)
