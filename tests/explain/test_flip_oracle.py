"""Verdicts of a few packages for values and for boxes of values."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.explain.flip_boxes import Boxes
from detente.explain.flip_oracle import PackageOracle
from detente.model.fixed_point import UNIT
from explain.flip_cases import (
    GIFT,
    SWAP,
    Packages,
    oracle_of,
    questions,
    random_units,
    small,
    stakes,
    verdicts,
)


@settings(deadline=None, max_examples=20)
@given(questions(), st.integers(0, 10**6))
def test_margins_say_what_the_model_says(question: tuple[Dossier, Packages], seed: int) -> None:
    """Packages pass for the same values by their margins and by the model, what is irrelevant left out."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    rows = list(range(len(oracle.entries)))
    units = random_units(oracle, rows, 2.0, 60, seed)
    values = oracle.reaches.values(np.array(rows)[:, None], units)
    margins = oracle.margins(values)
    expected = oracle.model.passes(values)
    for found in oracle.deal_within(margins, margins):
        assert (found == expected).all()
    dull = np.setdiff1d(rows, oracle.relevant)
    values[dull] = oracle.medians[dull]
    assert (oracle.model.passes(values) == expected).all()


@settings(deadline=None, max_examples=20)
@given(questions(), st.integers(0, 10**6), st.floats(0.05, 2))
def test_boxes_are_never_misjudged(question: tuple[Dossier, Packages], seed: int, reach: float) -> None:
    """Nothing inside a box does what the verdict on the box rules out, and leads lead."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    rng = np.random.default_rng(seed)
    rows = rng.choice(oracle.relevant, size=min(2, len(oracle.relevant)), replace=False)
    ends = np.sort(random_units(oracle, rows.tolist(), reach, 2, seed), axis=1)
    found = oracle.judge(Boxes.of(rows[None], ends[None, :, 0], ends[None, :, 1]))
    inside = rng.integers(ends[:, :1], ends[:, 1:] + 1, size=(len(rows), 100))
    deals = verdicts(oracle, rows.tolist(), inside)
    assert found.can[0] or not deals.any()
    assert deals.all() or not found.must[0]
    for k, lead in enumerate(found.leads[0]):
        if lead and not oracle.touching.noisy[rows].any():
            best = inside.copy()
            best[k] = ends[k, 1 if lead > 0 else 0]
            assert (verdicts(oracle, rows.tolist(), best) >= deals).all()


def test_corners_that_fall_together() -> None:
    """A judgement of one value has the same verdict at both of its corners."""
    oracle = oracle_of(small(), GIFT)
    row = oracle.model.row["stakes.north.aid.grant"]
    other = oracle.model.row["stakes.south.aid.grant"]
    low, high = np.array([[-UNIT, 4 * UNIT]]), np.array([[0, 4 * UNIT]])
    found = oracle.judge(Boxes.of(np.array([[row, other]]), low, high))
    assert found.at_corners.tolist() == [[False, False, True, True]]
    assert (found.can[0], found.must[0]) == (True, False)


def test_no_boxes() -> None:
    """Without boxes there is nothing to say."""
    oracle = oracle_of(small(), GIFT)
    none = np.zeros((0, 2), np.int64)
    found = oracle.judge(Boxes.of(none, none, none))
    assert (found.can.shape, found.at_corners.shape, found.leads.shape) == ((0,), (0, 4), (0, 2))


def test_sets_that_do_not_bear_on_what_fails() -> None:
    """A gift fails the giver alone, so what it is worth to the other side cannot mend it."""
    oracle = oracle_of(small(), GIFT)
    rows = [[oracle.model.row["stakes.south.aid.grant"]], [oracle.model.row["stakes.north.aid.grant"]]]
    assert oracle.may_turn(np.array(rows), True).tolist() == [False, True]


def test_needed_conditions() -> None:
    """Both sides have to accept a swap; of a quota of two parties neither is needed."""
    swap = oracle_of(small(), SWAP)
    kinds = {(one.kind, one.party) for one in swap.touching.conditions}
    assert ("surplus", "north") in kinds
    assert swap.needed().all()
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "b1": {"role": "ratifier", "side": "north"},
        "b2": {"role": "ratifier", "side": "north"},
    }
    either = {"north": [{"name": "either", "needs": {"at_least": 1, "of": ["b1", "b2"]}}]}
    table = {**stakes(), "b1": {"aid": {"grant": -1}}, "b2": {"aid": {"grant": -1}}}
    rule: PackageOracle = oracle_of(small(parties=parties, ratification=either, stakes=table), SWAP)
    needed = {one.party: bool(x) for one, x in zip(rule.touching.conditions, rule.needed()[0], strict=True)}
    assert needed["north"]
    assert not needed["b1"]
