r"""From uncertain numbers to integer tables: the model of every draw of a block at once.

For principal :math:`a`, points :math:`u`, share of relative gains :math:`k_a`, dealing costs
:math:`(c_a, e_a)` and reservation value :math:`r_a`, the additive predicates are, summed over
changed issues :math:`i`:

* acceptable: :math:`\sum_i (u_{ai} - k_a \bar u_{-ai} - e_a) \ge r_a + c_a`, with
  :math:`\bar u_{-a}` the mean over the other principals (Grieco 1988, *Journal of Politics*
  50(3), for the share of the other's gain);
* credible: the same with each issue's points multiplied by the probability that every other
  side that must perform it does; costs are paid for sure;
* self-enforcing: :math:`d q\, s_a \ge (1 - d) T_a` with :math:`s_a` the surplus and
  :math:`T_a = \sum_i \max(0, -u_{ai})` over the options that a's side performs (model.md;
  Friedman 1971, *Review of Economic Studies* 38(1), is the case q = 1). It is held as
  :math:`s_a - c\, T_a \ge 0` with :math:`c = (1 - d) / (d q)` (:mod:`detente.model.keeping`).

A ratifier or third party consents when its points less its dealing costs reach its own
reservation value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.quantity import Quantity
from detente.kernel.exhausting import package_depths
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.delivery import can_be_done, of_side, seated
from detente.model.fixed_point import UNIT, share_of, to_units
from detente.model.keeping import keeping_table, require_room
from detente.model.performance import burdens, chances, link_points
from detente.model.predicate import GATES

__all__ = ["PrincipalWorth", "Tables", "fill_tables", "principal_worth", "surplus_tables"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: Largest amount, in points, whose product with a share fits into int64.
LARGEST_POINTS = float(1 << 22)


@dataclass(frozen=True, kw_only=True, eq=False)
class Tables:
    """Numbers of a block of draws.

    Attributes
    ----------
    tables : int64 array, shape (n_draws, n_predicates, n_columns)
    thresholds : int64 array, shape (n_draws, n_predicates)
    allowed : bool array, shape (n_draws, n_columns)
        What can be delivered.
    alone : bool array, shape (n_draws, n_base_columns)
        Options for which their performers' side needs nobody else's control.
    points : int64 array, shape (n_draws, n_parties, n_columns)
        Points of each party, in units, links included.
    """

    blueprint: Blueprint
    tables: Int
    thresholds: Int
    allowed: Bool
    alone: Bool
    points: Int

    def __len__(self) -> int:
        return len(self.tables)

    def system(self, draw: int) -> System:
        """Return the system of one draw of the block, deal classes included."""
        b = self.blueprint
        return System(
            offsets=b.space.offsets,
            tables=self.tables[draw],
            thresholds=self.thresholds[draw],
            allowed=self.allowed[draw],
            code=b.code,
            clause_start=b.clause_start,
            clause_gate=b.clause_gate,
            n_gates=len(GATES),
        )

    def depths(self, packages: Int) -> Int:
        """Count the gates that each package passes in each draw.

        Parameters
        ----------
        packages : int64 array, shape (n_packages, n_groups)
            Columns of each.

        Returns
        -------
        int64 array, shape (n_draws, n_packages)
            -1 where it cannot be delivered for want of control.
        """
        common = np.arange(len(self.blueprint.clauses)) < self.blueprint.n_common_clauses
        found = [package_depths(self.system(k), packages, clause_on=common) for k in range(len(self))]
        return np.array(found, np.int64).reshape(len(self), len(packages))

    def common_system(self, draw: int) -> System:
        """Return the system of one draw without the predicates of deal classes: for counting."""
        b = self.blueprint
        n = b.n_common_clauses
        return System(
            offsets=b.space.offsets,
            tables=self.tables[draw, : b.n_common_predicates],
            thresholds=self.thresholds[draw, : b.n_common_predicates],
            allowed=self.allowed[draw],
            code=b.code[: b.clause_start[n]],
            clause_start=b.clause_start[: n + 1],
            clause_gate=b.clause_gate[:n],
            n_gates=len(GATES),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class PrincipalWorth:
    """What the parts of a package are worth to one principal, in units, relative gains counted.

    Attributes
    ----------
    base : int64 array, shape (n_draws, n_base_columns)
        Each option by itself.
    links : int64 array, shape (n_draws, n_links)
        Each link, once its condition has come about.
    costs : int64 array, shape (n_draws, n_columns)
        Of dealing, for the issues changed.
    threshold : int64 array, shape (n_draws,)
        Reservation value and the cost of any deal.
    burdens : int64 array, shape (n_draws, n_base_columns)
        What it saves by not performing an option of its side.
    """

    base: Int
    links: Int
    costs: Int
    threshold: Int
    burdens: Int


class _Filler:
    """Fills the tables of one block; holds what several predicates share."""

    def __init__(self, blueprint: Blueprint, values: Float) -> None:
        self.b = blueprint
        self.d = blueprint.dossier
        self.space = blueprint.space
        self.n_draws = values.shape[1]
        self.row = {q.path: r for r, q in enumerate(blueprint.quantities)}
        if np.abs(values).max(initial=0.0) >= LARGEST_POINTS:
            require_room(math.inf)
        self.units = to_units(values)
        self.values = values
        self.number = {party: i for i, party in enumerate(blueprint.parties)}
        self.base = self._base_points()
        self.reservation = self._reservation_values()

    def amount(self, quantity: Quantity | None) -> Int:
        """Units of a quantity in every draw; zero where none is given."""
        if quantity is None:
            return np.zeros(self.n_draws, np.int64)
        units: Int = self.units[self.row[quantity.path]]
        return units

    def _base_points(self) -> Int:
        points = np.zeros((self.n_draws, len(self.b.parties), len(self.space.base)), np.int64)
        for party, by_issue in self.d.stakes.items():
            for issue, by_option in by_issue.items():
                for option, quantity in by_option.items():
                    points[:, self.number[party], self.space.index[issue, option]] = self.amount(quantity)
        return points

    def _reservation_values(self) -> Int:
        """Points without a deal: every party's plans, as felt by all, and its own number."""
        reservation = np.zeros((self.n_draws, len(self.b.parties)), np.int64)
        for party, no_deal in self.d.no_deal.items():
            for issue, option in no_deal.plan.items():
                reservation += self.base[:, :, self.space.index[issue, option]]
            reservation[:, self.number[party]] += self.amount(no_deal.points)
        return reservation

    def points(self) -> Int:
        """Points of every party per column, links included."""
        points = self.space.spread(self.base)
        certain = np.full((self.n_draws, len(self.space.base)), UNIT, np.int64)
        for link in self.d.links:
            for party, quantity in link.points.items():
                points[:, self.number[party]] += link_points(self.b, link, self.amount(quantity), certain)
        return points

    def relative(self, party: str, points: Int) -> Int:
        """A principal's points less its share of the other principals' mean points."""
        own = points[:, self.number[party]]
        quantity = self.d.relative_gains.get(party)
        others = [self.number[p] for p in self.b.principals if p != party]
        if quantity is None or not others:
            return own
        mean = points[:, others].sum(axis=1) // len(others)
        return own - share_of(mean, self.amount(quantity)[:, None])

    def valued(self, party: str, points: Int) -> Int:
        """Points as a party values them: a principal also by what the others gain."""
        is_principal = party in self.b.principals
        return self.relative(party, points) if is_principal else points[:, self.number[party]]

    def costs(self, party: str) -> tuple[Int, Int]:
        """Per-column cost and threshold of a party's surplus."""
        costs = self.d.dealing_costs.get(party)
        per_issue = self.amount(costs.per_issue if costs else None)
        per_deal = self.amount(costs.per_deal if costs else None)
        changed = self.space.spread(self.b.changed)
        return per_issue[:, None] * changed, self.reservation[:, self.number[party]] + per_deal

    def relative_links(self, party: str) -> Int:
        """What each link is worth to a principal, relative gains counted; shape (n_draws, n_links)."""
        gain = np.zeros((self.n_draws, len(self.b.parties), len(self.d.links)), np.int64)
        for k, link in enumerate(self.d.links):
            for p, quantity in link.points.items():
                gain[:, self.number[p], k] = self.amount(quantity)
        return self.relative(party, gain)

    def credible(self, party: str) -> Int:
        """Expected points of a principal when the others keep their word only by chance."""
        chance = chances(self.b, party, self.amount)
        expected = self.space.spread(share_of(self.relative(party, self.base), chance))
        for link, worth in zip(self.d.links, self.relative_links(party).T, strict=True):
            expected += link_points(self.b, link, worth, chance)
        return expected

    def burdens(self, party: str) -> Int:
        """What a principal saves by not performing each of its side's own costly options."""
        return burdens(self.b, party, self.base[:, self.number[party]])

    def keeps(self, party: str, surplus: Int, threshold: Int) -> tuple[Int, Int]:
        """Table and threshold of "keeping the deal beats breaking it"."""
        discount = self.d.parties[party].discount_factor
        assert discount is not None
        monitoring = self.d.trust.monitoring[party]
        return keeping_table(
            surplus,
            threshold,
            self.space.spread(self.burdens(party)),
            self.values[self.row[discount.path]],
            self.values[self.row[monitoring.path]],
        )

    def allowed(self) -> Bool:
        """Columns that the parties at the table can deliver, pressure options left out."""
        table = seated(self.d)
        ok = np.ones((self.n_draws, len(self.space.base)), np.bool_)
        for c, (key, option_key) in enumerate(self.space.base):
            option = self.d.issues[key].options[option_key]
            if option.pressure:
                ok[:, c] = False
            elif not option.status_quo:
                ok[:, c] = can_be_done(self.d.issues[key], option, table, self.amount)
        return self.space.every(ok)

    def alone(self) -> Bool:
        """Base columns whose performers' side holds the required control without anybody else."""
        ok = np.ones((self.n_draws, len(self.space.base)), np.bool_)
        for c, (key, option_key) in enumerate(self.space.base):
            option = self.d.issues[key].options[option_key]
            for side in {self.d.side_of(p) for p in option.performers} - {None}:
                ok[:, c] &= can_be_done(self.d.issues[key], option, of_side(self.d, str(side)), self.amount)
        return ok


def fill_tables(blueprint: Blueprint, values: Float) -> Tables:
    """Compute the integer tables of a block of draws.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
        One row per entry of ``blueprint.quantities``.

    Returns
    -------
    Tables

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    f = _Filler(blueprint, values)
    shape = (f.n_draws, len(blueprint.predicates), f.space.n_columns)
    tables = np.zeros(shape, np.int64)
    thresholds = np.zeros(shape[:2], np.int64)
    points = f.points()
    for p, predicate in enumerate(blueprint.predicates):
        if p in blueprint.static_tables:
            tables[:, p] = blueprint.static_tables[p]
            thresholds[:, p] = blueprint.static_thresholds[p]
            continue
        party = predicate.party
        assert party is not None
        costs, threshold = f.costs(party)
        if predicate.kind == "credible surplus":
            tables[:, p] = f.credible(party) - costs
        else:
            tables[:, p] = f.valued(party, points) - costs
        thresholds[:, p] = threshold
        if predicate.kind == "keeps":
            tables[:, p], thresholds[:, p] = f.keeps(party, tables[:, p], threshold)
    largest = np.maximum.reduceat(np.abs(tables), f.space.offsets[:-1], axis=2).astype(np.float64).sum(axis=2)
    require_room(float((largest + np.abs(thresholds)).max(initial=0.0)))
    return Tables(
        blueprint=blueprint,
        tables=tables,
        thresholds=thresholds,
        allowed=f.allowed(),
        alone=f.alone(),
        points=points,
    )


def surplus_tables(blueprint: Blueprint, values: Float, parties: Sequence[str]) -> tuple[Int, Int]:
    """Compute what each column adds to the surplus of some parties, and what they must reach.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    parties : sequence of str

    Returns
    -------
    tables : int64 array, shape (n_draws, n_parties, n_columns)
        Points in units, relative gains and the cost of each issue counted.
    thresholds : int64 array, shape (n_draws, n_parties)
        Reservation value and the cost of any deal. A surplus is a sum less the threshold.

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    f = _Filler(blueprint, values)
    points = f.points()
    tables = np.empty((f.n_draws, len(parties), f.space.n_columns), np.int64)
    thresholds = np.empty((f.n_draws, len(parties)), np.int64)
    for k, party in enumerate(parties):
        costs, thresholds[:, k] = f.costs(party)
        tables[:, k] = f.valued(party, points) - costs
    return tables, thresholds


def principal_worth(blueprint: Blueprint, values: Float, party: str) -> PrincipalWorth:
    """Take what a principal gains and gives apart, for questions about single promises.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    party : str
        A principal.

    Raises
    ------
    TooLargeError
        When a number would not fit into int64.
    """
    f = _Filler(blueprint, values)
    costs, threshold = f.costs(party)
    return PrincipalWorth(
        base=f.relative(party, f.base),
        links=f.relative_links(party),
        costs=costs,
        threshold=threshold,
        burdens=f.burdens(party),
    )
