"""A Latin hypercube found draw by draw: stratified, independent, and better than plain draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import qmc

from detente.ensemble.latin_hypercube import LatinHypercube
from detente.ensemble.streams import stream_keys, stream_uniforms
from detente.errors import RunError

NAMES = [f"stakes.{k}" for k in range(60)]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.integers(0, 10**9), st.data())
def test_each_part_is_met_once_and_any_split_is_the_same(draws: int, seed: int, data: st.DataObject) -> None:
    """For any number of draws every judgement meets each part once, however draws are cut."""
    design = LatinHypercube(NAMES[:5], seed, draws)
    whole = design.uniforms(0, draws)
    assert (np.sort(design.parts(0, draws), axis=1) == np.arange(draws)).all()
    assert (np.floor(whole * draws + 1e-9) == design.parts(0, draws)).all()
    assert ((whole >= 0) & (whole < 1)).all()
    cut = data.draw(st.integers(0, draws))
    parts = (design.uniforms(0, cut), design.uniforms(cut, draws - cut))
    assert np.hstack(parts).tolist() == whole.tolist()
    assert LatinHypercube([NAMES[3]], seed, draws).uniforms(cut, 0).shape == (1, 0)
    assert LatinHypercube([NAMES[3]], seed, draws).uniforms(0, draws).tolist() == whole[3:4].tolist()


@pytest.mark.parametrize("draws", [16, 200, 1024])
def test_judgements_are_independent_of_each_other(draws: int) -> None:
    """Correlations of 60 judgements vary around 0 as those of random permutations do."""
    found = np.corrcoef(LatinHypercube(NAMES, 1, draws).parts(0, draws))
    pairs = found[np.triu_indices(len(NAMES), 1)]
    error = 1 / np.sqrt(draws - 1)
    assert abs(pairs.mean()) < 5 * error / np.sqrt(len(pairs))
    assert pairs.std() == pytest.approx(error, rel=0.1)
    assert np.abs(pairs).max() < 5 * error


def test_the_order_of_parts_is_random() -> None:
    """Over seeds each draw meets each part equally often, and neighbours are no nearer than others."""
    met = np.array([LatinHypercube(["a"], seed, 7).parts(0, 7)[0] for seed in range(1000)])
    counts = np.array([np.bincount(column, minlength=7) for column in met.T])
    assert stats.chi2.sf(((counts - 1000 / 7) ** 2 / (1000 / 7)).sum(), 36) > 1e-4
    assert np.abs(np.diff(met, axis=1)).mean() == pytest.approx(8 / 3, abs=0.1)
    assert len({tuple(row) for row in met.tolist()}) > 850


def test_places_within_parts_are_uniform() -> None:
    """Where in its part a judgement lies is uniform and does not go with the part."""
    draws = 2000
    design = LatinHypercube(["a"], 2, draws)
    parts, uniforms = design.parts(0, draws)[0], design.uniforms(0, draws)[0]
    within = uniforms * draws - parts
    assert stats.kstest(within, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(within, parts)[0, 1]) < 0.1


def test_an_additive_question_is_answered_better() -> None:
    """The mean of a sum of ten judgements varies far less than with plain draws, as little as scipy's."""
    names, draws = NAMES[:10], 64

    def spread(means: list[float]) -> float:
        return float(np.var(means))

    ours = spread([LatinHypercube(names, s, draws).uniforms(0, draws).sum(0).mean() for s in range(100)])
    plain = spread([stream_uniforms(stream_keys(s, names), 0, draws).sum(0).mean() for s in range(100)])
    theirs = spread([qmc.LatinHypercube(10, rng=s).random(draws).sum(1).mean() for s in range(100)])
    # Within a part of width 1/n the place is uniform: the variance of the mean is 10 / 12 / n^3.
    assert ours == pytest.approx(10 / 12 / draws**3, rel=0.6)
    assert theirs == pytest.approx(10 / 12 / draws**3, rel=0.6)
    assert ours < plain / 500


def test_draws_beyond_the_last_are_refused() -> None:
    """A hypercube of 10 draws has none numbered 10, nor any before the first."""
    design = LatinHypercube(["a"], 0, 10)
    with pytest.raises(RunError, match="of 10 draws has no draw 10"):
        design.uniforms(8, 3)
    with pytest.raises(RunError, match="fix the number"):
        design.uniforms(-1, 1)
