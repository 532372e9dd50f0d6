"""What must be added to a package for a blocker to consent: against trying every addition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.kernel.exhausting import package_depths
from detente.lenses.named_package import named_package
from detente.lenses.ratification.consent_price import PriceSearch, Sweetener
from detente.lenses.ratification.rules import called, members_of_rules
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from lenses.ratification.small import ISSUES, STAKES, SWAP, small
from properties.dossiers import Data, loaded, random_data


def test_the_smallest_addition_turns_a_blocker() -> None:
    """A fair gives the senate the 3 points it lacks, and leaves both principals something."""
    blueprint = Blueprint(small())
    found = PriceSearch(blueprint).price(named_package(blueprint, "it", SWAP))
    senate, house, guild = found.blockers
    assert (senate.party, senate.shortfall, senate.status) == ("senate", 3.0, "found")
    assert senate.smallest == Sweetener(
        adds={"fair": "yes"}, surplus={"north": 3.0, "south": 1.0, "senate": 0.0}
    )
    assert senate.single == (senate.smallest,)
    assert (house.party, house.status, house.smallest) == ("house", "none", None)
    assert (guild.party, guild.status) == ("guild", "none")
    assert (found.status, found.smallest) == ("none", None)


def test_a_whole_package_can_be_made_ratifiable() -> None:
    """With a second fair that pleases the guild."""
    issues = {**ISSUES, "rally": {"options": {"no": {"status_quo": True}, "yes": {}}}}
    stakes = {**STAKES, "guild": {"aid": {"grant": -2}, "rally": {"yes": 2}}}
    blueprint = Blueprint(small(issues=issues, stakes=stakes))
    found = PriceSearch(blueprint).price(named_package(blueprint, "it", SWAP))
    assert found.status == "found"
    assert found.smallest is not None
    assert found.smallest.adds == {"fair": "yes", "rally": "yes"}
    whole = named_package(blueprint, "it", {**SWAP, **found.smallest.adds})
    again = PriceSearch(blueprint).price(whole)
    assert (again.status, again.smallest) == ("needs nothing", None)
    assert [blocker.party for blocker in again.blockers] == ["house"]


def test_what_cannot_be_delivered_has_no_price() -> None:
    """But what its blockers lack is told."""
    issues = {**ISSUES, "aid": {"options": {"none": {"status_quo": True}, "grant": {"requires": 0.5}}}}
    blueprint = Blueprint(small(issues=issues))
    found = PriceSearch(blueprint).price(named_package(blueprint, "it", SWAP))
    assert found.status == "cannot be delivered"
    assert [(b.party, b.shortfall, b.status) for b in found.blockers] == [
        ("senate", 3.0, "cannot be delivered"),
        ("house", 1.0, "cannot be delivered"),
        ("guild", 2.0, "cannot be delivered"),
    ]


def test_pressure_is_no_sweetener() -> None:
    """However much the senate likes it."""
    fair: dict[str, Any] = {"options": {"no": {"status_quo": True}, "yes": {"pressure": True}}}
    blueprint = Blueprint(small(issues={**ISSUES, "fair": fair}))
    found = PriceSearch(blueprint).price(named_package(blueprint, "it", SWAP))
    assert found.blockers[0].status == "none"


def test_json_is_plain() -> None:
    """Nested sweeteners, and null where there is none."""
    blueprint = Blueprint(small())
    told = PriceSearch(blueprint).price(named_package(blueprint, "it", SWAP)).to_dict()
    assert told["smallest"] is None
    assert told["blockers"][0]["smallest"]["adds"] == {"fair": "yes"}


def additions(blueprint: Blueprint, package: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every package that keeps the changes of one."""
    issues = blueprint.dossier.issues
    free = [
        [(i.key, o.key) for o in i.options.values() if not o.pressure]
        for i in issues.values()
        if i.key not in package
    ]
    for chosen in itertools.product(*free):
        yield {**package, **{i: o for i, o in chosen if o != issues[i].status_quo}}


class Tried:
    """Every addition to a package tried: fewest further issues, and the best for who has least."""

    def __init__(self, search: PriceSearch, package: dict[str, str]) -> None:
        self.b, self.search, self.package = search.b, search, package
        self.packages = list(additions(search.b, package))
        self.columns = np.array([search.b.space.columns(one) for one in self.packages])

    def surplus(self, party: str) -> np.ndarray:
        """Of one party, package by package, in units."""
        row = self.b.parties.index(party)
        found: np.ndarray = self.search.worth[row][self.columns].sum(axis=1) - self.search.floors[row]
        return found

    def best(self, gate: int, party: str | None) -> tuple[int, int] | None:
        """Fewest further issues, and the largest least surplus of a principal with so many."""
        on = self.search.system.clause_gate <= gate
        fits = package_depths(self.search.system, self.columns, clause_on=on) == self.search.system.n_gates
        if party is not None:
            fits &= self.surplus(party) >= 0
        if not fits.any():
            return None
        more = np.array([len(one) - len(self.package) for one in self.packages])
        fewest = more[fits].min()
        least = np.min([self.surplus(principal) for principal in self.b.principals], axis=0)
        return int(fewest), int(least[fits & (more == fewest)].max())


def told(search: PriceSearch, sweetener: Sweetener | None) -> tuple[int, int] | None:
    """Say the same of an answer."""
    if sweetener is None:
        return None
    least = min(sweetener.surplus[principal] for principal in search.b.principals)
    return len(sweetener.adds), round(least * UNIT)


@settings(deadline=None, max_examples=20)
@given(random_data(), st.data())
def test_prices_against_trying_everything(data: Data, choice: st.DataObject) -> None:
    """The fewest issues, the best for who has least, and none where there is none."""
    blueprint = Blueprint(loaded(data))
    search = PriceSearch(blueprint)
    issues = blueprint.dossier.issues
    wanted = {
        i.key: choice.draw(st.sampled_from([o.key for o in i.options.values() if not o.pressure]))
        for i in list(issues.values())[:2]
    }
    package = {i: o for i, o in wanted.items() if o != issues[i].status_quo}
    assume(package)
    named = named_package(blueprint, "it", package)
    found = search.price(named)
    tried = Tried(search, package)
    if found.status == "cannot be delivered":
        assert not search.system.allowed[named.columns].all()
        return
    if found.status == "needs nothing":
        best = tried.best(2, None)
        assert best is not None
        assert best[0] == 0
    else:
        assert found.status in ("found", "none")
        assert told(search, found.smallest) == tried.best(2, None)
    members = members_of_rules(called(search.rules, package))
    refusing = [p for p in members if p not in blueprint.principals and tried.surplus(p)[0] < 0]
    assert [blocker.party for blocker in found.blockers] == refusing
    for blocker in found.blockers:
        assert told(search, blocker.smallest) == tried.best(1, blocker.party)
        for one in blocker.single:
            assert len(one.adds) == 1
            assert min(one.surplus.values()) >= 0
