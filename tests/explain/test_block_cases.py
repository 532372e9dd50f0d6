"""The draws of a question, alike ones together."""

from __future__ import annotations

import numpy as np

import detente
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, class_depths
from detente.explain.block_cases import cases_of_list, cases_of_search, is_listed, listed_system
from detente.explain.blocking_conditions import Conditions
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain

CASE = detente.load("two-issues")
BLUEPRINT = Blueprint(CASE)
CONDITIONS = Conditions.of(BLUEPRINT)


def test_every_draw_is_in_one_case() -> None:
    """Cases share the draws out, and those of a case agree with a run."""
    depths = class_depths(CASE, draws=600, workers=1)
    for k, key in enumerate(depths.classes):
        assert list(CASE.deals)[k] == key
        cases = cases_of_list(BLUEPRINT, k, AS_DESCRIBED, CONDITIONS, 600, 0)
        assert sorted(draw for case in cases for draw in case.draws) == list(range(600))
        assert len(cases) < 100
        for case in cases:
            passing = set((depths.of(key)[list(case.draws)] == 5).tolist())
            assert passing == {case.asking.passes()}
            assert case.weight == len(case.draws)


def test_searched_draws_agree_with_listed_ones() -> None:
    """Draw by draw, from any first draw."""
    listed = cases_of_list(BLUEPRINT, 0, AS_DESCRIBED, CONDITIONS, 30, 0)
    passes = {draw: case.asking.passes() for case in listed for draw in case.draws}
    searched = cases_of_search(BLUEPRINT, 0, AS_DESCRIBED, CONDITIONS, (10, 20), 0)
    assert [case.draws for case in searched] == [(draw,) for draw in range(10, 30)]
    assert [case.asking.passes() for case in searched] == [passes[draw] for draw in range(10, 30)]


def test_few_packages_are_listed() -> None:
    """Up to 64 of them; a kind of deal without packages has no cases."""
    assert is_listed(BLUEPRINT, 0, AS_DESCRIBED)
    many = Blueprint(detente.load("us-russia"))
    assert not is_listed(many, 0, SWEETENED)
    data = plain(deals={"threat": {"all": {"aid": ["grant"]}}})
    data["issues"]["aid"]["options"]["grant"]["pressure"] = True
    blueprint = Blueprint(loaded(data))
    assert is_listed(blueprint, 0, AS_DESCRIBED)
    assert cases_of_list(blueprint, 0, AS_DESCRIBED, Conditions.of(blueprint), 5, 0) == ()


def test_system_of_a_list() -> None:
    """Its columns are packages, which pass just the gates that their conditions allow."""
    n = len(BLUEPRINT.predicates)
    holds = np.ones((n, 2), np.bool_)
    first = next(
        p for p, predicate in enumerate(BLUEPRINT.predicates) if predicate.kind == "credible surplus"
    )
    holds[first, 1] = False
    system = listed_system(BLUEPRINT, holds)
    packages = np.array([[0], [1]])
    assert package_depths(system, packages, clause_on=CONDITIONS.common).tolist() == [5, 3]
