"""Correlated judgements: ranks as asked, each by itself as before."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.dossier.dossier import Correlation
from detente.dossier.rank_matrix import rank_groups
from detente.ensemble.correlated import copulas
from detente.ensemble.streams import stream_keys, stream_uniforms
from detente.errors import RunError


def entry(rank: float, *paths: str) -> Correlation:
    """An entry."""
    return Correlation(name="x", of=paths, rank=rank)


def own(n: int, draws: int, seed: int = 0) -> np.ndarray:
    """Independent uniforms."""
    return stream_uniforms(stream_keys(seed, map(str, range(n))), 0, draws)


@pytest.mark.parametrize("rank", [-0.9, -0.3, 0.0, 0.5, 0.95])
def test_a_pair_has_the_rank_asked_for(rank: float) -> None:
    """Over many draws Spearman's correlation is the rank, within the error of sampling."""
    copula, _ = copulas((entry(rank, "a", "b"),))["a"]
    found = copula.uniforms([0, 1], own(2, 20_000))
    assert stats.spearmanr(*found).statistic == pytest.approx(
        rank, abs=4 * (1 - rank**2 + 0.05) / math.sqrt(20_000)
    )


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 6), st.integers(0, 10**6))
def test_any_possible_ranks_are_met_and_margins_stay(n: int, seed: int) -> None:
    """For random correlation matrices every pair has its rank and every member stays uniform."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(n, n + 1))
    scores = factors @ factors.T
    scores /= np.sqrt(np.outer(scores.diagonal(), scores.diagonal()))
    ranks = 6 / np.pi * np.arcsin(scores / 2)
    paths = [f"p{k}" for k in range(n)]
    pairs = [(i, j) for i in range(n) for j in range(i)]
    entries = tuple(entry(float(ranks[i, j]), paths[i], paths[j]) for i, j in pairs)
    copula, _ = copulas(entries)["p0"]
    assert np.allclose(copula.factor @ copula.factor.T, scores, atol=1e-9)
    found = copula.uniforms(range(n), own(n, 4000, seed))
    assert ((found >= 0) & (found < 1)).all()
    achieved = np.atleast_2d(stats.spearmanr(found, axis=1).statistic)
    achieved = achieved if n > 2 else np.array([[1, achieved[0, 0]], [achieved[0, 0], 1]])
    assert np.abs(achieved - ranks).max() < 0.08
    assert min(stats.kstest(row, "uniform").pvalue for row in found) > 1e-5


def test_the_first_of_a_group_is_as_it_was() -> None:
    """The member whose path comes first keeps its own uniforms, but for rounding."""
    copula, place = copulas((entry(0.7, "b", "a"),))["a"]
    uniforms = own(2, 500)
    assert place == 0
    assert np.allclose(copula.uniforms([0], uniforms[:1])[0], uniforms[0], rtol=1e-12, atol=1e-15)


def test_some_members_are_as_in_the_whole() -> None:
    """Members asked for alone, and draws made in parts, have the same bytes as all together."""
    entries = (entry(0.4, *"abcde"), entry(-0.2, "a", "f"))
    copula, _ = copulas(entries)["a"]
    uniforms = own(6, 301)
    whole = copula.uniforms(range(6), uniforms)
    for rows in ([5], [2, 0], [4, 3, 1]):
        some = copula.uniforms(rows, uniforms[: max(rows) + 1])
        assert some.tobytes() == whole[rows].tobytes()
    parts = [copula.uniforms(range(6), uniforms[:, k : k + 43]) for k in range(0, 301, 43)]
    assert np.hstack(parts).tobytes() == whole.tobytes()


def test_the_ends_stay_inside() -> None:
    """Uniforms of 0 and of nearly 1 give uniforms in [0, 1), never nan."""
    copula, _ = copulas((entry(0.99, "a", "b"),))["a"]
    ends = np.array([[0.0, 1 - 2.0**-53, 0.0, 0.5], [0.0, 1 - 2.0**-53, 1 - 2.0**-53, 0.0]])
    found = copula.uniforms([0, 1], ends)
    assert ((found >= 0) & (found < 1)).all()


def test_groups_are_apart() -> None:
    """Each path knows its own group; one that goes with none is absent."""
    found = copulas((entry(0.2, "d", "a"), entry(0.3, "c", "b")))
    assert {path: (copula.paths, place) for path, (copula, place) in found.items()} == {
        "a": (("a", "d"), 0),
        "d": (("a", "d"), 1),
        "b": (("b", "c"), 0),
        "c": (("b", "c"), 1),
    }
    assert copulas(()) == {}


def test_what_is_impossible_is_refused() -> None:
    """A dossier made by hand, past the checks, is told so and does not draw nonsense."""
    with pytest.raises(RunError, match="a, b, c cannot all be true at once"):
        copulas((entry(-0.9, "a", "b", "c"),))


def test_the_factor_is_that_of_linear_algebra() -> None:
    """It agrees with LAPACK's to rounding, for a group of 60."""
    entries = (entry(0.3, *(f"p{k}" for k in range(60))),)
    copula, _ = copulas(entries)["p0"]
    (group,) = rank_groups(entries)
    assert np.allclose(copula.factor, np.linalg.cholesky(group.pearson), rtol=1e-10, atol=1e-12)
