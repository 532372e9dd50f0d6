"""Several staged plans told together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.report.plain import plain_text
from detente.report.plans_report import plans_readings, plans_report
from detente.verdict.staged_plans import StagedPlans, staged_plans
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import loaded

ALONE = {"bases": PACKAGE["bases"]}


@pytest.fixture(scope="module")
def found() -> StagedPlans:
    """A package with a plan, and half of it, which one side would never sign."""
    packages = {"both": PACKAGE, "bases alone": ALONE}
    return staged_plans(loaded(bases_for_relief()), packages=packages, draws=30)


def test_a_table_and_the_reasons(found: StagedPlans) -> None:
    """The number of stages where there is a plan, the proof where there is none."""
    text = plain_text(plans_report(found))
    assert "At the medians, 1 of 2 packages can be carried out" in text
    assert "for 1 it is proved that no number of stages suffices" in text
    assert "both         3" in text
    assert "bases alone: No number of stages suffices." in text
    assert "both: It can" not in text


def test_one_package_is_told_in_full(found: StagedPlans) -> None:
    """With its stages."""
    text = plain_text(plans_report(replace(found, plans=found.plans[:1])))
    assert "What is verified, and what is lost by stopping" in text


def test_no_package_is_said(found: StagedPlans) -> None:
    """Not an empty table."""
    nothing = replace(found, packages=(), plans=())
    for blocks in (plans_report(nothing), plans_readings({"base": nothing})):
        assert plain_text(blocks).strip() == "There is no package to make a plan for."


def test_readings_stand_side_by_side(found: StagedPlans) -> None:
    """A column for each, and the sentences below."""
    text = plain_text(plans_readings({"base": found, "other": found}))
    assert "package      base" in text
    assert "Reading: other" in text
    assert text.count("bases alone: No number of stages suffices.") == 2
