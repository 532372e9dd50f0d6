"""Packages near a given one that pass all gates at the medians: the fewest changes, and who forbids more.

Every issue on which two packages differ is one change, also where links merge issues into compound
ones. The fewest changes are the largest agreement with the package, a linear objective, so that the
kernels find them and prove that fewer do not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.maximin import maximin
from detente.kernel.maximising import BEST, NONE, MaximiseResult, maximise
from detente.kernel.searching import find_package
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables, surplus_tables

__all__ = ["NODE_LIMIT", "Blame", "NearbySearch"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Nodes after which a search is given up.
NODE_LIMIT = 20_000
#: A threshold that every package reaches: a condition lifted.
LIFTED = -(1 << 61)
#: Predicates of no party that can stand in the way.
LIMITS = ("agenda limit", "precondition")


@dataclass(frozen=True, kw_only=True)
class Blame:
    """What a proof that no package passes rests on.

    Attributes
    ----------
    parties : tuple of str
        With the conditions of all others lifted there is still none, and of these none can be left
        out of the proof, unless a rule says "not". Sorted.
    limits : tuple of str
        ``"agenda limit"`` and ``"precondition"`` where the proof used them.
    undeliverable : tuple of (issue, option)
        Options that must stay and that those at the table cannot deliver.
    """

    parties: tuple[str, ...]
    limits: tuple[str, ...] = ()
    undeliverable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class NearbySearch:
    """The full model at the medians, asked for packages near one of them.

    Attributes
    ----------
    blueprint : Blueprint
    system : System
        Without kinds of deal.
    package : mapping of issue to option
        As named by whoever asks; other issues are at the status quo.
    settled : int64 array, shape (n_base_columns,)
        1 for the option of every issue in the package.
    rows, floors : int64 arrays
        Surplus of the principals, and what it starts from.
    """

    blueprint: Blueprint
    system: System
    package: Mapping[str, str]
    settled: Int
    rows: Int
    floors: Int

    @classmethod
    def of(cls, blueprint: Blueprint, package: Mapping[str, str]) -> NearbySearch:
        """Fill the tables of a dossier at its medians; the names in the package must be known."""
        dossier = blueprint.dossier
        rows, floors = surplus_tables(blueprint, blueprint.medians, blueprint.principals)
        whole = {key: issue.status_quo for key, issue in dossier.issues.items()} | dict(package)
        return cls(
            blueprint=blueprint,
            system=fill_tables(blueprint, blueprint.medians).common_system(0),
            package=package,
            settled=blueprint.space.flags(whole.items()).astype(np.int64),
            rows=rows[0],
            floors=floors[0],
        )

    @property
    def _all_clauses(self) -> Bool:
        return np.ones(len(self.system.clause_gate), np.bool_)

    @property
    def agreement(self) -> Int:
        """Issues on which each column agrees with the package."""
        return self.blueprint.space.spread(self.settled)

    @property
    def kept(self) -> Int:
        """Options that the package asks for, among the members of each column."""
        return self.blueprint.space.spread(self.settled * self.blueprint.changed)

    def additions_only(self) -> Bool:
        """Flag the columns that leave alone whatever the package names."""
        free = np.array([issue not in self.package for issue, _ in self.blueprint.space.base])
        return self.blueprint.space.every(free | (self.settled == 1))

    def drops_only(self) -> Bool:
        """Flag the columns made of options of the package and of the status quo."""
        return self.blueprint.space.every((self.settled == 1) | (self.blueprint.changed == 0))

    def best(self, objective: Int, allowed: Bool) -> MaximiseResult:
        """Find a package that passes, of largest objective."""
        return maximise(
            self.system,
            clause_on=self._all_clauses,
            objective=objective,
            allowed=allowed,
            node_limit=NODE_LIMIT,
        )

    def equally_good(self, objective: Int, value: int, allowed: Bool, first: Int) -> Iterator[Int | None]:
        """Yield the packages that pass with an objective of at least ``value``, best first.

        Best is the largest least surplus of a principal. After the last one nothing follows; None
        where a search is given up and there may be more. ``first`` is one that is known.
        """
        conditions = [(objective, value)]
        n_groups = self.system.n_issues
        incumbent: Int | None = first
        while True:
            found = maximin(
                self.system,
                clause_on=self._all_clauses,
                rows=self.rows,
                floors=self.floors.tolist(),
                scales=[1] * len(self.rows),
                allowed=allowed,
                at_least=conditions,
                incumbent=incumbent,
                node_limit=NODE_LIMIT,
            )
            if found.status == NONE:
                return
            if found.status != BEST or found.columns is None:
                yield found.columns
                yield None
                return
            yield found.columns
            row = np.zeros(len(objective), np.int64)
            row[found.columns] = -1
            conditions.append((row, 1 - n_groups))
            incumbent = None

    def blame(self, allowed: Bool) -> Blame:
        """Say on whose conditions it rests that no package passes, once that is proved."""
        found = find_package(self.system, clause_on=self._all_clauses, allowed=allowed, node_limit=NODE_LIMIT)
        used = found.blame if found.status == NONE else np.ones(len(found.blame), np.bool_)
        predicates = self.blueprint.predicates
        limits = {predicates[p].kind for p in np.flatnonzero(used)} & set(LIMITS)
        return Blame(
            parties=self._needed(self._parties(used), allowed),
            limits=tuple(sorted(limits)),
            undeliverable=self._undeliverable(allowed),
        )

    def _parties(self, used: Bool) -> list[str]:
        predicates = self.blueprint.predicates
        return sorted({p for p in (predicates[k].party for k in np.flatnonzero(used)) if p is not None})

    def _needed(self, parties: list[str], allowed: Bool) -> tuple[str, ...]:
        """Leave out the parties without whose conditions the proof stands as well."""
        if self.blueprint.uses_not:
            # Meeting a condition is then no relief for every rule.
            return tuple(parties)
        tried: set[str] = set()
        while rest := [party for party in parties if party not in tried]:
            tried.add(rest[0])
            left = [party for party in parties if party != rest[0]]
            found = find_package(
                self.system,
                clause_on=self._all_clauses,
                allowed=allowed,
                thresholds=self._lifted_but(left),
                node_limit=NODE_LIMIT,
            )
            if found.status == NONE:
                used = set(self._parties(found.blame))
                parties = [party for party in left if party in used]
        return tuple(parties)

    def _lifted_but(self, parties: list[str]) -> Int:
        """Thresholds with the conditions of all other parties lifted."""
        predicates = self.blueprint.predicates[: len(self.system.thresholds)]
        lifted = np.array([p.party is not None and p.party not in parties for p in predicates])
        return np.where(lifted, LIFTED, self.system.thresholds)

    def _undeliverable(self, allowed: Bool) -> tuple[tuple[str, str], ...]:
        """List the options that leave an issue without any column."""
        space = self.blueprint.space
        found = []
        for g, (start, end) in enumerate(zip(space.offsets[:-1], space.offsets[1:], strict=True)):
            if not (allowed[start:end] & self.system.allowed[start:end]).any():
                members = space.members[start:end][allowed[start:end]].ravel()
                common = {int(m) for m in members if m < len(space.base) and self.settled[m]}
                alone = {m for m in common if space.base[m][0] in space.groups[g]}
                found += [space.base[m] for m in sorted(alone) if not self._delivered(m)]
        return tuple(found)

    def _delivered(self, member: int) -> bool:
        """Tell whether an option can be delivered: then its column of nothing else is allowed."""
        columns = self.blueprint.space.columns(dict([self.blueprint.space.base[member]]))
        return bool(self.system.allowed[columns].all())
