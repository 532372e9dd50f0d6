"""Searching for the best of many packages with a memory gives what searching without one does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.explain.two_readings import two_readings

from detente import load
from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, depths_of_values
from detente.ensemble.sampling import draw_values
from detente.explain.crux_depths import Finder
from detente.model.blueprint import Blueprint


@settings(deadline=None, max_examples=12)
@given(two_readings(), st.sampled_from([AS_DESCRIBED, SWEETENED]))
def test_memory_makes_no_difference(both: tuple[Dossier, Dossier], form: str) -> None:
    """One dossier after another, each gets as far as when judged by itself."""
    keys = [k for k, deal in both[0].deals.items() if form == SWEETENED or deal.all_of or deal.at_least]
    for key in keys:
        finder = Finder(form)  # type: ignore[arg-type]
        for dossier in (*both, both[0]):
            blueprint = Blueprint(replace(dossier, deals={key: dossier.deals[key]}))
            values = draw_values(blueprint.quantities, 0, 0, 4, blueprint.correlations)
            expected = depths_of_values(blueprint, values, form)[:, 0]  # type: ignore[arg-type]
            assert finder.depths(blueprint, values, workers=1).tolist() == expected.tolist()


@pytest.mark.parametrize("workers", [1, 2])
def test_many_packages(workers: int) -> None:
    """64,800 packages of the reference case, under two readings in turn."""
    finder = Finder(AS_DESCRIBED)
    for reading in ("kramer", "stutte"):
        dossier = load("us-russia", reading=reading)
        deal = dossier.deals["fundamental-four"]
        blueprint = Blueprint(trimmed(replace(dossier, deals={deal.key: deal}), issues_of_deal(deal)))
        values = draw_values(blueprint.quantities, 0, 0, 40, blueprint.correlations)
        expected = depths_of_values(blueprint, values, AS_DESCRIBED)[:, 0]
        assert finder.depths(blueprint, values, workers=workers).tolist() == expected.tolist()
