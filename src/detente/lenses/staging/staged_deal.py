r"""The numbers of one package that is to be carried out in stages, in every draw.

Points are flows per period, as in the fifth gate. For party :math:`a` and item :math:`j` of the
package (a changed issue), :math:`w_{aj}` is what the item adds to a's surplus per period once it is
done in full, :math:`c_{aj} \ge 0` what a saves per period by not performing it, and :math:`r_a` what
the surplus must reach: reservation value and cost of any deal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Link, Option
from detente.dossier.quantity import Quantity
from detente.lenses.named_package import NamedPackage
from detente.lenses.staging.preconditions import items_before
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, to_units
from detente.model.tables import principal_worth

__all__ = ["StagedDeal", "StagedLink", "staged_deal"]

#: Floats for many draws, or fractions (dtype object) where a result has to be exact.
Numbers = NDArray[Any]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: Draws whose tables are held at once.
BLOCK = 250


@dataclass(frozen=True, kw_only=True)
class StagedLink:
    """Points that accrue while a whole combination stands.

    Attributes
    ----------
    name : str
    done : tuple of int
        Items that must be done in full.
    not_begun : tuple of int
        Items that must not have begun: their issue counts only at its status quo.
    """

    name: str
    done: tuple[int, ...]
    not_begun: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class StagedDeal:
    """A package as staged plans see it, in every draw.

    Attributes
    ----------
    parties : tuple of str
        Those who must not want to stop, m of them.
    items : tuple of (issue, option)
        What the package changes, n of them.
    worth : array, shape (n_draws, m, n)
        Points per period of each item done in full, relative gains and costs of the issue counted.
    saved : array, shape (n_draws, m, n)
        Points per period that a party saves by not performing an item; 0 where it does not perform
        it, or not at a cost.
    threshold : array, shape (n_draws, m)
        What points must reach: reservation value and cost of any deal.
    discount, monitoring : array, shape (n_draws, m)
        Discount factor, and chance per period that cheating is noticed. NaN (None among fractions)
        where the dossier gives none.
    divisible, reversible : bool array, shape (n,)
    after : tuple of tuple of int, one for each item
        Items that must be done in full before it can begin.
    links : tuple of StagedLink
    link_worth : array, shape (n_draws, m, n_links)
    """

    parties: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    worth: Numbers
    saved: Numbers
    threshold: Numbers
    discount: Numbers
    monitoring: Numbers
    divisible: Bool
    reversible: Bool
    after: tuple[tuple[int, ...], ...]
    links: tuple[StagedLink, ...] = ()
    link_worth: Numbers

    def __len__(self) -> int:
        return len(self.worth)

    def __repr__(self) -> str:
        return f"<StagedDeal of {len(self.items)} items, {len(self.parties)} parties, {len(self)} draws>"

    def taken(self, draws: Int | slice) -> StagedDeal:
        """Return the same of some draws, in the order given."""
        numbers: Any = {name: getattr(self, name)[draws] for name in NUMBERS}
        return replace(self, **numbers)

    def at(self, draw: int) -> StagedDeal:
        """Return the same of one draw."""
        return self.taken(slice(draw, draw + 1))

    def exact(self) -> StagedDeal:
        """Return the same in fractions: discounting and monitoring as written, points as held."""
        numbers: Any = {name: _fractions(getattr(self, name), written=name in WRITTEN) for name in NUMBERS}
        return replace(self, **numbers)

    @classmethod
    def joined(cls, parts: Sequence[StagedDeal]) -> StagedDeal:
        """Join blocks of draws of the same package, one or more."""
        numbers: Any = {name: np.concatenate([getattr(part, name) for part in parts]) for name in NUMBERS}
        return replace(parts[0], **numbers)

    @property
    def scale(self) -> Numbers:
        """What all items move a party together, shape (n_draws, m): its own yardstick, 1 if nothing."""
        moved: Numbers = abs(self.worth).sum(axis=2) + abs(self.link_worth).sum(axis=2)
        return np.where(moved > 0, moved, 1)

    @property
    def bound(self) -> Bool:
        """Parties that may be tempted to cheat: with discount factor and monitoring, shape (m,)."""
        return _given(self.discount[0]) & _given(self.monitoring[0])

    @property
    def patient(self) -> Bool:
        """Parties with a discount factor, shape (m,)."""
        return _given(self.discount[0])


NUMBERS = ("worth", "saved", "threshold", "discount", "monitoring", "link_worth")
WRITTEN = ("discount", "monitoring")


def _given(numbers: Numbers) -> Bool:
    return np.array([x is not None and not np.isnan(float(x)) for x in numbers], np.bool_)


def _fractions(numbers: Numbers, *, written: bool) -> Numbers:
    def exact(x: float) -> Fraction | None:
        if np.isnan(x):
            return None
        # A discount factor of 0.9 is meant to be nine tenths; points are whole units anyway.
        return Fraction(repr(float(x))) if written else Fraction(float(x))

    found = np.empty(numbers.shape, object)
    found[...] = np.reshape([exact(float(x)) for x in numbers.ravel()], numbers.shape)
    return found


def staged_deal(blueprint: Blueprint, values: Float, package: NamedPackage) -> StagedDeal:
    """Take the numbers of a package from a dossier.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row for each entry of ``blueprint.quantities``.
    package : NamedPackage

    Returns
    -------
    StagedDeal
        Its parties are the principals, and third parties at the table with a discount factor.
        Of preconditions only those count that the package itself brings about; what it lacks is
        told by :func:`detente.lenses.staging.preconditions.missing_preconditions`.

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    items = tuple(package.package.items())
    reader = _Reader(blueprint, values, items)
    numbers = [reader.numbers(party) for party in reader.parties]
    discount = {p: blueprint.dossier.parties[p].discount_factor for p in reader.parties}
    return StagedDeal(
        parties=reader.parties,
        items=items,
        worth=np.stack([n.worth for n in numbers], axis=1),
        saved=np.stack([n.saved for n in numbers], axis=1),
        threshold=np.stack([n.threshold for n in numbers], axis=1),
        discount=reader.shares(discount),
        monitoring=reader.shares(blueprint.dossier.trust.monitoring),
        divisible=np.array([option.divisible for option in reader.options], np.bool_),
        reversible=np.array([option.reversible for option in reader.options], np.bool_),
        after=tuple(items_before(blueprint.dossier, items, item) for item in items),
        links=tuple(link for _, link in reader.links),
        link_worth=np.stack([n.link_worth for n in numbers], axis=1),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Numbers:
    """Numbers of one party, in points; the first axis is that of the draws."""

    worth: Float
    saved: Float
    threshold: Float
    link_worth: Float


class _Reader:
    """Reads one package off a dossier, for all draws."""

    def __init__(self, blueprint: Blueprint, values: Float, items: tuple[tuple[str, str], ...]) -> None:
        self.b = blueprint
        self.d = blueprint.dossier
        self.values = values
        self.items = items
        self.options: list[Option] = [self.d.issues[i].options[o] for i, o in items]
        self.row = {q.path: r for r, q in enumerate(blueprint.quantities)}
        seated = [
            p.key
            for p in self.d.parties.values()
            if p.role == "third party" and p.at_table and p.discount_factor is not None
        ]
        self.parties = (*blueprint.principals, *sorted(seated))
        self.links = tuple(
            (k, staged)
            for k, link in enumerate(self.d.links)
            if (staged := _staged(link, self.d, dict(items))) is not None
        )

    def shares(self, quantities: Mapping[str, Quantity | None]) -> Float:
        """Values of one quantity a party, shape (n_draws, m); NaN where there is none."""
        found = np.full((self.values.shape[1], len(self.parties)), np.nan)
        for k, party in enumerate(self.parties):
            quantity = quantities.get(party)
            if quantity is not None:
                found[:, k] = np.clip(self.values[self.row[quantity.path]], 0.0, 1.0)
        return found

    def numbers(self, party: str) -> _Numbers:
        """Take apart what the package is worth to a party and what it saves, as the gates see it."""
        starts = range(0, max(1, self.values.shape[1]), BLOCK)
        parts = [self._of_block(party, self.values[:, start : start + BLOCK]) for start in starts]
        worth, saved, threshold, link_worth = (
            np.concatenate(part) / UNIT for part in zip(*parts, strict=True)
        )
        return _Numbers(worth=worth, saved=saved, threshold=threshold, link_worth=link_worth)

    def _of_block(self, party: str, values: Float) -> tuple[Int, Int, Int, Int]:
        whole = principal_worth(self.b, values, party)
        space = self.b.space
        base = [space.index[item] for item in self.items]
        costs = [whole.costs[:, space.columns({issue: option})].sum(axis=1) for issue, option in self.items]
        worth = whole.base[:, base] - np.stack(costs, axis=1)
        saved = whole.burdens[:, base] + self._own_burdens(party, values)
        return worth, saved, whole.threshold, whole.links[:, [k for k, _ in self.links]]

    def _own_burdens(self, party: str, values: Float) -> Int:
        """What a third party, which has no side, saves by not performing itself."""
        found = np.zeros((values.shape[1], len(self.items)), np.int64)
        if party in self.b.principals:
            return found
        for j, (issue, key) in enumerate(self.items):
            quantity = self.d.stakes.get(party, {}).get(issue, {}).get(key)
            if quantity is not None and party in self.options[j].performers:
                found[:, j] = np.maximum(0, -to_units(values[self.row[quantity.path]]))
        return found


def _staged(link: Link, dossier: Dossier, package: Mapping[str, str]) -> StagedLink | None:
    """Return a link as a plan sees it, or None where the package can never bring it about."""
    number = {issue: j for j, issue in enumerate(package)}
    done, not_begun = [], []
    for issue, options in link.when.items():
        first = dossier.issues[issue].status_quo in options
        last = package[issue] in options if issue in package else first
        if not first and not last:
            return None
        if last and not first:
            done.append(number[issue])
        elif first and not last:
            not_begun.append(number[issue])
    return StagedLink(name=link.name, done=tuple(done), not_begun=tuple(not_begun))
