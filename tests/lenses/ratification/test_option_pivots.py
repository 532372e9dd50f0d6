"""Whose consent decides on each option alone."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.ratification.option_pivots import option_counts, option_pivots
from detente.lenses.ratification.package_consent import package_consent
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.votes import package_votes
from detente.model.blueprint import Blueprint
from lenses.ratification.small import medians, small
from properties.dossiers import loaded, plain


def test_only_options_that_call_a_rule_are_told() -> None:
    """The senate lacks most for the grant, the neighbour has the only say on the base."""
    blueprint = Blueprint(small())
    rules = rules_of(blueprint)
    found = option_pivots([option_counts(blueprint, medians(blueprint, 3), rules)], rules)
    assert [(o.issue, o.option, o.ratified, dict(o.pivots)) for o in found] == [
        ("aid", "grant", 0.0, {"senate": 1.0}),
        ("base", "closed", 1.0, {"neighbour": 1.0}),
    ]
    assert found[0].rules == ("The senate", "House or guild")


def test_blocks_add_up() -> None:
    """Shares are of the draws of all blocks."""
    blueprint = Blueprint(small())
    rules = rules_of(blueprint)
    blocks = [option_counts(blueprint, medians(blueprint, n), rules) for n in (1, 4)]
    assert option_pivots(blocks, rules)[0].pivots == {"senate": 1.0}


def test_without_rules_there_is_nothing() -> None:
    """And no error."""
    blueprint = Blueprint(loaded(plain()))
    assert option_pivots([option_counts(blueprint, medians(blueprint), ())], ()) == ()


@pytest.mark.parametrize("case", ["us-russia", "panama-1977"])
def test_it_agrees_with_packages_of_one_option(case: str) -> None:
    """The same ratified share and the same pivots as the package lens has."""
    blueprint = Blueprint(detente.load(case))
    rules = rules_of(blueprint)
    values = draw_values(blueprint.quantities, 0, 0, 20, blueprint.correlations)
    found = option_pivots([option_counts(blueprint, values, rules)], rules)[:12]
    packages = [named_package(blueprint, "it", {o.issue: o.option}) for o in found]
    for option, votes in zip(found, package_votes(blueprint, values, packages, rules), strict=True):
        consent = package_consent(votes)
        assert option.ratified == consent.ratified
        assert dict(option.pivots) == {m.party: m.pivotal for m in consent.members if m.pivotal}
    assert np.isclose([sum(o.pivots.values()) for o in found], 1.0).all()
