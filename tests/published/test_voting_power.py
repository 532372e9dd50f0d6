"""Voting power in real bodies: published numbers, and the same counted by hand with binomials.

How firmly each is known: *read* means that the numbers were read in the source named; *recalled*
that they are quoted from memory of it; *derived* that they follow from the counting written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb, factorial

import pytest

from detente.lenses.leverage.voting_power import VotingPower, voting_power
from detente.lenses.leverage.voting_rule import AllOfRules, AnyOfRules, AtLeastRules, VotingRule, WeightedRule


def chamber(prefix: str, n: int, weight: int = 1) -> dict[str, int]:
    """So many voters of equal weight."""
    return {f"{prefix}{k}": weight for k in range(n)}


PERMANENT, ELECTED = chamber("permanent", 5), chamber("elected", 10)
ALONE = {v: WeightedRule(quota=1, weights={v: 1}) for v in PERMANENT | ELECTED}


@pytest.mark.parametrize(
    "rule",
    [
        WeightedRule(quota=39, weights=dict.fromkeys(PERMANENT, 7) | ELECTED),
        AllOfRules(
            parts=(
                WeightedRule(quota=5, weights=PERMANENT),
                WeightedRule(quota=9, weights=PERMANENT | ELECTED),
            )
        ),
        AllOfRules(
            parts=(
                *(ALONE[v] for v in PERMANENT),
                AtLeastRules(k=4, parts=tuple(ALONE[v] for v in ELECTED)),
            )
        ),
    ],
)
def test_the_security_council(rule: VotingRule) -> None:
    """Nine of fifteen, the five permanent members among them: 421/2145 and 4/2145, 848 coalitions.

    Recalled from Straffin 1993, *Game Theory and Strategy*, and derived: an elected member swings
    with the five and three of the other nine, C(9,3) = 84, and turns the motion in
    84 * 8! 6! / 15! = 4/2145 of the orders; the five share the rest.
    """
    power = voting_power(rule)
    assert {power.shapley_shubik[v] for v in PERMANENT} == {Fraction(421, 2145)}
    assert {power.shapley_shubik[v] for v in ELECTED} == {Fraction(4, 2145)}
    assert Fraction(84 * factorial(8) * factorial(6), factorial(15)) == Fraction(4, 2145)
    assert power.n_winning == sum(comb(10, k) for k in range(4, 11)) == 848
    assert power.veto_players == tuple(PERMANENT)
    assert power.prevent["elected0"] == Fraction(84, 848)
    assert power.initiate["elected0"] == Fraction(84, 2**15 - 848)


def test_the_european_community_of_1958() -> None:
    """Twelve of seventeen votes; Luxembourg's never mattered.

    Recalled from Brams and Affuso 1976; the Banzhaf indices 5/21, 3/21 and 0 were read in the
    documentation of the Python package powerindex.
    """
    states = ("Germany", "France", "Italy", "Netherlands", "Belgium", "Luxembourg")
    power = voting_power(WeightedRule(quota=12, weights=dict(zip(states, (4, 4, 4, 2, 2, 1), strict=True))))
    assert [x * 60 for x in power.shapley_shubik.values()] == [14, 14, 14, 9, 9, 0]
    assert [x * 21 for x in power.banzhaf_index.values()] == [5, 5, 5, 3, 3, 0]
    assert power.dummies == ("Luxembourg",)


def federal_system(n_senators: int, *, vice_president: bool) -> VotingRule:
    """House, Senate and President together, or two thirds of both houses.

    With a Vice President 50 senators and that one are a majority: as 2 votes each and 1.
    """
    house, senate, doubled = (
        chamber("house", 435),
        chamber("senate", n_senators),
        chamber("senate", n_senators, 2),
    )
    majority = WeightedRule(quota=n_senators // 2 + 1, weights=senate)
    if vice_president:
        majority = WeightedRule(quota=n_senators + 1, weights=doubled | {"vice president": 1})
    override = (
        WeightedRule(quota=290, weights=house),
        WeightedRule(quota=-(-2 * n_senators // 3), weights=senate),
    )
    signed = (
        WeightedRule(quota=218, weights=house),
        majority,
        WeightedRule(quota=1, weights={"president": 1}),
    )
    return AnyOfRules(parts=(AllOfRules(parts=signed), AllOfRules(parts=override)))


def pivots(n_senators: int, vice: int) -> dict[str, Iterator[tuple[int, int]]]:
    """Derived: for each kind of member, sizes and numbers of the others' coalitions it makes win.

    h, s, v and p are what the others contribute of House, Senate, Vice President (``vice`` of them,
    0 or 1) and President; a chamber of n gives k in C(n, k) ways.
    """
    third, half = -(-2 * n_senators // 3), n_senators // 2
    house, senate = range(436), range(n_senators + 1)

    def majority(s: int, v: int) -> bool:
        return s > half or (s == half and v == 1)

    def president() -> Iterator[tuple[int, int]]:
        for h in house[218:]:
            for s in senate:
                for v in range(vice + 1):
                    if majority(s, v) and not (h >= 290 and s >= third):
                        yield h + s + v, comb(435, h) * comb(n_senators, s)

    def vice_president() -> Iterator[tuple[int, int]]:
        # Breaks a tie, when the President signs.
        for h in house[218:]:
            yield h + half + 1, comb(435, h) * comb(n_senators, half)

    def senator() -> Iterator[tuple[int, int]]:
        others = n_senators - 1
        for h in house[218:]:
            # The one that makes a majority: past half, or half if the Vice President is for it.
            yield h + half + 1, comb(435, h) * comb(others, half)
            if vice:
                yield h + half - 1 + 2, comb(435, h) * comb(others, half - 1)
                # With half the others and the Vice President there was a majority before.
        for h in house[290:]:
            for v in range(vice + 1):
                yield h + third - 1 + v, comb(435, h) * comb(others, third - 1)

    def representative() -> Iterator[tuple[int, int]]:
        for s in senate:
            for v in range(vice + 1):
                if majority(s, v):
                    yield 217 + s + v + 1, comb(434, 217) * comb(n_senators, s)
                if s >= third:
                    yield 289 + s + v, comb(434, 289) * comb(n_senators, s)

    return {
        "president": president(),
        "vice president": vice_president(),
        "senate0": senator(),
        "house0": representative(),
    }


@pytest.mark.parametrize(("n_senators", "vice"), [(100, 1), (100, 0), (96, 0)])
def test_the_federal_system_counted_by_hand(n_senators: int, vice: int) -> None:
    """537 or fewer voters, to the last of their digits: Shapley-Shubik and swings."""
    power = voting_power(federal_system(n_senators, vice_president=bool(vice)))
    n = 436 + n_senators + vice
    assert len(power.voters) == n
    for voter, found in pivots(n_senators, vice).items():
        if voter in power.voters:
            by_size = [0] * n
            for size, ways in found:
                by_size[size] += ways
            turns = sum(w * factorial(k) * factorial(n - 1 - k) for k, w in enumerate(by_size))
            assert power.shapley_shubik[voter] == Fraction(turns, factorial(n))
            assert power.swings[voter] == sum(by_size)


def shares(power: VotingPower) -> tuple[float, float, float]:
    """President, Senate and House, each as a whole."""
    senate = sum(x for v, x in power.shapley_shubik.items() if v.startswith("senate"))
    house = sum(x for v, x in power.shapley_shubik.items() if v.startswith("house"))
    return float(power.shapley_shubik["president"]), float(senate), float(house)


def test_the_federal_system_of_1954() -> None:
    """The President, the Senate and the House as about 2 : 5 : 5, with 96 senators.

    Recalled from Shapley and Shubik 1954. Their 350 : 9 : 2 for a President, a senator and a
    representative is what these rounded shares make of 96 and 435 members; the exact numbers are
    336 : 9.5 : 2.
    """
    for vice_president in (False, True):
        found = shares(voting_power(federal_system(96, vice_president=vice_president)))
        assert found == pytest.approx((2 / 12, 5 / 12, 5 / 12), abs=0.025)
    rounded = 2 * Fraction(2, 12) / Fraction(5, 12 * 435), 2 * Fraction(435, 96)
    assert (round(rounded[0], -1), round(rounded[1])) == (350, 9)
    power = voting_power(federal_system(96, vice_president=False)).shapley_shubik
    exact = [float(2 * power[voter] / power["house0"]) for voter in ("president", "senate0")]
    assert exact == pytest.approx([336.2, 9.46], abs=0.05)


def test_the_federal_system_today() -> None:
    """Sixteen per cent of the power for the President by Shapley-Shubik, and four by Banzhaf.

    Recalled from Taylor 1995, *Mathematics and Politics*, and Brams, Affuso and Kilgour 1989; that
    a senator ranks above the Vice President or level, and both above a representative, was read in
    Powers 2019 (arXiv 1709.00625).
    """
    power = voting_power(federal_system(100, vice_president=True))
    assert float(power.shapley_shubik["president"]) == pytest.approx(0.16, abs=0.005)
    assert float(power.banzhaf_index["president"]) == pytest.approx(0.04, abs=0.005)
    for measure in (power.shapley_shubik, power.banzhaf):
        assert measure["president"] > measure["senate0"] >= measure["vice president"] > measure["house0"]
    # Each of House, Senate with Vice President, and President is for it in half of all cases; an
    # override adds little.
    assert float(power.power_to_act) == pytest.approx(1 / 8, abs=1e-9)


# Read: votes and population (thousands) of the Union of 27 in the declarations of Nice, in
# http://www.esi2.us.es/~mbilbao/niza.htm (Bilbao and others; published 2002, *European Journal of
# Operational Research* 143).
VOTES = (29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10, 10, 10, 7, 7, 7, 7, 7, 4, 4, 4, 4, 4, 3)
PEOPLE = (
    82038, 59247, 58966, 57612, 39394, 38667, 22489, 15760, 10533, 10290, 10213, 10092, 9980, 8854,
    8230, 8082, 5393, 5313, 5160, 3744, 3701, 2439, 1978, 1446, 752, 429, 379,
)  # fmt: skip
STATES = tuple(f"state{k}" for k in range(27))


def by_votes() -> WeightedRule:
    """255 of 345 votes."""
    return WeightedRule(quota=255, weights=dict(zip(STATES, VOTES, strict=True)))


def people(percent: int) -> WeightedRule:
    """So much of the population."""
    return WeightedRule(
        quota=-(-percent * sum(PEOPLE) // 100), weights=dict(zip(STATES, PEOPLE, strict=True))
    )


def states(k: int) -> WeightedRule:
    """So many member states."""
    return WeightedRule(quota=k, weights=dict.fromkeys(STATES, 1))


def test_the_council_of_nice_by_votes() -> None:
    """Banzhaf indices in per cent, and the power of the Council to act: two per cent.

    Recalled from Felsenthal and Machover 2001, *Social Choice and Welfare* 18.
    """
    power = voting_power(by_votes())
    found = {v: round(100 * float(power.banzhaf_index[s]), 2) for s, v in zip(STATES, VOTES, strict=True)}
    assert found == {
        29: 7.78, 27: 7.42, 14: 4.26, 13: 3.97, 12: 3.68, 10: 3.09, 7: 2.18, 4: 1.25, 3: 0.94,
    }  # fmt: skip
    assert round(100 * float(power.power_to_act), 1) == 2.0


def test_the_triple_majority_of_nice() -> None:
    """Votes, 14 states and 62 per cent of the people: the last two clauses hardly matter.

    Derived: the clauses take so few of the coalitions away that they can be found apart, by the two
    clauses and the votes each, and no coalition fails both.
    """
    votes, triple = (
        voting_power(by_votes()),
        voting_power(AllOfRules(parts=(by_votes(), states(14), people(62)))),
    )
    without_people = voting_power(AllOfRules(parts=(by_votes(), states(14))))
    without_states = voting_power(AllOfRules(parts=(by_votes(), people(62))))
    lost = [votes.n_winning - power.n_winning for power in (without_people, without_states, triple)]
    assert lost[2] == lost[0] + lost[1] == 23
    assert sum(triple.shapley_shubik.values()) == 1
    assert triple.banzhaf_index["state0"] - votes.banzhaf_index["state0"] < Fraction(1, 10**6)


def test_the_double_majority_of_lisbon() -> None:
    """Fifteen states with 65 per cent of the people, or all but three states.

    Derived: coalitions of 24 states and more all win; the rest are those of the two clauses with
    23 states at most. By weight of population, from the largest to the smallest.
    """
    power = voting_power(AnyOfRules(parts=(AllOfRules(parts=(states(15), people(65))), states(24))))
    double = voting_power(AllOfRules(parts=(states(15), people(65))))
    # Too few people though 24 states: without three of the largest.
    lacking = sum(
        sum(PEOPLE) - sum(PEOPLE[k] for k in out) < people(65).quota
        for out in ((a, b, c) for a in range(27) for b in range(a) for c in range(b))
    )
    assert power.n_winning - double.n_winning == lacking > 0
    values = list(power.shapley_shubik.values())
    assert values == sorted(values, reverse=True)
    assert sum(values) == 1
