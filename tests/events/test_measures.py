"""What is told of the acts of one period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from detente.errors import UnknownNameError
from detente.events.event_list import Events
from detente.events.measures import MEASURES, Measure, check_measure, measured

from .event_samples import EVENTS, sample

NAN = float("nan")
# Slot 0: two scored acts and one without; slot 1: nothing; slot 2: one without score and class.
ACTS = sample(
    ("2000-01-01", "A", "B", 5.0, 2),
    ("2000-01-02", "A", "B", -8.0, 4),
    ("2000-01-03", "A", "B", NAN, 3),
    ("2000-03-01", "A", "B", NAN, 0),
)
SLOTS = np.array([0, 0, 0, 2])


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("mean", [-1.5, 0, NAN]),
        ("sum", [-3, 0, NAN]),
        ("count", [3, 0, 1]),
        ("cooperation", [5, 0, NAN]),
        ("conflict", [-8, 0, NAN]),
        ("share of conflict", [2 / 3, 0, NAN]),
        ("quad1", [0, 0, 0]),
        ("quad2", [1, 0, 0]),
        ("quad3", [1, 0, 0]),
        ("quad4", [1, 0, 0]),
    ],
)
def test_by_hand(measure: Measure, values: list[float]) -> None:
    """Acts of unknown size count as acts, and have no mean and no sum."""
    np.testing.assert_allclose(measured(ACTS, SLOTS, 3, measure), values)


def test_acts_without_class_are_conflict_by_their_score() -> None:
    """Where no class is told, the sign of the score decides; 0 is no conflict."""
    acts = sample(*[("2000-01-01", "A", "B", score, 0) for score in (-1.0, 0.0, 2.0, -3.0)])
    assert measured(acts, np.zeros(4, int), 1, "share of conflict").tolist() == [0.5]


def test_every_measure_has_a_name() -> None:
    """A measure that does not exist is told with the nearest."""
    assert [check_measure(name) for name in MEASURES] == list(MEASURES)
    with pytest.raises(UnknownNameError, match="did you mean 'mean'"):
        check_measure("means")


@given(EVENTS)
@settings(deadline=None, max_examples=40)
def test_parts_add_up(events: Events) -> None:
    """Cooperation and conflict are the sum; the sum is the mean times the scored acts."""
    slots = np.arange(len(events)) % 3
    part = {name: measured(events, slots, 3, name) for name in MEASURES}
    np.testing.assert_allclose(part["cooperation"] + part["conflict"], part["sum"], atol=1e-9)
    scored = np.bincount(slots[~np.isnan(events.score)], minlength=3)
    np.testing.assert_allclose(
        np.where(scored, part["mean"] * scored, 0), np.where(scored, part["sum"], 0), atol=1e-9
    )
    classes = sum(part[f"quad{k}"].sum() for k in range(1, 5))  # type: ignore[index]
    assert classes == (events.quad > 0).sum()
