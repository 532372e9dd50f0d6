"""Coleman's exchange of control: what power each actor has, and what each event is worth.

Every actor controls shares of some events and is interested in some; it gives up control of what
interests it little for control of what interests it more, as on a market. With interests
X (actors by events, rows sum to 1) and control C (events by actors, rows sum to 1), an actor's
power is what its control is worth, r = v C, and an event's price is what is spent on it, v = r X;
so v = v C X, the stationary distribution of a Markov chain. An actor with power r_i spends the share
X_ij of it on event j and ends with the control X_ij r_i / v_j.

The solution is unique where there is one *closed class*: a group of actors and events such that what
they control and want stays among them, all of it hanging together. Where there are several, no
exchange ties their prices to one another, and each has its own.

Coleman 1973, *The Mathematics of Collective Action*; 1990, *Foundations of Social Theory*, ch. 25;
the elimination without subtractions is that of Grassmann, Taksar and Heyman 1985, *Operations
Research* 33(5).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import DetenteError

__all__ = ["ControlClass", "ControlExchange", "exchange_of_control", "stationary"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Int = NDArray[np.int64]

#: Numbers in the chains that are solved at once.
BLOCK = 2**21


@dataclass(frozen=True, kw_only=True)
class ControlClass:
    """Actors and events among which all that they control and want stays."""

    actors: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ControlExchange:
    """The equilibrium of an exchange of control.

    Attributes
    ----------
    actors, events : tuple of str
    interest : float array, shape (n_actors, n_events)
        Rows sum to 1.
    control : float array, shape (n_events, n_actors)
        Before the exchange; rows sum to 1.
    power : mapping of actor to float
        Sums to 1 within each closed class; 0 for actors outside, who control nothing that anybody
        in a closed class wants.
    price : mapping of event to float
        Likewise; 0 for events outside, which nobody with power wants.
    final : float array, shape (n_events, n_actors)
        Control after the exchange; rows sum to 1. Events of price 0 stay where they were.
    classes : tuple of ControlClass
        The closed classes, at least one, in the order of their first actors.
    """

    actors: tuple[str, ...]
    events: tuple[str, ...]
    interest: Float = field(repr=False, compare=False)
    control: Float = field(repr=False, compare=False)
    power: Mapping[str, float]
    price: Mapping[str, float]
    final: Float = field(repr=False, compare=False)
    classes: tuple[ControlClass, ...]

    @property
    def reducible(self) -> bool:
        """Whether there are several closed classes, whose powers and prices cannot be compared."""
        return len(self.classes) > 1

    def __repr__(self) -> str:
        classes = f"{len(self.classes)} closed class{'es' if self.reducible else ''}"
        return f"<ControlExchange of {len(self.actors)} actors over {len(self.events)} events: {classes}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; of the shares of control those above 0."""
        return {
            "reducible": self.reducible,
            "classes": [{"actors": list(c.actors), "events": list(c.events)} for c in self.classes],
            "power": dict(self.power),
            "price": dict(self.price),
            "control": self._shares(self.control),
            "final": self._shares(self.final),
        }

    def _shares(self, control: Float) -> dict[str, dict[str, float]]:
        return {
            event: {actor: float(x) for actor, x in zip(self.actors, row, strict=True) if x > 0}
            for event, row in zip(self.events, control, strict=True)
        }


def exchange_of_control(
    interest: ArrayLike, control: ArrayLike, actors: Sequence[str], events: Sequence[str]
) -> ControlExchange:
    """Find the equilibrium of an exchange of control.

    Parameters
    ----------
    interest : array-like of float, shape (n_actors, n_events)
        How much each actor cares about each event, at least 0. Only proportions within a row count.
    control : array-like of float, shape (n_events, n_actors)
        How much of each event each actor controls, likewise.
    actors, events : sequence of str
        At least one of each, no name twice.

    Returns
    -------
    ControlExchange

    Raises
    ------
    DetenteError
        When shapes and names do not fit, a number is negative or not finite, an actor is interested
        in nothing, or nobody controls an event.
    """
    actors, events = _names(actors, "actor"), _names(events, "event")
    x = _rows(interest, actors, events, "interest of {} in {}", "{} is interested in no event")
    c = _rows(control, events, actors, "control of {} by {}", "nobody controls {}")
    power, price, group = (found[0] for found in _solve(x[None], c[None]))
    if not np.isfinite(power).all():
        raise DetenteError("interests and shares of control lie too many orders of magnitude apart")
    spent = x.T * power
    priced = (price > 0)[:, None]
    final = np.where(priced, spent / np.where(priced, price[:, None], 1), c)
    return ControlExchange(
        actors=actors,
        events=events,
        interest=x,
        control=c,
        power=dict(zip(actors, power.tolist(), strict=True)),
        price=dict(zip(events, price.tolist(), strict=True)),
        final=final,
        classes=tuple(_class(x, actors, events, group == k) for k in range(int(group.max()) + 1)),
    )


def _names(names: Sequence[str], kind: str) -> tuple[str, ...]:
    if not names:
        raise DetenteError(f"an exchange of control needs at least one {kind}")
    for name in names:
        if names.count(name) > 1:
            raise DetenteError(f"the {kind} {name!r} is given twice")
    return tuple(names)


def _rows(
    numbers: ArrayLike, rows: tuple[str, ...], columns: tuple[str, ...], what: str, nothing: str
) -> Float:
    """Check the numbers and make each row sum to 1."""
    found = np.asarray(numbers, np.float64)
    if found.shape != (len(rows), len(columns)):
        raise DetenteError(
            f"the table of {what.split()[0]} must have {len(rows)} rows and {len(columns)} columns, "
            f"not the shape {found.shape}"
        )
    for i, j in np.argwhere(~((found >= 0) & np.isfinite(found)))[:1]:
        place = what.format(repr(rows[i]), repr(columns[j]))
        raise DetenteError(f"the {place} must be a number of 0 or more, not {found[i, j]}")
    for i in np.flatnonzero(~found.any(axis=1))[:1]:
        raise DetenteError(f"{nothing.format(repr(rows[i]))}: leave it out, or give it a number above 0")
    return _normalised(found)


def _normalised(found: Float) -> Float:
    # By the largest first, so that no sum overflows.
    scaled = found / found.max(axis=-1, keepdims=True)
    shares: Float = scaled / scaled.sum(axis=-1, keepdims=True)
    return shares


def _class(x: Float, actors: Sequence[str], events: Sequence[str], member: Bool) -> ControlClass:
    wanted = x[member].max(axis=0) > 0
    return ControlClass(
        actors=tuple(itertools.compress(actors, member.tolist())),
        events=tuple(itertools.compress(events, wanted.tolist())),
    )


def stationary(interest: ArrayLike, control: ArrayLike) -> tuple[Float, Float, Bool]:
    """Find the equilibria of many exchanges at once: one for each draw.

    Parameters
    ----------
    interest : array-like of float, shape (n_draws, n_actors, n_events)
    control : array-like of float, shape (n_draws, n_events, n_actors)
        Both as in :func:`exchange_of_control`. In a draw with a row of zeros (an actor interested in
        nothing, an event that nobody controls) there is no equilibrium.

    Returns
    -------
    power : float array, shape (n_draws, n_actors)
    price : float array, shape (n_draws, n_events)
        Both sum to 1 within each closed class, and are NaN in a draw without an equilibrium.
    reducible : bool array, shape (n_draws,)
        Whether there are several closed classes.

    Raises
    ------
    DetenteError
        When shapes do not fit, or a number is negative or not finite.
    """
    x, c = np.asarray(interest, np.float64), np.asarray(control, np.float64)
    if x.ndim != 3 or 0 in x.shape[1:] or c.shape != (x.shape[0], x.shape[2], x.shape[1]):
        raise DetenteError(
            "interests must have the shape (draws, actors, events) and control (draws, events, actors), "
            f"not {x.shape} and {c.shape}"
        )
    for found, name in ((x, "interests"), (c, "shares of control")):
        if not ((found >= 0) & np.isfinite(found)).all():
            raise DetenteError(f"{name} must be numbers of 0 or more")
    n_draws, n_actors, n_events = x.shape
    power, price = np.full((n_draws, n_actors), np.nan), np.full((n_draws, n_events), np.nan)
    reducible = np.zeros(n_draws, bool)
    solvable = np.flatnonzero((x.max(axis=2).min(axis=1) > 0) & (c.max(axis=2).min(axis=1) > 0))
    step = max(1, BLOCK // (n_actors * max(n_actors, n_events)))
    for start in range(0, len(solvable), step):
        block = solvable[start : start + step]
        power[block], price[block], group = _solve(_normalised(x[block]), _normalised(c[block]))
        reducible[block] = group.max(axis=1) > 0
    return power, price, reducible


def _solve(x: Float, c: Float) -> tuple[Float, Float, Int]:
    """Return power, price, and the closed class of each actor (-1 for none), for each draw."""
    chain = x @ c
    group = _closed_classes(chain)
    power = np.zeros(group.shape)
    for k in range(int(group.max()) + 1):
        has = np.flatnonzero((group == k).any(axis=1))
        power[has] += _class_distribution(chain[has], group[has] == k)
    return power, np.einsum("da,dae->de", power, x), group


def _closed_classes(chain: Float) -> Int:
    """Number the closed classes of chains: shape (n_draws, n_states), -1 for transient states."""
    n = chain.shape[1]
    reach = (chain > 0) | np.eye(n, dtype=bool)
    for _ in range(max(1, n - 1).bit_length()):
        # In single precision: a sum of up to n ones is exact, and above 0 is all that is asked.
        steps = reach.astype(np.float32)
        reach = steps @ steps > 0
    back = reach.transpose(0, 2, 1)
    closed = ~(reach & ~back).any(axis=2)
    first = (reach & back).argmax(axis=2)
    leads = closed & (first == np.arange(n))
    number = np.cumsum(leads, axis=1) - 1
    return np.where(closed, np.take_along_axis(number, first, axis=1), -1)


def _class_distribution(chain: Float, member: Bool) -> Float:
    """Return the stationary distribution over one closed class of each chain, 0 outside it."""
    draws = np.arange(len(chain))[:, None]
    # The first state must be of the class; the others, made to lead there, are never entered.
    order = np.argsort(~member, axis=1, kind="stable")
    inside = member[draws, order]
    ordered = chain[draws[:, :, None], order[:, :, None], order[:, None, :]]
    to_first = np.arange(chain.shape[1]) == 0
    found = np.empty(member.shape)
    found[draws, order] = _eliminated(np.where(inside[:, :, None], ordered, to_first))
    return found


def _eliminated(chain: Float) -> Float:
    """Solve chains by elimination without subtractions; every state must lead to the first."""
    chain = chain.copy()
    n = chain.shape[1]
    # A chance too small to be told from 0 would divide by 0: told by what is not finite.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for k in range(n - 1, 0, -1):
            chain[:, :k, k] /= chain[:, k, :k].sum(axis=1)[:, None]
            chain[:, :k, :k] += chain[:, :k, k, None] * chain[:, k, None, :k]
        found = np.zeros(chain.shape[:2])
        found[:, 0] = 1
        for k in range(1, n):
            found[:, k] = (found[:, :k] * chain[:, :k, k]).sum(axis=1)
        shares: Float = found / found.sum(axis=1, keepdims=True)
    shares[~np.isfinite(shares).all(axis=1)] = np.nan
    return shares
