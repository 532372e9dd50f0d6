"""A scrambled Sobol sequence found draw by draw."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from detente.ensemble.sobol import MAX_DRAWS, SobolSequence, _directions
from detente.ensemble.streams import stream_keys, stream_uniforms
from detente.errors import RunError, TooLargeError

NAMES = tuple(f"stakes.{k:03d}" for k in range(60))


def test_direction_vectors_are_those_of_scipy() -> None:
    """Combined by a Gray code they give the very points of scipy's plain sequence."""
    vectors = _directions(40, 14)
    draws = np.arange(600, dtype=np.uint64)
    gray = draws ^ (draws >> np.uint64(1))
    points = np.zeros((40, 600), np.uint64)
    for k in range(14):
        points ^= vectors[:, k, None] * ((gray >> np.uint64(k)) & np.uint64(1))
    sequence = qmc.Sobol(40, scramble=False)
    expected = np.vstack([sequence.random(512), sequence.random(88)])
    assert (points.T / 2.0**53).tolist() == expected.tolist()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**9), st.integers(0, 5000), st.integers(0, 70), st.data())
def test_any_split_and_any_company_give_the_same_draws(
    seed: int, start: int, count: int, data: st.DataObject
) -> None:
    """A block far into the sequence, cut anywhere, for all judgements or some."""
    whole = SobolSequence(NAMES, seed, NAMES).uniforms(start, count)
    assert ((whole >= 0) & (whole < 1)).all()
    cut = data.draw(st.integers(0, count))
    sequence = SobolSequence(NAMES, seed, NAMES)
    parts = (sequence.uniforms(start, cut), sequence.uniforms(start + cut, count - cut))
    assert np.hstack(parts).tolist() == whole.tolist()
    some = data.draw(st.lists(st.integers(0, 59), unique=True))
    alone = SobolSequence([NAMES[k] for k in some], seed, NAMES).uniforms(start, count)
    assert alone.tolist() == whole[some].tolist()


def test_more_bits_change_no_draw() -> None:
    """A sequence drawn to beyond 2^14 has the same draws as a short one."""
    sequence = SobolSequence(NAMES[:3], 1, NAMES[:3])
    across = sequence.uniforms(2**14 - 5, 10)
    assert across[:, :5].tolist() == sequence.uniforms(2**14 - 5, 5).tolist()
    assert across[:, 5:].tolist() == sequence.uniforms(2**14, 5).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_every_block_of_a_power_of_two_is_even(seed: int) -> None:
    """Each judgement meets each 64th part once in 64 draws; the first two meet all boxes of that size."""
    for start in (0, 64, 640):
        found = SobolSequence(NAMES, seed, NAMES).uniforms(start, 64)
        assert (np.sort(np.floor(found * 64), axis=1) == np.arange(64)).all()
        for wide in (2, 4, 8, 16, 32):
            boxes = np.floor(found[0] * wide) * 64 // wide + np.floor(found[1] * (64 // wide))
            assert len(set(boxes.tolist())) == 64


def test_scrambling_is_by_seed_and_path() -> None:
    """Other seeds give other points, uniform over seeds; a path keeps its scrambling in its dimension."""
    first = np.array([SobolSequence(NAMES[:2], seed, NAMES[:2]).uniforms(5, 1)[:, 0] for seed in range(400)])
    assert np.abs(first.mean(axis=0) - 0.5).max() < 0.06
    assert abs(np.corrcoef(first.T)[0, 1]) < 0.2
    other = (*NAMES[:2], "zzz")
    kept = SobolSequence(NAMES[:2], 1, other).uniforms(0, 8)
    assert kept.tolist() == SobolSequence(NAMES[:2], 1, NAMES[:2]).uniforms(0, 8).tolist()


def test_smooth_questions_are_answered_better() -> None:
    """The mean of a product of five judgements varies less than with plain draws, as little as scipy's."""
    names, draws = NAMES[:5], 128

    def spread(points: list[np.ndarray]) -> float:
        return float(np.mean([(np.prod(0.5 + p, axis=0).mean() - 1) ** 2 for p in points]))

    ours = spread([SobolSequence(names, s, names).uniforms(0, draws) for s in range(60)])
    plain = spread([stream_uniforms(stream_keys(s, names), 0, draws) for s in range(60)])
    theirs = spread([qmc.Sobol(5, rng=s).random(draws).T for s in range(60)])
    assert ours < plain / 30
    assert theirs / 4 < ours < theirs * 4


def test_a_judgement_without_a_dimension_has_a_stream_of_its_own() -> None:
    """One that only a later variant knows is drawn as by plain Monte Carlo."""
    found = SobolSequence(["new", NAMES[0]], 3, NAMES).uniforms(7, 9)
    assert found[0].tolist() == stream_uniforms(stream_keys(3, ["new"]), 7, 9)[0].tolist()
    assert found[1].tolist() == SobolSequence(NAMES, 3, NAMES).uniforms(7, 9)[0].tolist()
    assert SobolSequence([], 0, ()).uniforms(0, 3).shape == (0, 3)


def test_what_cannot_be_drawn_is_refused() -> None:
    """A sequence without dimensions, and draws beyond the last."""
    with pytest.raises(RunError, match="must know all numbers"):
        SobolSequence(["a"], 0, ())
    with pytest.raises(TooLargeError, match="16,777,216"):
        SobolSequence(["a"], 0, ("a",)).uniforms(MAX_DRAWS, 1)


def test_hundreds_of_dimensions_are_ready_soon() -> None:
    """Setting up 700 and drawing a block takes well under a second."""
    names = tuple(map(str, range(700)))
    begun = time.process_time()
    SobolSequence(names, 9, names).uniforms(0, 64)
    assert time.process_time() - begun < 1.0
