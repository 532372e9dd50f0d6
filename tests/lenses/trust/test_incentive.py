"""What keeps one party from cheating: each remedy repairs exactly, and a little less of it does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.lenses.trust.incentive import Incentive

LITTLE = Fraction(1, 10**9)
shares = st.fractions(0, 1, max_denominator=20)
inner = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)
amounts = st.fractions(Fraction(1, 4), 10, max_denominator=20)


@st.composite
def incentives(draw: st.DrawFn) -> Incentive:
    """Exact terms of the condition, informative alarms only."""
    alarm, notice = sorted([draw(shares), draw(shares)])
    assume(alarm < notice)
    return Incentive(
        surplus=draw(amounts),
        temptation=draw(amounts),
        discount=draw(inner),
        notice=notice,
        false_alarm=alarm,
        calm=draw(inner),
        periods=draw(st.one_of(st.none(), st.integers(1, 6))),
    )


def test_the_gate_without_false_alarms() -> None:
    """Punishment for good and no false alarm: d n s - (1 - d) T, the fifth gate."""
    one = Incentive(
        surplus=Fraction(3), temptation=Fraction(2), discount=Fraction(1, 2), notice=Fraction(3, 4)
    )
    assert one.slack() == Fraction(1, 2) * Fraction(3, 4) * 3 - Fraction(1, 2) * 2
    assert replace(one, notice=one.monitoring()).slack() == 0
    assert one.monitoring() == Fraction(1, 2) * 2 / (Fraction(1, 2) * 3)
    assert one.step() == Fraction(1, 2) * Fraction(3, 4) * 3 / (Fraction(1, 2) * 2)
    poor = replace(one, notice=Fraction(1, 2))
    assert poor.bond() == 2 / (Fraction(1, 2) * Fraction(1, 2)) - 3 / Fraction(1, 2)


@settings(max_examples=50)
@given(incentives())
def test_slack_is_the_difference_of_two_streams(one: Incentive) -> None:
    """Keeping less cheating once, each by its own recursion, times the share that is not discounted away."""
    d, back = one.discount, 0 if one.periods is None else one.discount**one.periods
    p, q = (1 - one.false_alarm) * one.calm, (1 - one.notice) * one.calm
    keep = one.surplus / (1 - d * (p + (1 - p) * back))
    cheat = one.surplus + one.temptation + d * (q + (1 - q) * back) * keep
    assert one.slack() == (keep - cheat) * (1 - d * (p + (1 - p) * back))


@settings(max_examples=50)
@given(incentives())
def test_monitoring_repairs(one: Incentive) -> None:
    """At the chance needed nothing is left over, at any smaller one something is missing."""
    needed = one.monitoring()
    assert replace(one, notice=needed).slack() == 0
    assert replace(one, notice=needed - LITTLE).slack() < 0
    assert replace(one, notice=needed + LITTLE).slack() > 0


@settings(max_examples=50)
@given(incentives())
def test_a_smaller_step_repairs(one: Incentive) -> None:
    """With so much less at stake at a time nothing is left over, with any more something is missing."""
    step = one.step()
    assert replace(one, temptation=one.temptation * step).slack() == 0
    assert replace(one, temptation=one.temptation * (step + LITTLE)).slack() < 0


@settings(max_examples=50)
@given(incentives())
def test_a_bond_repairs(one: Incentive) -> None:
    """The bond just makes up for the difference; it is above 0 only where there is one."""
    bond = one.bond()
    assert one.slack_with_bond(0) == one.slack() * 1
    assert one.slack_with_bond(bond) == 0
    assert one.slack_with_bond(bond - LITTLE) < 0
    assert (bond > 0) == (one.slack() < 0)


@settings(max_examples=50)
@given(incentives(), st.fractions(0, 30, max_denominator=20))
def test_the_bond_by_two_streams(one: Incentive, bond: Fraction) -> None:
    """A bond forfeited on every alarm about the party, by the recursions themselves."""
    d, back = one.discount, 0 if one.periods is None else one.discount**one.periods
    p, q = (1 - one.false_alarm) * one.calm, (1 - one.notice) * one.calm
    lasting = 1 - d * (p + (1 - p) * back)
    keep = (one.surplus - d * one.false_alarm * bond) / lasting
    cheat = one.surplus + one.temptation + d * (q + (1 - q) * back) * keep - d * one.notice * bond
    assert one.slack_with_bond(bond) == (keep - cheat) * lasting
    assert one.worth_with_bond(bond) == keep * lasting


@settings(max_examples=50)
@given(incentives())
def test_patience_repairs(one: Incentive) -> None:
    """Above the critical factor the condition holds, below it does not."""
    critical = float(one.patience())
    if np.isnan(critical) or critical > 0.999:
        return
    floats = {
        name: float(getattr(one, name)) for name in ("surplus", "temptation", "notice", "false_alarm", "calm")
    }
    close = Incentive(**floats, discount=critical, periods=one.periods)
    assert float(close.slack()) == pytest.approx(0, abs=1e-9)
    assert float(replace(close, discount=critical + (1 - critical) / 20).slack()) > 0
    assert float(replace(close, discount=critical * 0.95).slack()) < 0


def test_holds_on_arrays() -> None:
    """Nothing to gain by cheating is enough if the deal is worth having; a tie is enough, too."""
    one = Incentive(
        surplus=np.array([2.0, 2.0, 0.0, -1.0, 0.0, 2.0]),
        temptation=np.array([2.0, 2.0, 0.0, 0.0, 1.0, 1e9]),
        discount=np.array([0.5, 0.49, 0.0, 0.9, 1.0, 1.0]),
        notice=np.ones(6),
    )
    assert one.holds().tolist() == [True, False, True, False, True, True]
