"""Outcomes, utilities and the largest exchange with equal gains, worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import DetenteError
from detente.lenses.bargain.voting_positions import ActorPosition, VotingPositions

Stand = tuple[float, float, float]


def voting(**issues: dict[str, Stand]) -> VotingPositions:
    """Enter positions, capabilities and saliences, in that order."""
    return VotingPositions(
        {
            issue: {a: ActorPosition(position=x, capability=c, salience=s) for a, (x, c, s) in by.items()}
            for issue, by in issues.items()
        }
    )


def three() -> VotingPositions:
    """Two actors that disagree on two issues, and a third.

    On p the weights are 3, 2 and 1 and the outcome (0 + 200 + 50) / 6 = 125/3; on q they are 2, 1
    and 1, and it is (0 + 100 + 100) / 4 = 50.
    """
    return voting(
        p={"A": (0, 3, 1), "B": (100, 1, 2), "C": (50, 2, 0.5)},
        q={"A": (0, 1, 2), "B": (100, 1, 1), "C": (100, 1, 1)},
    )


def test_the_outcome_is_the_weighted_mean() -> None:
    """By capability times salience."""
    assert three().outcome == {"p": Fraction(125, 3), "q": Fraction(50)}


def test_utility_is_minus_the_weighted_distance() -> None:
    """A is 125/3 and 2 * 50 away; C is 25/3 at half weight and 50 away."""
    state = three()
    assert state.utility("A") == -Fraction(125, 3) - 100
    assert state.utility("C") == -Fraction(25, 6) - 50


def test_an_actor_without_a_position_does_not_care() -> None:
    """Who is not named on an issue has no part in it."""
    state = voting(p={"A": (0, 1, 1), "B": (10, 1, 1)}, q={"B": (3, 1, 1)})
    assert state.utility("A") == -5
    assert state.actors == ("A", "B")
    assert list(state.trades()) == []


def test_each_moves_where_it_matters_less() -> None:
    """A cares for p half as much as for q, B twice as much: A moves on p and B on q."""
    trades = list(three().trades())
    assert (("A", "p"), ("B", "q")) in trades
    assert (("A", "q"), ("B", "p")) not in trades


def test_the_exchange_grows_until_one_reaches_the_other() -> None:
    """B reaches A on q: the outcome moves by 25, and with saliences 3 and 3 so does that of p.

    A could move the outcome of p by 50, and moves half the way. A gains 2 * 25 - 25, B the same.
    """
    offer = three().offer(("A", "p"), ("B", "q"))
    assert offer is not None
    assert offer.shifts == (25, -25)
    assert offer.gain == 25


def test_accepting_moves_positions_and_outcomes() -> None:
    """A votes for 50 on p and B for 0 on q; what they want stays the same."""
    state = three()
    offer = state.offer(("A", "p"), ("B", "q"))
    assert offer is not None
    state.accept(offer)
    assert (state.voting["p"]["A"], state.voting["q"]["B"]) == (50, 0)
    assert state.outcome == {"p": Fraction(200, 3), "q": Fraction(25)}
    assert (state.ideal["p"]["A"], state.ideal["q"]["B"]) == (0, 100)


def test_the_outcome_is_not_pushed_beyond_what_the_other_wants() -> None:
    """With weights 1, 1, 1 at 0, 60 and 100 the outcome is 160/3; A at 60 would take it past B's 60.

    So it moves by 20/3 at most, for which A goes to 20. On q B can move the outcome by much more:
    weights 1, 4 at 0 and 100, outcome 80, of which equal gains take 20/3 * 2 / 5 = 8/3.
    """
    state = voting(
        p={"A": (0, 1, 1), "B": (60, 1, 1), "C": (100, 1, 1)},
        q={"A": (0, 0.25, 4), "B": (100, 4, 1)},
    )
    offer = state.offer(("A", "p"), ("B", "q"))
    assert offer is not None
    assert offer.shifts == (Fraction(20, 3), Fraction(-8, 3))
    state.accept(offer)
    assert state.outcome["p"] == 60
    assert state.voting["p"]["A"] == 20


def test_equal_relative_salience_leaves_nothing_to_exchange() -> None:
    """At 1 to 2 for both nobody can gain without the other losing."""
    state = voting(p={"A": (0, 1, 1), "B": (9, 1, 2)}, q={"A": (0, 1, 2), "B": (9, 1, 4)})
    assert list(state.trades()) == []


@pytest.mark.parametrize("where", [10, 50])
def test_the_same_side_leaves_nothing_to_exchange(where: float) -> None:
    """B on A's side of the outcome of p, or on it, has nothing to offer."""
    state = voting(
        p={"A": (0, 1, 1), "B": (where, 1, 3), "C": (50, 1e6, 1)}, q={"A": (0, 1, 3), "B": (9, 1, 1)}
    )
    state.outcome["p"] = Fraction(50)
    assert state.offer(("A", "p"), ("B", "q")) is None


def test_who_cannot_move_the_outcome_has_nothing_to_offer() -> None:
    """An actor without capability on the issue it would give way on is no partner."""
    state = voting(p={"A": (0, 0, 1), "B": (9, 1, 3)}, q={"A": (0, 1, 3), "B": (9, 1, 1)})
    assert list(state.trades()) == []


@pytest.mark.parametrize(
    ("issues", "message"),
    [
        ({}, "no issue"),
        ({"p": {}}, "nobody has both capability and salience on p"),
        ({"p": {"A": (0, 1, 0), "B": (1, 0, 1)}}, "nobody has both"),
        ({"p": {"A": (0, -1, 1)}}, "A's capability on p must be 0 or more, not -1"),
        ({"p": {"A": (0, 1, -2)}}, "A's salience on p must be 0 or more, not -2"),
        ({"p": {"A": (float("inf"), 1, 1)}}, "A's position on p must be finite"),
    ],
)
def test_bad_input_is_refused(issues: dict[str, dict[str, Stand]], message: str) -> None:
    """The message says whose number on which issue."""
    with pytest.raises(DetenteError, match=message):
        voting(**issues)
