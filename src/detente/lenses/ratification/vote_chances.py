"""How likely a rule is met when its members' votes are uncertain.

Members consent independently of one another, each with a chance of its own; chances are exact, by
sums over all the ways the votes can run (:mod:`detente.lenses.ratification.vote_diagram`). For one
vote each and a quota this is the tail of the Poisson-binomial distribution. Whoever has a voice in
several places, or in several rules, says the same in all of them.

In a quota with ``free_votes`` every vote of a party is cast by itself, with the party's chance: the
number of its votes is binomial. Where a party has the same number of free votes in several places,
they are the same voters, and vote alike there; a different number means different voters. The
consent of the party as a whole, asked for elsewhere, is one more voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.dossier.dossier import Need
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.exact_number import Number, exact_number
from detente.lenses.ratification.vote_diagram import VoteDiagram, vote_diagram

__all__ = ["chance_all_met", "chance_met", "chance_of", "consent_chance", "exact_chance_met"]

Float = NDArray[np.float64]


def consent_chance(surplus: ArrayLike, sway: ArrayLike) -> Float:
    """Return the chance that a party consents: 1 / (1 + exp(-surplus / sway)).

    Parameters
    ----------
    surplus : array-like of float
        In points.
    sway : array-like of float
        In points, at least 0; broadcast against ``surplus``. At 0 the party consents exactly when
        its surplus is at least 0 (one that is indifferent consents, as in the gates); with any
        sway above, one that is indifferent consents with chance 1/2.

    Returns
    -------
    float array
        Between 0 and 1; NaN where the surplus is.

    Raises
    ------
    DetenteError
        If a sway is negative, infinite or no number.
    """
    points, width = np.broadcast_arrays(np.asarray(surplus, np.float64), np.asarray(sway, np.float64))
    if not (np.isfinite(width) & (width >= 0)).all():
        raise DetenteError("a sway must be a finite number of points, at least 0")
    certain = np.where(np.isnan(points), np.nan, (points >= 0).astype(np.float64))
    with np.errstate(over="ignore", under="ignore"):
        ratio = points / np.where(width > 0, width, 1.0)
        # The exponential of a number that is never positive cannot overflow.
        small = np.exp(-np.abs(ratio))
        swayed = np.where(ratio >= 0, 1.0, small) / (1.0 + small)
    result: Float = np.where(width > 0, swayed, certain)
    return result


def chance_met(need: Need, chance: Mapping[str, Float]) -> Float:
    """Return the chance that a need is met, in every draw.

    Parameters
    ----------
    need : Need
        With ``Not`` or without; members may occur in several places.
    chance : mapping of party to float array, shape (n_draws,)
        Chance that the party consents (or that each of its free votes is cast for it), 0 to 1; all
        arrays of one length. More parties than the members may be there.

    Returns
    -------
    float array, shape (n_draws,)
        Between 0 and 1. With chances of 0 and 1 only it is exactly 0 or 1, as ``is_met`` says.

    Raises
    ------
    UnknownNameError
        If the chance of a member is missing.
    DetenteError
        If a chance lies outside 0 to 1 or is NaN, or lengths differ.
    TooLargeError
        If the votes can run in too many ways (see ``vote_diagram``).
    """
    return chance_all_met((need,), chance)


def chance_all_met(needs: Sequence[Need], chance: Mapping[str, Float]) -> Float:
    """Return the chance that all of several needs are met together, in every draw.

    Needs that share members are not independent: this is the chance of both, not the product.

    Parameters
    ----------
    needs : sequence of Need
        Without any the chance is 1.
    chance : mapping of party to float array, shape (n_draws,)
        As in ``chance_met``.

    Returns
    -------
    float array, shape (n_draws,)

    Raises
    ------
    UnknownNameError, DetenteError, TooLargeError
        As ``chance_met`` does.
    """
    return chance_of(vote_diagram(needs), chance)


def chance_of(diagram: VoteDiagram, chance: Mapping[str, Float]) -> Float:
    """Return the chance for a rule that is unfolded already: for many packages under one rule.

    Parameters
    ----------
    diagram : VoteDiagram
    chance : mapping of party to float array, shape (n_draws,)
        As in ``chance_met``.

    Returns
    -------
    float array, shape (n_draws,)

    Raises
    ------
    UnknownNameError, DetenteError
        As ``chance_met`` does.
    """
    _all_there(diagram, chance)
    arrays = {party: np.atleast_1d(np.asarray(p, np.float64)) for party, p in chance.items()}
    shapes = {p.shape for p in arrays.values()}
    if len(shapes) > 1 or any(len(shape) > 1 for shape in shapes):
        raise DetenteError("the chances of all parties must be lists of one length, a number for each draw")
    for party, p in arrays.items():
        if not ((p >= 0) & (p <= 1)).all():
            raise DetenteError(f"the chance that {party} consents must lie between 0 and 1 in every draw")
    n_draws = shapes.pop()[0] if shapes else 1
    # Rounding can carry a sum of products past 1 by the last digit.
    result: Float = np.minimum(diagram.chance(arrays, n_draws), 1.0)
    return result


def exact_chance_met(need: Need, chance: Mapping[str, Number]) -> Fraction:
    """Return the chance that a need is met as an exact fraction.

    Parameters
    ----------
    need : Need
    chance : mapping of party to Fraction, int or float
        0 to 1; a float is read as it is printed (0.1 is 1/10).

    Raises
    ------
    UnknownNameError, DetenteError, TooLargeError
        As ``chance_met`` does.

    Examples
    --------
    >>> from detente.dossier.dossier import AtLeast, Consent
    >>> need = AtLeast(k=2, parts=(Consent(party="a"), Consent(party="b"), Consent(party="c")))
    >>> exact_chance_met(need, dict.fromkeys("abc", Fraction(1, 3)))
    Fraction(7, 27)
    """
    diagram = vote_diagram((need,))
    _all_there(diagram, chance)
    exact = {party: exact_number(p, f"the chance that {party} consents") for party, p in chance.items()}
    for party, p in exact.items():
        if not 0 <= p <= 1:
            raise DetenteError(f"the chance that {party} consents must lie between 0 and 1, not {p}")
    return Fraction(diagram.chance({party: np.array([p]) for party, p in exact.items()}, 1)[0])


def _all_there(diagram: VoteDiagram, chance: Mapping[str, object]) -> None:
    for vote in diagram.votes:
        if vote.party not in chance:
            raise UnknownNameError("chance of the party", vote.party, chance)
