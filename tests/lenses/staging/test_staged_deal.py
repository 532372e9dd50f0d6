"""The numbers of a package, as staged plans see them, against those of the gates."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.staging.plan_conditions import conditions_of, fifth_gate_holds
from detente.lenses.staging.plan_levels import at_once
from detente.lenses.staging.staged_deal import StagedDeal, staged_deal
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables, surplus_tables
from lenses.staging.deals import deal_of
from properties.dossiers import Data, loaded, plain, random_data


def read(data: Data, package: dict[str, str], *, draws: int = 1) -> StagedDeal:
    """Read a package off a dossier given as plain data."""
    b = Blueprint(loaded(data))
    return staged_deal(
        b, draw_values(b.quantities, 0, 0, draws, b.correlations), named_package(b, "it", package)
    )


SWAP = {"aid": "grant", "base": "closed"}


def test_a_swap_of_two() -> None:
    """Worth, what each saves by not doing its own part, and what cannot be taken back."""
    data = plain(dealing_costs={"north": {"per_deal": 1, "per_issue": 0.5}})
    data["issues"]["base"]["options"]["closed"] |= {"divisible": True, "reversible": False}
    deal = read(data, SWAP)
    assert deal.parties == ("north", "south")
    assert deal.items == (("aid", "grant"), ("base", "closed"))
    assert deal.worth.tolist() == [[[-2.5, 3.5], [4, -2]]]
    assert deal.saved.tolist() == [[[2, 0], [0, 2]]]
    assert deal.threshold.tolist() == [[1, 0]]
    assert deal.divisible.tolist() == [False, True]
    assert deal.reversible.tolist() == [True, False]
    assert not deal.patient.any()
    assert not deal.bound.any()


def test_links_are_told_apart_from_items() -> None:
    """One that the package completes, one that it destroys on the way, one that it never meets."""
    data = plain(
        links=[
            {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 3}},
            {"name": "aid alone", "when": {"aid": ["grant"], "base": ["kept"]}, "points": {"south": 1}},
        ]
    )
    deal = read(data, SWAP)
    assert [(link.name, link.done, link.not_begun) for link in deal.links] == [
        ("both", (0, 1), ()),
        ("aid alone", (0,), (1,)),
    ]
    assert deal.link_worth.tolist() == [[[3, 0], [0, 1]]]
    assert deal.worth.tolist() == [[[-2, 4], [4, -2]]]
    alone = read(data, {"base": "closed"})
    assert alone.links == ()
    assert alone.link_worth.shape == (1, 2, 0)


def test_a_third_party_counts_if_it_sits_and_discounts() -> None:
    """It saves what it performs itself; one without a discount factor has no conditions."""
    data = plain()
    data["parties"]["guard"] = {"role": "third party", "at_table": True, "discount_factor": 0.5}
    data["parties"]["watch"] = {"role": "third party", "at_table": True}
    data["issues"]["base"]["options"]["closed"]["performers"] = ["south", "guard"]
    data["stakes"]["guard"] = {"base": {"closed": -3}, "aid": {"grant": 5}}
    deal = read(data, SWAP)
    assert deal.parties == ("north", "south", "guard")
    assert deal.worth[0, 2].tolist() == [5, -3]
    assert deal.saved[0, 2].tolist() == [0, 3]
    assert deal.patient.tolist() == [False, False, True]


@settings(deadline=None, max_examples=20)
@given(random_data(), st.randoms(use_true_random=False))
def test_all_at_once_is_the_fifth_gate(data: Data, random: Any) -> None:
    """Where everything can be taken back one stage holds just when acceptance and the gate do."""
    dossier = loaded(data)
    b = Blueprint(dossier)
    values = draw_values(b.quantities, 0, 0, 2, b.correlations)
    free = {
        key: [o.key for o in issue.options.values() if not o.pressure and not o.status_quo]
        for key, issue in dossier.issues.items()
    }
    package = {
        key: random.choice(options) for key, options in free.items() if options and random.random() < 0.8
    }
    if not package:
        return
    named = named_package(b, "it", package)
    deal = staged_deal(b, values, named)
    principals = deal.parties.index(b.principals[-1]) + 1
    tables, floors = surplus_tables(b, values, deal.parties)
    surplus = (tables[:, :, named.columns].sum(axis=2) - floors) / UNIT
    conditions = conditions_of(deal, np.ones((len(deal.items), 1)))
    assert conditions.whole == pytest.approx(surplus)
    if len(deal.parties) > principals:
        return
    gates = fill_tables(b, values)
    wanted = [
        p
        for p, predicate in enumerate(b.predicates)
        if predicate.kind == "keeps" or (predicate.kind == "surplus" and predicate.party in b.principals)
    ]
    passed = gates.tables[:, wanted][:, :, named.columns].sum(axis=2) >= gates.thresholds[:, wanted]
    assert fifth_gate_holds(deal).tolist() == passed.all(axis=1).tolist()
    assert conditions.holds().tolist() == passed.all(axis=1).tolist()
    exact = conditions_of(deal.at(0).exact(), at_once(deal)).holds()
    assert exact.tolist() == passed.all(axis=1).tolist()[:1]


def test_fractions_are_what_was_written() -> None:
    """Nine tenths are nine tenths, points are whole units, and what is not given stays so."""
    exact = deal_of([[0.1, 2]], [[0, 0]], discount=0.9, monitoring=np.nan).exact()
    assert exact.discount.tolist() == [[Fraction(9, 10)]]
    assert exact.monitoring.tolist() == [[None]]
    assert exact.worth.tolist() == [[[Fraction(0.1), Fraction(2)]]]


def test_draws_are_taken_and_joined() -> None:
    """Blocks put together are what they were."""
    deal = read(plain(stakes={"north": {"aid": {"grant": "-5..-1"}}}), SWAP, draws=700)
    assert len(deal) == 700
    parts = [deal.taken(slice(0, 300)), deal.taken(slice(300, 700))]
    assert (StagedDeal.joined(parts).worth == deal.worth).all()
    assert deal.at(5).worth.tolist() == deal.worth[5:6].tolist()
    assert repr(deal) == "<StagedDeal of 2 items, 2 parties, 700 draws>"


def test_a_party_that_nothing_moves_has_a_scale_of_one() -> None:
    """So that nothing is divided by nothing."""
    assert deal_of([[0.0, 0], [1, -3]], [[0, 0], [0, 3]]).scale.tolist() == [[1, 4]]
