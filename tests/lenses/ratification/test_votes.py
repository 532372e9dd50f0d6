"""Who gets what from a package in every draw, and how likely its rules are met."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings

from detente.errors import DetenteError
from detente.lenses.named_package import NamedPackage, named_package
from detente.lenses.ratification.rules import OUTSIDE, rules_of
from detente.lenses.ratification.votes import PackageVotes, joined, package_votes
from detente.model.blueprint import Blueprint
from lenses.ratification.small import PARTIES, SWAP, medians, small
from properties.dossiers import Data, loaded, random_data


def votes_on(package: dict[str, str], n_draws: int = 2, **sections: object) -> PackageVotes:
    """Votes on one package of the small dossier."""
    blueprint = Blueprint(small(**sections))
    chosen = [named_package(blueprint, "it", package)]
    return package_votes(blueprint, medians(blueprint, n_draws), chosen, rules_of(blueprint))[0]


def test_only_those_needed_are_kept() -> None:
    """Members of the rules called, and the principals, with their surplus in points."""
    votes = votes_on({"aid": "grant"})
    assert {party: points.tolist() for party, points in votes.surplus.items()} == {
        "senate": [-3.0, -3.0],
        "house": [-1.0, -1.0],
        "guild": [-2.0, -2.0],
        "north": [-2.0, -2.0],
        "south": [4.0, 4.0],
    }
    assert votes.members == ("senate", "house", "guild")
    assert votes.accepted.tolist() == [False, False]


def test_rules_are_met_home_by_home() -> None:
    """Without a sway chances are 0 or 1; a home without a rule called is met."""
    votes = votes_on({**SWAP, "fair": "yes"})
    assert {home: chance.tolist() for home, chance in votes.chances.items()} == {
        "north": [0.0, 0.0],
        "south": [1.0, 1.0],
        OUTSIDE: [1.0, 1.0],
    }
    assert votes.met_at("north").tolist() == [False, False]
    assert votes.joint.tolist() == [0.0, 0.0]
    assert votes.is_certain


def test_uncertain_votes_give_a_chance() -> None:
    """Senate at 0 is one half; house and guild miss by one each: 1 - (1 - p)^2 with p = 1/(1+e)."""
    parties = {k: {**p, "sway": 1} if k in ("senate", "house", "guild") else p for k, p in PARTIES.items()}
    votes = votes_on({"aid": "grant", "fair": "yes"}, parties=parties)
    p = 1 / (1 + math.e)
    assert votes.chances["north"] == pytest.approx([0.5 * (1 - (1 - p) ** 2)] * 2)
    assert votes.met_at("north").tolist() == [False, False]
    assert not votes.is_certain


def test_a_sway_of_zero_is_none() -> None:
    """Then nothing is left to chance."""
    parties = {k: {**p, "sway": 0} if k == "senate" else p for k, p in PARTIES.items()}
    assert votes_on({"aid": "grant"}, parties=parties).is_certain


def test_a_negative_sway_is_refused() -> None:
    """Whatever drew it."""
    parties = {k: {**p, "sway": "1..2"} if k == "senate" else p for k, p in PARTIES.items()}
    blueprint = Blueprint(small(parties=parties))
    values = medians(blueprint)
    row = [quantity.path for quantity in blueprint.quantities].index("parties.senate.sway")
    values[row] = -1.0
    with pytest.raises(DetenteError, match="sway"):
        package_votes(blueprint, values, [named_package(blueprint, "it", SWAP)], rules_of(blueprint))


def test_blocks_join_in_order() -> None:
    """As if the draws had been taken at once."""
    blueprint = Blueprint(small())
    chosen = [named_package(blueprint, "it", SWAP)]
    blocks = [package_votes(blueprint, medians(blueprint, n), chosen, rules_of(blueprint)) for n in (2, 3)]
    (votes,) = joined(blocks)
    assert len(votes.depths) == len(votes.joint) == len(votes.surplus["senate"]) == 5
    assert votes.is_certain


def every_package(blueprint: Blueprint) -> list[NamedPackage]:
    """All packages without acts of pressure that change something."""
    issues = blueprint.dossier.issues.values()
    options = [[(i.key, o.key) for o in i.options.values() if not o.pressure] for i in issues]
    found = []
    for n, chosen in enumerate(itertools.product(*options)):
        package = {i: o for i, o in chosen if o != blueprint.dossier.issues[i].status_quo}
        if package:
            found.append(named_package(blueprint, str(n), package))
    return found


@settings(deadline=None, max_examples=25)
@given(random_data())
def test_rules_called_are_those_of_the_third_gate(data: Data) -> None:
    """Of what passes the second gate, the third is passed just where all rules called are met."""
    blueprint = Blueprint(loaded(data))
    packages = every_package(blueprint)[:60]
    for votes in package_votes(blueprint, medians(blueprint), packages, rules_of(blueprint)):
        if votes.depths[0] >= 2:
            assert (votes.depths[0] >= 3) == votes.met_at()[0]
        assert (votes.joint == 1.0)[0] == votes.met_at()[0]
        assert votes.met_at()[0] == np.all([votes.met_at(home)[0] for home in votes.chances])
