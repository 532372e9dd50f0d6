"""The smallest repair of a package by other terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.errors import DetenteError, UnknownNameError
from detente.explain.choosing import chosen_packages
from detente.explain.package_repair import PackageRepair, package_repair
from detente.explain.repaired_package import RepairAnswer, RepairedPackage, changes_between
from explain.repair_cases import SWAP, asked, model_of, passing_packages, small
from properties.dossiers import loaded, plain, random_data


def differ(dossier: Dossier, one: dict[str, str], other: dict[str, str]) -> int:
    """Count the issues on which two packages differ."""
    return len(changes_between(dossier, one, other))


def kept(dossier: Dossier, package: dict[str, str], other: dict[str, str]) -> int:
    """Count the options asked for that are in another package."""
    asked = {i: o for i, o in package.items() if dossier.issues[i].status_quo != o}
    return sum(other.get(issue) == option for issue, option in asked.items())


def check(
    dossier: Dossier, package: dict[str, str], answer: RepairAnswer, right: list[dict[str, str]]
) -> None:
    """Hold an answer to the best of the packages that would be right."""
    if not right:
        assert answer.status == "none"
        assert answer.repairs == ()
        return
    fewest = min(differ(dossier, package, other) for other in right)
    best = [other for other in right if differ(dossier, package, other) == fewest]
    if fewest == 0:
        assert answer.status == "passes"
        return
    assert (answer.status, answer.changes, answer.at_least) == ("found", fewest, fewest)
    found = [
        {**{i: dossier.issues[i].status_quo for i in dossier.issues}, **r.package} for r in answer.repairs
    ]
    assert len(found) == min(len(best), 20)
    assert answer.is_complete == (len(best) <= 20)
    assert all(one in best for one in found)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(asked(random_data().map(loaded)))
def test_equals_trying_every_package(case: tuple[Dossier, dict[str, str]]) -> None:
    """Fewest changes, most kept, only additions and only drops, against all packages that pass."""
    check_all(*case)


@settings(deadline=None, max_examples=8, derandomize=True)
@given(asked(random_data().map(loaded)))
def test_equals_trying_every_package_quickly(case: tuple[Dossier, dict[str, str]]) -> None:
    """The same on a few dossiers."""
    check_all(*case)


def check_all(dossier: Dossier, package: dict[str, str]) -> None:
    """Hold all answers to the packages that pass, and every repair to the model."""
    sq = {i: issue.status_quo for i, issue in dossier.issues.items()}
    named = {i: o for i, o in package.items() if sq[i] != o}
    right = passing_packages(dossier)
    found = package_repair(dossier, named, draws=2, seed=0)
    check(dossier, named, found.fewest, right)
    most = max((kept(dossier, named, one) for one in right), default=0)
    check(dossier, named, found.keeping_most, [x for x in right if kept(dossier, named, x) == most])
    added = [x for x in right if all(x[i] == o for i, o in named.items())]
    check(dossier, named, found.only_additions, added)
    dropped = [x for x in right if all(o in (sq[i], named.get(i, sq[i])) for i, o in x.items())]
    check(dossier, named, found.only_drops, dropped)
    for answer in found.answers:
        surpluses = [one.least_surplus for one in answer.repairs]
        assert surpluses == sorted(surpluses, reverse=True)
        for one in answer.repairs[:3]:
            check_repair(dossier, one)


def check_repair(dossier: Dossier, repair: RepairedPackage) -> None:
    """A repair passes the model at the medians, with the surpluses it tells."""
    model = model_of(dossier, dict(repair.package))
    assert model.passes(model.medians)[0]
    margins = model.margins(model.medians)[0, 0]
    for p, predicate in enumerate(model.blueprint.predicates):
        if predicate.kind == "surplus" and predicate.party in repair.at_medians:
            assert repair.at_medians[predicate.party] == margins[p] / 2**20


def test_an_addition() -> None:
    """A gift that nothing comes back for is repaired by what the other side can give."""
    found = package_repair(loaded(plain()), {"aid": "grant"}, draws=5, seed=0)
    (repair,) = found.only_additions.repairs
    assert [(c.kind, c.issue, c.after) for c in repair.changes] == [("add", "base", "closed")]
    assert found.only_drops.status == "none"
    assert repair.share == 1.0
    assert repair.at_medians == {"north": 2.0, "south": 2.0}


def test_a_named_status_quo_is_kept() -> None:
    """An issue named at its status quo is left alone where only additions are asked for."""
    found = package_repair(loaded(plain()), {"aid": "grant", "base": "kept"}, draws=5, seed=0)
    assert found.only_additions.status == "none"
    assert found.fewest.changes == 1


def test_nothing_passes_and_who_forbids_it() -> None:
    """Where no package at all passes, the party whose conditions alone suffice for the proof is named."""
    found = package_repair(loaded(plain(no_deal={"north": {"points": 9}})), SWAP, draws=5, seed=0)
    assert [one.status for one in found.answers] == ["none"] * 4
    assert found.fewest.blame is not None
    assert found.fewest.blame.parties == ("north",)


def test_passing_already() -> None:
    """A package that passes needs no repair."""
    found = package_repair(loaded(plain()), SWAP, draws=5, seed=0)
    assert found.passes
    assert found.fewest.changes == 0


def test_what_cannot_be_a_package_is_refused() -> None:
    """Unknown names and a package of nothing are errors that say so."""
    dossier = small()
    with pytest.raises(UnknownNameError, match="aid"):
        package_repair(dossier, {"aids": "grant"}, draws=5, seed=0)
    with pytest.raises(DetenteError, match="changes nothing"):
        package_repair(dossier, {"aid": "none"}, draws=5, seed=0)


def test_forms() -> None:
    """JSON, frame and notebook forms tell the same repairs."""
    found = package_repair(loaded(plain()), {"aid": "grant"}, draws=5, seed=0)
    told = found.to_dict()
    assert told["lens"] == "package-repair"
    assert told["answers"][0]["repairs"][0]["changes"][0]["issue"] in ("aid", "base")
    frame = found.to_frame()
    assert set(frame["question"]) == {"fewest changes", "keeping most", "only additions"}
    assert "only drops: none" in found._repr_mimebundle_()["text/plain"]


def test_us_russia_sweeteners() -> None:
    """The wedge against Iran passes with three sweeteners and not with two: proved on the whole case."""
    dossier = detente.load("us-russia")
    (package,) = chosen_packages(dossier, "iran-wedge").values()
    found = package_repair(dossier, package, draws=20, seed=0)
    assert isinstance(found, PackageRepair)
    added = found.only_additions
    assert (added.status, added.changes, added.kept) == ("found", 3, 1)
    for one in added.repairs:
        model = model_of(dossier, dict(one.package))
        assert model.passes(model.medians)[0]
