"""Frontier and solutions under gates, on random dossiers, against an independent model in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.ensemble.sampling import draw_values
from detente.errors import TooLargeError
from detente.lenses.bargain import gated
from detente.lenses.bargain.analysis import analyse
from detente.lenses.bargain.gated import gated_pareto_frontier, gated_solutions, searched_left_on_table
from detente.lenses.bargain.left_on_table import left_on_table
from detente.lenses.bargain.problem import BargainProblem, problem_of_dossier
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from lenses.bargain.games import Point, best, frontier
from properties.dossiers import Data, loaded, random_data
from properties.reference import Reference

RANDOM = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def passing(data: Data, gate: str) -> tuple[BargainProblem, dict[Point, list[dict[str, str]]]]:
    """Return the problem and, by listing, the packages behind each point of those that pass the gates."""
    blueprint = Blueprint(loaded(data))
    values = draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations)[:, 0]
    problem = problem_of_dossier(blueprint.dossier, blueprint=blueprint, values=values, gates=[gate])
    reference = Reference(blueprint.dossier)
    found: dict[Point, list[dict[str, str]]] = {}
    for package in reference.packages():
        if reference.depth(package) > GATES.index(gate):
            point = tuple(reference.surplus(party, package) for party in problem.parties)
            changed = {issue: package[issue] for issue in reference.changed(package)}
            found.setdefault(point, []).append(changed)
    return problem, found


@RANDOM
@given(random_data(), st.sampled_from(GATES[1:]))
def test_the_frontier_under_gates_is_that_of_a_list(data: Data, gate: str) -> None:
    """Whatever the rules, points are those that nothing dominates among packages that pass."""
    problem, found = passing(data, gate)
    result = analyse(problem, counted=False)
    assert result.frontier is not None
    told = {tuple(o.surplus.values()) for o in result.frontier if min(o.surplus.values()) >= 0}
    assert told == frontier(set(found))


@RANDOM
@given(random_data(), st.sampled_from(GATES[1:]))
def test_each_solution_by_search_is_a_best_one(data: Data, gate: str) -> None:
    """Solutions found without the frontier have the worth of those found by listing."""
    problem, found = passing(data, gate)
    efficient = frontier(set(found))
    solutions, ideal = gated_solutions(problem, (1,) * len(problem.parties))
    if not efficient:
        assert all(solution.chosen is None for solution in solutions.values())
        return
    most = [max(x[k] for x in efficient) for k in range(len(problem.parties))]
    assert list(ideal.values()) == most
    worths = {"nash": math.prod, "egalitarian": min, "utilitarian": sum}
    if all(most):
        worths["kalai_smorodinsky"] = lambda x: min(a / u for a, u in zip(x, most, strict=True))
    for concept, worth in worths.items():
        chosen = solutions[concept].chosen
        assert chosen is not None
        assert tuple(chosen.surplus.values()) in best(efficient, worth)


@RANDOM
@given(random_data(), st.sampled_from(GATES[2:]))
def test_what_is_left_on_the_table_by_search_is_that_by_list(data: Data, gate: str) -> None:
    """Both ways of measuring a package agree, wherever the package lies."""
    problem, found = passing(data, gate)
    whole, _ = gated_pareto_frontier(problem)
    if whole is None or not len(whole):
        return
    for package in [package for packages in found.values() for package in packages][:3]:
        columns = problem.space.columns(package)
        listed = left_on_table(whole, columns, name="p")
        searched = searched_left_on_table(problem, columns, name="p")
        assert searched.could_gain == listed.could_gain
        assert searched.all_could_gain == listed.all_could_gain
        assert searched.share_of_ideal == listed.share_of_ideal
        assert searched.is_efficient == listed.is_efficient


def test_the_reference_case_has_a_complete_frontier_under_all_gates() -> None:
    """Of ten to the eighteenth deliverable packages the efficient ones are found, and nothing found
    by any solution dominates one of them.
    """
    problem = problem_of_dossier(detente.load("us-russia"), gates=["self-enforcing"])
    result = analyse(problem, counted=False)
    assert result.frontier is not None
    assert result.frontier.resolution is None
    assert len(result.frontier) > 10
    points = [tuple(o.surplus.values()) for o in result.frontier]
    assert frontier(set(points)) == set(points)
    searched, _ = gated_solutions(problem, (1, 1))
    for concept, solution in searched.items():
        assert solution.chosen is not None
        listed = result.solutions[concept].chosen
        assert listed is not None
        assert dict(listed.surplus) == dict(solution.chosen.surplus)


def test_a_resolution_leaves_out_near_points_and_says_so() -> None:
    """Every point shown is one of the whole frontier, and they lie further apart."""
    problem = problem_of_dossier(detente.load("us-russia"), gates=["ratifiable"])
    whole, _ = gated_pareto_frontier(problem)
    coarse, _ = gated_pareto_frontier(problem, resolution=5.0)
    assert whole is not None
    assert coarse is not None
    assert coarse.resolution == 5.0
    assert {tuple(p) for p in coarse.surplus.tolist()} < {tuple(p) for p in whole.surplus.tolist()}
    gaps = [a - b for a, b in zip(coarse.surplus[:, 0], coarse.surplus[1:, 0], strict=False)]
    assert min(gaps) > 5 * problem.units[0]


def test_too_many_points_are_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frontier past the limit asks for a resolution."""
    monkeypatch.setattr(gated, "MOST_SEARCHED", 3)
    problem = problem_of_dossier(detente.load("us-russia"), gates=["ratifiable"])
    with pytest.raises(TooLargeError, match="resolution"):
        gated_pareto_frontier(problem)


def test_three_parties_on_a_large_agenda_get_solutions_without_a_frontier() -> None:
    """The frontier is refused in words, and each solution leaves nobody worse off."""
    dossier = detente.load("us-russia")
    problem = problem_of_dossier(dossier, parties=["us", "russia", "congress"], gates=["ratifiable"])
    result = analyse(problem, counted=False)
    assert result.frontier is None
    assert "3 parties" in result.caveats[0]
    assert result.nash is not None
    assert min(result.nash.surplus.values()) > Fraction(0)


def test_one_solution_that_is_not_proved_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be proved is told, and nothing is guessed."""

    def stopped(*_: object) -> None:
        raise TooLargeError("the search was stopped")

    monkeypatch.setattr(gated.Search, "product", stopped)
    problem = problem_of_dossier(
        detente.load("us-russia"), parties=["us", "russia", "congress"], gates=["credible"]
    )
    result = analyse(problem, counted=False)
    assert result.nash is None
    assert result.solutions["egalitarian"].chosen is not None
    assert result.zone.status == "open"
    assert "No nash package is shown: the search was stopped." in result.caveats
