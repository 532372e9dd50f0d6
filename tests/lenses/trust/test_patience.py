"""Patience needed and had, over draws; the same as the fifth gate where that knows all there is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from detente.lenses.trust.discount_factor import critical_discount_factor
from detente.lenses.trust.incentive import Incentive
from detente.lenses.trust.patience import patience_of
from detente.model.blueprint import Blueprint
from lenses.trust.making import seen, some_packages
from properties.dossiers import loaded, plain, random_data
from properties.reference import Reference, number


def watched(**trust: Any) -> dict[str, Any]:
    """A swap between two who discount by 0.8 and are noticed in half of all periods."""
    parties = {key: {"role": "principal", "discount_factor": 0.8} for key in ("north", "south")}
    return plain(parties=parties, trust={"monitoring": dict.fromkeys(parties, 0.5), **trust})


def test_by_hand() -> None:
    """Surplus 2, temptation 2, noticed half the time: 2 / (2 + 1)."""
    found = seen(loaded(watched())).of("north").patience
    assert found is not None
    assert found.middle == pytest.approx(2 / 3, abs=1e-6)
    assert found.slack is not None
    assert found.slack.middle == pytest.approx(0.8 - 2 / 3, abs=1e-6)
    assert (found.holds, found.never, found.left_by_alarms) == (1.0, 0.0, None)
    # 1 + d + ... + d**L must reach (4 - 0.5 * 2) / (0.5 * 2) = 3: it is 2.952 with L = 3, 3.362 with 4.
    assert found.shortest == 4.0


def test_false_alarms_about_anybody_count() -> None:
    """An alarm about the other ends the deal as well: p = 0.9 * 0.8 and q = 0.5 * 0.8 for north."""
    found = seen(loaded(watched(false_alarms={"north": 0.1, "south": 0.2}))).of("north").patience
    assert found is not None
    p, q = Fraction(72, 100), Fraction(4, 10)
    expected = critical_discount_factor(2, 4, 0, false_alarm=1 - p, notice=1 - q)
    assert expected is not None
    assert found.middle == pytest.approx(float(expected), abs=1e-6)
    assert found.left_by_alarms is not None
    assert found.left_by_alarms.middle == pytest.approx(0.2 / (1 - 0.8 * 0.72), abs=1e-6)


def test_who_has_nothing_to_do_cannot_be_taken_to_cheat() -> None:
    """A package in which south performs nothing is not ended by a false alarm about south."""
    data = watched(false_alarms={"south": 0.2})
    data["stakes"]["north"]["aid"]["grant"] = 2
    found = seen(loaded(data), {"aid": "grant"}).of("north").patience
    assert found is not None
    assert found.left_by_alarms is None


def test_finite_punishment() -> None:
    """Three periods of it take more patience than punishment for good."""
    found = seen(loaded(watched(punishment=3))).of("north").patience
    assert found is not None
    expected = float(critical_discount_factor(2.0, 4.0, 0.0, notice=0.5, periods=3))
    assert found.middle == pytest.approx(expected, abs=1e-6)
    assert expected > 0.8
    assert found.holds == 0.0


def test_without_a_discount_factor() -> None:
    """The critical one is told, whether it is reached is not."""
    found = seen(loaded(plain(trust={"monitoring": {"north": 0.5}}))).of("north").patience
    assert found is not None
    assert found.middle == pytest.approx(2 / 3, abs=1e-6)
    assert (found.discount, found.slack, found.holds, found.shortest) == (None, None, None, None)
    assert seen(loaded(plain())).of("north").patience is None


def test_json() -> None:
    """What has no bound is null, what only punishment for good deters says so."""
    one = Incentive(
        surplus=np.array([2.0, -1.0, 2.0]),
        temptation=np.array([2.0, 1.0, 0.0]),
        discount=np.array([0.5, 0.5, 0.5]),
        notice=np.ones(3),
        false_alarm=np.zeros(3),
        calm=np.ones(3),
    )
    told = patience_of(one, has_discount=True).to_dict()
    assert told["critical_discount_factor"] == {"p05": 0.0, "p50": 0.0, "p95": None}
    assert told["shortest_punishment_at_medians"] == "for good"
    assert told["never"] == 0.5
    assert told["holds"] == 0.5


@settings(deadline=None, max_examples=15)
@given(random_data())
def test_the_fifth_gate(data: dict[str, Any]) -> None:
    """Without false alarms and with punishment for good it says what the gate says."""
    dossier = loaded(data)
    blueprint, reference = Blueprint(dossier), Reference(dossier)
    for package in some_packages(blueprint, 3):
        complete = {**{i: issue.status_quo for i, issue in dossier.issues.items()}, **package.package}
        view = seen(dossier, package.package)
        for one in view.principals:
            surplus = reference.surplus(one.party, complete)
            if one.patience is None or one.patience.holds is None or surplus < 0:
                continue
            d = number(dossier.parties[one.party].discount_factor)
            q = number(dossier.trust.monitoring[one.party])
            slack = d * q * surplus - (1 - d) * reference.temptation(one.party, complete)
            # Relative gains of a share of the mean of others' points may be rounded to units.
            if slack == 0 or abs(slack) > Fraction(1, 1000):
                assert one.patience.holds == float(reference.keeps(one.party, complete))
