"""Quantities, needs and conditions of a dossier, put into words."""

from __future__ import annotations

from collections.abc import Mapping

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.dossier.quantity import Quantity

__all__ = ["condition", "in_words", "need"]


def in_words(quantity: Quantity) -> str:
    """Write a number as one would say it.

    Examples
    --------
    >>> in_words(Quantity(distribution="uniform", parameters=(-3.0, -1.0), path="x"))
    '-3 to -1'
    >>> in_words(Quantity(distribution="pert", parameters=(15.0, 25.0, 30.0), path="x"))
    '15 to 30, most likely 25'
    """
    values = [f"{value:g}" for value in quantity.parameters]
    if quantity.is_certain:
        return values[0]
    if quantity.distribution == "uniform":
        return f"{values[0]} to {values[1]}"
    if quantity.distribution in ("pert", "triangular"):
        return f"{values[0]} to {values[2]}, most likely {values[1]}"
    if quantity.distribution == "normal":
        return f"about {values[0]}, standard deviation {values[1]}"
    if quantity.distribution == "lognormal":
        return f"about {quantity.middle:.3g}, logarithm with standard deviation {values[1]}"
    return f"about {quantity.middle:.3g}, beta({values[0]}, {values[1]})"


def need(needed: Need) -> str:
    """Write whose consent is needed.

    Examples
    --------
    >>> need(AtLeast(k=2, parts=(Consent(party="a"), Consent(party="b"), Consent(party="c"))))
    'at least 2 of (a, b, c)'
    """
    if isinstance(needed, Consent):
        return needed.party
    if isinstance(needed, AllOf):
        return " and ".join(_bracketed(part) for part in needed.parts)
    if isinstance(needed, AtLeast):
        parts = ", ".join(need(part) for part in needed.parts)
        return f"one of ({parts})" if needed.k == 1 else f"at least {needed.k} of ({parts})"
    if isinstance(needed, Quota):
        weights = ", ".join(f"{party} {weight}" for party, weight in needed.weights.items())
        return f"votes of {needed.quota} or more among ({weights})"
    return f"that not {_bracketed(needed.part)}"


def _bracketed(part: Need) -> str:
    return f"({need(part)})" if isinstance(part, AllOf | Not) else need(part)


def condition(options: Mapping[str, tuple[str, ...]]) -> str:
    """Write which issues stand at which options.

    Examples
    --------
    >>> condition({"sanctions": ("staged", "full"), "donbas": ("minsk",)})
    'sanctions: staged or full, donbas: minsk'
    """
    return ", ".join(f"{issue}: {' or '.join(chosen)}" for issue, chosen in options.items())
