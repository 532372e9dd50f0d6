"""Adjusted Winner: its properties on random points, its rules, and what it refuses."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.adjusted_winner import AdjustedWinner, adjusted_winner

PARTIES = ("Ann", "Bob")
Points = dict[str, tuple[int, int]]

POINTS = (
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=8)
    .filter(lambda pairs: any(a for a, _ in pairs) and any(b for _, b in pairs))
    .map(lambda pairs: {f"issue {k}": pair for k, pair in enumerate(pairs)})
)


@settings(deadline=None)
@given(POINTS, st.sampled_from([None, *PARTIES]))
def test_both_come_out_even_and_nobody_envies(points: Points, tie_to: str | None) -> None:
    """Both end with the same, at least half of their own points, and at most one issue is divided."""
    result = adjusted_winner(points, PARTIES, tie_to=tie_to)
    ann, bob = result.final_points.values()
    assert ann == bob >= 50
    divided = [issue for issue, part in result.shares.items() if 0 < part["Ann"] < 1]
    assert divided == ([] if result.split_issue is None else [result.split_issue])
    assert result.equitable
    assert result.envy_free


@settings(deadline=None)
@given(POINTS)
def test_no_division_gives_one_more_and_the_other_no_less(points: Points) -> None:
    """Some weights make both indifferent at the division: no division has a larger weighted sum.

    With w and v the points of the giver and the receiver on the last issue given (or any weights,
    where nothing is), every issue is with the party for which its weighted points are larger.
    """
    result = adjusted_winner(points, PARTIES)
    assert result.efficient
    if result.transfers:
        a, b = result.points[result.transfers[-1].issue]
    else:
        a, b = Fraction(1), Fraction(1)
    for issue, part in result.shares.items():
        first, second = result.points[issue][0] * b, result.points[issue][1] * a
        assert part["Ann"] == 0 or first >= second
        assert part["Bob"] == 0 or second >= first


@settings(deadline=None)
@given(POINTS)
def test_the_points_are_those_of_the_shares(points: Points) -> None:
    """Parts add up to the whole, and the points at the end are what the parts are worth."""
    result = adjusted_winner(points, PARTIES)
    for k, party in enumerate(PARTIES):
        assert result.final_points[party] == sum(
            part[party] * result.points[issue][k] for issue, part in result.shares.items()
        )
        assert sum(pair[k] for pair in result.points.values()) == 100
    assert all(sum(part.values()) == 1 for part in result.shares.values())


@settings(deadline=None)
@given(POINTS, st.integers(1, 30), st.fractions(Fraction(1, 9), 9))
def test_only_proportions_count(points: Points, ann: int, bob: Fraction) -> None:
    """Points on any scale of a party's own give the same division."""
    other = {issue: (ann * a, bob * b) for issue, (a, b) in points.items()}
    first, second = adjusted_winner(points, PARTIES), adjusted_winner(other, PARTIES)
    assert first.shares == second.shares
    assert first.final_points == second.final_points


@settings(deadline=None)
@given(POINTS)
def test_who_is_named_first_matters_not(points: Points) -> None:
    """Parties exchanged, with ties to the same one, have their parts exchanged."""
    swapped = {issue: (b, a) for issue, (a, b) in points.items()}
    first = adjusted_winner(points, PARTIES, tie_to="Ann")
    second = adjusted_winner(swapped, ("Bob", "Ann"), tie_to="Ann")
    assert first.shares == second.shares


@settings(deadline=None)
@given(POINTS)
def test_the_tie_rule_changes_no_ones_points(points: Points) -> None:
    """Whoever starts with tied issues, both end with as many points."""
    ann, bob = (adjusted_winner(points, PARTIES, tie_to=party) for party in PARTIES)
    assert ann.final_points == bob.final_points


@settings(deadline=None)
@given(POINTS)
def test_gifts_follow_the_order_of_ratios(points: Points) -> None:
    """What is given back is the beginning of the order; all but the last is given whole."""
    result = adjusted_winner(points, PARTIES)
    assert [(t.issue, t.ratio) for t in result.transfers] == list(result.order[: len(result.transfers)])
    ratios = [ratio for _, ratio in result.order if ratio is not None]
    assert ratios == sorted(ratios)
    assert all(t.share == 1 for t in result.transfers[:-1])
    assert all(ratio >= 1 for ratio in ratios)


def test_all_equal() -> None:
    """Two issues worth the same to both: the first party starts with them and gives one back."""
    result = adjusted_winner({"a": (50, 50), "b": (50, 50)}, PARTIES)
    assert result.ties == ("a", "b")
    assert result.initial_points == {"Ann": 100, "Bob": 0}
    assert [(t.issue, t.share) for t in result.transfers] == [("a", 1)]
    assert result.split_issue is None
    assert result.final_points == {"Ann": 50, "Bob": 50}


def test_one_issue_is_halved() -> None:
    """There is only one way to divide one issue evenly."""
    result = adjusted_winner({"city": (7, 100)}, PARTIES)
    assert result.shares == {"city": {"Ann": Fraction(1, 2), "Bob": Fraction(1, 2)}}


def test_opposed_wishes_leave_nothing_to_give_back() -> None:
    """Each has all it wants: 100 points each, no order, no transfer."""
    result = adjusted_winner({"sea": (100, 0), "land": (0, 100)}, PARTIES)
    assert result.final_points == {"Ann": 100, "Bob": 100}
    assert (result.order, result.transfers, result.split_issue) == ((), (), None)
    assert "nothing is given back" in result.sentences[2]


def test_what_the_other_does_not_want_comes_last() -> None:
    """An issue with no points of the receiver has no ratio, and is kept."""
    result = adjusted_winner({"sea": (30, 0), "land": (70, 60), "air": (0, 40)}, PARTIES)
    assert result.order == (("land", Fraction(7, 6)), ("sea", None))
    assert result.shares["sea"]["Ann"] == 1


def test_points_that_do_not_add_up_to_100_are_scaled_and_it_is_said() -> None:
    """Each party is scaled by itself; a party at 100 is not mentioned."""
    result = adjusted_winner({"a": (3, 50), "b": (1, 50)}, PARTIES)
    assert result.points == {"a": (75, 50), "b": (25, 50)}
    assert result.caveats == ("Points of Ann add up to 4 and were scaled to 100.",)


def test_numbers_of_any_kind() -> None:
    """Decimal fractions are taken as they are written."""
    result = adjusted_winner({"a": (0.1, Decimal("0.7")), "b": (Fraction(9, 10), 0.3)}, PARTIES)
    assert result.points["a"] == (10, 70)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({}, "no issue"),
        ({"a": (1, 0), "b": (1, 0)}, "Bob puts no points on any issue"),
        ({"a": (-1, 1), "b": (2, 1)}, "Ann's points on a must be 0 or more, not -1"),
        ({"a": (1, -0.5)}, "Bob's points on a must be 0 or more, not -0.5"),
        ({"a": (1, float("nan"))}, "Bob's points on a must be finite"),
        ({"a": ("1", 1)}, "Ann's points on a must be a number"),
        ({"a": (1, 2, 3)}, "a needs two numbers"),
        ({"a": 3}, "a needs two numbers"),
        ({"a": "12"}, "a needs two numbers"),
    ],
)
def test_bad_points_are_refused(points: Any, message: str) -> None:
    """The message says whose points on what are wrong."""
    with pytest.raises(DetenteError, match=message):
        adjusted_winner(points, PARTIES)


@pytest.mark.parametrize("parties", [("Ann", "Ann"), ("Ann",), ("Ann", "Bob", "Cy"), "Ann"])
def test_it_takes_two(parties: Any) -> None:
    """Fewer, more or the same party twice is refused."""
    with pytest.raises(DetenteError, match="two different parties"):
        adjusted_winner({"a": (1, 1)}, parties)


def test_ties_go_to_a_party() -> None:
    """A name that is neither party is refused, with the nearest one."""
    with pytest.raises(UnknownNameError, match="did you mean 'Ann'"):
        adjusted_winner({"a": (1, 1)}, PARTIES, tie_to="Anne")


def settled() -> AdjustedWinner:
    """Return a division with a tie and a divided issue."""
    return adjusted_winner({"home": (30, 20), "boat": (30, 30), "cash": (40, 50)}, PARTIES)


def test_in_words() -> None:
    """Who wins what, ties, what is given back, what each ends with, and whether that is fair."""
    assert settled().sentences == (
        "Ann puts more points than Bob on home: 30 points.",
        "Bob puts more points than Ann on cash: 50 points.",
        "Both put the same on boat, with which Ann starts: 60 points.",
        "Ann is ahead and gives Bob 1/6 of boat.",
        "Each ends with 55 of its own 100 points.",
        "Neither would rather have the other's part, and no other division gives one of them more and "
        "the other no less.",
    )


def test_as_a_frame() -> None:
    """One row per issue, in the order given."""
    frame = settled().to_frame()
    assert frame["issue"].tolist() == ["home", "boat", "cash"]
    assert frame["starts with"].tolist() == ["Ann", "Ann", "Bob"]
    assert (frame["share Ann"] + frame["share Bob"] == 1).all()
    assert frame["points Bob"].tolist() == [20, 30, 50]


def test_as_json() -> None:
    """Everything goes into JSON, exact numbers as text."""
    data = json.loads(json.dumps(settled().to_dict(), allow_nan=False))
    assert data["final_points"] == {"Ann": 55, "Bob": 55}
    assert data["exact"]["shares"]["boat"] == {"Ann": "5/6", "Bob": "1/6"}
    assert data["order"] == [{"issue": "boat", "ratio": 1.0}, {"issue": "home", "ratio": 1.5}]
    assert data["transfers"][0]["giver"] == "Ann"


def test_in_a_notebook() -> None:
    """Text has the sentences, HTML the table; the repr is one line."""
    result = settled()
    shown = result._repr_mimebundle_()
    assert repr(result) == "<AdjustedWinner over 3 issues: Ann 55, Bob 55>"
    assert shown["text/plain"].splitlines() == [repr(result), *result.sentences]
    assert "<table" in shown["text/html"]


@settings(deadline=None)
@given(POINTS)
def test_nobody_does_better_than_with_all_it_prefers(points: Points) -> None:
    """The even number lies between the points that the two have before anything is given back."""
    result = adjusted_winner(points, PARTIES)
    assume(result.transfers)
    low, high = sorted(result.initial_points.values())
    assert low < result.final_points["Ann"] < high
