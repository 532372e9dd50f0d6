"""The chance that a rule is met, against brute force in fractions and known distributions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.ratification.consenting import is_met, members_of
from detente.lenses.ratification.vote_chances import (
    chance_all_met,
    chance_met,
    chance_of,
    consent_chance,
    exact_chance_met,
)
from detente.lenses.ratification.vote_diagram import vote_diagram
from lenses.ratification.needs import MEMBERS, needs, security_council, senate, subsets

chances = st.fixed_dictionaries(
    dict.fromkeys(MEMBERS, st.one_of(st.sampled_from([Fraction(0), Fraction(1)]), st.fractions(0, 1)))
)


def likelihood(consenting: frozenset[str], members: tuple[str, ...], p: Mapping[str, Fraction]) -> Fraction:
    """Return the chance that just these members consent."""
    return math.prod((p[m] if m in consenting else 1 - p[m] for m in members), start=Fraction(1))


def by_force(needed: list[Need], p: Mapping[str, Fraction]) -> Fraction:
    """Add up the chances of all sets of members with whom all needs are met."""
    members = members_of(AllOf(parts=tuple(needed)))
    return sum(
        (
            likelihood(consenting, members, p)
            for consenting in subsets(members)
            if all(is_met(need, consenting) for need in needed)
        ),
        start=Fraction(0),
    )


@settings(deadline=None, max_examples=80)
@given(needs(negated=True), chances)
def test_chance_of_any_rule_against_brute_force(need: Need, p: Mapping[str, Fraction]) -> None:
    """Members in several places, opposites and weights included, to the fraction."""
    assert exact_chance_met(need, p) == by_force([need], p)


@settings(deadline=None, max_examples=40)
@given(st.lists(needs(negated=True), min_size=0, max_size=3), chances)
def test_joint_chance_of_several_rules(needed: list[Need], p: Mapping[str, Fraction]) -> None:
    """That all are met together, though they share members."""
    arrays = {party: np.array([float(x), 0.5]) for party, x in p.items()}
    found = chance_all_met(needed, arrays)
    halves = dict.fromkeys(MEMBERS, Fraction(1, 2))
    expected = [float(by_force(needed, p)), float(by_force(needed, halves))]
    assert found == pytest.approx(expected, abs=1e-12)
    assert ((found >= 0) & (found <= 1)).all()


def one_vote_each(need: Need) -> Need:
    """Write free votes out: each is cast by a member of its own."""
    if isinstance(need, AllOf):
        return AllOf(parts=tuple(one_vote_each(part) for part in need.parts))
    if isinstance(need, AtLeast):
        return AtLeast(k=need.k, parts=tuple(one_vote_each(part) for part in need.parts))
    if isinstance(need, Quota) and need.free_votes:
        votes = {f"{party}-{w}-{n}": 1 for party, w in need.weights.items() for n in range(w)}
        return Quota(quota=need.quota, weights=votes)
    return Not(part=one_vote_each(need.part)) if isinstance(need, Not) else need


@settings(deadline=None, max_examples=60)
@given(needs(negated=True, free=True, largest=2), chances)
def test_free_votes_are_members_of_their_own(need: Need, p: Mapping[str, Fraction]) -> None:
    """The rule with every free vote written out has the same chance."""
    plain = one_vote_each(need)
    members = members_of(plain)
    if len(members) <= 10:
        assert exact_chance_met(need, p) == by_force([plain], {m: p[m.split("-")[0]] for m in members})


def test_free_votes_are_binomial() -> None:
    """Three groups of a senate: the convolution of three binomial distributions."""
    p = {"left": Fraction(4, 5), "right": Fraction(1, 2), "far": Fraction(1, 10)}
    weights = senate().weights
    tails = [
        [math.comb(w, k) * p[party] ** k * (1 - p[party]) ** (w - k) for k in range(w + 1)]
        for party, w in weights.items()
    ]
    expected = sum(
        (
            tails[0][i] * tails[1][j] * tails[2][k]
            for i, j, k in itertools.product(*(range(w + 1) for w in weights.values()))
            if i + j + k >= 67
        ),
        start=Fraction(0),
    )
    assert exact_chance_met(senate(free_votes=True), p) == expected
    arrays = {party: np.array([float(x)]) for party, x in p.items()}
    assert chance_met(senate(free_votes=True), arrays) == pytest.approx([float(expected)], rel=1e-12)
    assert exact_chance_met(senate(), p) == p["left"] * (1 - (1 - p["right"]) * (1 - p["far"]))


def test_equal_chances_are_the_binomial_tail() -> None:
    """Nine judges, each for it with chance 0.6, five needed."""
    from scipy.stats import binom

    judges = [f"j{n}" for n in range(9)]
    need = AtLeast(k=5, parts=tuple(Consent(party=judge) for judge in judges))
    found = chance_met(need, dict.fromkeys(judges, np.array([0.6, 0.1])))
    assert found == pytest.approx(binom.sf(4, 9, [0.6, 0.1]), rel=1e-12)


def test_unequal_chances_are_the_poisson_binomial_tail() -> None:
    """A hundred members with chances of their own, by convolution of their votes."""
    rng = np.random.default_rng(8)
    p = rng.random(100)
    number = np.ones(1)
    for x in p:
        number = np.convolve(number, [1 - x, x])
    members = [f"m{n}" for n in range(100)]
    need = Quota(quota=51, weights=dict.fromkeys(members, 1))
    found = chance_met(need, {m: np.array([x]) for m, x in zip(members, p, strict=True)})
    assert found == pytest.approx([number[51:].sum()], rel=1e-11)


def test_voters_of_one_body_vote_alike_under_two_rules() -> None:
    """67 of a hundred implies 51 of them; in a body of another size others vote."""
    p = {"a": np.array([0.6]), "b": np.array([0.5])}
    more = Quota(quota=67, weights={"a": 60, "b": 40}, free_votes=True)
    half = Quota(quota=51, weights={"a": 60, "b": 40}, free_votes=True)
    other = Quota(quota=6, weights={"a": 6, "b": 4}, free_votes=True)
    assert chance_all_met([more, half], p) == pytest.approx(chance_met(more, p), rel=1e-12)
    assert chance_all_met([more, other], p) == pytest.approx(
        chance_met(more, p) * chance_met(other, p), rel=1e-12
    )


def test_shared_members_are_not_counted_twice() -> None:
    """Two rules that ask for one party: its chance, not the square of it."""
    p = {"a": np.array([0.3, 0.9])}
    assert chance_all_met([Consent(party="a"), Consent(party="a")], p).tolist() == [0.3, 0.9]
    both: list[Need] = [Consent(party="a"), Not(part=Consent(party="a"))]
    assert chance_all_met(both, p).tolist() == [0.0, 0.0]


@settings(deadline=None, max_examples=100)
@given(needs(negated=True, free=True))
def test_certain_votes_agree_with_the_rule(need: Need) -> None:
    """With chances of 0 and 1 the chance is exactly 0 or 1, free votes or not."""
    cases = list(subsets(members_of(need)))
    p = {m: np.array([float(m in case) for case in cases]) for m in members_of(need)}
    assert chance_met(need, p).tolist() == [float(is_met(need, case)) for case in cases]


def test_the_security_council_by_lot() -> None:
    """With every vote tossed for, 848 of 32,768 ways carry a resolution."""
    p = dict.fromkeys(members_of(security_council()), Fraction(1, 2))
    assert exact_chance_met(security_council(), p) == Fraction(848, 2**15)


def test_a_rule_unfolded_once_serves_many_packages() -> None:
    """The diagram gives what the rule gives."""
    p = {"left": np.array([0.9, 0.2]), "right": np.array([0.5, 0.5]), "far": np.array([0.1, 0.7])}
    assert np.array_equal(chance_of(vote_diagram([senate()]), p), chance_met(senate(), p))


def test_no_rules_are_met_for_certain() -> None:
    """Whatever the draws."""
    assert chance_all_met([], {"a": np.array([0.1, 0.2])}).tolist() == [1.0, 1.0]
    assert chance_all_met([], {}).tolist() == [1.0]
    assert chance_all_met([], {"a": np.zeros(0)}).shape == (0,)


@pytest.mark.parametrize(
    ("surplus", "sway", "expected"),
    [
        (0.0, 3.0, 0.5),
        (3.0, 3.0, 1 / (1 + math.exp(-1))),
        (-6.0, 3.0, 1 / (1 + math.exp(2))),
        (0.0, 0.0, 1.0),
        (1e-9, 0.0, 1.0),
        (-1e-9, 0.0, 0.0),
        (1e9, 1e-9, 1.0),
        (-1e9, 1e-9, 0.0),
        (-1e308, 1e-308, 0.0),
        (math.inf, 2.0, 1.0),
        (-math.inf, 2.0, 0.0),
    ],
)
def test_chance_of_consent(surplus: float, sway: float, expected: float) -> None:
    """Logistic in surplus over sway, a step without sway, and never a warning."""
    with np.errstate(all="raise", under="ignore"):
        assert float(consent_chance(surplus, sway)) == pytest.approx(expected, rel=1e-12)


def test_chance_of_consent_over_draws() -> None:
    """Arrays go together draw by draw; what is no number stays so; opposite surpluses add up to 1."""
    found = consent_chance([1.0, np.nan, -1.0, np.nan], [2.0, 2.0, 0.0, 0.0])
    assert found[0] == pytest.approx(0.6224593312)
    assert np.isnan(found[[1, 3]]).all()
    assert found[2] == 0.0
    points = np.linspace(-50, 50, 101)
    assert consent_chance(points, 4.0) + consent_chance(-points, 4.0) == pytest.approx(np.ones(101))


@pytest.mark.parametrize("sway", [-1.0, math.nan, math.inf])
def test_a_sway_that_is_none_is_refused(sway: float) -> None:
    """Negative, infinite and NaN alike."""
    with pytest.raises(DetenteError, match="a sway must be a finite number"):
        consent_chance([1.0, 2.0], [1.0, sway])


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
def test_a_chance_that_is_none_is_refused(bad: float) -> None:
    """The party is named."""
    with pytest.raises(DetenteError, match="the chance that a consents"):
        chance_met(Consent(party="a"), {"a": np.array([0.5, bad])})
    with pytest.raises(DetenteError, match="the chance that a consents"):
        exact_chance_met(Consent(party="a"), {"a": bad})


def test_missing_members_and_uneven_draws_are_refused() -> None:
    """With the name that is missing, or what the arrays must be."""
    with pytest.raises(UnknownNameError, match="'right'"):
        chance_met(senate(), {"left": np.ones(2), "far": np.ones(2)})
    with pytest.raises(DetenteError, match="of one length"):
        chance_met(Consent(party="a"), {"a": np.ones(2), "b": np.ones(3)})
