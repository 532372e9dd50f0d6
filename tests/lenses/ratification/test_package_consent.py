"""Who consents to a package, who blocks it, who decides, summed up over draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.lenses.named_package import named_package
from detente.lenses.ratification.package_consent import PackageConsent, package_consent
from detente.lenses.ratification.rules import OUTSIDE, rules_of
from detente.lenses.ratification.votes import package_votes
from detente.model.blueprint import Blueprint
from lenses.ratification.small import PARTIES, STAKES, SWAP, small


def consent_to(package: dict[str, str], **sections: Any) -> PackageConsent:
    """Sum up a package of the small dossier over four draws of the senate's stake: -3, -1, 1, 3."""
    stakes = {**STAKES, "senate": {"aid": {"grant": "-4..4"}, "fair": {"yes": 3}}}
    blueprint = Blueprint(small(**{"stakes": stakes, **sections}))
    values = np.array([[quantity.middle] * 4 for quantity in blueprint.quantities])
    row = [quantity.path for quantity in blueprint.quantities].index("stakes.senate.aid.grant")
    values[row] = (-3.0, -1.0, 1.0, 3.0)
    chosen = [named_package(blueprint, "it", package)]
    return package_consent(package_votes(blueprint, values, chosen, rules_of(blueprint))[0])


def test_members_consent_in_shares_of_draws() -> None:
    """What those who refuse lack is told over the draws in which they do."""
    found = consent_to(SWAP)
    members = {member.party: member for member in found.members}
    assert {party: member.consents for party, member in members.items()} == {
        "neighbour": 1.0,
        "senate": 0.5,
        "house": 0.0,
        "guild": 0.0,
    }
    lacks = members["senate"].shortfall
    assert lacks is not None
    assert (lacks.low, lacks.high) == (1.0, 3.0)
    assert members["neighbour"].shortfall is None
    assert (members["senate"].homes, members["neighbour"].homes) == (("north",), (OUTSIDE,))


def test_vetoes_are_of_the_package() -> None:
    """House or guild is enough, so neither has one."""
    assert consent_to(SWAP).vetoes == ("neighbour", "senate")
    assert consent_to({"fair": "yes"}).vetoes == ()


def test_signed_and_refused() -> None:
    """Both accept the swap in every draw, and house and guild refuse it in every draw."""
    found = consent_to(SWAP)
    assert (found.accepted, found.ratified, found.defection) == (1.0, 0.0, 1.0)
    assert found.home("north").refused == 1.0
    assert found.home("south").refused == 0.0
    assert found.home(OUTSIDE).refused is None
    assert found.home(OUTSIDE).ratified == 1.0


def test_pivots_take_members_by_what_they_gain() -> None:
    """The better of house and guild (last of a tie), or the senate where it has less than both."""
    found = consent_to(SWAP)
    assert {member.party: member.pivotal for member in found.members} == {
        "neighbour": 0.0,
        "senate": 0.25,
        "house": 0.75,
        "guild": 0.0,
    }
    assert found.home("north").pivots == {"senate": 0.25, "house": 0.75}


def test_with_uncertain_votes_defection_is_a_chance() -> None:
    """A house at -1 with a sway of 1 / log 3 consents with 1/4; the senate consents in half of the draws."""
    sway = 1 / np.log(3)
    parties = {k: {**p, "sway": float(sway)} if k == "house" else p for k, p in PARTIES.items()}
    found = consent_to(SWAP, parties=parties)
    assert found.mean_chance == pytest.approx(1 / 8)
    assert found.defection == pytest.approx(7 / 8)
    assert (found.chance.low, found.chance.high) == (0.0, 0.25)
    assert found.ratified == 0.0
    assert not found.is_certain


def test_a_package_without_rules_is_ratified() -> None:
    """By nobody's consent."""
    found = consent_to({"fair": "yes"})
    assert (found.members, found.ratified, found.mean_chance, found.defection) == ((), 1.0, 1.0, 0.0)


def test_json_has_plain_numbers() -> None:
    """Shares are floats, a party without a shortfall has none."""
    told = consent_to(SWAP).to_dict()
    assert told["members"][0]["shortfall"] is None
    assert told["homes"][0]["signed_and_refused"] == 1.0
    assert type(told["involuntary_defection"]) is float
    assert told["veto_players"] == ["neighbour", "senate"]
