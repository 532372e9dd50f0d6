"""Boxes cut until a turn is proved or found."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.explain.flip_boxes import Boxes
from detente.explain.flip_branching import Effort, nearest_turns
from detente.model.fixed_point import UNIT
from explain.flip_cases import SWAP, Packages, oracle_of, questions, random_units, small, stakes, verdicts

HARD = Effort(cuts=40, boxes=200, total=5_000)


@settings(deadline=None, max_examples=10)
@given(questions(), st.integers(0, 10**6), st.floats(0.05, 2))
def test_nothing_is_overlooked(question: tuple[Dossier, Packages], seed: int, reach: float) -> None:
    """Where it is proved that nothing turns no value does, and values that are found do."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    to_deal = not oracle.passes(oracle.medians)[0]
    rng = np.random.default_rng(seed)
    rows = rng.choice(oracle.relevant, size=min(2, len(oracle.relevant)), replace=False)
    low, high = oracle.reaches.ends(rows, np.array(reach))
    found = nearest_turns(oracle, Boxes.of(rows[None], low[None], high[None]), HARD, to_deal=to_deal)
    turned = verdicts(oracle, rows.tolist(), random_units(oracle, rows.tolist(), reach, 200, seed)) == to_deal
    assert found.may[0] or not turned.any()
    if np.isfinite(found.reach[0]):
        assert verdicts(oracle, rows.tolist(), found.units[0][:, None])[0] == to_deal
        assert found.reach[0] == oracle.reaches.of(rows, found.units[0]).max()


def envious() -> tuple[Dossier, str, str]:
    """A swap in which what South gains, South needs and North minds: only a middle value does."""
    dossier = small(
        stakes=stakes(north_aid=-2, north_base=5, south_aid="1..9", south_base=-4),
        relative_gains={"north": 1},
        no_deal={"south": {"points": "0..2"}},
    )
    return dossier, "stakes.south.aid.grant", "no_deal.south.points"


def test_between_two_conditions() -> None:
    """South accepts from 5 on and North up to 7: where both ends fail, the middle is found by cutting."""
    dossier, path, _ = envious()
    oracle = oracle_of(dossier, SWAP)
    row = np.array([[oracle.model.row[path]]])
    box = Boxes.of(row, np.array([[1 * UNIT]]), np.array([[9 * UNIT]]))
    uncut = nearest_turns(oracle, box, Effort(), to_deal=True)
    assert (uncut.may[0], np.isinf(uncut.reach[0])) == (True, True)
    cut = nearest_turns(oracle, box, HARD, to_deal=True)
    assert 5 <= cut.units[0, 0] / UNIT <= 7


def test_giving_up() -> None:
    """With one box allowed a question stays open, and nothing is claimed of it."""
    dossier, path, _ = envious()
    oracle = oracle_of(dossier, SWAP)
    row = np.array([[oracle.model.row[path]]])
    # From just below what South needs to just past what North bears.
    box = Boxes.of(row, np.array([[-(2**24)]]), np.array([[2**26]]))
    found = nearest_turns(oracle, box, Effort(cuts=1, boxes=1), to_deal=True)
    assert found.may[0]
    assert np.isinf(found.reach[0])
    assert found.judged <= 3
