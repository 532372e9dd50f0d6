"""The package with the largest product of gains, under clauses, and the proof that none has more.

Gains with a larger product than the best known form a convex set, so each tangent plane of its
edge is a linear condition that every better package meets (:mod:`detente.kernel.tangents`). One
search holds them all (outer approximation within one tree: Quesada and Grossmann 1992,
*Computers & Chemical Engineering* 16(10/11)): a package found is either better, or the tangent at
its gains rules it out. Where rounding lets it pass all the same, it is demanded that somebody
gain more than there, which no better package fails; so the search always ends. This is the Nash
(1950, *Econometrica* 18(2)) bargaining solution on a finite list, weighted by the powers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.improving import improve
from detente.kernel.maximising import BEST, UNDECIDED
from detente.kernel.open_search import NODE_LIMIT, OpenSearch
from detente.kernel.row_sums import FURTHEST, require_room, sum_range
from detente.kernel.searching import FOUND
from detente.kernel.system import System
from detente.kernel.tangents import least_weighted_sum, product_of, tangent_weights

__all__ = ["ZERO", "ProductResult", "maximise_product"]

#: Packages pass at which nobody loses, but at each of them somebody gains nothing.
ZERO = 2

#: Weighted sums stay below this.
ROOM = FURTHEST // 4

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class ProductResult:
    """Answer to "at which package is the product of gains largest?".

    Attributes
    ----------
    status : int
        ``BEST`` (proved; the product is above 0), ``ZERO`` (proved: the largest product is 0),
        ``NONE`` (proved: at every package that passes somebody loses) or ``UNDECIDED``.
    columns : int64 array, shape (n_issues,), or None
        The best package found, as flat columns; it passes and nobody loses.
    value : int or None
        Its product, exact.
    upper : int or None
        No package that passes has a larger product; equal to ``value`` when proved.
    nodes : int
        Nodes visited.
    """

    status: int
    columns: Int | None
    value: int | None
    upper: int | None
    nodes: int


def maximise_product(
    system: System,
    *,
    clause_on: Bool,
    rows: Int,
    floors: Sequence[int],
    powers: Sequence[int],
    allowed: Bool | None = None,
    incumbent: Int | None = None,
    node_limit: int = NODE_LIMIT,
) -> ProductResult:
    """Maximise the product of ``(sum rows[k, x_i] - floors[k]) ** powers[k]``, no factor below 0.

    Parameters
    ----------
    system, clause_on, allowed, incumbent, node_limit
        As in :func:`detente.kernel.maximising.maximise`.
    rows : int64 array, shape (k, n_columns)
        The objectives, at least one.
    floors : k ints
        Where each gain starts: the reservation values.
    powers : k ints
        Above 0: bargaining power.

    Returns
    -------
    ProductResult
        Which of several best packages is returned is not said.

    Raises
    ------
    TooLargeError
        When sums of a row could leave int64.
    """
    require_room(system, *rows)
    floors = [int(floor) for floor in floors]
    climb = _Climb(system, clause_on, allowed, rows, floors, [int(power) for power in powers])
    status = climb.search.exhaust(climb.take, node_limit=node_limit, incumbent=incumbent)
    if status == UNDECIDED:
        upper = climb.upper()
        value = climb.product if climb.best is not None else None
        nodes = climb.search.nodes
        return ProductResult(status=status, columns=climb.best, value=value, upper=upper, nodes=nodes)
    if climb.best is None:
        return _without_loss(system, clause_on, allowed, rows, floors, node_limit, climb.search.nodes)
    value = climb.product
    return ProductResult(status=BEST, columns=climb.best, value=value, upper=value, nodes=climb.search.nodes)


def _without_loss(
    system: System,
    clause_on: Bool,
    allowed: Bool | None,
    rows: Int,
    floors: Sequence[int],
    node_limit: int,
    nodes: int,
) -> ProductResult:
    """Look for a package at which nobody loses; that somebody gains nothing is known."""
    search = OpenSearch(system, clause_on=clause_on, allowed=allowed)
    for row, floor in zip(rows, floors, strict=True):
        search.require(row, floor)
    status = search.run(max(0, node_limit - nodes))
    if status == FOUND:
        return ProductResult(
            status=ZERO, columns=search.columns, value=0, upper=0, nodes=nodes + search.nodes
        )
    upper = 0 if status == UNDECIDED else None
    return ProductResult(status=status, columns=None, value=None, upper=upper, nodes=nodes + search.nodes)


class _Climb:
    """The best package so far, and the tangents that every better one meets."""

    def __init__(
        self,
        system: System,
        clause_on: Bool,
        allowed: Bool | None,
        rows: Int,
        floors: list[int],
        powers: list[int],
    ) -> None:
        self.rows = rows
        self.floors = floors
        self.powers = powers
        self.search = OpenSearch(system, clause_on=clause_on, allowed=allowed)
        self.best: Int | None = None
        self.product = 0
        self.tangents: dict[tuple[int, ...], int] = {}
        ranges = [sum_range(system, row, self.search.allowed) for row in rows]
        largest = np.maximum.reduceat(np.abs(rows), system.offsets[:-1], axis=1)
        self.sizes = [sum(part) for part in largest.tolist()]
        self.ideal = [max(1, high - floor) for (_, high), floor in zip(ranges, floors, strict=True)]
        if sum(self.sizes) > ROOM:
            raise TooLargeError("the sum of all gains does not fit into 64-bit integers; use smaller points")
        for row, floor in zip(rows, floors, strict=True):
            self.search.require(row, floor + 1)
        self.touch(self.ideal)

    def gains(self, package: Int) -> list[int]:
        """Return what everybody gains at a package."""
        sums: list[int] = self.rows[:, package].sum(axis=1).tolist()
        return [total - floor for total, floor in zip(sums, self.floors, strict=True)]

    def goal(self, weights: tuple[int, ...], product: int) -> int:
        """Return what a weighted sum of rows must reach where the product is at least this."""
        base = sum(weight * floor for weight, floor in zip(weights, self.floors, strict=True))
        return base + least_weighted_sum(product, weights, self.powers)

    def touch(self, gains: Sequence[int]) -> int:
        """Add the tangent at these gains unless it is there; return the number of its row."""
        weights = tuple(tangent_weights(gains, self.powers, self.sizes, ROOM))
        if weights not in self.tangents:
            row = np.zeros(self.rows.shape[1], np.int64)
            for weight, part in zip(weights, self.rows, strict=True):
                row += weight * part
            self.tangents[weights] = self.search.require(row, self.goal(weights, self.product + 1))
        return self.tangents[weights]

    def take(self, package: Int) -> None:
        """Keep a package found if it is the best, and rule out what is no better."""
        gains = self.gains(package)
        number = self.touch(gains) if self.product_of(package) > self.product else None
        better = package.copy()
        if number is not None:
            improve(
                self.search.question, np.array([number]), np.zeros(1), np.ones(1), self.search.allowed, better
            )
        for each in (package, better):
            if self.product_of(each) > self.product:
                self.product, self.best = self.product_of(each), each
        self.touch(self.gains(better))
        for weights, row in self.tangents.items():
            self.search.raise_goal(row, self.goal(weights, self.product + 1))
        if self.search.accepts(package):
            self.touch(gains)
        if self.search.accepts(package):
            beyond = [total + 1 for total in self.rows[:, package].sum(axis=1).tolist()]
            self.search.require_one(self.rows, beyond)

    def product_of(self, package: Int) -> int:
        """Return the product of gains at a package that passes."""
        return product_of(self.gains(package), self.powers)

    def upper(self) -> int:
        """Return a product that no package exceeds, as far as the bounds of open nodes tell."""

        def goals(product: int) -> dict[int, int]:
            return {row: self.goal(weights, product) for weights, row in self.tangents.items()}

        high = product_of(self.ideal, self.powers) + 1
        return self.search.smallest_ruled_out(goals, self.product, high) - 1
