"""Every number that the gates ask for, one after the other, with whose it is and in which unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity

__all__ = ["Judgement", "ends", "is_wide", "judgements", "largest_stakes"]

WIDE = 0.5
"""A number is wide when its range passes this share of the scale it is on."""

_TAILS = np.array([0.05, 0.95])


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A number, the section it stands in, and the party whose scale it is on.

    ``unit`` is ``points`` (the party's own scale) or ``share`` (0 to 1).
    """

    quantity: Quantity
    section: str
    party: str
    unit: Literal["points", "share"]


def judgements(dossier: Dossier) -> Iterator[Judgement]:
    """Yield every number that a gate asks for, section by section in the order of the file.

    Numbers of the climate are on a scale of their own, which no party's stakes measure; they are
    listed by :func:`~detente.dossier.climate.quantities_of`.
    """
    for quantity, section, party in _points(dossier):
        yield Judgement(quantity=quantity, section=section, party=party, unit="points")
    for quantity, section, party in _shares(dossier):
        yield Judgement(quantity=quantity, section=section, party=party, unit="share")


def _points(dossier: Dossier) -> Iterator[tuple[Quantity, str, str]]:
    for party, issues in dossier.stakes.items():
        for options in issues.values():
            yield from ((quantity, "stakes", party) for quantity in options.values())
    for link in dossier.links:
        yield from ((quantity, "links", party) for party, quantity in link.points.items())
    for party, no_deal in dossier.no_deal.items():
        if no_deal.points is not None:
            yield no_deal.points, "no_deal", party
    for party, costs in dossier.dealing_costs.items():
        for cost in (costs.per_deal, costs.per_issue):
            if cost is not None:
                yield cost, "dealing_costs", party
    for member in dossier.parties.values():
        if member.sway is not None:
            yield member.sway, "parties", member.key


def _shares(dossier: Dossier) -> Iterator[tuple[Quantity, str, str]]:
    for party in dossier.parties.values():
        if party.discount_factor is not None:
            yield party.discount_factor, "parties", party.key
    for issue in dossier.issues.values():
        for section in (issue.control, issue.leakage):
            yield from ((quantity, "issues", party) for party, quantity in section.items())
        for option in issue.options.values():
            if option.requires is not None:
                yield option.requires, "issues", ""
    yield from ((quantity, "relative_gains", party) for party, quantity in dossier.relative_gains.items())
    for section in (dossier.trust.keeps_word, dossier.trust.monitoring, dossier.trust.false_alarms):
        yield from ((quantity, "trust", party) for party, quantity in section.items())


def ends(quantity: Quantity) -> tuple[float, float]:
    """Return the lowest and highest value that count.

    Those of the range where it has ends, otherwise the 5th and the 95th percentile.
    """
    if quantity.distribution in ("point", "uniform", "pert", "triangular"):
        return quantity.parameters[0], quantity.parameters[-1]
    low, high = quantity.draw(_TAILS)
    return float(low), float(high)


def largest_stakes(dossier: Dossier) -> Mapping[str, float]:
    """Return, per party with stakes, the largest absolute value that any of them can take."""
    return {
        party: max(
            (abs(end) for options in issues.values() for q in options.values() for end in ends(q)),
            default=0.0,
        )
        for party, issues in dossier.stakes.items()
    }


def is_wide(judgement: Judgement, largest: Mapping[str, float]) -> bool:
    """Tell whether a number is wide on its scale.

    Points are measured against the party's largest stake, shares against 1. Points of a
    party that has no stakes have no scale and are never wide.
    """
    low, high = ends(judgement.quantity)
    scale = 1.0 if judgement.unit == "share" else largest.get(judgement.party, 0.0)
    return scale > 0 and (high - low) / scale > WIDE
