r"""Break-even trust: the smallest probability that another keeps its word at which one would still sign.

As a function of the probability x that one other party performs, with all other chances as they are, a
principal's expected surplus is a polynomial: of first degree where each option stands by itself, of
higher degree where a link needs several things from the same party. The smallest x with
:math:`S(x) \ge 0` is found in closed form up to the first degree; above, between one zero of the
derivative (found the same way) and the next S is monotone, so that the first such piece that ends at
no less than 0 holds it, and halving finds it to the last bit. Trust as the probability that makes one
indifferent: Coleman 1990, *Foundations of Social Theory*, ch. 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.lenses.spread import Spread

__all__ = ["BreakEven", "break_even", "evaluate", "least_trust"]

Float = NDArray[np.float64]
Status = Literal["needs none", "number", "never"]
#: Halvings of an interval of length 1 down to neighbouring numbers.
HALVINGS = 60


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """How much trust of one principal in the word of one other party a package takes.

    Attributes
    ----------
    viewer : str
        The principal who must decide whether to sign.
    other : str
        Whose record vouches for something in the package.
    needed : Spread
        Smallest probability that the other performs at which the viewer's expected surplus is not
        negative, all else as drawn: 0 where it needs none, infinite where not even certainty is
        enough.
    had : Spread
        Probability that the record supports.
    slack : Spread
        Had less needed.
    needs_none, never : float
        Shares of draws in which it would sign without any trust, and not even at certainty.
    enough : float
        Share of draws in which it signs at the trust it has, in this party and all others: gate 4.
    falls : float
        Share of draws in which it is worse off if the other performs than if it does not, so that
        less trust would do no harm.
    status : str
        With every judgement at its median: ``"needs none"``, a ``"number"``, or ``"never"``.
    middle : float or None
        That number; 0 where it needs none, None for never.
    """

    viewer: str
    other: str
    needed: Spread
    had: Spread
    slack: Spread
    needs_none: float
    never: float
    enough: float
    falls: float
    status: Status
    middle: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; infinite ends of a spread are null."""
        spreads = {"needed": self.needed, "had": self.had, "slack": self.slack}
        return {
            "viewer": self.viewer,
            "other": self.other,
            **{key: one.to_dict() for key, one in spreads.items()},
            "needs_none": self.needs_none,
            "never": self.never,
            "enough": self.enough,
            "falls": self.falls,
            "status_at_medians": self.status,
            "needed_at_medians": self.middle,
        }


def evaluate(coefficients: Float, x: Float | float) -> Float:
    """Return the values of polynomials, coefficients in rising order along the last axis."""
    x = np.asarray(x, np.float64)
    total = np.broadcast_to(coefficients[..., -1], np.broadcast_shapes(coefficients.shape[:-1], x.shape))
    for k in range(coefficients.shape[-1] - 2, -1, -1):
        total = total * x + coefficients[..., k]
    return np.array(total)


def least_trust(coefficients: Float) -> Float:
    """Return the smallest probability at which each polynomial is not negative.

    Parameters
    ----------
    coefficients : float array, shape (n, degree + 1)
        In rising order.

    Returns
    -------
    float array, shape (n,)
        0 where the polynomial is not negative at 0, infinite where it is negative on all of
        [0, 1].

    Examples
    --------
    >>> least_trust(np.array([[-1.0, 4.0], [0.0, -1.0], [-3.0, 2.0]])).tolist()
    [0.25, 0.0, inf]
    >>> least_trust(np.array([[-1.0, 0.0, 4.0]])).tolist()
    [0.5]
    """
    at_none, at_all = coefficients[:, 0], evaluate(coefficients, 1.0)
    if coefficients.shape[1] <= 2:
        with np.errstate(divide="ignore", invalid="ignore"):
            root = np.minimum(-coefficients[:, 0] / coefficients[:, -1], 1.0)
        found = np.where(at_all >= 0, root, np.inf)
    else:
        knots = _knots(coefficients)
        enough = evaluate(coefficients[:, None, :], knots) >= 0
        first = np.maximum(np.argmax(enough, axis=1), 1)
        rows = np.arange(len(knots))
        root = _between(coefficients, knots[rows, first - 1], knots[rows, first])
        found = np.where(enough.any(axis=1), root, np.inf)
    return np.where(at_none >= 0, 0.0, found)


def _knots(coefficients: Float) -> Float:
    """Return 0, the places where a polynomial may turn, and 1, in order."""
    n = len(coefficients)
    powers = np.arange(1, coefficients.shape[1])
    turns = _zeros(coefficients[:, 1:] * powers)
    return np.concatenate([np.zeros((n, 1)), turns, np.ones((n, 1))], axis=1)


def _zeros(coefficients: Float) -> Float:
    """Return where polynomials change sign in (0, 1), in order, filled up with 1."""
    if coefficients.shape[1] == 1:
        return np.ones((len(coefficients), 0))
    knots = _knots(coefficients)
    signs = evaluate(coefficients[:, None, :], knots) >= 0
    found = np.ones((len(knots), coefficients.shape[1] - 1))
    for k in range(found.shape[1]):
        rising = signs[:, k + 1]
        changes = signs[:, k] != rising
        oriented = np.where(rising, 1.0, -1.0)[:, None] * coefficients
        found[:, k] = np.where(changes, _between(oriented, knots[:, k], knots[:, k + 1]), 1.0)
    return np.sort(found, axis=1)


def _between(coefficients: Float, low: Float, high: Float) -> Float:
    """Halve intervals at whose lower end a polynomial is negative; return the first number where not."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = evaluate(coefficients, middle) >= 0
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


def break_even(
    *, viewer: str, other: str, polynomial: Float, word: Float, signs: NDArray[np.bool_]
) -> BreakEven:
    """Sum up over draws how much trust a package takes.

    Parameters
    ----------
    viewer, other : str
    polynomial : float array, shape (1 + n_draws, degree + 1)
        Expected surplus of the viewer by the probability that the other performs; the first row at
        the medians of all judgements, the others draw by draw.
    word : float array, shape (1 + n_draws,)
        That probability as the record has it.
    signs : bool array, shape (n_draws,)
        Whether the viewer signs at the trust it has.
    """
    needed = least_trust(polynomial)
    over = needed[1:]
    falls = evaluate(polynomial[1:], 1.0) < polynomial[1:, 0]
    middle = float(needed[0])
    spreads = [Spread.of(x) for x in (over, word[1:], word[1:] - over)]
    needed_spread, had, slack = spreads
    assert needed_spread is not None
    assert had is not None
    assert slack is not None
    return BreakEven(
        viewer=viewer,
        other=other,
        needed=needed_spread,
        had=had,
        slack=slack,
        needs_none=float((over == 0).mean()),
        never=float(np.isinf(over).mean()),
        enough=float(signs.mean()),
        falls=float(falls.mean()),
        status="needs none" if middle == 0 else "never" if np.isinf(middle) else "number",
        middle=None if np.isinf(middle) else round(middle, 6),
    )
