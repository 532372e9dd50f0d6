"""Divisions that Brams and others published, with Adjusted Winner as they describe it.

How firmly each is known: *read* means that the points and the result were read in the source
named; *recalled* that they are quoted from memory of it, and only the arithmetic is certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from detente.lenses.bargain.adjusted_winner import AdjustedWinner, adjusted_winner


@dataclass(frozen=True, kw_only=True)
class Published:
    """A published division: points, who has how much before anything is given back, and the end."""

    parties: tuple[str, str]
    points: dict[str, tuple[int, int]]
    before: tuple[int, int]
    split: str
    share: Fraction
    each: Fraction
    printed: str


CASES = {
    # Read: https://pages.nyu.edu/adjustedwinner/panama.htm; points from Raiffa 1982. The tied issue
    # is given to the United States first.
    "panama": Published(
        parties=("United States", "Panama"),
        points={
            "US defense rights": (22, 9),
            "Use rights": (22, 15),
            "Land and water": (15, 15),
            "Expansion rights": (14, 3),
            "Duration": (11, 15),
            "Expansion routes": (6, 5),
            "Compensation": (4, 11),
            "Jurisdiction": (2, 7),
            "US military rights": (2, 7),
            "Defense role of Panama": (2, 13),
        },
        before=(79, 53),
        split="Land and water",
        share=Fraction(2, 15),
        each=Fraction(66),
        printed="66.0",
    ),
    # Recalled (the abstract was read): Brams and Togman 1996, Conflict Management and Peace Science
    # 15(1), 99-112; also Brams and Taylor 1999.
    "camp david": Published(
        parties=("Israel", "Egypt"),
        points={
            "Sinai": (35, 55),
            "Diplomatic recognition": (10, 5),
            "West Bank/Gaza": (20, 10),
            "Linkage": (10, 5),
            "Palestinian rights": (5, 20),
            "Jerusalem": (20, 5),
        },
        before=(60, 75),
        split="Sinai",
        share=Fraction(1, 6),
        each=Fraction(395, 6),
        printed="65.8",
    ),
    # Read, in teaching material that has the numbers of the Wikipedia article on the procedure. The
    # tied issues go to Bob first.
    "divorce of Bob and Carol": Published(
        parties=("Bob", "Carol"),
        points={
            "Retirement account": (40, 50),
            "Home": (30, 20),
            "Summer cottage": (10, 15),
            "Investments": (10, 10),
            "Other": (10, 5),
        },
        before=(50, 65),
        split="Retirement account",
        share=Fraction(1, 6),
        each=Fraction(170, 3),
        printed="56.7",
    ),
    # Recalled: Brams and Taylor 1999 and COMAP, For All Practical Purposes; the issues and the
    # procedure were read, the points were not.
    "merger of Glaxo and SmithKline": Published(
        parties=("Glaxo Wellcome", "SmithKline Beecham"),
        points={
            "Name": (5, 10),
            "Headquarters": (25, 10),
            "Chairman": (35, 20),
            "CEO": (15, 35),
            "Layoffs": (20, 25),
        },
        before=(60, 70),
        split="Layoffs",
        share=Fraction(2, 9),
        each=Fraction(580, 9),
        printed="64.4",
    ),
    # Recalled: Brams and Taylor 1999. Cash and jewelry is tied.
    "Trump divorce": Published(
        parties=("Donald", "Ivana"),
        points={
            "Connecticut estate": (10, 38),
            "Palm Beach mansion": (40, 20),
            "Trump Plaza apartment": (10, 30),
            "Trump Tower triplex": (38, 10),
            "Cash and jewelry": (2, 2),
        },
        before=(80, 68),
        split="Palm Beach mansion",
        share=Fraction(13, 15),
        each=Fraction(218, 3),
        printed="72.7",
    ),
}


def divided(case: Published) -> AdjustedWinner:
    """Divide a published case with ties as published: to the first party."""
    return adjusted_winner(case.points, case.parties)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_ends_with_the_published_points(case: Published) -> None:
    """Both get the same, the number that was printed."""
    result = divided(case)
    assert set(result.final_points.values()) == {case.each}
    assert f"{float(case.each):.1f}" == case.printed
    assert result.caveats == ()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_published_issue_is_divided(case: Published) -> None:
    """The same issue, and the same part of it to the first party."""
    result = divided(case)
    assert result.split_issue == case.split
    assert result.shares[case.split][case.parties[0]] == case.share


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_points_before_anything_is_given_back(case: Published) -> None:
    """Who wins what at first, with tied issues at the first party."""
    assert tuple(divided(case).initial_points.values()) == case.before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_divisions_are_what_they_are_praised_for(case: Published) -> None:
    """Equitable, envy-free and efficient."""
    result = divided(case)
    assert (result.equitable, result.envy_free, result.efficient) == (True, True, True)


def test_panama_wins_five_issues_alone() -> None:
    """As published: 53 points on five issues, 64 for the United States on four."""
    result = divided(CASES["panama"])
    assert [issue for issue, party in result.initial.items() if party == "Panama"] == [
        "Duration",
        "Compensation",
        "Jurisdiction",
        "US military rights",
        "Defense role of Panama",
    ]
    assert result.ties == ("Land and water",)
    assert result.initial_points["United States"] - result.points["Land and water"][0] == 64
