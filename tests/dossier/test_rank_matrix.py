"""Groups of correlated judgements, and whether their ranks are possible together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Correlation
from detente.dossier.rank_matrix import LEAST, least_eigenvalue, rank_groups, shrink_factor


def together(rank: float, *paths: str) -> Correlation:
    """An entry."""
    return Correlation(name="x", of=paths, rank=rank)


def test_groups_are_what_hangs_together() -> None:
    """Numbers joined by a third are of one group; what nothing is said of is 0."""
    groups = rank_groups([together(0.5, "d", "a"), together(-0.2, "x", "y"), together(0.1, "d", "c")])
    assert [group.paths for group in groups] == [("a", "c", "d"), ("x", "y")]
    assert groups[0].ranks.tolist() == [[1, 0, 0.5], [0, 1, 0.1], [0.5, 0.1, 1]]
    assert groups[0].unsaid == (("a", "c"),)
    assert rank_groups([]) == ()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=2, max_size=3, unique=True), max_size=6))
def test_any_order_gives_the_same_groups(lists: list[list[str]]) -> None:
    """Neither the order of the entries nor of their paths matters, and each path is in one group."""
    entries = [together(0.1, *names) for names in lists]
    groups = rank_groups(entries)
    other = rank_groups([together(0.1, *reversed(names)) for names in reversed(lists)])
    assert [group.paths for group in groups] == [group.paths for group in other]
    assert sorted(path for group in groups for path in group.paths) == sorted({n for ns in lists for n in ns})
    for names in lists:
        assert any(set(names) <= set(group.paths) for group in groups)


def test_scores_are_correlated_as_kruskal_says() -> None:
    """The correlation of scores is 2 sin(pi rank / 6), and 1 for a number with itself."""
    (group,) = rank_groups([together(0.6, "a", "b")])
    assert group.pearson[0, 1] == 2 * math.sin(0.1 * math.pi)
    assert group.pearson.diagonal().tolist() == [1.0, 1.0]


def test_the_least_eigenvalue_of_equal_ranks() -> None:
    """For n numbers with one correlation r it is 1 - r above 0 and 1 + (n - 1) r below."""
    for rank in (0.4, -0.3):
        (group,) = rank_groups([together(rank, *"abcd")])
        r = group.pearson[0, 1]
        assert least_eigenvalue(group.ranks) == pytest.approx(min(1 - r, 1 + 3 * r))


def test_the_factor_makes_ranks_possible_and_just_so() -> None:
    """With it they are possible, a little more and they are not; it is 1 where nothing is wrong."""
    (group,) = rank_groups([together(-0.9, "a", "b", "c")])
    factor = shrink_factor(group.ranks)
    assert least_eigenvalue(group.ranks) < 0
    for times, possible in ((factor, True), (factor * 1.01, False)):
        shrunk = np.where(np.eye(3) == 1, 1.0, group.ranks * times)
        assert (least_eigenvalue(shrunk) > LEAST) == possible
    # Three numbers can have the scores' correlation -1/2 at most, that is a rank of -0.4826.
    assert factor == pytest.approx(6 / math.pi * math.asin(0.25) / 0.9, rel=5e-3)
    assert shrink_factor(np.eye(3)) == 1.0


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 7), st.integers(0, 10**6))
def test_the_factor_is_right_for_any_ranks(n: int, seed: int) -> None:
    """Whatever ranks are said, multiplied by the factor they are possible."""
    drawn = np.random.default_rng(seed).uniform(-0.99, 0.99, (n, n))
    ranks = np.triu(drawn, 1) + np.triu(drawn, 1).T + np.eye(n)
    factor = shrink_factor(ranks)
    assert 0 < factor <= 1
    assert least_eigenvalue(np.where(np.eye(n) == 1, 1.0, ranks * factor)) > LEAST
