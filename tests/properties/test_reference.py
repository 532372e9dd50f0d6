"""The whole model against a slow reference that shares no code with it."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from detente.ensemble.judging import DrawOutcome, judge_block
from detente.ensemble.sampling import draw_values
from detente.kernel.counting import count_gates
from detente.kernel.exhausting import deepest_gate, package_depths
from detente.kernel.searching import FOUND, NONE, UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import NOT
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, to_units
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables
from properties.dossiers import Data, loaded, random_data
from properties.reference import Reference

quick = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def modelled(data: Data) -> tuple[Reference, Blueprint, Tables]:
    """Return a dossier as the reference sees it and as the model does."""
    blueprint = Blueprint(loaded(data))
    values = draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations)
    return Reference(blueprint.dossier), blueprint, fill_tables(blueprint, values)


def judged(blueprint: Blueprint) -> DrawOutcome:
    """Judge the only draw there is."""
    return judge_block(blueprint, seed=0, start=0, count=1)[0]


@quick
@given(random_data())
def test_depth_of_every_package(data: Data) -> None:
    """Each single package gets as far as the formulas say, and as many pass each gate."""
    reference, b, tables = modelled(data)
    common = np.arange(len(b.clauses)) < b.n_common_clauses
    packages = list(reference.packages())
    columns = np.array([b.space.columns(package) for package in packages])
    depths = package_depths(tables.system(0), columns, clause_on=common)
    assert np.maximum(depths, 0).tolist() == [reference.depth(package) for package in packages]
    for package, row in zip(packages, columns, strict=True):
        changed = {issue: package[issue] for issue in sorted(reference.changed(package))}
        assert b.space.package(row) == changed
    assert count_gates(tables.common_system(0)) == reference.counts()


@settings(quick, max_examples=60)
@given(random_data())
def test_what_a_word_is_worth(data: Data) -> None:
    """The chance that a party keeps its word, by number or by a record that ages, is the formula's."""
    reference, b, _ = modelled(data)
    values = dict(
        zip(b.quantities, to_units(draw_values(b.quantities, 0, 0, 1, b.correlations)[:, 0]), strict=True)
    )
    for party in data["parties"]:
        kept = reference.record(party)
        assert (party in b.words) == (kept is not None)
        if kept is not None:
            assert int(values[b.words[party]]) == kept * UNIT


@settings(quick, max_examples=60)
@given(random_data())
def test_what_is_brought_to_bear(data: Data) -> None:
    """The control held at the table, net of what leaks, is the formula's for every option."""
    reference, b, tables = modelled(data)
    for issue in data["issues"]:
        for option, column in ((o, b.space.columns({issue: o})) for o in data["issues"][issue]["options"]):
            free = not b.dossier.issues[issue].options[option].pressure
            possible = bool(tables.allowed[0, column].all())
            assert possible == (option == "sq" or (free and reference.can_deliver(issue, option)))


@quick
@given(random_data())
def test_classes_blockers_and_witnesses(data: Data) -> None:
    """Deal classes die where the formulas say, by whose hand they say, and witnesses do pass."""
    reference, b, _ = modelled(data)
    found = judged(b)
    for k, deal in enumerate(b.dossier.deals.values()):
        swept = found.sweetened[k]
        assert (swept.depth, swept.sole_blockers) == reference.outcome(deal, exactly=False)
        exact = found.exact[k]
        assert (exact is None) == (not deal.all_of and not deal.at_least)
        if exact is not None:
            assert (exact.depth, exact.sole_blockers) == reference.outcome(deal, exactly=True)
    for witness in found.witnesses:
        package = dict.fromkeys(b.dossier.issues, "sq")
        package |= b.space.package(np.frombuffer(witness, np.int64))
        assert reference.depth(package) == len(GATES)
    assert found.effort.undecided == 0


@settings(quick, max_examples=60)
@given(random_data())
def test_search_solver_and_exhaustion_agree(data: Data) -> None:
    """Whether a class has a package past each gate is the same by three routes and by the formulas."""
    reference, b, tables = modelled(data)
    system = tables.system(0)
    common = np.arange(len(b.clauses)) < b.n_common_clauses
    for mask, deal in zip(b.classes, b.dossier.deals.values(), strict=True):
        depths = [reference.depth(x) for x in reference.members(deal, exactly=False)]
        for gate in range(len(GATES)):
            on = common & (b.clause_gate <= gate)
            if mask.clause is not None:
                on[mask.clause] = True
            exists = any(depth > gate for depth in depths)
            searched = find_package(system, clause_on=on, allowed=mask.sweetened, node_limit=10_000)
            solved, _ = solve_package(system, clause_on=on, allowed=mask.sweetened)
            tried, _ = deepest_gate(system, clause_on=on, allowed=mask.sweetened)
            assert searched.status == (FOUND if exists else NONE)
            assert solved == searched.status or (solved == UNDECIDED and NOT in system.code)
            assert (tried == len(GATES)) == exists
