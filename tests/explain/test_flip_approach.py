"""The smallest reach at which sets of judgements turn a verdict."""

from __future__ import annotations

import numpy as np

from detente.explain.flip_approach import approach, unknown
from detente.explain.flip_branching import Effort
from detente.explain.flip_oracle import PackageOracle
from detente.model.fixed_point import UNIT
from explain.flip_cases import GIFT, SWAP, oracle_of, small, stakes


def rows_of(oracle: PackageOracle, *paths: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """One set of rows."""
    return np.array([[oracle.model.row[path] for path in paths]])


def test_exact_to_the_unit() -> None:
    """A gift that costs North 2 of a scale of 4 opens at exactly 0, half a scale beyond."""
    oracle = oracle_of(small(), GIFT)
    rows = rows_of(oracle, "stakes.north.aid.grant")
    found = approach(oracle, rows, unknown(oracle, rows), np.array([2.0]), to_deal=True)
    assert (found.units[0, 0], found.reach[0], found.at_least[0]) == (0, 1.5, 1.5)
    assert found.is_settled[0]


def test_a_loss_is_one_unit_past_the_tie() -> None:
    """A swap that is worth 2 to North stands at a tie, and fails one unit below."""
    oracle = oracle_of(small(), SWAP)
    rows = rows_of(oracle, "stakes.north.aid.grant")
    found = approach(oracle, rows, unknown(oracle, rows), np.array([2.0]), to_deal=False)
    assert found.units[0, 0] == -4 * UNIT - 1


def test_out_of_reach() -> None:
    """Up to a cap below what is needed nothing turns, which is proved."""
    oracle = oracle_of(small(), GIFT)
    rows = rows_of(oracle, "stakes.north.aid.grant")
    found = approach(oracle, rows, unknown(oracle, rows), np.array([1.4]), to_deal=True)
    assert np.isinf(found.at_least[0])
    assert np.isinf(found.reach[0])


def test_what_is_known_is_kept() -> None:
    """Asked again from what is known, the answer is the same."""
    oracle = oracle_of(small(), GIFT)
    rows = rows_of(oracle, "stakes.north.aid.grant")
    first = approach(oracle, rows, unknown(oracle, rows), np.array([2.0]), to_deal=True)
    again = approach(oracle, rows, first, np.array([2.0]), to_deal=True)
    assert (again.reach[0], again.at_least[0]) == (1.5, 1.5)
    empty = unknown(oracle, rows)
    empty.put(np.array([0]), first.part(np.array([0])))
    assert empty.reach[0] == 1.5


def test_between_two_conditions() -> None:
    """Where one end fails South and the other North, cutting finds the nearest value that both bear."""
    dossier = small(
        stakes=stakes(north_aid=-2, north_base=5, south_aid="1..5", south_base=-4),
        relative_gains={"north": 1},
    )
    oracle = oracle_of(dossier, SWAP)
    rows = rows_of(oracle, "stakes.south.aid.grant")
    effort = Effort(cuts=40, boxes=500)
    found = approach(oracle, rows, unknown(oracle, rows), np.array([2.0]), to_deal=True, effort=effort)
    assert (found.units[0, 0], found.is_settled[0]) == (4 * UNIT, True)
