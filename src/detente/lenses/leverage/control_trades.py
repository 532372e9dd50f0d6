"""Who should trade control of what with whom, on the way to the equilibrium of an exchange.

Each actor gives up control where it has more than it ends with, and takes it where it has less. What
is given of an event goes to its takers in proportion to what they want; so it is known what each
actor owes each other. As far as two owe one another, they can settle by themselves, control of one
event for as much worth of another: a trade. The rest is settled only around: what one gives another
is paid for by third actors (Coleman 1990, ch. 25, has money for it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.exchange_of_control import ControlExchange

__all__ = ["ControlTrade", "control_trades"]

Float = NDArray[np.float64]

#: Control and worth below this are rounding.
NEGLIGIBLE = 1e-12


@dataclass(frozen=True, kw_only=True)
class ControlTrade:
    """Control that changes hands.

    Attributes
    ----------
    giver, taker : str
        Of a two-sided trade the giver is the actor that comes first in the exchange.
    event : str
    amount : float
        Share of the control of the event that the giver gives the taker, above 0 to 1.
    value : float
        What it is worth: price times amount. Prices sum to 1 within a closed class.
    in_return : str or None
        Event of which the giver gets control from the taker; None where it is paid by others.
    return_amount : float
        How much of that: of the same value; 0 where ``in_return`` is None.
    """

    giver: str
    taker: str
    event: str
    amount: float
    value: float
    in_return: str | None = None
    return_amount: float = 0.0

    @property
    def multilateral(self) -> bool:
        """Whether the giver is paid not by the taker but by others."""
        return self.in_return is None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "giver": self.giver,
            "taker": self.taker,
            "event": self.event,
            "amount": self.amount,
            "value": self.value,
            "in_return": self.in_return,
            "return_amount": self.return_amount,
            "multilateral": self.multilateral,
        }


def control_trades(exchange: ControlExchange, least: float = 0.01) -> tuple[ControlTrade, ...]:
    """Break the exchange down into trades between two.

    Of many ways to do so this one takes proportional shares, and pairs what is worth most with what
    is worth most.

    Parameters
    ----------
    exchange : ControlExchange
    least : float, default 0.01
        Trades of less value are left out; 0 for all, and then they lead from the control before the
        exchange to the final one.

    Returns
    -------
    tuple of ControlTrade
        Of highest value first; equal ones two-sided first, then by names. Empty where nobody gains
        by an exchange.
    """
    owed = _flows(exchange) * np.array(list(exchange.price.values()))[:, None, None]
    found = [
        trade
        for a in range(len(exchange.actors))
        for b in range(a + 1, len(exchange.actors))
        for trade in _settled(exchange, a, b, _owed(owed, a, b), _owed(owed, b, a))
        if trade.value >= least
    ]
    return tuple(
        sorted(found, key=lambda t: (-t.value, t.multilateral, t.giver, t.taker, t.event, t.in_return or ""))
    )


def _flows(exchange: ControlExchange) -> Float:
    """Return the control of each event that each actor gives each: shape (events, givers, takers)."""
    change = exchange.final - exchange.control
    change[np.abs(change) < NEGLIGIBLE] = 0
    given, taken = np.maximum(-change, 0), np.maximum(change, 0)
    wanted = taken.sum(axis=1, keepdims=True)
    part = taken / np.where(wanted > 0, wanted, 1)
    flows: Float = given[:, :, None] * part[:, None, :]
    return flows


def _owed(owed: Float, giver: int, taker: int) -> list[tuple[int, float]]:
    """Return the events of which one gives another control, and its worth: most first."""
    row = owed[:, giver, taker]
    events = [int(e) for e in np.argsort(-row, kind="stable") if row[e] > NEGLIGIBLE]
    return [(e, float(row[e])) for e in events]


def _settled(
    exchange: ControlExchange,
    a: int,
    b: int,
    gives: Sequence[tuple[int, float]],
    gets: Sequence[tuple[int, float]],
) -> Iterator[ControlTrade]:
    """Pair what two actors owe one another, then yield what is left unpaired."""
    price = list(exchange.price.values())
    given, got = list(gives), list(gets)
    while given and got:
        (event, left), (back, owed) = given[0], got[0]
        value = min(left, owed)
        yield ControlTrade(
            giver=exchange.actors[a],
            taker=exchange.actors[b],
            event=exchange.events[event],
            amount=value / price[event],
            value=value,
            in_return=exchange.events[back],
            return_amount=value / price[back],
        )
        given[:1] = [(event, left - value)] if left - value > NEGLIGIBLE else []
        got[:1] = [(back, owed - value)] if owed - value > NEGLIGIBLE else []
    for giver, taker, rest in ((a, b, given), (b, a, got)):
        for event, value in rest:
            yield ControlTrade(
                giver=exchange.actors[giver],
                taker=exchange.actors[taker],
                event=exchange.events[event],
                amount=value / price[event],
                value=value,
            )
