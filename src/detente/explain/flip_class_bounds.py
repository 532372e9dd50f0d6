"""The easiest and the hardest model that some judgements within given intervals can make.

A number of the tables is monotone in each judgement, so that over a box of judgements it is
extreme at a corner. Tables put together from the extremes, number by number, are at least as easy
(or as hard) as the model at any point of the box: what fails in the easiest fails everywhere in
the box, and what passes in the hardest passes everywhere. Where a rule says "not", both extremes
are needed at once, and every predicate is held twice: as it stands, and as it is denied.

What a plan for no deal is worth raises a threshold, and so may an option that a package holds; taken
off the worth of all options of its issue instead, the same judgement stands in one place only.

The credible worth of several linked issues holds the same chance more than once and need not be
monotone in it; there the parts are bounded one by one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.dossier.quantity import Quantity
from detente.explain.flip_class_roles import Role, roles_of
from detente.explain.flip_class_tracks import Span
from detente.kernel.question import clause_predicates
from detente.kernel.system import NOT, PRED, QUOTA, System
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import share_of, to_units
from detente.model.keeping import keeping_table
from detente.model.performance import chances, link_points
from detente.model.predicate import GATES
from detente.model.tables import fill_tables, principal_worth

__all__ = ["Bounds", "Box", "Relaxed"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
#: Intervals of some judgements, by path; all others are at their medians.
Box = Mapping[str, Span]
#: A point of a box: rows of judgements and their values.
Corner = tuple[tuple[int, float], ...]
T = TypeVar("T", bound=np.generic)
#: Entries of the tables that are filled at once, about 32 MB.
ROOM = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Relaxed:
    """The relaxed tables of some boxes.

    Attributes
    ----------
    tables : int64 array, shape (n_boxes, n_rows, n_columns)
        One row per predicate; with rules that say "not" a second set of rows for what is denied.
    thresholds : int64 array, shape (n_boxes, n_rows)
    allowed : bool array, shape (n_boxes, n_columns)
    """

    tables: Int
    thresholds: Int
    allowed: Bool


class Bounds:
    """Relaxed models of one blueprint.

    Attributes
    ----------
    blueprint : Blueprint
    roles : mapping of path to Role
    code : int64 array
        The clauses, with denied predicates pointing at their second row.
    """

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.roles = roles_of(blueprint)
        self.row = {quantity.path: r for r, quantity in enumerate(blueprint.quantities)}
        self.code = _with_denied_rows(blueprint) if blueprint.uses_not else blueprint.code
        self._group = np.repeat(np.arange(len(blueprint.space.groups)), np.diff(blueprint.space.offsets))
        self._compound = np.repeat(
            [len(group) > 1 for group in blueprint.space.groups], np.diff(blueprint.space.offsets)
        )

    @cached_property
    def contested(self) -> tuple[int, ...]:
        """Predicates that are wanted in one place and denied in another."""
        b = self.blueprint
        if not b.uses_not:
            return ()
        read = {
            p
            for start, end in itertools.pairwise(b.clause_start)
            for p in clause_predicates(self.code[start:end])
        }
        n = len(b.predicates)
        return tuple(int(p) for p in sorted(read) if p < n and n + p in read)

    def system(self, relaxed: Relaxed, k: int) -> System:
        """Return the system of one box, deal classes included."""
        b = self.blueprint
        return System(
            offsets=b.space.offsets,
            tables=relaxed.tables[k],
            thresholds=relaxed.thresholds[k],
            allowed=relaxed.allowed[k],
            code=self.code,
            clause_start=b.clause_start,
            clause_gate=b.clause_gate,
            n_gates=len(GATES),
        )

    def needed(self, path: str) -> Bool | None:
        """Flag the columns that a package must keep to if a judgement is to matter to it.

        Returns
        -------
        bool array, shape (n_columns,), or None
            For what an option is worth: all columns of other issues, and those that hold the option.
            None for judgements that may matter to any package.
        """
        role = self.roles.get(path)
        if role is None or role.kind != "option" or role.option is None:
            return None
        space = self.blueprint.space
        (issue,) = role.issues
        group = space.group_of[issue]
        needed: Bool = (space.members == space.index[issue, role.option]).any(axis=1)
        needed[: space.offsets[group]] = True
        needed[space.offsets[group + 1] :] = True
        return needed

    def touched(self, path: str) -> Bool:
        """Flag the columns whose numbers a judgement about one option, link or issue may change.

        Returns
        -------
        bool array, shape (n_columns,)
        """
        space, role = self.blueprint.space, self.roles[path]
        groups = {space.group_of[issue] for issue in role.issues}
        touched = np.zeros(space.n_columns, np.bool_)
        for group in groups:
            touched[space.offsets[group] : space.offsets[group + 1]] = True
        needed = self.needed(path)
        return touched if needed is None else touched & needed

    def over(self, boxes: Sequence[Box], *, easy: bool) -> Iterator[tuple[slice, Relaxed]]:
        """Relax the model over boxes, a few at a time.

        Parameters
        ----------
        boxes : sequence of mapping of path to (lowest, highest)
            Paths that the blueprint does not know are passed over.
        easy : bool
            The easiest model of each box, else the hardest.

        Yields
        ------
        tuple of (slice of ``boxes``, Relaxed)
        """
        b = self.blueprint
        each = (len(b.predicates) + len(b.parties)) * b.space.n_columns
        most = max(1, ROOM // max(each, 1))
        start, corners = 0, _Corners(b.medians)
        places: list[list[int]] = []
        for k, box in enumerate(boxes):
            found = self._corners(box, easy)
            if places and len(corners) + len(found) > most:
                yield slice(start, k), self._relax(boxes[start:k], corners.values(), places, easy)
                start, corners, places = k, _Corners(b.medians), []
            places.append([corners.place(corner) for corner in found])
        if places:
            yield slice(start, len(boxes)), self._relax(boxes[start:], corners.values(), places, easy)

    def _role(self, path: str) -> Role | None:
        role = self.roles.get(path)
        return None if role is None or role.kind == "idle" else role

    def _corners(self, box: Box, easy: bool) -> list[Corner]:
        """List the points of a box at which its tables can be extreme."""
        fixed: list[tuple[int, float]] = []
        clusters: dict[str, list[tuple[int, Span]]] = {}
        for path, span in box.items():
            role = self._role(path)
            if role is None:
                continue
            if role.helps:
                fixed.append((self.row[path], span[1] if (role.helps > 0) == easy else span[0]))
            elif span[0] == span[1]:
                fixed.append((self.row[path], span[0]))
            else:
                clusters.setdefault(role.cluster, []).append((self.row[path], span))
        found = []
        for ends in itertools.product((0, 1), repeat=len(clusters)):
            moved = [
                (row, span[end])
                for end, members in zip(ends, clusters.values(), strict=True)
                for row, span in members
            ]
            found.append((*fixed, *moved))
        return found

    def _relax(self, boxes: Sequence[Box], values: Float, places: Sequence[list[int]], easy: bool) -> Relaxed:
        filled = fill_tables(self.blueprint, values)
        shift = self._plans(values)
        filled.tables[...] -= shift[:, :, self._group]
        filled.thresholds[...] -= shift.sum(axis=2)
        more, less = (np.maximum, np.minimum) if easy else (np.minimum, np.maximum)
        tables = _extremes(more, filled.tables, places)
        thresholds = _extremes(less, filled.thresholds, places)
        allowed = _extremes(np.logical_or if easy else np.logical_and, filled.allowed, places)
        if self._compound.any() and any(self._repeats_chance(box) for box in boxes):
            self._bound_by_parts(tables, values, shift, places, easy)
        if self.blueprint.uses_not:
            tables = np.concatenate([tables, _extremes(less, filled.tables, places)], axis=1)
            denied = _extremes(more, filled.thresholds, places)
            thresholds = np.concatenate([thresholds, denied], axis=1)
        return Relaxed(tables=tables, thresholds=thresholds, allowed=allowed)

    def _plans(self, values: Float) -> Int:
        """Return what plans for no deal are worth, to be taken off the options of their issues instead.

        Returns
        -------
        int64 array, shape (n_points, n_predicates, n_groups)
        """
        b, units = self.blueprint, to_units(values)
        shift = np.zeros((values.shape[1], len(b.predicates), len(b.space.groups)), np.int64)
        plans = [pair for no_deal in b.dossier.no_deal.values() for pair in no_deal.plan.items()]
        for issue, option in plans:
            for p, predicate in enumerate(b.predicates):
                stakes = b.dossier.stakes.get(predicate.party or "", {})
                quantity = stakes.get(issue, {}).get(option)
                if quantity is not None:
                    worth = units[self.row[quantity.path]] * self._scale(p, values)
                    shift[:, p, b.space.group_of[issue]] += worth
        return shift

    def _scale(self, p: int, values: Float) -> Int:
        """Return by what a predicate multiplies surpluses, shape (n_points,)."""
        one = np.ones((values.shape[1], 1), np.int64)
        predicate, d = self.blueprint.predicates[p], self.blueprint.dossier
        discount = d.parties[predicate.party].discount_factor if predicate.party else None
        if predicate.kind != "keeps" or predicate.party is None or discount is None:
            return one[:, 0]
        monitoring = d.trust.monitoring[predicate.party]
        rows = values[self.row[discount.path]], values[self.row[monitoring.path]]
        scale: Int = keeping_table(one, 0 * one[:, 0], 0 * one, *rows)[0][:, 0]
        return scale

    def _repeats_chance(self, box: Box) -> bool:
        roles = (self._role(path) for path, (low, high) in box.items() if low < high)
        return any(role is not None and role.cluster in ("words", "relative gains") for role in roles)

    def _bound_by_parts(
        self, tables: Int, values: Float, shift: Int, places: Sequence[list[int]], easy: bool
    ) -> None:
        """Replace the credible worth of compound columns by the sum of the bounds of its parts."""
        b = self.blueprint
        more = np.maximum if easy else np.minimum
        units = to_units(values)

        def amount(quantity: Quantity | None) -> Int:
            if quantity is None:
                return np.zeros(values.shape[1], np.int64)
            found: Int = units[self.row[quantity.path]]
            return found

        for p, predicate in enumerate(b.predicates):
            if predicate.kind != "credible surplus" or predicate.party is None:
                continue
            worth = principal_worth(b, values, predicate.party)
            chance = chances(b, predicate.party, amount)
            total = b.space.spread(_extremes(more, share_of(worth.base, chance), places))
            total = total + _extremes(more, -worth.costs, places)
            total = total + _extremes(more, -shift[:, p], places)[:, self._group]
            ends = [
                (_extremes(end, worth.links, places), _extremes(end, chance, places))
                for end in (np.minimum, np.maximum)
            ]
            for k in range(len(b.dossier.links)):
                total = total + self._link_bound(k, ends, easy)
            tables[:, p, self._compound] = total[:, self._compound]

    def _link_bound(self, k: int, ends: Sequence[tuple[Int, Int]], easy: bool) -> Int:
        """Bound the expected points of a link, given the ends of its worth and of the chances."""
        b, link = self.blueprint, self.blueprint.dossier.links[k]
        least, most = ends[0][1], ends[1][1]
        issues = b.dossier.issues
        wanted = [
            (option in link.when.get(issue, ())) or (issues[issue].status_quo not in link.when.get(issue, ()))
            for issue, option in b.space.base
        ]
        found = [
            link_points(b, link, worth[:, k], np.where(wanted, first, second))
            for worth, _ in ends
            for first, second in ((least, most), (most, least))
        ]
        bound: Int = np.max(found, axis=0) if easy else np.min(found, axis=0)
        return bound


class _Corners:
    """Points at which tables are to be filled, each once."""

    def __init__(self, medians: Float) -> None:
        self.medians = medians
        self.known: dict[Corner, int] = {}

    def __len__(self) -> int:
        return len(self.known)

    def place(self, corner: Corner) -> int:
        """Return the number of a point, which is put down if it is new."""
        return self.known.setdefault(corner, len(self.known))

    def values(self) -> Float:
        """Return all points, shape (n_quantities, n_points)."""
        values = np.repeat(self.medians, len(self.known), axis=1)
        for k, corner in enumerate(self.known):
            for row, value in corner:
                values[row, k] = value
        return values


def _extremes(extreme: np.ufunc, filled: NDArray[T], places: Sequence[list[int]]) -> NDArray[T]:
    """Reduce what was filled in at the corners of each box, shape (n_boxes, ...)."""
    found = filled[[corners[0] for corners in places]]
    for k, corners in enumerate(places):
        for place in corners[1:]:
            extreme(found[k], filled[place], out=found[k])
    return found


def _with_denied_rows(b: Blueprint) -> Int:
    """Point every predicate under an odd number of "not" at its second row."""
    code = b.code.copy()
    for start, end in itertools.pairwise(b.clause_start):
        parts: list[list[int]] = []
        at = int(start)
        while at < end:
            if code[at] == PRED:
                parts.append([at + 1])
                at += 2
            elif code[at] == NOT:
                for place in parts[-1]:
                    code[place] = (code[place] + len(b.predicates)) % (2 * len(b.predicates))
                at += 1
            else:
                n = int(code[at + 1])
                parts[-n:] = [[place for part in parts[len(parts) - n :] for place in part]]
                at += 3 + n if code[at] == QUOTA else 2
    return code
