"""Fifths, intervals and what stands out."""

from __future__ import annotations

import numpy as np
import pytest

from detente.explain.influences import Estimate, Fifth, Influence, fifths_of, influences_of
from detente.explain.sensitivity_outcome import Outcome
from detente.verdict.intervals import wilson
from explain.driven import entry


def test_fifths() -> None:
    """Equal parts by rank, with the mean outcome, its interval, and the values at their ends."""
    values, outcome = np.arange(10.0), np.array([0, 0, 0, 1, 0, 1, 1, 1, 1, 1.0])
    found = fifths_of(values, outcome, is_share=True)
    assert [(f.least, f.most, f.draws, f.mean) for f in found] == [
        (0, 1, 2, 0.0),
        (2, 3, 2, 0.5),
        (4, 5, 2, 0.5),
        (6, 7, 2, 1.0),
        (8, 9, 2, 1.0),
    ]
    assert found[1].interval == wilson(1, 2)
    assert fifths_of(values, outcome, is_share=False)[0].interval is None


def test_fifths_with_ties() -> None:
    """Equal values share a fifth."""
    found = fifths_of(np.array([1.0, 1, 1, 1, 2]), np.array([0.0, 1, 0, 1, 1]), is_share=True)
    assert [(f.draws, f.mean) for f in found] == [(4, 0.5), (1, 1.0)]


def test_estimates_are_corrected_and_stay_between_0_and_1() -> None:
    """By as much as resamples exceed what was measured."""
    found = Estimate.of(0.2, np.array([0.2, 0.25, 0.3]))
    assert found.value == pytest.approx(0.15)
    assert found.low < found.value < found.high
    assert found.measured == 0.2
    low = Estimate.of(0.01, np.array([0.05, 0.06]))
    assert (low.value, low.low) == (0.0, 0.0)


def measured(seed: int = 0) -> tuple[Influence, ...]:
    """Two judgements, one of which decides."""
    rng = np.random.default_rng(1)
    values = rng.random((2, 500))
    outcome = Outcome(kind="deal", values=(values[0] > 0.6).astype(float), why="")
    entries = [entry(path="a"), entry(path="b")]
    return influences_of(entries, values, outcome, floor=0.1, resamples=60, rng=np.random.default_rng(seed))


def test_what_decides_stands_out() -> None:
    """With an interval that holds the exact index; the other does not stand out."""
    first, second = measured()
    assert first.stands_out
    assert not second.stands_out
    # Of a share p = 0.4 that is 0 or 1 by a threshold, the mean distance is 2 p (1 - p).
    assert first.pawn.low - 0.03 <= 0.48 <= first.pawn.high + 0.03
    assert first.direction == "rises"
    assert first.swing == 1.0
    assert measured() == measured()


def influence(*means: float) -> Influence:
    """One with given means in its fifths."""
    one = Estimate(value=0.1, low=0.0, high=0.2, measured=0.1)
    fifths = tuple(
        Fifth(least=float(k), most=k + 0.9, draws=10, mean=mean, interval=None)
        for k, mean in enumerate(means)
    )
    return Influence(entry=entry(), pawn=one, pawn_max=one, delta=one, fifths=fifths, stands_out=True)


@pytest.mark.parametrize(
    ("means", "direction"),
    [
        ((0.1, 0.2, 0.5), "rises"),
        ((0.5, 0.6, 0.1), "falls"),
        ((0.1, 0.9, 0.2), "goes up and down"),
        ((0.1, 0.2, 0.16), "rises"),
    ],
)
def test_directions(means: tuple[float, ...], direction: str) -> None:
    """By the ends, unless these are closer together than half of the whole movement."""
    assert influence(*means).direction == direction


def test_json_form() -> None:
    """Everything, fifths included."""
    found = influence(0.1, 0.5).to_dict()
    assert found["direction"] == "rises"
    assert [fifth["mean"] for fifth in found["fifths"]] == [0.1, 0.5]
    assert measured()[0].to_dict()["fifths"][0]["interval"]["draws"] == 100
    assert (
        influences_of(
            [],
            np.zeros((0, 5)),
            Outcome(kind="deal", values=np.zeros(5), why=""),
            floor=0.0,
            resamples=1,
            rng=np.random.default_rng(0),
        )
        == ()
    )
