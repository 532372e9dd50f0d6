"""What the trust lens needs of every draw: surplus, expected surplus, temptation and promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.quantity import Quantity
from detente.lenses.named_package import NamedPackage
from detente.lenses.trust.promises import promise_polynomials
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, to_units
from detente.model.tables import PrincipalWorth, Tables, fill_tables, principal_worth

__all__ = ["TrustDraws", "joined", "trust_draws"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class TrustDraws:
    """Numbers of a block of draws; principals and packages in the order of the fields of that name.

    Attributes
    ----------
    packages : tuple of NamedPackage
    principals : tuple of str
        Sorted.
    surplus, expected : float array, shape (n_draws, n_packages, n_principals)
        Surplus in points if every word is kept, and as gate 4 has it.
    temptation : float array, shape (n_draws, n_packages, n_principals)
        What a principal saves per period by not performing its side's costly options.
    largest : float array, shape (n_draws, n_packages, n_principals)
        The largest part of that which hangs on a single option that cannot be divided.
    depths : int64 array, shape (n_draws, n_packages)
        Gates passed, 0 to 5.
    words : mapping of party to float array, shape (n_draws,)
        Probability that it keeps its word, where it has a record.
    discount, notice, false_alarm : mapping of principal to float array, shape (n_draws,)
        Discount factor, and the chance per period that its cheating is noticed and that it is taken
        to cheat though it complies, where the dossier says so.
    promises : tuple of mapping of (viewer, other) to float array, shape (n_draws, degree + 1)
        For each package :func:`~detente.lenses.trust.promises.promise_polynomials`.
    """

    packages: tuple[NamedPackage, ...]
    principals: tuple[str, ...]
    surplus: Float
    expected: Float
    temptation: Float
    largest: Float
    depths: Int
    words: Mapping[str, Float]
    discount: Mapping[str, Float]
    notice: Mapping[str, Float]
    false_alarm: Mapping[str, Float]
    promises: tuple[Mapping[tuple[str, str], Float], ...]

    def __len__(self) -> int:
        return len(self.depths)

    @property
    def numbers_per_draw(self) -> int:
        """How many numbers are held for each draw."""
        kinds = (self.words, self.discount, self.notice, self.false_alarm)
        promised = sum(int(p.shape[1]) for package in self.promises for p in package.values())
        cells = len(self.packages) * (4 * len(self.principals) + 1)
        return cells + promised + sum(len(kind) for kind in kinds)


def trust_draws(blueprint: Blueprint, values: Float, packages: Sequence[NamedPackage]) -> TrustDraws:
    """Evaluate packages in a block of draws, small enough for the tables of all of them.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row for each entry of ``blueprint.quantities``.
    packages : sequence of NamedPackage

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    tables = fill_tables(blueprint, values)
    worths = {party: principal_worth(blueprint, values, party) for party in blueprint.principals}
    quantities = _Quantities(blueprint, values)
    # Probabilities as the gates know them: rounded to units.
    words = {party: to_units(quantities(q)) / UNIT for party, q in blueprint.words.items()}
    dossier, principals = blueprint.dossier, blueprint.principals
    patience = {p: dossier.parties[p].discount_factor for p in principals}
    return TrustDraws(
        packages=tuple(packages),
        principals=principals,
        surplus=_sums(tables, "surplus", packages),
        expected=_sums(tables, "credible surplus", packages),
        temptation=_burdens(blueprint, worths, packages, np.sum),
        largest=_burdens(blueprint, worths, packages, np.max),
        depths=_depths(tables, packages),
        words=words,
        discount={p: quantities(q) for p, q in patience.items() if q is not None},
        notice={p: quantities(q) for p, q in dossier.trust.monitoring.items() if p in principals},
        false_alarm={p: quantities(q) for p, q in dossier.trust.false_alarms.items() if p in principals},
        promises=tuple(
            {
                (viewer, other): polynomial
                for viewer in principals
                for other, polynomial in promise_polynomials(
                    blueprint, package, viewer, worths[viewer], words
                ).items()
            }
            for package in packages
        ),
    )


class _Quantities:
    """Finds the row of a quantity."""

    def __init__(self, blueprint: Blueprint, values: Float) -> None:
        self.row = {q.path: r for r, q in enumerate(blueprint.quantities)}
        self.values = values

    def __call__(self, quantity: Quantity) -> Float:
        found: Float = self.values[self.row[quantity.path]]
        return found


def _sums(tables: Tables, kind: str, packages: Sequence[NamedPackage]) -> Float:
    """Sum a predicate of every principal over each package, less its threshold, in points."""
    b = tables.blueprint
    sums = np.empty((len(tables), len(packages), len(b.principals)))
    for k, party in enumerate(b.principals):
        (p,) = [n for n, one in enumerate(b.predicates) if (one.kind, one.party) == (kind, party)]
        for j, package in enumerate(packages):
            sums[:, j, k] = tables.tables[:, p, package.columns].sum(axis=1) - tables.thresholds[:, p]
    return sums / UNIT


def _burdens(
    blueprint: Blueprint,
    worths: Mapping[str, PrincipalWorth],
    packages: Sequence[NamedPackage],
    of: Callable[..., Int],
) -> Float:
    """Sum what each principal's own options cost it, or take the largest that cannot be divided."""
    space, issues = blueprint.space, blueprint.dossier.issues
    n_draws = len(next(iter(worths.values())).threshold)
    found = np.zeros((n_draws, len(packages), len(worths)))
    for j, package in enumerate(packages):
        columns = [
            space.index[issue, option]
            for issue, option in package.package.items()
            if of is np.sum or not issues[issue].options[option].divisible
        ]
        for k, party in enumerate(blueprint.principals):
            burdens = worths[party].burdens[:, columns]
            found[:, j, k] = of(burdens, axis=1, initial=0) / UNIT
    return found


def _depths(tables: Tables, packages: Sequence[NamedPackage]) -> Int:
    b = tables.blueprint
    chosen = np.array([p.columns for p in packages], np.int64).reshape(-1, len(b.space.groups))
    return np.maximum(tables.depths(chosen), 0)


def joined(parts: Sequence[TrustDraws]) -> TrustDraws:
    """Put blocks of draws of the same packages one after another.

    Parameters
    ----------
    parts : sequence of TrustDraws
        At least one.
    """
    first = parts[0]

    def together(name: str) -> Float:
        return np.concatenate([getattr(part, name) for part in parts])

    def each(name: str) -> dict[str, Float]:
        kinds = [getattr(part, name) for part in parts]
        return {key: np.concatenate([kind[key] for kind in kinds]) for key in kinds[0]}

    return TrustDraws(
        packages=first.packages,
        principals=first.principals,
        surplus=together("surplus"),
        expected=together("expected"),
        temptation=together("temptation"),
        largest=together("largest"),
        depths=np.concatenate([part.depths for part in parts]),
        words=each("words"),
        discount=each("discount"),
        notice=each("notice"),
        false_alarm=each("false_alarm"),
        promises=tuple(
            {key: np.concatenate([part.promises[j][key] for part in parts]) for key in package}
            for j, package in enumerate(first.promises)
        ),
    )
