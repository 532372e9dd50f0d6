"""The least costly improvement, over draws and at the medians."""

from __future__ import annotations

import numpy as np
import pytest

from detente.lenses.trust.improvement import Improvements, improvements_of
from detente.lenses.trust.remedies import KINDS, Remedy

NAN = float("nan")
PRICES = dict.fromkeys(KINDS, 1.0)


def remedy(kind: str, *costs: float, other: str | None = None) -> Remedy:
    """A remedy whose value is half its cost; the first number is at the medians."""
    cost = np.array(costs)
    return Remedy(kind=kind, other=other, needed=cost / 2, cost=cost)


def summed(
    accepts: list[bool],
    trusts: list[bool],
    keeps: list[bool],
    keeping: tuple[Remedy, ...] = (),
    trusting: tuple[Remedy, ...] = (),
    prices: dict[str, float] = PRICES,
) -> Improvements:
    """Sum up; the first flag of each is at the medians."""
    flags = [np.array(flag) for flag in (accepts, trusts, keeps)]
    return improvements_of(
        accepts=flags[0], trusts=flags[1], keeps=flags[2], keeping=keeping, trusting=trusting, prices=prices
    )


def test_why_it_does_not_hold() -> None:
    """Refusing comes before all else; two things missing are no single one."""
    found = summed(
        [True, True, False, True, True, True],
        [True, True, True, False, True, False],
        [True, True, True, True, False, False],
    )
    assert found.status == "holds"
    assert dict(found.shares) == {
        "holds": 0.2,
        "does not accept": 0.2,
        "trusts too little": 0.2,
        "would not keep it": 0.2,
        "neither": 0.2,
    }
    assert (found.ways, found.least, found.often_least) == ((), None, None)


def test_each_serves_its_own_want() -> None:
    """Monitoring is not asked for want of trust, nor trust for want of a reason to keep a deal."""
    found = summed(
        [True] * 3,
        [True, False, True],
        [False, True, False],
        keeping=(remedy("monitoring", 0.4, 0.4, 0.4),),
        trusting=(remedy("trust", 0.2, 0.2, 0.2, other="b"),),
    )
    monitoring, trust = found.ways
    assert (monitoring.asked, trust.asked) == (0.5, 0.5)
    assert found.least == monitoring
    assert (monitoring.middle, trust.middle) == (0.2, None)


def test_least_costly() -> None:
    """Draw by draw; what is not possible is never the least, and ties go to the first."""
    ways = (remedy("monitoring", 0.4, 0.3, NAN, 0.2), remedy("patience", 0.3, 0.4, 0.9, 0.2))
    found = summed([True] * 4, [True] * 4, [False] * 4, keeping=ways)
    monitoring, patience = found.ways
    assert (monitoring.least, patience.least) == pytest.approx((2 / 3, 1 / 3))
    assert (monitoring.possible, patience.possible) == pytest.approx((2 / 3, 1.0))
    assert found.least == patience
    assert found.often_least == monitoring
    assert monitoring.cost is not None
    assert (monitoring.cost.low, monitoring.cost.high) == (0.2, 0.3)


def test_prices_decide() -> None:
    """Twice the price is twice the cost."""
    ways = (remedy("monitoring", 0.4, 0.4), remedy("patience", 0.3, 0.3))
    found = summed([True] * 2, [True] * 2, [False] * 2, ways, prices={**PRICES, "patience": 2.0})
    assert found.least is not None
    assert found.least.kind == "monitoring"
    free = summed([True] * 2, [True] * 2, [False] * 2, ways, prices={**PRICES, "monitoring": 0.0})
    assert free.least is not None
    assert free.least.cost is not None
    assert (free.least.kind, free.least.cost.middle) == ("monitoring", 0.0)


def test_nothing_helps() -> None:
    """Asked for, never possible: no least, and no numbers."""
    found = summed([True] * 2, [False] * 2, [True] * 2, trusting=(remedy("trust", NAN, NAN, other="b"),))
    (way,) = found.ways
    assert (way.possible, way.needed, way.cost, way.least) == (0.0, None, None, 0.0)
    assert (found.least, found.often_least) == (None, None)
    told = found.to_dict()
    assert told["least_costly_at_medians"] is None
    assert told["ways"][0]["needed"] is None


def test_json() -> None:
    """The least costly by kind, party and value."""
    found = summed([True] * 2, [False] * 2, [True] * 2, trusting=(remedy("trust", 0.5, 0.5, other="b"),))
    assert found.to_dict()["least_costly_at_medians"] == {"kind": "trust", "other": "b", "needed": 0.25}
