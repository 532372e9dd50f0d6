"""How a kind of deal fares, and how that moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import DealClass
from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.diff_standing import CLOSE, KindMovement, Standing
from detente.model.predicate import GATES
from detente.verdict.classes import class_verdicts
from verdict.making import PARTIES, outcome, summed


def standing(*depths: int) -> Standing:
    """Of some draws."""
    return Standing.of(np.array(depths, np.int64))


def movement(before: Standing, after: Standing) -> KindMovement:
    """Of a swap."""
    return KindMovement(key="swap", name="A swap", form=AS_DESCRIBED, before=before, after=after)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_equal_to_the_verdict_of_a_run(depths: list[int]) -> None:
    """Shares and gate of death, ties included."""
    outcomes = [outcome(depth) for depth in depths]
    (verdict,) = class_verdicts([DealClass(key="swap", name="A swap")], summed(outcomes), PARTIES, [True])
    found = standing(*depths)
    assert (found.survives, found.gate_of_death) == (verdict.survives, verdict.gate_of_death)
    assert found.share == verdict.share


def test_half_is_a_deal() -> None:
    """As in a run."""
    assert (standing(5, 0).word, standing(5, 0, 0).word) == ("deal", "no deal")
    assert standing(*[5] * 9).phrase() == "deal"
    assert standing(*[1] * 9, 5).phrase() == "no deal, dying at acceptance"


def test_too_close_to_call() -> None:
    """Where one half lies within the Wilson interval of the share; the word stays what the share says."""
    near, far = standing(*[5] * 48, *[1] * 52), standing(*[5] * 30, *[1] * 70)
    assert (near.word, near.answer, near.is_close) == ("no deal", CLOSE, True)
    assert near.phrase() == "too close to call (48% of draws, 95% interval 38% to 58%)"
    assert (far.answer, far.is_close) == ("no deal", False)
    sure = standing(*[5] * 100)
    assert (movement(sure, far).flips, movement(sure, far).is_unsettled) == (True, False)
    assert (movement(sure, near).flips, movement(sure, near).is_unsettled) == (False, True)
    above = standing(*[5] * 52, *[1] * 48)
    assert not movement(above, near).flips
    assert not movement(above, near).is_unsettled


def test_movements() -> None:
    """The gate that moved most, the later of two alike; flips and changes of gate."""
    moved = movement(standing(1, 1, 2, 2), standing(2, 2, 3, 5))
    assert moved.moved("acceptable") == 0.5
    assert (moved.gate, moved.largest) == ("ratifiable", 0.5)
    assert (moved.flips, moved.changes_gate, moved.is_moved) == (False, True, True)
    still = movement(standing(1), standing(1))
    assert (still.gate, still.largest, still.is_moved) == (GATES[-1], 0.0, False)
    assert movement(standing(*[5] * 9), standing(*[4] * 9)).flips


def test_of_gates_nearly_alike_the_last() -> None:
    """What moves 96 and 94 of 100 draws is told of the later gate; half as many is not nearly as many."""
    before = standing(*[1] * 100)
    nearly = movement(before, standing(*[4] * 94, *[2] * 2, *[1] * 4))
    assert (nearly.gate, nearly.largest) == ("credible", 0.94)
    assert movement(before, standing(*[4] * 48, *[2] * 48, *[1] * 4)).gate == "acceptable"


def test_json_and_row() -> None:
    """The row has just the columns that a frame of them has."""
    moved = movement(standing(1), standing(5))
    assert list(moved.row()) == KindMovement.COLUMNS
    assert moved.to_dict()["moved"]["self-enforcing"] == 1.0
    assert moved.to_dict()["before"]["gate_of_death"] == "acceptable"


def test_no_draws() -> None:
    """There is no standing without a draw."""
    with pytest.raises(ZeroDivisionError):
        standing()
