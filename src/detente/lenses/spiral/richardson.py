r"""Richardson's model of two parties whose hostility feeds on each other's.

.. math:: x' = k y - a x + g, \qquad y' = l x - b y + h

k and l are defence: how far each answers the other; a and b fatigue: how far each tires of its own level;
g and h grievance: what moves each whatever the other does (Richardson 1960, *Arms and Insecurity*, ch. 2).
The system settles exactly if :math:`a + b > 0` and :math:`ab > kl`; with tiring parties (a, b > 0) the second
is the whole condition. The balance is :math:`x^* = (kh + bg)/(ab - kl)`, :math:`y^* = (lg + ah)/(ab - kl)`.
With :math:`ab < kl` it is a saddle: a line through it, along the direction that shrinks, parts the starts
from which both sides run away upwards from those from which they run away downwards.

x and y may be any measure in which a higher level calls for a higher one; the sign of what is measured is
the reader's. Series from event data (cooperation positive) are read the same way, with "upwards" towards
cooperation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError

__all__ = ["Behaviour", "Heading", "Richardson", "Saddle"]

Float = NDArray[np.float64]
Behaviour = Literal["settles", "saddle", "runs away", "circles", "on the edge"]
#: Beyond this products of four numbers would leave the range of a float.
BOUND = 1e70
#: Part of the size of a difference of products that counts as rounding.
ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Saddle:
    """Where a system with ab < kl turns.

    Attributes
    ----------
    shrinks, grows : float array, shape (2,)
        Unit directions: of the parting line, and of the line along which both run away; the latter
        points where the first of its parts that is not 0 rises.
    across : float array, shape (2,)
        Unit direction square to the parting line, on the side of ``grows``.
    shrink_rate, growth_rate : float
        Per unit of time; below and above 0.
    """

    shrinks: Float
    grows: Float
    across: Float
    shrink_rate: float
    growth_rate: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        directions = {key: getattr(self, key).tolist() for key in ("shrinks", "grows", "across")}
        return {**directions, "shrink_rate": self.shrink_rate, "growth_rate": self.growth_rate}


@dataclass(frozen=True, kw_only=True, eq=False)
class Heading:
    """Where a system goes from a start, in the end.

    Attributes
    ----------
    settles : bool
        Whether it comes to the balance.
    direction : float array, shape (2,), or None
        Unit direction in which it runs away; None where it settles or circles.
    words : str
    """

    settles: bool
    direction: Float | None
    words: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        direction = None if self.direction is None else self.direction.tolist()
        return {"settles": self.settles, "direction": direction, "words": self.words}


@dataclass(frozen=True, kw_only=True)
class Richardson:
    """Two linear equations of action and reaction in continuous time.

    Attributes
    ----------
    k, l : float
        Defence of x against y, and of y against x, per unit of time.
    a, b : float
        Fatigue of x and of y, per unit of time.
    g, h : float
        Grievance of x and of y, in their units per unit of time.
    names : (str, str)

    Raises
    ------
    RunError
        For numbers that are not finite or immense.

    Examples
    --------
    >>> calm = Richardson(k=1, l=1, a=2, b=2, g=1, h=1)
    >>> calm.is_stable, calm.equilibrium.tolist()
    (True, [1.0, 1.0])
    """

    k: float
    l: float  # noqa: E741 - Richardson's letter
    a: float
    b: float
    g: float = 0.0
    h: float = 0.0
    names: tuple[str, str] = ("x", "y")

    def __post_init__(self) -> None:
        for one in fields(self)[:6]:
            value = getattr(self, one.name)
            if not abs(value) < BOUND:
                raise RunError(f"{one.name} of Richardson's model must be a finite number, not {value}")

    @property
    def matrix(self) -> Float:
        """What levels do to changes, shape (2, 2)."""
        return np.array([[-self.a, self.k], [self.l, -self.b]], np.float64)

    @property
    def grievance(self) -> Float:
        """What is added whatever the levels, shape (2,)."""
        return np.array([self.g, self.h], np.float64)

    @property
    def margin(self) -> float:
        """Fatigue less defence, ab - kl: 0 where the two cancel up to rounding."""
        return _difference(self.a * self.b, self.k * self.l)

    @property
    def eigenvalues(self) -> NDArray[np.complex128]:
        """Rates at which the two parts of a departure grow, the fastest first, shape (2,)."""
        half = -(self.a + self.b) / 2
        # ((a - b) / 2)^2 + kl, which loses no digits where ab and kl are near each other.
        inside = ((self.a - self.b) / 2) ** 2 + self.k * self.l
        if inside < 0:
            root = math.sqrt(-inside)
            return np.array([complex(half, root), complex(half, -root)])
        # The root of larger size without cancelling; the other from their product.
        large = half + math.copysign(math.sqrt(inside), half)
        small = self.margin / large if large else 0.0
        return np.array(sorted([large, small], reverse=True), np.complex128)

    @property
    def is_stable(self) -> bool:
        """Whether every departure from the balance dies down: a + b > 0 and ab > kl."""
        return _difference(self.a, -self.b) > 0 and self.margin > 0

    @property
    def behaviour(self) -> Behaviour:
        """How the system behaves: ``"on the edge"`` where ab = kl, ``"circles"`` where a + b = 0, ab > kl."""
        if self.margin == 0:
            return "on the edge"
        if self.margin < 0:
            return "saddle"
        tiring = _difference(self.a, -self.b)
        return "settles" if tiring > 0 else "runs away" if tiring < 0 else "circles"

    @property
    def equilibrium(self) -> Float | None:
        """The balance (x*, y*); None where ab = kl: there is none, or a whole line of them."""
        if self.margin == 0:
            return None
        x = (self.k * self.h + self.b * self.g) / self.margin
        y = (self.l * self.g + self.a * self.h) / self.margin
        return np.array([x, y])

    @property
    def saddle(self) -> Saddle | None:
        """The parting line and the direction of running away; None unless ab < kl."""
        if self.margin >= 0:
            return None
        growth, shrink = (float(x.real) for x in self.eigenvalues)
        grows, shrinks = self._direction(growth), self._direction(shrink)
        across = np.array([-shrinks[1], shrinks[0]])
        across = across if across @ grows > 0 else -across
        return Saddle(shrinks=shrinks, grows=grows, across=across, shrink_rate=shrink, growth_rate=growth)

    def field(self, x: ArrayLike, y: ArrayLike) -> tuple[Float, Float]:
        """Return the changes (x', y') at levels of any shape, for the arrows of a phase plane."""
        at_x, at_y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        return self.k * at_y - self.a * at_x + self.g, self.l * at_x - self.b * at_y + self.h

    def heading(self, x: float, y: float) -> Heading:
        """Say where the system goes from a start.

        Parameters
        ----------
        x, y : float
            Levels at the start.

        Returns
        -------
        Heading
            On the parting line of a saddle, up to rounding, the system settles, for as long as
            nothing disturbs it.

        Raises
        ------
        RunError
            For a start that is not finite.
        """
        if not (math.isfinite(x) and math.isfinite(y)):
            raise RunError(f"a start must be two finite numbers, not {x}, {y}")
        if self.behaviour == "settles":
            return Heading(settles=True, direction=None, words="settles at the balance")
        saddle, balance = self.saddle, self.equilibrium
        if saddle is not None and balance is not None:
            return self._past(saddle, balance, np.array([x, y]))
        words = {
            "runs away": "runs away from the balance on every side",
            "circles": "circles around the balance without end",
            "on the edge": "has no single balance: it rests on a line, or drifts along it without end",
        }
        return Heading(settles=False, direction=None, words=words[self.behaviour])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        eigenvalues = [{"real": float(x.real), "imaginary": float(x.imag)} for x in self.eigenvalues]
        return {
            "names": list(self.names),
            **{key: float(getattr(self, key)) for key in ("k", "l", "a", "b", "g", "h")},
            "margin": self.margin,
            "stable": self.is_stable,
            "behaviour": self.behaviour,
            "eigenvalues": eigenvalues,
            "equilibrium": None if self.equilibrium is None else self.equilibrium.tolist(),
            "saddle": None if self.saddle is None else self.saddle.to_dict(),
        }

    def _past(self, saddle: Saddle, balance: Float, start: Float) -> Heading:
        """Say on which side of the parting line a start lies."""
        away = start - balance
        side = float(saddle.across @ away)
        if abs(side) <= ROUNDING * max(np.abs(start).max(), np.abs(balance).max()):
            return Heading(
                settles=True, direction=None, words="lies on the parting line: settles, until disturbed"
            )
        direction = saddle.grows if side > 0 else -saddle.grows
        ways = [
            f"{name} {'rises' if part > 0 else 'falls'} without end"
            for name, part in zip(self.names, direction, strict=True)
            if abs(part) > ROUNDING
        ]
        return Heading(settles=False, direction=direction, words=" and ".join(ways))

    def _direction(self, rate: float) -> Float:
        """Return the unit eigenvector of a rate, the first part that is not 0 above 0."""
        # Each row of (A - rate) gives one; the longer has lost fewer digits.
        first = np.array([self.k, self.a + rate])
        second = np.array([self.b + rate, self.l])
        longer = first if first @ first >= second @ second else second
        unit: Float = longer / np.linalg.norm(longer)
        leading = unit[0] if abs(unit[0]) > ROUNDING else unit[1]
        return unit if leading > 0 else -unit


def _difference(left: float, right: float) -> float:
    """Subtract, with what is rounding counted as 0."""
    found = left - right
    return 0.0 if abs(found) <= ROUNDING * max(abs(left), abs(right)) else found
