"""Remedies draw by draw: what is possible, what it takes, what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.errors import DetenteError, UnknownNameError
from detente.lenses.trust.incentive import Incentive
from detente.lenses.trust.remedies import KINDS, checked_prices, keeping_remedies, trust_remedy


def incentive(**terms: float) -> Incentive:
    """Terms of one draw; a swap of 2 for 4 that is not kept: noticed half the time, discounted by half."""
    usual = {
        "surplus": 2.0,
        "temptation": 2.0,
        "discount": 0.5,
        "notice": 0.5,
        "false_alarm": 0.0,
        "calm": 1.0,
    }
    return Incentive(**{name: np.array([x]) for name, x in {**usual, **terms}.items()})


def ways(largest: float = 0.0, **terms: float) -> dict[str, tuple[Any, Any]]:
    """Needed value and cost of each remedy, None where it is not possible."""
    found = keeping_remedies(incentive(**terms), np.array([largest]))
    return {
        way.kind: tuple(None if np.isnan(x[0]) else round(float(x[0]), 6) for x in (way.needed, way.cost))
        for way in found
    }


def test_each_by_hand() -> None:
    """Noticed for sure; patient by 2/3; half at stake at a time; a bond of 2/(1/4) - 2/(1/2)."""
    assert ways() == {
        "monitoring": (1.0, 1.0),
        "patience": (0.666667, 0.333333),
        "first-step": (0.5, 0.5),
        "guarantor": (4.0, 2.0),
    }


def test_what_cannot_be_done_in_parts() -> None:
    """A first step is no smaller than the largest thing that cannot be divided; half of it may be."""
    assert ways(largest=1.0)["first-step"] == (0.5, 0.5)
    assert ways(largest=1.01)["first-step"] == (None, None)


def test_beyond_the_limit() -> None:
    """More than certainty of being noticed is not to be had, and one who does not care has no step."""
    assert ways(surplus=1.0)["monitoring"] == (None, None)
    blind = ways(discount=0.0)
    assert blind["monitoring"] == blind["first-step"] == blind["guarantor"] == (None, None)
    assert blind["patience"] == (0.666667, 0.666667)


def test_nobody_notices() -> None:
    """Without notice neither patience, steps nor a bond help; inspections do."""
    found = ways(notice=0.0)
    assert found["monitoring"] == (1.0, 1.0)
    assert found["patience"] == found["first-step"] == found["guarantor"] == (None, None)


def test_a_bond_that_eats_up_the_deal() -> None:
    """Where false alarms would cost more than the deal is worth, nobody posts the bond."""
    assert ways(surplus=0.1, false_alarm=0.3, notice=0.5)["guarantor"] == (None, None)
    assert ways(surplus=2.0, false_alarm=0.01, notice=0.5)["guarantor"][0] > 4


def test_trust() -> None:
    """The share of the way to certainty; nothing where there is enough, or certainty is too little."""
    needed, word = np.array([0.6, 0.2, np.inf]), np.array([0.2, 0.5, 0.5])
    found = trust_remedy("b", needed, word)
    assert (found.kind, found.other) == ("trust", "b")
    assert found.cost[0] == pytest.approx(0.5)
    assert np.isnan(found.needed[1:]).all()


def test_prices() -> None:
    """1 unless given; unknown kinds and negative prices are refused."""
    assert checked_prices(None) == dict.fromkeys(KINDS, 1.0)
    assert checked_prices({"trust": 3})["trust"] == 3.0
    with pytest.raises(UnknownNameError, match="did you mean 'monitoring'"):
        checked_prices({"monitor": 1})
    for price in (-1.0, float("nan"), float("inf")):
        with pytest.raises(DetenteError, match="0 or more"):
            checked_prices({"trust": price})
