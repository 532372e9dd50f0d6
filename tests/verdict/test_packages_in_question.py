"""The packages that lenses are asked about when nobody names one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.errors import DetenteError, UnknownNameError
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.verdict.packages_in_question import packages_in_question
from properties.dossiers import Data, loaded, plain, random_data
from properties.reference import Reference


def asked(data: Data, **how: object) -> dict[str, dict[str, str]]:
    """Packages in question of a dossier, by name."""
    found = packages_in_question(Blueprint(loaded(data)), **how)  # type: ignore[arg-type]
    return {one.name: dict(one.package) for one in found}


def test_named_packages_are_taken_as_they_are() -> None:
    """Packages that somebody names are the only ones, in their order, coinciding or not."""
    swap = {"aid": "grant", "base": "closed"}
    named = {"z": swap, "b": {"aid": "grant", "base": "kept"}, "again": swap}
    found = packages_in_question(Blueprint(loaded(plain())), named=named)
    assert [(p.name, p.origin) for p in found] == [(name, "named") for name in named]
    assert found[1].package == {"aid": "grant"}


def test_packages_found_before_keep_their_origin() -> None:
    """They are made anew for the dossier at hand, which may have its issues in another order."""
    gift = {"gift": {"all": {"aid": ["grant"]}}}
    found = packages_in_question(Blueprint(loaded(plain(deals=gift))))
    data = plain()
    data["issues"] = {"zoo": {"options": {"shut": {"status_quo": True}, "open": {}}}, **data["issues"]}
    blueprint = Blueprint(loaded(data))
    again = packages_in_question(blueprint, named=found)
    assert [one.to_dict() for one in again] == [one.to_dict() for one in found]
    assert {one.origin for one in again} == {"as described", "with sweeteners"}
    assert [blueprint.space.package(one.columns) for one in again] == [one.package for one in found]


def test_packages_without_names_are_refused() -> None:
    """With how to write them."""
    with pytest.raises(DetenteError, match="must have names"):
        asked(plain(), named=[{"aid": "grant"}])


def test_nobody_names_nothing() -> None:
    """No name at all leaves the choice to the dossier, as leaving it out does."""
    assert asked(plain(), named={}) == asked(plain()) == {"swap": {"aid": "grant", "base": "closed"}}


def test_a_class_that_passes_needs_no_sweetener() -> None:
    """Sweeteners are looked for only where the deal as described fails somewhere."""
    gift = {"gift": {"all": {"aid": ["grant"]}}}
    assert asked(plain(deals=gift), robust=False) == {
        "gift": {"aid": "grant"},
        "gift, sweetened": {"aid": "grant", "base": "closed"},
    }
    # South can be sure of nothing, north of no more: nothing sweetens this.
    assert asked(plain(deals=gift, no_deal={"north": {"points": 9}})) == {"gift": {"aid": "grant"}}


def test_accepted_where_nothing_is_ratified() -> None:
    """Where no sweetener gets the class past the ratifiers, one that the principals accept is taken."""
    data = plain(deals={"gift": {"all": {"aid": ["grant"]}}})
    data["parties"]["house"] = {"role": "ratifier", "side": "north"}
    data["ratification"] = {"north": [{"name": "house", "needs": "house", "over": ["aid"]}]}
    data["stakes"]["house"] = {"aid": {"grant": -1}}
    assert "gift, sweetened" in asked(data)
    data["stakes"]["house"]["base"] = {"closed": -9}
    data["issues"]["visit"] = {"options": {"none": {"status_quo": True}, "paid": {"performers": ["south"]}}}
    data["stakes"]["north"]["visit"] = {"paid": 3}
    data["stakes"]["house"]["visit"] = {"paid": 2}
    assert asked(data, robust=False)["gift, sweetened"] == {"aid": "grant", "visit": "paid"}


def test_changes_that_carry_nothing_are_left_off() -> None:
    """What gives no principal anything is no sweetener; what gives one of them something is."""
    data = plain(deals={"gift": {"all": {"aid": ["grant"]}}})
    for key in ("idle", "free"):
        data["issues"][key] = {"options": {"sq": {"status_quo": True}, "done": {"performers": ["south"]}}}
    data["stakes"]["north"]["free"] = {"done": 1}
    found = asked(data, robust=False)["gift, sweetened"]
    assert found == {"aid": "grant", "base": "closed", "free": "done"}


def test_undeliverable_classes_are_asked_about_too() -> None:
    """A class that nobody can deliver still has its package as described."""
    data = plain(deals={"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}})
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
    assert asked(data) == {"swap": {"aid": "grant", "base": "closed"}}


def test_classes_can_be_chosen() -> None:
    """Only the classes asked for, in the order of the file; others do not exist."""
    data = plain(deals={"a": {"all": {"aid": ["grant"]}}, "b": {"all": {"base": ["closed"]}}})
    assert list(asked(data, classes=["b"], robust=False)) == ["b", "b, sweetened"]
    assert asked(data, classes=[], robust=False) == {}
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        asked(plain(), classes=["swop"])


def test_packages_that_cannot_be_are_refused() -> None:
    """Unknown names, pressure and packages that change nothing are errors."""
    with pytest.raises(UnknownNameError, match="aid"):
        asked(plain(), named={"a": {"aids": "grant"}})
    with pytest.raises(DetenteError, match="changes nothing"):
        asked(plain(), named={"a": {"aid": "none"}})


def test_pressure_has_no_package() -> None:
    """A class that asks for pressure has none, nor has one that names nothing it wants moved."""
    data = plain(deals={"harm": {"all": {"aid": ["cut"]}}, "any": None})
    data["issues"]["aid"]["options"]["cut"] = {"performers": ["north"], "pressure": True}
    assert asked(data, robust=False) == {}


def test_the_shipped_case() -> None:
    """Every class of the case that is a deal has a package, once, and the same when asked again."""
    blueprint = Blueprint(detente.load("us-russia"))
    found = packages_in_question(blueprint, robust=False)
    exact = [m.key for m in blueprint.classes if m.exact is not None and m.key != "pressure"]
    assert [one.name for one in found if one.origin == "as described"] == exact
    assert len({one.columns.tobytes() for one in found}) == len({one.name for one in found}) <= 40
    again = packages_in_question(blueprint, classes=["staged-relief"], robust=False)
    staged = [one.to_dict() for one in found if one.name.startswith("staged-relief")]
    assert [one.to_dict() for one in again] == staged


def test_robust_packages_come_last() -> None:
    """What passes all gates most often is told by number, unless it stands there already."""
    swap = {"aid": "grant", "base": "closed"}
    assert asked(plain(deals={"any": None})) == {"robust 1": swap}
    assert asked(plain(deals={"any": None}), robust=False) == {}
    assert asked(plain()) == {"swap": swap}


def test_a_single_change_is_no_robust_package() -> None:
    """A favour that nobody minds says nothing about a bargain."""
    data = plain(deals={"any": None}, no_deal={"north": {"points": 1}})
    data["stakes"] = {"north": {"aid": {"grant": 2}}, "south": {"aid": {"grant": 2}, "base": {"closed": -9}}}
    assert asked(data) == {}


def rank(reference: Reference, blueprint: Blueprint, package: dict[str, str]) -> tuple[object, ...]:
    """Sorts the better of two packages first."""
    surplus = [reference.surplus(p, package) for p in blueprint.principals]
    columns = blueprint.space.columns(package).tolist()
    return -min(surplus), -sum(surplus), len(reference.changed(package)), columns


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(random_data())
def test_against_all_packages(data: Data) -> None:
    """As described: the best of those that pass most gates. Sweetened: the best that can be ratified."""
    blueprint = Blueprint(loaded(data))
    dossier = blueprint.dossier
    reference = Reference(dossier)
    expected: dict[tuple[str, ...], str] = {}
    options = [
        [(issue, o.key) for o in dossier.issues[issue].options.values() if not o.pressure]
        for issue in sorted(dossier.issues)
    ]
    packages = [p for p in map(dict, itertools.product(*options)) if reference.changed(p)]
    for deal in dossier.deals.values():
        if not deal.all_of and not deal.at_least:
            continue
        plain_ones = [p for p in packages if reference.belongs(deal, p, exactly=True)]
        deepest = max((reference.depth(p) for p in plain_ones), default=0)
        best = [p for p in plain_ones if reference.depth(p) == deepest]
        chosen = [min(best, key=lambda p: rank(reference, blueprint, p))] if best else []
        names = [deal.key]
        if deepest < len(GATES):
            sweet = [p for p in packages if reference.belongs(deal, p, exactly=False)]
            for depth in (3, 2):
                able = [p for p in sweet if reference.depth(p) >= depth]
                if able:
                    chosen.append(min(able, key=lambda p: rank(reference, blueprint, p)))
                    names.append(f"{deal.key}, sweetened")
                    break
        for name, package in zip(names if best else names[1:], chosen, strict=True):
            expected.setdefault(tuple(package.values()), name)
    found = packages_in_question(blueprint, robust=False)
    told = [(tuple(blueprint.space.settlement(one.columns).values()), one.name) for one in found]
    assert told == list(expected.items())
