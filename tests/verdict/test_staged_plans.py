"""Staged plans of several packages."""

from __future__ import annotations

import json

import pytest

from detente.errors import DetenteError
from detente.lenses.named_package import named_package
from detente.model.blueprint import Blueprint
from detente.verdict.staged_plans import staged_plans
from detente.verdict.staging import staged_plan
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import loaded

PACKAGES = {"both": PACKAGE, "bases alone": {"bases": PACKAGE["bases"]}}


def test_each_plan_is_the_one_it_has_alone() -> None:
    """Draws that are shared between packages change nothing."""
    dossier = loaded(bases_for_relief())
    together = staged_plans(dossier, packages=PACKAGES, draws=40, seed=3)
    for plan, (name, package) in zip(together.plans, PACKAGES.items(), strict=True):
        alone = staged_plan(dossier, package, name=name, draws=40, seed=3)
        assert json.dumps(plan.to_dict()) == json.dumps(alone.to_dict())
        assert together.plan(name) is plan
    with pytest.raises(KeyError):
        together.plan("neither")


def test_what_plans_have_in_common_stands_once() -> None:
    """At the head; each plan says where its package comes from."""
    dossier = loaded(bases_for_relief())
    named = named_package(Blueprint(dossier), "robust 1", PACKAGE, "robust")
    found = staged_plans(dossier, packages=[named], draws=5, seed=3)
    told = json.loads(found.to_json())
    assert told == found.to_dict()
    assert (told["lens"], told["title"], told["draws"], told["seed"]) == ("plan", dossier.title, 5, 3)
    assert told["principals"] == sorted(dossier.principals)
    (plan,) = told["plans"]
    assert not set(plan) & (set(told) - {"plans"})
    assert (plan["name"], plan["origin"], plan["package"]) == ("robust 1", "robust", dict(named.package))


def test_the_only_plan_is_there_to_be_drawn() -> None:
    """With several there is none, and the error names them."""
    dossier = loaded(bases_for_relief())
    one = staged_plans(dossier, packages={"both": PACKAGE}, draws=5)
    assert one.only.name == "both"
    with pytest.raises(DetenteError, match="'both', 'bases alone'; name one"):
        _ = staged_plans(dossier, packages=PACKAGES, draws=5).only


def test_progress_goes_by_packages() -> None:
    """One step for each."""
    seen: list[tuple[int, int]] = []
    staged_plans(
        loaded(bases_for_relief()),
        packages=PACKAGES,
        draws=5,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]


def test_the_frame_names_the_package() -> None:
    """Rows of those that have a plan."""
    frame = staged_plans(loaded(bases_for_relief()), packages=PACKAGES, draws=5).to_frame()
    assert set(frame["package"]) == {"both"}
    assert repr(staged_plans(loaded(bases_for_relief()), packages=PACKAGES, draws=5)) == (
        "<StagedPlans: both: plan, bases alone: none>"
    )
