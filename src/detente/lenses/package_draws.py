"""How given packages fare in every draw: points, surplus and gates passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.lenses.named_package import NamedPackage
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables, surplus_tables

__all__ = ["PackageDraws", "package_draws"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Draws whose tables are held at once.
BLOCK = 250


@dataclass(frozen=True, kw_only=True, eq=False)
class PackageDraws:
    """Points, surplus and gates passed, draw by draw.

    Attributes
    ----------
    packages : tuple of NamedPackage
    parties : tuple of str
        All parties, sorted.
    points : float array, shape (n_draws, n_packages, n_parties)
        On each party's own scale, against the status quo, before costs.
    surplus : float array, shape (n_draws, n_packages, n_parties)
        The same less costs of dealing and reservation value, a principal's relative gains counted:
        at least 0 where the party consents.
    depths : int64 array, shape (n_draws, n_packages)
        Gates passed, 0 to 5.
    """

    packages: tuple[NamedPackage, ...]
    parties: tuple[str, ...]
    points: Float
    surplus: Float
    depths: Int

    def surplus_of(self, party: str) -> Float:
        """Surplus of one party, shape (n_draws, n_packages)."""
        found: Float = self.surplus[:, :, self.parties.index(party)]
        return found


def package_draws(blueprint: Blueprint, values: Float, packages: Sequence[NamedPackage]) -> PackageDraws:
    """Evaluate packages in every draw.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row for each entry of ``blueprint.quantities``.
    packages : sequence of NamedPackage
        None at all give arrays without packages.

    Returns
    -------
    PackageDraws

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    chosen = np.array([p.columns for p in packages], np.int64).reshape(-1, len(blueprint.space.groups))
    parts = list(_blocks(blueprint, values, chosen))
    points, surplus, depths = (np.concatenate(part) for part in zip(*parts, strict=True))
    return PackageDraws(
        packages=tuple(packages), parties=blueprint.parties, points=points, surplus=surplus, depths=depths
    )


def _blocks(blueprint: Blueprint, values: Float, chosen: Int) -> Iterator[tuple[Float, Float, Int]]:
    for start in range(0, max(1, values.shape[1]), BLOCK):
        block = values[:, start : start + BLOCK]
        tables = fill_tables(blueprint, block)
        worth, floors = surplus_tables(blueprint, block, blueprint.parties)
        shape = (block.shape[1], len(chosen), len(blueprint.parties))
        points, surplus = np.empty(shape), np.empty(shape)
        for k, package in enumerate(chosen):
            points[:, k] = tables.points[:, :, package].sum(axis=2) / UNIT
            surplus[:, k] = (worth[:, :, package].sum(axis=2) - floors) / UNIT
        # The kernel tells what lacks control (-1) from what breaks a precondition or limit (0).
        yield points, surplus, np.maximum(tables.depths(chosen), 0)
