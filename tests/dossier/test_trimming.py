"""A dossier cut down says the same of what is left."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

from detente import load
from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.model.blueprint import Blueprint


def fares(dossier: Dossier, package: dict[str, str], draws: int) -> tuple[list[object], ...]:
    """Return points, surplus and depth of a package in every draw."""
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, 0, 0, draws, blueprint.correlations)
    found = package_draws(blueprint, values, [named_package(blueprint, "x", package)])
    return tuple(np.asarray(part).tolist() for part in (found.points, found.surplus, found.depths))


@settings(deadline=None)
@given(uncertain_dossiers(), st.data())
def test_packages_fare_alike(dossier: Dossier, data: st.DataObject) -> None:
    """A package of the issues kept has the same points, surplus and depth in every draw."""
    issues = data.draw(st.lists(st.sampled_from(sorted(dossier.issues)), unique=True, min_size=1, max_size=2))
    package = {
        issue: data.draw(
            st.sampled_from(
                [o.key for o in dossier.issues[issue].options.values() if not o.status_quo and not o.pressure]
            )
        )
        for issue in issues
        if any(not o.status_quo and not o.pressure for o in dossier.issues[issue].options.values())
    }
    if package:
        assert fares(trimmed(dossier, package), package, 5) == fares(dossier, package, 5)


def test_reference_case_keeps_what_a_deal_names() -> None:
    """Of 44 issues those of one kind of deal stay, and those of the plans for no deal."""
    dossier = load("us-russia")
    small = trimmed(dossier, issues_of_deal(dossier.deals["staged-relief"]))
    assert set(small.issues) == {"sanctions-relief", "donbas", "syria-settlement"}
    assert "staged-relief" in small.deals
    assert "grand-bargain" not in small.deals
    package = {"sanctions-relief": "staged", "donbas": "minsk", "syria-settlement": "elections"}
    assert fares(small, package, 20) == fares(dossier, package, 20)


def test_links_plans_and_order_keep_their_issues() -> None:
    """Issues tied by a link, named in a plan, or to be settled first, stay as well."""
    issues = {key: {"options": {"old": {"status_quo": True}, "new": None}} for key in "abcdef"}
    issues["b"]["options"]["new"] = {"after": {"c": ["new"]}}
    stakes = {party: {key: {"new": 1} for key in issues} for party in ("north", "south")}
    link = {"name": "tie", "when": {"a": ["new"], "b": ["new"]}, "points": {"north": 1}}
    still = {"name": "rest", "when": {"f": ["old"], "e": ["old"]}, "points": {"north": 1}}
    data = plain(
        issues=issues, stakes=stakes, links=[link], no_deal={"south": {"plan": {"d": "new"}}}, deals={}
    )
    assert set(trimmed(loaded(data), {"a"}).issues) == {"a", "b", "c", "d"}
    data["links"].append(still)
    assert set(trimmed(loaded(data), {"a"}).issues) == {"a", "b", "c", "d", "e", "f"}


def test_rules_without_a_say_are_left_out() -> None:
    """A rule over dropped issues alone goes; one over any change stays."""
    rules = [{"name": "House", "needs": "house", "over": ["aid"]}, {"name": "Court", "needs": "house"}]
    data = plain(ratification={"north": rules})
    data["parties"]["house"] = {"role": "ratifier", "side": "north"}
    assert [rule.name for rule in trimmed(loaded(data), {"base"}).ratification] == ["Court"]
    assert [rule.name for rule in trimmed(loaded(data), {"aid"}).ratification] == ["House", "Court"]
