r"""What a package promises to a principal, as a polynomial in one other party's reliability.

If x is the probability that party b performs, an option that b (perhaps with others) must bring about
comes about with probability :math:`c x`, c being the chance that the others do their part, and any
other option with its own chance c. A link is worth its points times the product of the chances that
each of its issues ends as it says; an issue that is not performed stays at the status quo. Summed up,
less the costs of dealing and the reservation value, that is the expected surplus of gate 4
(:mod:`detente.model.tables`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Link
from detente.lenses.named_package import NamedPackage
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.performance import vouchers
from detente.model.tables import PrincipalWorth

__all__ = ["promise_polynomials", "trusted_parties"]

Float = NDArray[np.float64]


def trusted_parties(blueprint: Blueprint, package: NamedPackage, viewer: str) -> tuple[str, ...]:
    """Return whose records vouch for something that others must do in a package, sorted.

    Empty where the viewer depends on nobody's word.
    """
    found = {
        party
        for issue, option in package.package.items()
        for party in vouchers(blueprint, viewer, issue, option)
    }
    return tuple(sorted(found))


def promise_polynomials(
    blueprint: Blueprint,
    package: NamedPackage,
    viewer: str,
    worth: PrincipalWorth,
    words: Mapping[str, Float],
) -> dict[str, Float]:
    """Return the viewer's expected surplus as a polynomial in each other party's reliability.

    Parameters
    ----------
    blueprint : Blueprint
    package : NamedPackage
    viewer : str
        A principal.
    worth : PrincipalWorth
        What the viewer gains, draw by draw.
    words : mapping of party to float array, shape (n_draws,)
        Probability that each party with a record keeps its word.

    Returns
    -------
    dict of party to float array, shape (n_draws, degree + 1)
        Coefficients in rising order, in points; a party for each of :func:`trusted_parties`.
    """
    return {
        other: _Promises(blueprint, package, viewer, worth, words, other).polynomial()
        for other in trusted_parties(blueprint, package, viewer)
    }


class _Promises:
    """One package, one viewer, one other party whose reliability is the unknown."""

    def __init__(
        self,
        blueprint: Blueprint,
        package: NamedPackage,
        viewer: str,
        worth: PrincipalWorth,
        words: Mapping[str, Float],
        other: str,
    ) -> None:
        self.blueprint = blueprint
        self.issues = blueprint.dossier.issues
        self.package = package
        self.viewer = viewer
        self.worth = worth
        self.words = words
        self.other = other

    def polynomial(self) -> Float:
        """Add up options, links and costs."""
        parts = [self._fixed()]
        for issue, option in self.package.package.items():
            points = self.worth.base[:, self.blueprint.space.index[issue, option]] / UNIT
            parts.append(self._done(issue, option) * points[:, None])
        for k, link in enumerate(self.blueprint.dossier.links):
            parts.append(self._happens(link) * (self.worth.links[:, k] / UNIT)[:, None])
        total = np.zeros((len(parts[0]), max(2, *(part.shape[1] for part in parts))))
        for part in parts:
            total[:, : part.shape[1]] += part
        return total

    def _fixed(self) -> Float:
        """What is paid for sure."""
        costs = self.worth.costs[:, self.package.columns].sum(axis=1) + self.worth.threshold
        fixed: Float = -(costs / UNIT)[:, None]
        return fixed

    def _done(self, issue: str, option: str) -> Float:
        """Chance that an option is performed."""
        trusted = vouchers(self.blueprint, self.viewer, issue, option)
        chance = np.ones(len(self.worth.threshold))
        for party in trusted:
            if party != self.other:
                chance = chance * self.words[party]
        if self.other not in trusted:
            return chance[:, None]
        return np.stack([np.zeros_like(chance), chance], axis=1)

    def _happens(self, link: Link) -> Float:
        """Chance that the whole condition of a link comes about."""
        likely = np.ones((len(self.worth.threshold), 1))
        for issue, wanted in link.when.items():
            default = self.issues[issue].status_quo
            option = self.package.package.get(issue, default)
            hit, kept = option in wanted, default in wanted
            if hit == kept:
                # Whether it is performed makes no difference to this part of the condition.
                likely = likely * float(hit)
                continue
            done = self._done(issue, option)
            if kept:
                done = -done
                done[:, 0] += 1.0
            likely = _times(likely, done)
        return likely


def _times(first: Float, second: Float) -> Float:
    """Multiply polynomials row by row."""
    product = np.zeros((len(first), first.shape[1] + second.shape[1] - 1))
    for k in range(second.shape[1]):
        product[:, k : k + first.shape[1]] += first * second[:, k : k + 1]
    return product
