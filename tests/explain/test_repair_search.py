"""Searching the packages near a given one."""

from __future__ import annotations

import numpy as np

from detente.explain.repair_search import NearbySearch
from detente.kernel.maximising import BEST, NONE
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain

GIFT = {"aid": "grant"}
LINK = [{"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 1}}]


def search(package: dict[str, str] | None = None, **sections: object) -> NearbySearch:
    """A search near a gift of North's."""
    return NearbySearch.of(Blueprint(loaded(plain(**sections))), package or GIFT)


def test_agreement_counts_issues_also_inside_compound_ones() -> None:
    """A link merges both issues into one; a package that differs on one of them agrees on the other."""
    for sections in ({}, {"links": LINK}):
        near = search(**sections)
        space = near.blueprint.space
        swap = space.columns({"aid": "grant", "base": "closed"})
        assert near.agreement[swap].sum() == 1
        assert near.kept[swap].sum() == 1
        assert near.agreement[space.columns(GIFT)].sum() == 2


def test_additions_and_drops() -> None:
    """Additions leave alone what is named, drops add nothing."""
    near = search({"aid": "grant", "base": "kept"})
    space = near.blueprint.space
    swap, nothing = space.columns({"aid": "grant", "base": "closed"}), space.columns({})
    assert not near.additions_only()[swap].all()
    assert not near.additions_only()[nothing].all()
    assert near.drops_only()[nothing].all()
    assert not near.drops_only()[swap].all()


def test_best_first_and_each_once() -> None:
    """All packages as near, the largest least surplus first."""
    stakes = {"north": {"aid": {"grant": -1}}, "south": {"base": {"closed": -1}}}
    issues = {
        "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {}, "shared": {}, "leased": {}}},
    }
    for option, worth in (("shared", 3), ("leased", 2)):
        stakes["north"].setdefault("base", {})[option] = worth
        stakes["south"]["base"][option] = worth
    near = search(issues=issues, stakes=stakes, deals={"any": None})
    every = np.ones(near.blueprint.space.n_columns, np.bool_)
    best = near.best(near.agreement, every)
    assert (best.status, best.value, best.columns is not None) == (BEST, 1, True)
    assert best.columns is not None
    found = [
        near.blueprint.space.package(one)
        for one in near.equally_good(near.agreement, 1, every, best.columns)
        if one is not None
    ]
    assert found == [{"aid": "grant", "base": "shared"}, {"aid": "grant", "base": "leased"}]


def test_blame() -> None:
    """North alone forbids leaving the gift as it is; what cannot be delivered is named as such."""
    near = search()
    drops = near.drops_only()
    assert near.best(near.agreement, drops).status == NONE
    assert near.blame(drops).parties == ("north",)
    issues = {
        "aid": {
            "options": {"none": {"status_quo": True}, "grant": {"performers": ["north"], "requires": 0.5}}
        },
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["south"]}}},
    }
    powerless = search(issues=issues)
    assert powerless.blame(powerless.additions_only()).undeliverable == (("aid", "grant"),)


def test_blame_of_a_limit() -> None:
    """Where the agenda is what forbids it that is said, too."""
    near = search({"aid": "grant"}, agenda_limit=1)
    assert near.blame(near.additions_only()).limits == ("agenda limit",)
