"""Trades of control: equal value, and together the whole exchange."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.leverage.control_trades import ControlTrade, control_trades
from detente.lenses.leverage.exchange_of_control import ControlExchange, exchange_of_control
from lenses.leverage.test_exchange_of_control import solved, system


def after(exchange: ControlExchange, trades: tuple[ControlTrade, ...]) -> dict[tuple[str, str], float]:
    """Control of each event by each actor once all trades are carried out."""
    held = {
        (event, actor): float(exchange.control[j, i])
        for j, event in enumerate(exchange.events)
        for i, actor in enumerate(exchange.actors)
    }
    for t in trades:
        moves = [(t.giver, t.taker, t.event, t.amount)]
        if t.in_return is not None:
            moves.append((t.taker, t.giver, t.in_return, t.return_amount))
        for giver, taker, event, amount in moves:
            held[event, giver] -= amount
            held[event, taker] += amount
    return held


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 0.5, 1.0]))
def test_all_trades_lead_to_the_final_control(seed: int, density: float) -> None:
    """Carried out one after the other, none of them handing over what is not there."""
    exchange = solved(*system(seed, density))
    held = after(exchange, control_trades(exchange, 0))
    final = [[held[event, actor] for actor in exchange.actors] for event in exchange.events]
    np.testing.assert_allclose(final, exchange.final, atol=1e-8)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 0.5, 1.0]))
def test_every_trade_is_of_equal_value(seed: int, density: float) -> None:
    """Price times amount, on both sides of a two-sided trade; highest value first."""
    exchange = solved(*system(seed, density))
    trades = control_trades(exchange, 0)
    for t in trades:
        assert t.amount > 0
        assert exchange.price[t.event] * t.amount == pytest.approx(t.value)
        if t.in_return is not None:
            assert exchange.price[t.in_return] * t.return_amount == pytest.approx(t.value)
    assert [t.value for t in trades] == sorted((t.value for t in trades), reverse=True)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nobody_both_gives_and_takes_an_event(seed: int) -> None:
    """Control moves from those who end with less to those who end with more, and not on from there."""
    exchange = solved(*system(seed))
    gave, took = set(), set()
    for t in control_trades(exchange, 0):
        gave.add((t.giver, t.event))
        took.add((t.taker, t.event))
        if t.in_return is not None:
            gave.add((t.taker, t.in_return))
            took.add((t.giver, t.in_return))
    assert not gave & took


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_two_actors_settle_everything_between_them(seed: int) -> None:
    """With nobody else there, nothing is left to be paid by others."""
    rng = np.random.default_rng(seed)
    exchange = exchange_of_control(rng.random((2, 3)), rng.random((3, 2)), ["a", "b"], ["x", "y", "z"])
    assert not any(t.multilateral and t.value > 1e-9 for t in control_trades(exchange, 0))


def test_each_has_half_of_what_the_other_wants() -> None:
    """Half of one's event for half of the other's."""
    exchange = exchange_of_control([[1, 1], [1, 1]], np.eye(2), ["north", "south"], ["oil", "grain"])
    assert control_trades(exchange) == (
        ControlTrade(
            giver="north",
            taker="south",
            event="oil",
            amount=0.5,
            value=0.25,
            in_return="grain",
            return_amount=0.5,
        ),
    )


def test_a_ring_can_only_be_settled_around() -> None:
    """Each wants only what the next one has: three gifts, paid by others."""
    exchange = exchange_of_control(np.roll(np.eye(3), 1, axis=1), np.eye(3), list("abc"), list("xyz"))
    trades = control_trades(exchange)
    assert [(t.giver, t.taker, t.event, t.in_return) for t in trades] == [
        ("a", "c", "x", None),
        ("b", "a", "y", None),
        ("c", "b", "z", None),
    ]
    assert all(t.multilateral and t.value == pytest.approx(1 / 3) for t in trades)


def test_small_trades_are_left_out() -> None:
    """Those of less value than asked for; the rest stays as it is."""
    exchange = solved(*system(5))
    every = control_trades(exchange, 0)
    least = every[len(every) // 2].value
    assert control_trades(exchange, least) == tuple(t for t in every if t.value >= least)


def test_nobody_wants_what_others_have() -> None:
    """Where each is interested in just what it controls there is no trade."""
    exchange = exchange_of_control(np.eye(2), np.eye(2), ["a", "b"], ["x", "y"])
    assert exchange.reducible
    assert control_trades(exchange, 0) == ()


def test_the_json_form() -> None:
    """Plain values, the missing counterpart null."""
    trade = ControlTrade(giver="a", taker="b", event="x", amount=0.5, value=0.1)
    assert json.loads(json.dumps(trade.to_dict()))["in_return"] is None
    assert trade.to_dict()["multilateral"] is True
