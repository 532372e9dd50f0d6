"""A home that asks for more: packages left, and the Nash package, against trying them all."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.exhausting import package_depths
from detente.lenses.ratification.rules import called, home_of, rules_of
from detente.lenses.ratification.tightening import COARSEST, Tightening
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from lenses.ratification.small import STAKES, SWAP, small
from properties.dossiers import Data, loaded, random_data


def tightening(blueprint: Blueprint, home: str) -> Tightening:
    """Tighten one home of a dossier at its medians."""
    rules = [rule for rule in rules_of(blueprint) if home_of(rule, blueprint.principals) == home]
    return Tightening(blueprint, home, rules)


def test_who_asks_for_more() -> None:
    """Those the home's rules speak of, or the principal itself."""
    blueprint = Blueprint(small())
    assert tightening(blueprint, "north").members == ("senate", "house", "guild")
    assert tightening(blueprint, "south").members == ("south",)


def test_a_package_withstands_what_its_members_have_to_spare() -> None:
    """The senate has 2 to spare, the house 5: at 2 points it passes, one unit more and it does not."""
    stakes = {**STAKES, "senate": {"aid": {"grant": 2}}, "house": {"aid": {"grant": 5}}}
    blueprint = Blueprint(small(stakes=stakes))
    tight = tightening(blueprint, "north")
    columns = blueprint.space.columns(SWAP)
    assert tight.reach(columns, 0) == 2 * UNIT
    assert tight.passes(columns, 2 * UNIT)
    assert not tight.passes(columns, 2 * UNIT + 1)


def test_a_rule_with_not_is_no_constraint() -> None:
    """Asking for more may open packages."""
    rules = {"north": [{"name": "No cartel", "needs": {"not": "guild"}}]}
    assert not tightening(Blueprint(small(ratification=rules)), "north").is_monotone


def test_rules_met_by_nobody_never_close() -> None:
    """There is no end to what can be asked for."""
    rules = {"north": [{"name": "Empty", "needs": {"quota": 1, "weights": {"senate": 1, "house": 1}}}]}
    blueprint = Blueprint(small(ratification=rules, stakes={**STAKES, "neighbour": {"base": {"closed": 1}}}))
    open_rule = replace(blueprint.dossier.ratification[0].needs, quota=0)  # type: ignore[type-var]
    dossier = replace(
        blueprint.dossier,
        ratification=(replace(blueprint.dossier.ratification[0], needs=open_rule),),  # type: ignore[arg-type]
    )
    furthest = tightening(Blueprint(dossier), "north").furthest()
    assert furthest.status == "never"


def test_where_nothing_passes_now_there_is_nothing_to_ask() -> None:
    """No amount at all is left."""
    stakes = {**STAKES, "senate": {"aid": {"grant": -99}}}
    furthest = tightening(Blueprint(small(stakes=stakes)), "north").furthest()
    assert (furthest.low, furthest.high, furthest.status) == (None, 0, "closed")


def listed(blueprint: Blueprint) -> np.ndarray:
    """Columns of every package."""
    offsets = blueprint.space.offsets
    return np.array(list(itertools.product(*(range(a, b) for a, b in itertools.pairwise(offsets.tolist())))))


@settings(deadline=None, max_examples=20)
@given(random_data(), st.integers(0, 12))
def test_against_trying_every_package(data: Data, quarters: int) -> None:
    """The Nash product, and the last amount at which a package that needs the home is left."""
    blueprint = Blueprint(loaded(data))
    home = blueprint.principals[0]
    own = [rule for rule in rules_of(blueprint) if home_of(rule, blueprint.principals) == home]
    tight = tightening(blueprint, home)
    if not tight.is_monotone:
        return
    amount = quarters * UNIT // 4
    packages = listed(blueprint)
    system = replace(tight.problem.system, thresholds=tight.thresholds(amount))  # type: ignore[type-var]
    fits = package_depths(system, packages, clause_on=system.clause_gate <= 2) == system.n_gates
    surplus = tight.problem.surplus_of(packages)
    products = [int(np.prod([int(x) for x in row], dtype=object)) for row in surplus[fits]]
    found = tight.nash(amount)
    best = max(products, default=None)
    if found is None:
        assert best is None
    else:
        assert int(np.prod([int(x) for x in tight.problem.surplus_of(found)], dtype=object)) == best
    needing = np.array([bool(called(own, blueprint.space.package(c))) or not own for c in packages])
    reaches = [tight.reach(c, 0) for c in packages[needing] if tight.passes(c, 0)]
    furthest = tight.furthest()
    if not reaches:
        assert (furthest.low, furthest.status) == (None, "closed")
    elif furthest.status == "closed":
        assert furthest.low is not None
        assert furthest.high is not None
        assert furthest.low <= max(reaches) < furthest.high
        assert furthest.high - furthest.low <= max(furthest.low // 100, COARSEST)
