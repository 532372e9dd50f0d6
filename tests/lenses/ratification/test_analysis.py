"""The ratification lens put together."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.lenses.named_package import named_package
from detente.lenses.ratification.analysis import Ratification, analyse
from detente.lenses.ratification.consent_price import PriceSearch
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.votes import package_votes
from detente.lenses.ratification.win_sets import win_sets_at
from detente.model.blueprint import Blueprint
from lenses.ratification.small import PARTIES, SWAP, medians, small


def analysed(**sections: object) -> Ratification:
    """Put together the swap and the fair of the small dossier."""
    blueprint = Blueprint(small(**sections))
    rules = rules_of(blueprint)
    packages = [
        named_package(blueprint, "swap", SWAP),
        named_package(blueprint, "fair", {"fair": "yes"}),
    ]
    search = PriceSearch(blueprint)
    return analyse(
        blueprint.dossier,
        rules=rules,
        votes=package_votes(blueprint, medians(blueprint, 4), packages, rules),
        prices=[search.price(one) for one in packages],
        win_sets=[win_sets_at(blueprint, rules)],
        options=(),
        curves=(),
        horizons=(),
        seed=7,
        draws=4,
    )


def test_packages_are_found_by_name() -> None:
    """With what people call things."""
    found = analysed()
    assert found.package("swap").consent.ratified == 0.0
    assert found.package("fair").consent.accepted == 0.0
    with pytest.raises(KeyError):
        found.package("other")
    assert found.label("aid=grant") == "grant"
    assert found.label("north") == "north"


def test_a_frame_has_one_row_for_each_package_and_home() -> None:
    """With who decides there."""
    frame = analysed().to_frame()
    assert frame[["package", "home"]].to_numpy().tolist() == [
        [package, home] for package in ("swap", "fair") for home in ("north", "south", "third parties")
    ]
    assert frame.loc[0, "pivot"] == "senate"
    assert frame["ratified"].tolist() == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert np.isnan(frame.loc[2, "signed_and_refused"])


def test_json_comes_back() -> None:
    """Nothing in it but plain values."""
    told = json.loads(analysed().to_json())
    assert (told["lens"], told["seed"], told["draws"], told["format"]) == ("ratification", 7, 4, 1)
    assert [package["name"] for package in told["packages"]] == ["swap", "fair"]
    assert told["packages"][0]["price_at_medians"]["status"] == "none"
    assert told["homes"][0]["together"]["veto_players"] == ["senate"]


def test_caveats_say_what_the_numbers_rest_on() -> None:
    """Certain votes, and homes without rules."""
    caveats = " ".join(analysed().caveats)
    assert "statement about the judgements" in caveats
    assert "uncertain vote" in caveats
    assert "No rule of ratification is written down for south" in caveats
    parties = {k: {**p, "sway": 1} if k == "senate" else p for k, p in PARTIES.items()}
    assert "uncertain vote" not in " ".join(analysed(parties=parties).caveats)


def test_repr_is_short() -> None:
    """Large results do not fill the screen."""
    assert repr(analysed()) == "<Ratification of 'A small bargain': 2 packages, 4 draws>"
