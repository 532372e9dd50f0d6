"""Summing up what becomes of a kind of deal."""

from __future__ import annotations

import numpy as np
import pytest

from detente.dossier.dossier import DealClass
from detente.model.predicate import GATES
from detente.verdict.classes import ClassVerdict, class_verdicts, effective_draws, status_quo_weights
from verdict.making import PARTIES, outcome, summed

DEAL = DealClass(key="swap", name="A swap")


def swept(depths: list[int], **options: object) -> ClassVerdict:
    """Sum up draws that get so far with sweeteners."""
    (verdict,) = class_verdicts([DEAL], summed([outcome(d, **options) for d in depths]), PARTIES, [True])  # type: ignore[arg-type]
    return verdict


def test_shares_by_gate() -> None:
    """Each gate has the share of draws that pass it, and each death its share of all draws."""
    verdict = swept([0, 1, 1, 3, 5, 5, 5, 5])
    assert list(verdict.survives) == list(GATES)
    assert list(verdict.survives.values()) == [7 / 8, 5 / 8, 5 / 8, 4 / 8, 4 / 8]
    assert list(verdict.deaths.values()) == [1 / 8, 2 / 8, 0, 1 / 8, 0]
    assert verdict.share == 0.5


@pytest.mark.parametrize(
    ("depths", "gate"),
    [
        ([5, 5, 0, 1], None),
        ([5, 4, 4, 0], "self-enforcing"),
        ([0, 1, 2, 3], "deliverable"),
        ([3, 1, 3, 1, 5], "acceptable"),
        ([2], "ratifiable"),
    ],
)
def test_gate_of_death(depths: list[int], gate: str | None) -> None:
    """It dies where most draws do, the earlier gate when two tie, and nowhere if half survive."""
    assert swept(depths).gate_of_death == gate


def test_blockers_most_frequent_first() -> None:
    """Shares of all draws, the most frequent first, names in order when two tie."""
    rows = [outcome(2, blockers=b) for b in (["b"], ["c", "b"], ["a"], [])]
    (verdict,) = class_verdicts([DEAL], summed(rows), PARTIES, [True])
    assert list(verdict.sole_blockers.items()) == [("b", 0.5), ("a", 0.25), ("c", 0.25)]


def test_both_forms_in_file_order() -> None:
    """A class comes exactly as described and with sweeteners; one without an exact form once."""
    verdicts = class_verdicts([DEAL], summed([outcome(5, exact=2), outcome(1, exact=0)]), PARTIES, [True])
    assert [v.form for v in verdicts] == ["exactly as described", "with sweeteners"]
    assert [v.share for v in verdicts] == [0, 0.5]
    assert len(class_verdicts([DEAL], summed([outcome(5)]), PARTIES, [True])) == 1


def test_sentences_carry_the_range() -> None:
    """Word and range stand in one sentence with the gate of death, or the share that passes."""
    assert swept([2] * 9 + [5]).sentence() == (
        "A swap, with sweeteners: very unlikely (05-20%); it dies at ratification"
    )
    assert swept([5, 5, 5, 1]).sentence().endswith("likely (55-80%); it passes every gate in 75% of draws")
    (war,) = class_verdicts([DEAL], summed([outcome(0)]), PARTIES, [False])
    assert "not a deal" in war.sentence()
    assert "%" not in war.sentence()


def test_json_form() -> None:
    """The JSON form names every figure and repeats the sentence."""
    found = swept([5, 1]).to_dict()
    assert found["likelihood"] == {"word": "roughly even chance", "low_percent": 45, "high_percent": 55}
    assert found["sentence"] == swept([5, 1]).sentence()
    assert (found["share"], found["is_deal"], found["gate_of_death"]) == (0.5, True, None)


def test_an_interval_beside_each_share() -> None:
    """The 95% interval of Wilson for the number of draws holds the share."""
    verdict = swept([5] * 81 + [0] * 182)
    assert (round(verdict.low, 4), round(verdict.high, 4)) == (0.2553, 0.3662)
    assert verdict.to_dict()["interval"] == {"low": verdict.low, "high": verdict.high}


def test_weights_by_level() -> None:
    """A draw counts what its number of easy gains says; equal weights change nothing."""
    rows = [outcome(d, improves=[k]) for d, k in ((5, False), (2, False), (5, True), (0, True), (1, True))]
    summary = summed(rows)
    assert summary.levels.tolist() == [0, 1]
    (plain,) = class_verdicts([DEAL], summary, PARTIES, [True])
    (same,) = class_verdicts([DEAL], summary, PARTIES, [True], np.array([0.5, 0.5]))
    assert (same.survives, same.deaths) == (plain.survives, plain.deaths)
    (other,) = class_verdicts([DEAL], summary, PARTIES, [True], np.array([1.0, 0.5]))
    assert other.share == pytest.approx((1 + 0.5) / 3.5)
    assert other.deaths["ratifiable"] == pytest.approx(1 / 3.5)


def test_effective_draws() -> None:
    """Equal weights are worth every draw; one heavy draw among many is worth one."""
    assert effective_draws(np.array([3, 7]), np.array([0.2, 0.2])) == pytest.approx(10)
    assert effective_draws(np.array([1, 1000]), np.array([1.0, 1e-9])) == pytest.approx(1, rel=1e-5)


def test_weights_are_ratios() -> None:
    """Each further easy gain counts the inertia once more; the fewest there are count 1."""
    summary = summed([outcome(5, improves=[True] * 3 + [k > 0, k > 1]) for k in (0, 1, 2)])
    assert status_quo_weights(summary, 0.5).tolist() == [1.0, 0.5, 0.25]
    assert status_quo_weights(summary, 1.0).tolist() == [1.0, 1.0, 1.0]
