"""The numbers of a dossier in a block of draws, looked up by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Link
from detente.dossier.quantity import Quantity
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, to_units
from detente.model.tables import surplus_tables

__all__ = ["Drawn", "share_spread", "spread_of"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


def spread_of(values: Float) -> Spread:
    """Sum up a number that exists in every draw, of which there is at least one."""
    found = Spread.of(values)
    assert found is not None
    return found


def share_spread(shares: Float) -> Spread:
    """Sum up a share that exists in every draw, to five digits: units are not much finer."""
    return spread_of(np.round(shares, 5))


class Drawn:
    """Numbers of a block of draws.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row for each entry of ``blueprint.quantities``.
    """

    def __init__(self, blueprint: Blueprint, values: Float) -> None:
        self.blueprint = blueprint
        self.dossier = blueprint.dossier
        self.values = values
        self._row: Mapping[str, int] = {q.path: row for row, q in enumerate(blueprint.quantities)}

    def __len__(self) -> int:
        return int(self.values.shape[1])

    def number(self, quantity: Quantity | None) -> Float:
        """Values of a quantity, shape (n_draws,); 0 where none is given."""
        if quantity is None:
            return np.zeros(len(self))
        found: Float = self.values[self._row[quantity.path]]
        return found

    def units(self, quantity: Quantity | None) -> Int:
        """The same in whole units, as the gates know them."""
        return to_units(self.number(quantity))

    def points(self, party: str, issue: str, option: str) -> Float:
        """What one option is worth to a party if all else stays as it is, shape (n_draws,).

        On the party's own scale, before any cost. Links count that the option brings about or
        undoes by itself.
        """
        found = self.number(self._stake(party, issue, option)).copy()
        for link in self.dossier.links:
            if party in link.points and issue in link.when:
                gained = self._holds(link, issue, option) - self._holds(link, issue, None)
                found += gained * self.number(link.points[party])
        return found

    def _stake(self, party: str, issue: str, option: str) -> Quantity | None:
        return self.dossier.stakes.get(party, {}).get(issue, {}).get(option)

    def _holds(self, link: Link, issue: str, option: str | None) -> int:
        """1 if a link's condition is met with this option of an issue and no other change."""
        issues = self.dossier.issues
        chosen = {other: issues[other].status_quo for other in link.when}
        if option is not None:
            chosen[issue] = option
        return int(all(chosen[other] in met for other, met in link.when.items()))

    def issue_cost(self, party: str) -> Float:
        """What every changed issue costs a party, whatever it is, shape (n_draws,)."""
        costs = self.dossier.dealing_costs.get(party)
        return self.number(costs.per_issue if costs else None)

    @cached_property
    def _surpluses(self) -> tuple[Int, Int]:
        """Tables of surplus, and each party's surplus if nothing but the fact of a deal changed."""
        tables, floors = surplus_tables(self.blueprint, self.values, self.blueprint.parties)
        start = self.blueprint.space.offsets[:-1]
        return tables, tables[:, :, start].sum(axis=2) - floors

    def surplus_units(self, party: str, issue: str, option: str) -> Int:
        """Surplus, in units, of a package of this option alone: at least 0 where the party consents.

        Points less costs of dealing and reservation value, a principal's relative gains counted.
        """
        space = self.blueprint.space
        tables, bare = self._surpluses
        p, group = self.blueprint.parties.index(party), space.group_of[issue]
        column = int(space.columns({issue: option})[group])
        surplus: Int = bare[:, p] + tables[:, p, column] - tables[:, p, space.offsets[group]]
        return surplus

    def surplus(self, party: str, issue: str, option: str) -> Float:
        """The same in points."""
        points: Float = self.surplus_units(party, issue, option) / UNIT
        return points
