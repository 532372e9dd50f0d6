"""Which way the winning coalitions are counted."""

from __future__ import annotations

import random

import pytest

from detente.errors import TooLargeError
from detente.lenses.leverage import voting_counts
from detente.lenses.leverage.voting_classes import voter_classes
from detente.lenses.leverage.voting_counts import count_winning
from detente.lenses.leverage.voting_rule import WeightedRule


def body(n: int, largest: int) -> WeightedRule:
    """So many voters of random weights, of whom about two thirds are needed."""
    rng = random.Random(n)
    return WeightedRule(
        quota=n * largest // 3, weights={f"v{k}": rng.randint(largest // 2, largest) for k in range(n)}
    )


@pytest.mark.parametrize(
    ("rule", "way"),
    [
        (body(15, 10**5), "count_by_halves"),
        (WeightedRule(quota=218, weights={f"v{k}": 1 for k in range(435)}), "count_by_choices"),
        (body(51, 55), "count_by_sums"),
        (body(22, 10**8), "count_by_halves"),
    ],
)
def test_the_way_that_fits(rule: WeightedRule, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few voters by halves, few classes by choices, few digits by sums, up to 29 voters by halves."""
    taken = []
    for name in ("count_by_halves", "count_by_choices", "count_by_sums"):

        def count(classes: object, name: str = name, right: object = getattr(voting_counts, name)) -> object:
            taken.append(name)
            return right(classes)  # type: ignore[operator]

        monkeypatch.setattr(voting_counts, name, count)
    count_winning(voter_classes(rule))
    assert taken == [way]


def test_what_no_way_can_count() -> None:
    """Eighty voters of nine-digit weights are refused at once, with what would do."""
    with pytest.raises(
        TooLargeError, match=r"80 voters in 80 classes.*round weights and quotas to fewer digits"
    ):
        count_winning(voter_classes(body(80, 10**9)))
