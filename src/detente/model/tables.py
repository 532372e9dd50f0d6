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
  :math:`s_a - c\, T_a \ge 0` with :math:`c = (1 - d) / (d q)` rounded up, so that a higher
  discount factor or better monitoring never takes a package away.

A ratifier or third party consents when its points less its dealing costs reach its own
reservation value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.quantity import Quantity
from detente.errors import TooLargeError
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, share_of, to_units
from detente.model.predicate import GATES
from detente.model.record import trustee

__all__ = ["Tables", "fill_tables"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: The ratio (1 - d) / (d q) is kept in units of 1 / 2**14; past 256 it counts as infinite.
RATIO_UNIT = 1 << 14
RATIO_LIMIT = 256
#: Sums above this would leave too little head room in int64.
LARGEST_SUM = 1 << 61


@dataclass(frozen=True, kw_only=True, eq=False)
class Tables:
    """Numbers of a block of draws.

    Attributes
    ----------
    tables : int64 array, shape (n_draws, n_predicates, n_columns)
    thresholds : int64 array, shape (n_draws, n_predicates)
    allowed : bool array, shape (n_draws, n_columns)
        What can be delivered.
    points : int64 array, shape (n_draws, n_parties, n_columns)
        Points of each party, in units, links included.
    """

    blueprint: Blueprint
    tables: Int
    thresholds: Int
    allowed: Bool
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


class _Filler:
    """Fills the tables of one block; holds what several predicates share."""

    def __init__(self, blueprint: Blueprint, values: Float) -> None:
        self.b = blueprint
        self.d = blueprint.dossier
        self.space = blueprint.space
        self.n_draws = values.shape[1]
        self.row = {q.path: r for r, q in enumerate(blueprint.quantities)}
        self.units = to_units(values)
        self.values = values
        self.number = {party: i for i, party in enumerate(blueprint.parties)}
        self.base = self._base_points()
        self.links = self._link_points()
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

    def _link_points(self) -> list[tuple[Bool, dict[str, Int], dict[str, tuple[str, ...]]]]:
        """Per link: the columns that satisfy it, the points it brings, and its condition."""
        found = []
        for link in self.d.links:
            ok = np.ones(len(self.space.base), np.bool_)
            for issue, options in link.when.items():
                for c, (i, o) in enumerate(self.space.base):
                    if i == issue and o not in options:
                        ok[c] = False
            group = next(g for g, keys in enumerate(self.space.groups) if next(iter(link.when)) in keys)
            columns = self.space.every(ok)
            columns[: self.space.offsets[group]] = False
            columns[self.space.offsets[group + 1] :] = False
            found.append((columns, {p: self.amount(q) for p, q in link.points.items()}, dict(link.when)))
        return found

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
        for columns, amounts, _ in self.links:
            for party, amount in amounts.items():
                points[:, self.number[party]] += amount[:, None] * columns
        return points

    def chances(self, viewer: str) -> Int:
        """Probability, in units, that all other sides perform each base column."""
        chance = np.full((self.n_draws, len(self.space.base)), UNIT, np.int64)
        for c, (issue, option) in enumerate(self.space.base):
            performers = self.d.issues[issue].options[option].performers
            others = {p for p in performers if self.d.side_of(p) != viewer}
            vouching = {trustee(self.d, self.b.words, p) for p in others} - {None}
            for party in sorted(p for p in vouching if p is not None):
                chance[:, c] = share_of(chance[:, c], self.amount(self.b.words[party]))
        return chance

    def relative(self, party: str, points: Int) -> Int:
        """A principal's points less its share of the other principals' mean points."""
        own = points[:, self.number[party]]
        quantity = self.d.relative_gains.get(party)
        others = [self.number[p] for p in self.b.principals if p != party]
        if quantity is None or not others:
            return own
        mean = points[:, others].sum(axis=1) // len(others)
        return own - share_of(mean, self.amount(quantity)[:, None])

    def costs(self, party: str) -> tuple[Int, Int]:
        """Per-column cost and threshold of a party's surplus."""
        costs = self.d.dealing_costs.get(party)
        per_issue = self.amount(costs.per_issue if costs else None)
        per_deal = self.amount(costs.per_deal if costs else None)
        changed = self.space.spread(self.b.changed)
        return per_issue[:, None] * changed, self.reservation[:, self.number[party]] + per_deal

    def credible(self, party: str) -> Int:
        """Expected points of a principal when the others keep their word only by chance."""
        chance = self.chances(party)
        expected = self.space.spread(share_of(self.relative(party, self.base), chance))
        for columns, amounts, when in self.links:
            gain = np.zeros((self.n_draws, len(self.b.parties)), np.int64)
            for p, amount in amounts.items():
                gain[:, self.number[p]] = amount
            worth = self.relative(party, gain[:, :, None])[:, 0]
            expected += self._expected_link(worth, chance, when, columns)
        return expected

    def _expected_link(self, worth: Int, chance: Int, when: dict[str, tuple[str, ...]], columns: Bool) -> Int:
        """Points of a link times the chance that its whole condition comes about, per column.

        An issue that is not performed stays at the status quo, which may itself be part of the
        condition; issues are performed independently.
        """
        del columns
        group = next(g for g, keys in enumerate(self.space.groups) if next(iter(when)) in keys)
        start, end = self.space.offsets[group], self.space.offsets[group + 1]
        likely = np.zeros((self.n_draws, self.space.n_columns), np.int64)
        likely[:, start:end] = UNIT
        for k, issue in enumerate(self.space.groups[group]):
            if issue not in when:
                continue
            member = self.space.members[start:end, k]
            hit = np.array([self.space.base[m][1] in when[issue] for m in member])
            default = self.d.issues[issue].status_quo in when[issue]
            done = chance[:, member]
            happens = np.where(hit, done, 0) + np.where(default, UNIT - done, 0)
            likely[:, start:end] = share_of(likely[:, start:end], happens)
        return share_of(likely, worth[:, None])

    def temptation(self, party: str) -> Int:
        """What a principal saves by not performing its side's own costly options, per column."""
        mine = np.array(
            [
                any(self.d.side_of(p) == party for p in self.d.issues[i].options[o].performers)
                for i, o in self.space.base
            ]
        )
        burden = np.maximum(0, -self.base[:, self.number[party]]) * mine
        return self.space.spread(burden)

    def keeps(self, party: str, surplus: Int, threshold: Int) -> tuple[Int, Int]:
        """Table and threshold of "keeping the deal beats breaking it"."""
        discount = self.d.parties[party].discount_factor
        assert discount is not None
        d = np.clip(self.values[self.row[discount.path]], 0.0, 1.0)
        q = np.clip(self.values[self.row[self.d.trust.monitoring[party].path]], 0.0, 1.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(d * q > 0.0, (1.0 - d) / (d * q), np.inf)
        hopeless = ratio > RATIO_LIMIT
        price = np.ceil(np.where(hopeless, 0.0, ratio) * RATIO_UNIT).astype(np.int64)
        temptation = self.temptation(party)
        table = RATIO_UNIT * surplus - price[:, None] * temptation
        table[hopeless] = -temptation[hopeless]
        return table, np.where(hopeless, 0, RATIO_UNIT * threshold)

    def allowed(self) -> Bool:
        """Columns that the parties at the table can deliver, pressure options left out."""
        ok = np.ones((self.n_draws, len(self.space.base)), np.bool_)
        seated = {
            p.key
            for p in self.d.parties.values()
            if p.at_table or p.role == "principal" or p.side in self.b.principals
        }
        for c, (key, option_key) in enumerate(self.space.base):
            issue = self.d.issues[key]
            option = issue.options[option_key]
            if option.pressure:
                ok[:, c] = False
            elif option.requires is not None and not option.status_quo:
                held = sum(
                    (self.amount(q) for p, q in issue.control.items() if p in seated),
                    np.zeros(self.n_draws, np.int64),
                )
                ok[:, c] = held >= self.amount(option.requires)
        return self.space.every(ok)


def _check_head_room(tables: Int, thresholds: Int, offsets: Int) -> None:
    largest = np.maximum.reduceat(np.abs(tables), offsets[:-1], axis=2).astype(np.float64).sum(axis=2)
    if largest.size and float((largest + np.abs(thresholds)).max()) > LARGEST_SUM:
        raise TooLargeError(
            "points are too large for exact sums; rescale the party's points (any common factor "
            "leaves the result unchanged) so that no option is worth more than about 10 000"
        )


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
        is_principal = party in blueprint.principals
        if predicate.kind == "credible surplus":
            tables[:, p] = f.credible(party) - costs
        else:
            own = f.relative(party, points) if is_principal else points[:, f.number[party]]
            tables[:, p] = own - costs
        thresholds[:, p] = threshold
        if predicate.kind == "keeps":
            tables[:, p], thresholds[:, p] = f.keeps(party, tables[:, p], threshold)
    _check_head_room(tables, thresholds, f.space.offsets)
    return Tables(
        blueprint=blueprint, tables=tables, thresholds=thresholds, allowed=f.allowed(), points=points
    )
