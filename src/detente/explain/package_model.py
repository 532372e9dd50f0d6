"""A few packages of a dossier, judged for whatever values of its judgements somebody asks about.

Every explanation of a package asks "what if this number were that?" thousands of times. The dossier
is cut down to the issues that the packages touch, and the answers come from the same integer tables
as those of a run, so what holds here holds there, to the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.dossier.trimming import trimmed
from detente.ensemble.sampling import draw_values
from detente.explain.entries import Entry, entries_of
from detente.lenses.named_package import NamedPackage, named_package
from detente.model.blueprint import Blueprint
from detente.model.delivery import held_by, seated
from detente.model.fixed_point import to_points, to_units
from detente.model.predicate import GATES
from detente.model.tables import fill_tables

__all__ = ["PackageModel"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Entries of the tables that are held at once, about 64 MB.
ROOM = 8_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class PackageModel:
    """Packages and the model that judges them.

    Attributes
    ----------
    dossier : Dossier
        The whole one.
    blueprint : Blueprint
        Of the dossier cut down to the issues that matter for the packages.
    packages : tuple of NamedPackage
        With columns of this blueprint.
    """

    dossier: Dossier
    blueprint: Blueprint
    packages: tuple[NamedPackage, ...]

    @classmethod
    def of(cls, dossier: Dossier, packages: Mapping[str, Mapping[str, str]]) -> PackageModel:
        """Make the model of some packages.

        Parameters
        ----------
        dossier : Dossier
        packages : mapping of name to package (issue to option)

        Raises
        ------
        UnknownNameError
            For an issue or option that does not exist.
        DetenteError
            For an act of pressure, or a package that changes nothing.
        """
        whole = Blueprint(dossier)
        for name, package in packages.items():
            named_package(whole, name, package)
        issues = {issue for package in packages.values() for issue in package}
        blueprint = Blueprint(trimmed(dossier, issues))
        named = tuple(named_package(blueprint, name, package) for name, package in packages.items())
        return cls(dossier=dossier, blueprint=blueprint, packages=named)

    @cached_property
    def columns(self) -> Int:
        """Columns of every package, shape (n_packages, n_groups)."""
        return np.array([one.columns for one in self.packages], np.int64)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Row of every quantity in arrays of values, by path."""
        return {quantity.path: row for row, quantity in enumerate(self.blueprint.quantities)}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What every row of values says, in order."""
        told = entries_of(self.dossier)
        return tuple(told[quantity.path] for quantity in self.blueprint.quantities)

    @property
    def medians(self) -> Float:
        """Every judgement at its median, shape (n_quantities, 1)."""
        return self.blueprint.medians

    def drawn(self, draws: int, seed: int) -> Float:
        """Draw the judgements as a run does, shape (n_quantities, n_draws)."""
        return draw_values(self.blueprint.quantities, seed, 0, draws, self.blueprint.correlations)

    def depths(self, values: Float) -> Int:
        """Count the gates that each package passes.

        Parameters
        ----------
        values : float array, shape (n_quantities, n_samples)

        Returns
        -------
        int64 array, shape (n_samples, n_packages)
            0 to 5.
        """
        parts = [
            np.maximum(fill_tables(self.blueprint, block).depths(self.columns), 0)
            for block in self._blocks(values)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.packages)), np.int64)

    def margins(self, values: Float) -> Int:
        """Say by how much each predicate holds for each package.

        Returns
        -------
        int64 array, shape (n_samples, n_packages, n_predicates)
            Sum less threshold, in units: the predicate holds where it is at least 0. Units are those
            of points (:data:`~detente.model.fixed_point.UNIT` to one) for surpluses; a ``keeps``
            predicate is scaled by a positive number that depends on discount factor and monitoring.
        """
        parts = []
        for block in self._blocks(values):
            tables = fill_tables(self.blueprint, block)
            sums = np.stack([tables.tables[:, :, package].sum(axis=2) for package in self.columns], axis=1)
            parts.append(sums - tables.thresholds[:, None, :])
        shape = (0, len(self.packages), len(self.blueprint.predicates))
        return np.concatenate(parts) if parts else np.zeros(shape, np.int64)

    def control(self, values: Float, issue: str, option: str) -> tuple[Float, Float]:
        """Return the control that those at the table bring to bear on an option, and what it requires.

        Returns
        -------
        held, required : float array, shape (n_samples,)
            As the first gate compares them, 0 to 1 (held may be more).
        """
        units = to_units(values)

        def amount(quantity: Quantity | None) -> Int:
            if quantity is None:
                return np.zeros(values.shape[1], np.int64)
            row: Int = units[self.row[quantity.path]]
            return row

        dossier = self.blueprint.dossier
        chosen = dossier.issues[issue].options[option]
        held = held_by(dossier.issues[issue], chosen, seated(dossier), amount)
        return to_points(held), to_points(amount(chosen.requires))

    def passes(self, values: Float) -> NDArray[np.bool_]:
        """Tell for every sample whether one of the packages passes all gates, shape (n_samples,)."""
        found: NDArray[np.bool_] = (self.depths(values) == len(GATES)).any(axis=1)
        return found

    def _blocks(self, values: Float) -> Iterator[Float]:
        b, space = self.blueprint, self.blueprint.space
        each = (len(b.predicates) + len(b.parties)) * space.n_columns + len(b.parties) * len(space.base)
        size = max(1, ROOM // max(each, 1))
        for start in range(0, values.shape[1], size):
            yield values[:, start : start + size]
