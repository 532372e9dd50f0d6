"""Sets that are ruled out cheaply are ruled out rightly."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.explain.flip_screen import Screen
from explain.flip_cases import GIFT, Packages, oracle_of, questions, small, turning_before


@settings(deadline=None, max_examples=10)
@given(questions(), st.integers(0, 10**6), st.floats(0.1, 2))
def test_no_miss(question: tuple[Dossier, Packages], seed: int, reach: float) -> None:
    """No values of a set that is ruled out within a reach turn the verdict."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    to_deal = not oracle.passes(oracle.medians)[0]
    size = min(3, len(oracle.relevant))
    sets = np.array(list(itertools.combinations(oracle.relevant.tolist(), size)))
    chosen = sets[np.random.default_rng(seed).permutation(len(sets))[:30]]
    out = chosen[~Screen(oracle, to_deal=to_deal).may_turn(chosen, reach)]
    for rows in out[:15].tolist():
        assert turning_before(oracle, rows, reach, to_deal=to_deal, seed=seed, n=60) == []


def test_by_how_far() -> None:
    """What opens half a scale beyond its range is ruled out before, and not after."""
    oracle = oracle_of(small(), GIFT)
    rows = np.array([[oracle.model.row["stakes.north.aid.grant"]]])
    screen = Screen(oracle, to_deal=True)
    assert [bool(screen.may_turn(rows, reach)[0]) for reach in (1.4, 1.6)] == [False, True]


def test_no_sets() -> None:
    """Of no sets none may turn anything."""
    oracle = oracle_of(small(), GIFT)
    assert Screen(oracle, to_deal=True).may_turn(np.zeros((0, 2), np.int64), 1.0).shape == (0,)
