"""Gains from linkage, and packages taken apart into trades."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.lenses.bargain.analysis import analyse
from detente.lenses.bargain.linkage import trades_of, without_linkage
from detente.lenses.bargain.problem import BargainProblem, problem_of_dossier
from properties.dossiers import Data, loaded, plain, random_data


def dossier_of(**stakes: tuple[float, float]) -> BargainProblem:
    """Make a problem of issues that can each be done, worth so much to north and south."""
    issues = {key: {"options": {"not": {"status_quo": True}, "do": {}}} for key in stakes}
    points = {
        party: {key: {"do": pair[k]} for key, pair in stakes.items()}
        for k, party in enumerate(("north", "south"))
    }
    return problem_of_dossier(loaded(plain(issues=issues, stakes=points, deals={})))


def groups(problem: BargainProblem) -> list[set[str]]:
    """Issues of each trade of the package that does everything."""
    columns = problem.space.columns(dict.fromkeys(problem.space.issues, "do"))
    return [set(trade.changes) for trade in trades_of(problem, columns)]


def test_each_issue_pays_for_the_one_it_can_pay_for() -> None:
    """What both want stands alone; losses are paired with what makes up for them."""
    problem = dossier_of(visit=(1, 1), relief=(-4, 9), troops=(8, -5), oil=(-1, 2), visas=(2, -1))
    assert groups(problem) == [{"visit"}, {"oil", "visas"}, {"relief", "troops"}] or groups(problem) == [
        {"visit"},
        {"relief", "troops"},
        {"oil", "visas"},
    ]


def test_three_issues_can_need_one_another() -> None:
    """Where no pair balances, the smallest group that does is found."""
    assert groups(dossier_of(a=(-3, 2), b=(-3, 2), c=(7, -4))) == [{"a", "b", "c"}]


def test_what_is_left_over_joins_a_trade_that_can_pay() -> None:
    """No group is out of balance while the package as a whole is not."""
    assert groups(dossier_of(gift=(9, 0), loss=(-5, -0.5), other=(0, 6))) == [{"gift", "loss", "other"}]


def test_a_package_below_the_status_quo_has_a_trade_that_says_so() -> None:
    """It is worth it only because no deal is worse."""
    problem = dossier_of(a=(-3, 2))
    (trade,) = trades_of(problem, problem.space.columns({"a": "do"}))
    assert not trade.balanced
    assert trade.gives == {"north": ("a",), "south": ()}


@settings(deadline=None, max_examples=60)
@given(random_data(), st.randoms(use_true_random=False))
def test_trades_are_a_partition_and_none_could_be_smaller(data: Data, random: object) -> None:
    """Trades add up to the package, balance whenever it does, and pairs contain no smaller trade."""
    problem = problem_of_dossier(loaded(data))
    ends = itertools.pairwise(problem.space.offsets.tolist())
    columns = np.array([random.randrange(a, b) for a, b in ends])  # type: ignore[attr-defined]
    found = trades_of(problem, columns)
    named = [issue for trade in found for issue in trade.changes]
    assert sorted(named) == sorted(problem.space.package(columns))
    total = problem.in_points(problem.values[:, columns].sum(axis=1))
    assert total == tuple(sum((t.points[p] for t in found), Fraction(0)) for p in problem.parties)
    if min(total) >= 0:
        assert all(trade.balanced for trade in found)
    for trade in found:
        parts = list(trade.by_issue.values())
        if trade.balanced and len(parts) == 2:
            assert not all(min(part.values()) >= 0 for part in parts)


@settings(deadline=None, max_examples=60)
@given(random_data())
def test_linkage_never_makes_the_nash_product_smaller(data: Data) -> None:
    """The best with linkage is at least as good as the best without, by the same measure."""
    problem = problem_of_dossier(loaded(data))
    linkage = analyse(problem, counted=False).linkage
    if linkage is None or linkage.separate is None:
        return
    pairs = itertools.zip_longest(linkage.linked.surplus.values(), linkage.separate.surplus.values())
    linked, separate = Fraction(1), Fraction(1)
    for a, b in pairs:
        linked, separate = linked * a, separate * b
    assert linked >= separate
    apart = without_linkage(problem)
    columns = problem.space.columns(linkage.separate.package)
    assert apart.allowed[columns].all()
    assert (problem.values[:, columns] >= 0).all() or (problem.changes[columns] == 0).any()


def test_two_one_sided_issues_make_a_deal_only_together() -> None:
    """Without linkage there is none, so all of it is gained by linking."""
    linkage = analyse(problem_of_dossier(detente.load("two-issues")), counted=False).linkage
    assert linkage is not None
    assert linkage.separate is None
    assert dict(linkage.gains) == dict(linkage.linked.surplus)
    assert [set(trade.changes) for trade in linkage.trades] == [{"border", "sanctions"}]
