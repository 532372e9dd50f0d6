"""Expected surplus as a polynomial in one party's reliability, against every pattern of performance."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.ensemble.sampling import draw_values
from detente.lenses.trust.break_even import evaluate, least_trust
from detente.lenses.trust.promises import promise_polynomials, trusted_parties
from detente.lenses.trust.trust_draws import trust_draws
from detente.model.blueprint import Blueprint
from detente.model.tables import principal_worth
from lenses.trust.making import SWAP, drawn, some_packages
from properties.dossiers import loaded, plain, random_data
from properties.reference import Reference

#: Units are 2**-20 of a point; a few roundings of each option and link.
CLOSE = 1e-4


def polynomial(data: dict[str, Any], viewer: str, other: str) -> list[float]:
    """Coefficients for the swap."""
    _, found = drawn(loaded(data))
    (row,) = found.promises[0][viewer, other]
    return [round(float(x), 4) for x in row]


def believing(dossier: Dossier, party: str, chance: float) -> Dossier:
    """Change how far a party is trusted."""
    number = Quantity(distribution="point", parameters=(chance,), path=f"trust.keeps_word.{party}")
    words = {**dossier.trust.keeps_word, party: number}
    return dataclasses.replace(dossier, trust=dataclasses.replace(dossier.trust, keeps_word=words))


def test_by_hand() -> None:
    """North gives 2 for sure and gets 4 if south performs; each pays half a point an issue."""
    data = plain(trust={"keeps_word": {"south": 0.25}}, dealing_costs={"north": {"per_issue": 0.5}})
    assert polynomial(data, "north", "south") == [-3.0, 4.0]


def test_links_raise_the_degree() -> None:
    """Two issues that south performs, linked for north: x squared; a third that stays as it is: 1 - x."""
    data = plain(trust={"keeps_word": {"south": 0.5}})
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["south"]
    both = {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 8}}
    failed = {"name": "failed", "when": {"aid": ["grant"], "base": ["kept"]}, "points": {"north": 16}}
    assert polynomial({**data, "links": [both]}, "north", "south") == [0.0, 2.0, 8.0]
    assert polynomial({**data, "links": [failed]}, "north", "south") == [0.0, 18.0, -16.0]


def test_only_words_that_matter() -> None:
    """Nobody depends on its own word, nor on that of a party without a record."""
    blueprint, found = drawn(loaded(plain(trust={"keeps_word": {"south": 0.5}})))
    assert trusted_parties(blueprint, found.packages[0], "north") == ("south",)
    assert trusted_parties(blueprint, found.packages[0], "south") == ()
    _, alone = drawn(loaded(plain(trust={"keeps_word": {"south": 0.5}})), [{"aid": "grant"}])
    assert dict(alone.promises[0]) == {}


def test_another_word_is_a_factor() -> None:
    """Where two must perform together, the other's chance multiplies the slope."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "militia": {"role": "third party"},
    }
    data = plain(parties=parties, trust={"keeps_word": {"south": 0.5, "militia": 0.75}})
    data["issues"]["base"]["options"]["closed"]["performers"] = ["south", "militia"]
    assert polynomial(data, "north", "south") == [-2.0, 3.0]
    assert polynomial(data, "north", "militia") == [-2.0, 2.0]


@settings(deadline=None, max_examples=15)
@given(random_data(), st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_against_every_pattern_of_performance(data: dict[str, Any], chance: float) -> None:
    """The polynomial at any chance is the mean over what is and is not performed, at that chance."""
    dossier = loaded(data)
    blueprint = Blueprint(dossier)
    packages = some_packages(blueprint, 4)
    found = trust_draws(
        blueprint, draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations), packages
    )
    for package, promises in zip(packages, found.promises, strict=True):
        complete = {**{i: issue.status_quo for i, issue in dossier.issues.items()}, **package.package}
        for (viewer, other), row in promises.items():
            reference = Reference(believing(dossier, other, chance))
            expected = float(reference.expected_surplus(viewer, complete))
            assert evaluate(row, chance)[0] == pytest.approx(expected, abs=CLOSE)


@settings(deadline=None, max_examples=15)
@given(random_data())
def test_break_even_brute_force(data: dict[str, Any]) -> None:
    """At the break-even the expected surplus is 0, a little below it is negative; never is never."""
    dossier = loaded(data)
    blueprint = Blueprint(dossier)
    packages = some_packages(blueprint, 3)
    found = trust_draws(
        blueprint, draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations), packages
    )
    for package, promises in zip(packages, found.promises, strict=True):
        complete = {**{i: issue.status_quo for i, issue in dossier.issues.items()}, **package.package}
        for (viewer, other), row in promises.items():
            (needed,) = least_trust(row)

            def surplus(
                chance: float, viewer: str = viewer, other: str = other, package: dict[str, str] = complete
            ) -> float:
                return float(Reference(believing(dossier, other, chance)).expected_surplus(viewer, package))

            if np.isinf(needed):
                assert all(surplus(x) < CLOSE for x in (0.0, 0.5, 1.0))
            elif needed == 0:
                assert surplus(0.0) > -CLOSE
            else:
                assert surplus(0.0) < CLOSE
                assert surplus(needed / 2) < CLOSE
                assert surplus(needed) == pytest.approx(0, abs=CLOSE)


def test_no_trusted_party_no_polynomial() -> None:
    """Without records the mapping is empty."""
    blueprint, found = drawn(loaded(plain()), [SWAP])
    worth = principal_worth(blueprint, np.zeros((len(blueprint.quantities), 1)), "north")
    assert promise_polynomials(blueprint, found.packages[0], "north", worth, found.words) == {}
