"""In which draws a kind of deal passes all gates when thresholds are moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import SWEETENED, Form
from detente.ensemble.judging import Judge
from detente.ensemble.sampling import draw_values
from detente.explain.block_cases import listed_system
from detente.explain.honest_shifting import Scenario, per_unit, shifted_control, shifted_thresholds
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = ["MovedDraws", "Passing", "passing_by_list", "passing_by_search"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: Whether some package passes, in every draw, by scenario.
Passing = Mapping[Scenario, Bool]
N_GATES = len(GATES)
AS_JUDGED = Scenario(sign=0)


@dataclass(frozen=True, kw_only=True, eq=False)
class MovedDraws:
    """A block of draws, ready to have its thresholds moved for one kind of deal after another.

    Attributes
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    tables : Tables
    rises : int64 array, shape (n_draws, n_predicates)
        As :func:`~detente.explain.honest_shifting.per_unit` gives them.
    shift : float
    """

    blueprint: Blueprint
    values: Float
    tables: Tables
    rises: Int
    shift: float
    _moved: dict[Scenario, Tables] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, blueprint: Blueprint, block: tuple[int, int], seed: int, shift: float) -> MovedDraws:
        """Draw a block: its first draw, and how many."""
        values = draw_values(blueprint.quantities, seed, *block, blueprint.correlations)
        return cls(
            blueprint=blueprint,
            values=values,
            tables=fill_tables(blueprint, values),
            rises=per_unit(blueprint, values),
            shift=shift,
        )

    def thresholds(self, scenario: Scenario, ranges: Mapping[str, float]) -> Int:
        """Move the thresholds by a part of each party's range."""
        return shifted_thresholds(
            self.blueprint, self.tables.thresholds, self.rises, ranges, self.shift, scenario
        )

    def in_scenario(self, scenario: Scenario) -> Tables:
        """Return the tables; filled anew, once, where the required control moves."""
        if not scenario.control:
            return self.tables
        if scenario not in self._moved:
            values = shifted_control(self.blueprint, self.values, self.shift, scenario)
            self._moved[scenario] = fill_tables(self.blueprint, values)
        return self._moved[scenario]


def passing_by_list(
    draws: MovedDraws, packages: Int, wanted: Sequence[Scenario], ranges: Mapping[str, float]
) -> Passing:
    """Try the few packages of a kind of deal in every draw.

    Parameters
    ----------
    draws : MovedDraws
    packages : int64 array, shape (n_packages, n_groups)
        At least one.
    wanted : sequence of Scenario
        The thresholds as judged first.
    ranges : mapping of party to float
        In the issues in question.

    Returns
    -------
    mapping of Scenario to bool array, shape (n_draws,)
    """
    sums = np.stack([draws.tables.tables[:, :, package].sum(axis=2) for package in packages], axis=2)
    found: dict[Scenario, Bool] = {}
    for scenario in wanted:
        if scenario.party is not None and not ranges[scenario.party]:
            found[scenario] = found[AS_JUDGED]
            continue
        allowed = draws.in_scenario(scenario).allowed[:, packages].all(axis=2)
        holds = sums >= draws.thresholds(scenario, ranges)[:, :, None]
        found[scenario] = np.asarray((_pass(draws.blueprint, holds) & allowed).any(axis=1))
    return found


def _pass(blueprint: Blueprint, holds: Bool) -> Bool:
    """Tell which packages pass, given which predicates hold; shape (n_draws, n_packages)."""
    n_draws, n_predicates, n_packages = holds.shape
    rows = holds.transpose(1, 0, 2).reshape(n_predicates, n_draws * n_packages)
    common = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
    columns = np.arange(rows.shape[1], dtype=np.int64)[:, None]
    depths = package_depths(listed_system(blueprint, rows), columns, clause_on=common)
    passing: Bool = (depths == N_GATES).reshape(n_draws, n_packages)
    return passing


def passing_by_search(
    draws: MovedDraws, k: int, form: Form, wanted: Sequence[Scenario], ranges: Mapping[str, float]
) -> tuple[Passing, int]:
    """Search for a package of a kind of deal in every draw.

    Parameters
    ----------
    draws, wanted, ranges
        As for :func:`passing_by_list`; scenarios that move everything stand before those of a party.
    k : int
        Number of the kind of deal.
    form : str

    Returns
    -------
    mapping of Scenario to bool array, shape (n_draws,)
    int
        Questions that were given up; they count as "nothing passes".
    """
    blueprint = draws.blueprint
    mask = blueprint.classes[k]
    columns = mask.sweetened if form == SWEETENED else mask.exact
    assert columns is not None
    found: dict[Scenario, Bool] = {}
    undecided = 0
    for scenario in wanted:
        thresholds, tables = draws.thresholds(scenario, ranges), draws.in_scenario(scenario)
        passing = np.zeros(len(tables), np.bool_)
        for n in range(len(tables)):
            known = _known(blueprint, found, scenario, ranges, n)
            if known is None:
                judge = Judge(blueprint, tables, n)
                status, _ = judge.ask(N_GATES - 1, mask, tables.allowed[n] & columns, thresholds[n])
                undecided += judge.effort.undecided
                known = status == FOUND
            passing[n] = known
        found[scenario] = passing
    return found, undecided


def _known(
    blueprint: Blueprint,
    found: Mapping[Scenario, Bool],
    scenario: Scenario,
    ranges: Mapping[str, float],
    n: int,
) -> bool | None:
    """Return what follows for a draw from scenarios already judged, None where nothing does.

    Lower thresholds never lose a package and higher ones never gain one, unless a rule says "not"; what
    one party's threshold does is between nothing and what all of them do.
    """
    if scenario == AS_JUDGED:
        return None
    judged = bool(found[AS_JUDGED][n])
    if scenario.party is not None and not ranges[scenario.party]:
        return judged
    if blueprint.uses_not and not scenario.control:
        return None
    if judged == (scenario.sign < 0):
        return judged
    if scenario.party is not None and bool(found[Scenario(sign=scenario.sign)][n]) == judged:
        return judged
    return None
