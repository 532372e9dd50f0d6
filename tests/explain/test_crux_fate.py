"""What becomes of a kind of deal, and telling it before all draws are judged."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.explain.crux_fate import DEAL, OUTCOMES, Fate, foreseen, is_likely, mixed
from detente.model.predicate import GATES

depths = st.lists(st.integers(0, 5), min_size=1, max_size=12)


def array(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Depths as the model gives them."""
    return np.array(numbers, np.int64)


def test_gate_of_death() -> None:
    """The gate most draws die at, the earlier of two; none from half of the draws with a deal on."""
    assert Fate.of(array([1, 1, 2, 2, 3])).gate_of_death == "acceptable"
    assert Fate.of(array([5, 5, 5, 0, 0, 0])).gate_of_death is None
    found = Fate.of(array([5, 5, 0, 2, 2]))
    assert (found.gate_of_death, found.word, found.share) == ("ratifiable", "no deal", 0.4)


def test_agreement_and_distance() -> None:
    """Verdicts agree by gate; the distance is the largest difference of a share."""
    one, other = Fate.of(array([1, 1, 1, 2])), Fate.of(array([1, 1, 1, 5]))
    assert one.agrees_with(other)
    assert one.distance(other) == 0.25
    assert one.to_dict()["deaths"]["acceptable"] == 0.75


@given(depths, st.data())
def test_foreseen_is_what_comes(all_depths: list[int], data: st.DataObject) -> None:
    """What is told early is what all draws say; with all draws judged it is always told."""
    judged = data.draw(st.integers(0, len(all_depths)))
    gate = data.draw(st.sampled_from([*GATES, None]))
    told = foreseen(array(all_depths[:judged]), len(all_depths) - judged, gate)
    truth = Fate.of(array(all_depths)).gate_of_death == gate
    assert told in (None, truth)
    assert foreseen(array(all_depths), 0, gate) is truth


@given(st.lists(st.integers(0, 5), max_size=6), st.integers(0, 3), st.sampled_from([*GATES, None]))
def test_undecided_only_where_it_is(some: list[int], left: int, gate: str | None) -> None:
    """Where nothing is told early, draws to come could make it either."""
    if not some and not left:
        return
    endings = {
        Fate.of(array([*some, *rest])).gate_of_death == gate for rest in np.ndindex(*([len(OUTCOMES)] * left))
    }
    told = foreseen(array(some), left, gate)
    assert told is None or endings == {told}
    if len(endings) == 1 and left == 0:
        assert told is endings.pop()


def test_mixture() -> None:
    """Shares are averaged by weights, and a tie stays a tie."""
    fates = {"a": Fate.of(array([5, 5, 5])), "b": Fate.of(array([0, 0, 1])), "c": Fate.of(array([1, 1, 0]))}
    found = mixed(fates, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    assert found.share == round(1 / 3, 12)
    assert found.gate_of_death == "deliverable"
    assert abs(sum(found.shares.values()) - 1) < 1e-9
    assert list(found.shares) == list(OUTCOMES)
    assert found.shares[DEAL] == found.share


def test_likely_unless_clearly_not() -> None:
    """Near a tie either gate is likely; what trails by far is not, nor a gate where most have a deal."""
    tie = array([1] * 52 + [2] * 48)
    assert [is_likely(tie, gate) for gate in (*GATES, None)] == [False, True, True, False, False, False]
    deals = array([5] * 70 + [1] * 30)
    assert (is_likely(deals, None), is_likely(deals, "acceptable")) == (True, False)
    assert is_likely(array([5] * 52 + [1] * 48), "acceptable")
