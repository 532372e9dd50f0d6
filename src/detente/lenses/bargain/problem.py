"""A bargaining problem: who bargains, over which packages, and what each package is worth to whom.

It is made of a dossier at one set of numbers, or of a scored game. Points are whole numbers of a
*unit* that each party has for itself. Where points are decimals or fractions the unit is chosen so
that every one of them is a whole number of units, and nothing is rounded. Where no such unit fits
into 64 bits, integers of any size are taken for up to a million packages; beyond that points are
rounded, once, to the finest unit that does fit (``exact`` tells).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.predicate import GATES
from detente.model.scored_game import ScoredGame, Scorer
from detente.model.space import PackageSpace
from detente.model.tables import fill_tables, surplus_tables

__all__ = ["ZONE", "BargainProblem", "problem_of_dossier", "problem_of_game"]

#: The gates that say no more than that the zone of possible agreement does.
ZONE = GATES[:2]
#: Columns that one compound issue of a game may have.
MOST_COLUMNS = 1_000_000
#: Sums of units stay below this in 64 bits.
LARGEST = 2**60
#: Sums of units where points are rounded: the precision of the usual numbers of a computer, with
#: room for the weighted sums of several parties that searches work with.
ROUNDED = 2**50
#: Sums of larger integers stay below this, so that they can be turned into floating-point numbers.
WIDEST = 2**600
#: Packages up to which integers of any size are taken where 64 bits do not do.
MOST_WIDE = 1_000_000

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class BargainProblem:
    """What the bargain lens works on.

    Attributes
    ----------
    title : str
    space : PackageSpace
    parties : tuple of str
        Keys of those who bargain, two or more.
    labels : mapping of str to str
        Names for people: of parties by key, of issues by key, of options by ``issue=option``.
    values : int64 or object array, shape (n_parties, n_columns)
        What each column adds to each party's surplus, in its own units: costs of dealing and
        relative gains counted. An object array holds Python's integers.
    floors : int64 array, shape (n_parties,)
        Sum at which the surplus is 0.
    points : int64 array, shape (n_parties, n_columns)
        The same before costs and relative gains.
    base : tuple of Fraction
        Points of every package, on top of ``points``.
    units : tuple of int
        Units to a point, party by party.
    exact : tuple of bool
        Whether the points of each party are whole units as they stand.
    allowed : bool array, shape (n_columns,)
    changes : int64 array, shape (n_columns,)
        Issues that a column changes; 0 throughout where there is no status quo.
    has_status_quo : bool
        Whether the first option of each issue is the status quo, and no deal.
    agenda_limit : int or None
    gates : tuple of str
        Gates that packages have to pass.
    has_preconditions : bool
        Whether some options may only come with others.
    system : System or None
        Predicates and clauses of all gates; None for a game.
    caveats : tuple of str
    """

    title: str
    space: PackageSpace
    parties: tuple[str, ...]
    labels: Mapping[str, str]
    values: Int
    floors: Int
    points: Int
    base: tuple[Fraction, ...]
    units: tuple[int, ...]
    exact: tuple[bool, ...]
    allowed: Bool
    changes: Int
    has_status_quo: bool
    agenda_limit: int | None = None
    gates: tuple[str, ...] = ZONE
    has_preconditions: bool = False
    system: System | None = None
    caveats: tuple[str, ...] = field(default=())

    @property
    def is_gated(self) -> bool:
        """Whether packages must meet conditions that are no sums over single issues."""
        return self.has_preconditions or not set(self.gates) <= set(ZONE)

    @property
    def n_packages(self) -> int:
        """Number of packages of allowed columns (exact)."""
        return math.prod(
            int(self.allowed[a:b].sum())
            for a, b in zip(self.space.offsets[:-1], self.space.offsets[1:], strict=True)
        )

    def label(self, key: str) -> str:
        """Return the name for people of a party, an issue or ``issue=option``."""
        return self.labels.get(key, key.partition("=")[2] or key)

    def surplus_of(self, columns: Int) -> Int:
        """Surplus of a package, or of each row of packages, in units; parties last."""
        total: Int = self.values[:, columns].sum(axis=-1).T - self.floors
        return total

    def in_points(self, units: Sequence[int] | Int) -> tuple[Fraction, ...]:
        """Turn amounts in units, one for each party, into points."""
        return tuple(Fraction(int(u), n) for u, n in zip(units, self.units, strict=True))

    def points_of(self, columns: Int) -> tuple[Fraction, ...]:
        """Points of one package, before costs, party by party."""
        gross = self.in_points(self.points[:, columns].sum(axis=1))
        return tuple(a + b for a, b in zip(self.base, gross, strict=True))


def problem_of_dossier(
    dossier: Dossier,
    *,
    blueprint: Blueprint | None = None,
    values: NDArray[np.float64] | None = None,
    parties: Sequence[str] | None = None,
    gates: Sequence[str] = ZONE,
) -> BargainProblem:
    """Make the bargaining problem of a dossier at one set of numbers.

    Parameters
    ----------
    dossier : Dossier
    blueprint : Blueprint, optional
        That of the dossier, if it is there already.
    values : float array, shape (n_quantities,), optional
        One for each entry of ``blueprint.quantities``; their medians if not given.
    parties : sequence of str, optional
        Who bargains, two or more; the principals if not given.
    gates : sequence of str
        Gates that packages have to pass, as far as the last one named: gates are cumulative.

    Returns
    -------
    BargainProblem

    Raises
    ------
    UnknownNameError
        For a party or gate that does not exist.
    DetenteError
        For fewer than two parties, or one named twice.
    TooLargeError
        When sums do not fit into int64.
    """
    b = blueprint or Blueprint(dossier)
    chosen = _chosen_parties(dossier, b.principals if parties is None else parties)
    passed = _chosen_gates(gates)
    column = b.medians if values is None else values.reshape(-1, 1)
    tables = fill_tables(b, column)
    surplus, floors = surplus_tables(b, column, chosen)
    rows = [b.parties.index(party) for party in chosen]
    return BargainProblem(
        title=dossier.title,
        space=b.space,
        parties=chosen,
        labels=labels_of(dossier),
        values=surplus[0],
        floors=floors[0],
        points=tables.points[0, rows],
        base=(Fraction(0),) * len(chosen),
        units=(UNIT,) * len(chosen),
        exact=(True,) * len(chosen),
        allowed=tables.allowed[0],
        changes=b.space.spread(b.changed),
        has_status_quo=True,
        agenda_limit=dossier.agenda_limit,
        gates=passed,
        has_preconditions=any(o.after for issue in dossier.issues.values() for o in issue.options.values()),
        system=tables.common_system(0),
    )


def _chosen_parties(dossier: Dossier, parties: Sequence[str]) -> tuple[str, ...]:
    for party in parties:
        if party not in dossier.parties:
            raise UnknownNameError("party", party, dossier.parties)
    if len(set(parties)) < len(parties):
        raise DetenteError("a party stands twice among those who bargain; name each once")
    if len(parties) < 2:
        raise DetenteError("it takes two parties to bargain; name another")
    return tuple(parties)


def _chosen_gates(gates: Sequence[str]) -> tuple[str, ...]:
    for gate in gates:
        if gate not in GATES:
            raise UnknownNameError("gate", gate, GATES)
    last = max((GATES.index(gate) for gate in gates), default=0)
    return GATES[: max(last, 1) + 1]


def problem_of_game(game: ScoredGame, *, parties: Sequence[str] | None = None) -> BargainProblem:
    """Make the bargaining problem of a scored game.

    Parameters
    ----------
    game : ScoredGame
        A party without a reserve is taken to have 0.
    parties : sequence of str, optional
        Who bargains, two or more; all if not given.

    Returns
    -------
    BargainProblem

    Raises
    ------
    UnknownNameError
        For a party that does not exist.
    DetenteError
        For fewer than two parties.
    TooLargeError
        When combinations tie too many issues together.
    """
    named = {party.name: party for party in game.parties}
    names = tuple(named if parties is None else parties)
    for name in names:
        if name not in named:
            raise UnknownNameError("party", name, named)
    if len(names) < 2:
        raise DetenteError(f"{game.name}: it takes two parties to bargain; there is only one")
    chosen = [named[name] for name in names]
    ties = [combination.when for party in chosen for combination in party.combinations]
    space = PackageSpace.of_options(game.issues, ties, most=MOST_COLUMNS)
    columns = [_columns(party, space) for party in chosen]
    reserves = [_reserve(party) - party.base for party in chosen]
    wide = game.n_packages <= MOST_WIDE
    units = [
        _unit(column, reserve, party.name, space, wide)
        for column, reserve, party in zip(columns, reserves, chosen, strict=True)
    ]
    scales = [unit for unit, _, _ in units]
    kind = np.int64 if all(fits for _, _, fits in units) else object
    whole = [[_whole(x, unit) for x in column] for column, unit in zip(columns, scales, strict=True)]
    floors = [_ceil(reserve, unit) for reserve, unit in zip(reserves, scales, strict=True)]
    values = np.array(whole, kind)
    return BargainProblem(
        title=game.name,
        space=space,
        parties=names,
        labels={},
        values=values,
        floors=np.array(floors, kind),
        points=values,
        base=tuple(party.base for party in chosen),
        units=tuple(scales),
        exact=tuple(exact for _, exact, _ in units),
        allowed=np.ones(space.n_columns, np.bool_),
        changes=np.zeros(space.n_columns, np.int64),
        has_status_quo=False,
        caveats=game.notes,
    )


def _reserve(party: Scorer) -> Fraction:
    return Fraction(0) if party.reserve is None else party.reserve


def _columns(party: Scorer, space: PackageSpace) -> list[Fraction]:
    """Points of each column; combinations lie inside one compound issue each."""
    zero = Fraction(0)
    base = [party.values.get(issue, {}).get(option, zero) for issue, option in space.base] + [zero]
    columns = [sum((base[m] for m in row), zero) for row in space.members.tolist()]
    for combination in party.combinations:
        for c in _inside(combination.when, space).tolist():
            columns[c] += combination.points
    return columns


def _inside(when: Mapping[str, Sequence[str]], space: PackageSpace) -> Int:
    """Columns in which every issue named stands at one of its options."""
    group = space.group_of[next(iter(when))]
    start, end = space.offsets[group], space.offsets[group + 1]
    holds = np.ones(end - start, np.bool_)
    for k, issue in enumerate(space.groups[group]):
        if issue in when:
            wanted = [space.index[issue, option] for option in when[issue]]
            holds &= np.isin(space.members[start:end, k], wanted)
    found: Int = start + np.flatnonzero(holds)
    return found


def _unit(
    column: Sequence[Fraction], reserve: Fraction, name: str, space: PackageSpace, wide: bool
) -> tuple[int, bool, bool]:
    """Return a party's units to a point, whether its points are whole units, and fit into 64 bits."""
    total = abs(reserve) + sum(
        max(abs(x) for x in column[a:b])
        for a, b in zip(space.offsets[:-1].tolist(), space.offsets[1:].tolist(), strict=True)
    )
    if total >= LARGEST:
        raise TooLargeError(f"the points of {name} are too large: sums have to stay below 2^60")
    common = math.lcm(*(x.denominator for x in {*column, reserve}))
    if total * common < LARGEST or (wide and total * common < WIDEST):
        return common, True, total * common < LARGEST
    return 1 << max(int(ROUNDED / max(total, Fraction(1, 2**20))).bit_length() - 1, 0), False, True


def _whole(points: Fraction, unit: int) -> int:
    """Turn points into units, rounding half to even where they are not whole."""
    return round(points * unit)


def _ceil(points: Fraction, unit: int) -> int:
    """Turn a threshold into units; what does not reach it in points does not in units."""
    return math.ceil(points * unit)
