"""The price of a blocker's consent: what else must be in the package for it to agree.

Everything is asked at the medians. A *sweetener* adds options on issues that the package leaves
alone: deliverable ones, no act of pressure, with whatever must come before them. It has to turn the
blocker with every principal still accepting; a sweetener of the whole package has to bring it
through all gates up to ratification. Searched exactly: the fewest further issues; among those the
sweetener that leaves the principal with least the most. That compares the principals' scales, and
where it still ties, one of several is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.kernel.exhausting import package_depths
from detente.kernel.maximin import maximin
from detente.kernel.maximising import NONE, UNDECIDED, maximise
from detente.kernel.system import System
from detente.lenses.named_package import NamedPackage
from detente.lenses.ratification.rules import called, members_of_rules, rules_of
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables, surplus_tables

__all__ = ["BlockerPrice", "PackagePrice", "PriceSearch", "Sweetener"]

Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Int = NDArray[np.int64]
Row = tuple[Int, int]
Status = Literal["needs nothing", "found", "none", "undecided", "cannot be delivered"]

#: Sweeteners of one option that are listed.
MOST_SINGLE = 5
ACCEPTABLE, RATIFIABLE = 1, 2


@dataclass(frozen=True, kw_only=True)
class Sweetener:
    """Options to add.

    Attributes
    ----------
    adds : mapping of issue to option
    surplus : mapping of party to float
        What the package with the addition gives each principal and the blocker, in points (rounded
        to six digits).
    """

    adds: Mapping[str, str]
    surplus: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"adds": dict(self.adds), "surplus": dict(self.surplus)}


@dataclass(frozen=True, kw_only=True)
class BlockerPrice:
    """What turns one blocker, at the medians.

    Attributes
    ----------
    party : str
    shortfall : float
        Points it lacks.
    status : str
        ``"found"``; ``"none"``: proved that no addition turns it with every principal accepting;
        ``"undecided"``: the search was cut short; ``"cannot be delivered"``: the package itself.
    smallest : Sweetener or None
        That of fewest issues; under ``"undecided"`` the smallest known.
    single : tuple of Sweetener
        The best five that add one option alone, best for the principal with least first.
    """

    party: str
    shortfall: float
    status: Status
    smallest: Sweetener | None = None
    single: tuple[Sweetener, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "shortfall": self.shortfall,
            "status": self.status,
            "smallest": None if self.smallest is None else self.smallest.to_dict(),
            "single": [sweetener.to_dict() for sweetener in self.single],
        }


@dataclass(frozen=True, kw_only=True)
class PackagePrice:
    """What a package needs at the medians.

    Attributes
    ----------
    status : str
        As ``BlockerPrice.status``, of the whole package up to ratification; ``"needs nothing"``
        where it is ratifiable as it stands.
    smallest : Sweetener or None
    blockers : tuple of BlockerPrice
        Members of the rules it calls that refuse at the medians, principals left out.
    """

    status: Status
    smallest: Sweetener | None
    blockers: tuple[BlockerPrice, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "status": self.status,
            "smallest": None if self.smallest is None else self.smallest.to_dict(),
            "blockers": [blocker.to_dict() for blocker in self.blockers],
        }


class PriceSearch:
    """The question of what to add, at one set of numbers.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities,), optional
        The medians if not given.

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """

    def __init__(self, blueprint: Blueprint, values: Float | None = None) -> None:
        middle = [quantity.middle for quantity in blueprint.quantities]
        column = np.array(middle if values is None else values, np.float64).reshape(-1, 1)
        self.b = blueprint
        self.system: System = fill_tables(blueprint, column).common_system(0)
        worth, floors = surplus_tables(blueprint, column, blueprint.parties)
        self.worth: Int = worth[0]
        self.floors: Int = floors[0]
        self.changes: Int = blueprint.space.spread(blueprint.changed)
        self.rules = rules_of(blueprint)

    def price(self, package: NamedPackage) -> PackagePrice:
        """Say what turns each blocker of a package, and what makes all of it ratifiable.

        Parameters
        ----------
        package : NamedPackage

        Returns
        -------
        PackagePrice
        """
        room = self._room(package)
        members = members_of_rules(called(self.rules, package.package))
        refusing = [p for p in members if self._surplus(p, package.columns) < 0]
        blockers = [p for p in refusing if p not in self.b.principals]
        if not self.system.allowed[package.columns].all():
            prices = [self._undeliverable(party, package) for party in blockers]
            return PackagePrice(status="cannot be delivered", smallest=None, blockers=tuple(prices))
        if self._passing(package.columns[None], RATIFIABLE)[0]:
            status: Status = "needs nothing"
            smallest = None
        else:
            status, smallest = self._search(package, room, RATIFIABLE, None)
        return PackagePrice(
            status=status,
            smallest=smallest,
            blockers=tuple(self._blocker(party, package, room) for party in blockers),
        )

    def _surplus(self, party: str, columns: Int) -> int:
        row = self.b.parties.index(party)
        return int(self.worth[row, columns].sum() - self.floors[row])

    def _row(self, party: str) -> Row:
        row = self.b.parties.index(party)
        return self.worth[row], int(self.floors[row])

    def _room(self, package: NamedPackage) -> Bool:
        """Flag the columns that keep what the package changes; anything else may be added."""
        space = self.b.space
        kept = np.ones(len(space.base), np.bool_)
        for issue, option in package.package.items():
            for c, (other, _) in enumerate(space.base):
                if other == issue:
                    kept[c] = False
            kept[space.index[issue, option]] = True
        return self.system.allowed & space.every(kept)

    def _clauses(self, gate: int) -> Bool:
        found: Bool = self.system.clause_gate <= gate
        return found

    def _passing(self, packages: Int, gate: int) -> Bool:
        depths = package_depths(self.system, packages, clause_on=self._clauses(gate))
        found: Bool = depths == self.system.n_gates
        return found

    def _undeliverable(self, party: str, package: NamedPackage) -> BlockerPrice:
        shortfall = _points(-self._surplus(party, package.columns))
        return BlockerPrice(party=party, shortfall=shortfall, status="cannot be delivered")

    def _blocker(self, party: str, package: NamedPackage, room: Bool) -> BlockerPrice:
        single = self._singles(party, package, room)
        status: Status = "found"
        smallest = single[0] if single else None
        if not single:
            status, smallest = self._search(package, room, ACCEPTABLE, party)
        return BlockerPrice(
            party=party,
            shortfall=_points(-self._surplus(party, package.columns)),
            status=status,
            smallest=smallest,
            single=single[:MOST_SINGLE],
        )

    def _singles(self, party: str, package: NamedPackage, room: Bool) -> tuple[Sweetener, ...]:
        """List the single options that turn a party, best for the principal with least first."""
        trials = self._trials(package, room)
        if not len(trials):
            return ()
        row, floor = self._row(party)
        good = self._passing(trials, ACCEPTABLE) & (row[trials].sum(axis=1) >= floor)
        found = trials[good]
        least = np.min([self.worth[k][found].sum(axis=1) - self.floors[k] for k in self._principals], axis=0)
        order = np.argsort(-least, kind="stable")[:MOST_SINGLE]
        return tuple(self._sweetener(package, found[k], party) for k in order)

    @property
    def _principals(self) -> list[int]:
        return [self.b.parties.index(party) for party in self.b.principals]

    def _trials(self, package: NamedPackage, room: Bool) -> Int:
        """Return the package with every single further option, in option order."""
        space = self.b.space
        one_more = room.copy()
        for g, column in enumerate(package.columns):
            block = slice(int(space.offsets[g]), int(space.offsets[g + 1]))
            one_more[block] &= self.changes[block] == self.changes[column] + 1
        group = np.searchsorted(space.offsets, np.flatnonzero(one_more), side="right") - 1
        trials = np.repeat(package.columns[None], len(group), axis=0)
        trials[np.arange(len(group)), group] = np.flatnonzero(one_more)
        return trials

    def _search(
        self, package: NamedPackage, room: Bool, gate: int, party: str | None
    ) -> tuple[Status, Sweetener | None]:
        """Find the fewest further issues, and then the sweetener best for the principal with least."""
        on = self._clauses(gate)
        wanted = [] if party is None else [self._row(party)]
        fewest = maximise(self.system, clause_on=on, objective=-self.changes, allowed=room, at_least=wanted)
        if fewest.status == NONE:
            return "none", None
        if fewest.columns is None or fewest.value is None:
            return "undecided", None
        best = maximin(
            self.system,
            clause_on=on,
            rows=self.worth[self._principals],
            floors=self.floors[self._principals].tolist(),
            scales=[1] * len(self.b.principals),
            allowed=room,
            at_least=[*wanted, (-self.changes, fewest.value)],
            incumbent=fewest.columns,
        )
        columns = fewest.columns if best.columns is None else best.columns
        proved = UNDECIDED not in (fewest.status, best.status)
        return "found" if proved else "undecided", self._sweetener(package, columns, party)

    def _sweetener(self, package: NamedPackage, columns: Int, party: str | None) -> Sweetener:
        after = self.b.space.package(columns)
        told: Sequence[str] = (*self.b.principals, *([] if party is None else [party]))
        return Sweetener(
            adds={issue: option for issue, option in after.items() if issue not in package.package},
            surplus={p: _points(self._surplus(p, columns)) for p in told},
        )


def _points(units: int) -> float:
    return round(units / UNIT, 6)
