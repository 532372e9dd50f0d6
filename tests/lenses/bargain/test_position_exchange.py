"""Exchanges of voting positions: a small case by hand, certificates, and what must not matter."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.lenses.bargain import position_exchange
from detente.lenses.bargain.position_exchange import (
    ActorPosition,
    Exchange,
    PositionExchange,
    exchange_positions,
)

Issues = dict[str, dict[str, ActorPosition]]
Votes = dict[str, dict[str, Fraction]]


def stand(
    position: int | Fraction, capability: int | float, salience: int | float | Fraction
) -> ActorPosition:
    """Abbreviate."""
    return ActorPosition(position=position, capability=capability, salience=salience)


def three() -> Issues:
    """Three actors on two issues.

    p: weights 3, 2, 1 at 0, 100, 50, so the outcome is 250/6 = 125/3.
    q: weights 2, 1, 1 at 0, 100, 100, so it is 50.
    A cares half as much for p as for q, B twice as much. C cares for both in the proportion 1 to 2,
    as A does, so A and C have nothing to exchange; B and C are on the same side of q.
    So A gives way on p and B on q. B can take the outcome of q from 50 to 25, which is a loss of 25
    to it and a gain of 2 * 25 to A. A moves the outcome of p by z, a loss of z to A and a gain of
    2 z to B. Gains are equal for 50 - z = 2 z - 25, so z = 25, for which A moves by 25 / (3/6) = 50.
    Each gains 25. C loses 25 on q; on p the outcome was 25/3 below and is 50/3 above what C wants,
    at half salience a loss of 25/6.
    """
    return {
        "p": {"A": stand(0, 3, 1), "B": stand(100, 1, 2), "C": stand(50, 2, 0.5)},
        "q": {"A": stand(0, 1, 2), "B": stand(100, 1, 1), "C": stand(100, 1, 1)},
    }


def test_a_small_case_by_hand() -> None:
    """Who moves how far, what comes out, and who gains, as worked out above."""
    result = exchange_positions(three())
    assert result.outcomes_before == {"p": Fraction(125, 3), "q": 50}
    (made,) = result.exchanges
    assert [(m.actor, m.issue, m.start, m.end) for m in made.moves] == [("A", "p", 0, 50), ("B", "q", 100, 0)]
    assert made.gain == 25
    assert made.externalities == {"C": -25 - Fraction(25, 6)}
    assert result.outcomes_after == {"p": Fraction(200, 3), "q": 25}


SMALL = st.builds(
    stand,
    st.integers(0, 10),
    st.integers(0, 3),
    st.integers(0, 4),
)


@st.composite
def situations(draw: st.DrawFn) -> Issues:
    """Return two to four issues with up to six actors, the first of whom weighs on every issue."""
    issues = [f"issue {k}" for k in range(draw(st.integers(2, 4)))]
    actors = [f"actor {k}" for k in range(draw(st.integers(2, 6)))]
    drawn = {i: {a: draw(SMALL) for a in actors if draw(st.integers(0, 9))} for i in issues}
    return {i: {**by, actors[0]: stand(draw(st.integers(0, 10)), 1, 1)} for i, by in drawn.items()}


def outcomes(issues: Issues, votes: Votes) -> dict[str, Fraction]:
    """Compute weighted means from scratch."""
    found = {}
    for issue, by in issues.items():
        weights = {a: Fraction(v.capability) * Fraction(v.salience) for a, v in by.items()}
        total = sum(weights[a] * votes[issue][a] for a in by)
        found[issue] = Fraction(total) / sum(weights.values())
    return found


def utility(issues: Issues, actor: str, out: dict[str, Fraction]) -> Fraction:
    """Compute minus the weighted distance from scratch."""
    return -sum(
        (
            Fraction(by[actor].salience) * abs(out[i] - Fraction(by[actor].position))
            for i, by in issues.items()
            if actor in by
        ),
        Fraction(0),
    )


def wishes(issues: Issues) -> Votes:
    """Return what all really want."""
    return {i: {a: Fraction(v.position) for a, v in by.items()} for i, by in issues.items()}


def replayed(issues: Issues, result: PositionExchange) -> list[tuple[Exchange, dict[str, Fraction]]]:
    """Make the moves again, and return what each exchange changes for everybody."""
    votes = wishes(issues)
    changes = []
    for made in result.exchanges:
        before = outcomes(issues, votes)
        for move in made.moves:
            assert votes[move.issue][move.actor] == move.start
            assert before[move.issue] == move.outcome_before
            votes[move.issue][move.actor] = move.end
        after = outcomes(issues, votes)
        assert all(after[move.issue] == move.outcome_after for move in made.moves)
        gains = {a: utility(issues, a, after) - utility(issues, a, before) for a in result.actors}
        changes.append((made, gains))
    assert result.outcomes_after == outcomes(issues, votes)
    assert result.positions == votes
    return changes


@settings(max_examples=200, deadline=None)
@given(situations())
def test_both_gain_the_same_and_others_what_is_said(issues: Issues) -> None:
    """Recomputed from scratch: equal gains above 0, and the externality of everybody else."""
    for made, gains in replayed(issues, exchange_positions(issues)):
        movers = {move.actor for move in made.moves}
        assert {gains[a] for a in movers} == {made.gain}
        assert made.gain > 0
        assert made.externalities == {a: x for a, x in gains.items() if a not in movers}


@settings(deadline=None)
@given(situations())
def test_utilities_add_up(issues: Issues) -> None:
    """What an actor gains in the end is the sum of its gains and externalities."""
    result = exchange_positions(issues)
    for actor in result.actors:
        parts = [
            e.gain if actor in {m.actor for m in e.moves} else e.externalities[actor]
            for e in result.exchanges
        ]
        assert result.utilities_after[actor] - result.utilities_before[actor] == sum(parts)
        assert result.utilities_before[actor] == utility(issues, actor, result.outcomes_before)


@settings(deadline=None)
@given(situations())
def test_nobody_exchanges_an_issue_twice(issues: Issues) -> None:
    """Both actors of an exchange are done with both issues."""
    used = [
        pair
        for made in exchange_positions(issues).exchanges
        for pair in itertools.product({m.actor for m in made.moves}, {m.issue for m in made.moves})
    ]
    assert len(used) == len(set(used))


@settings(deadline=None)
@given(situations())
def test_moves_go_towards_the_other_and_not_beyond(issues: Issues) -> None:
    """Nobody passes its partner, and no outcome passes what the partner of the mover wants."""
    for made in exchange_positions(issues).exchanges:
        for move, partner in zip(made.moves, reversed(made.moves), strict=True):
            wanted = Fraction(issues[move.issue][partner.actor].position)
            low, high = sorted((move.start, wanted))
            assert low <= move.end <= high
            assert move.end != move.start
            low, high = sorted((move.outcome_before, wanted))
            assert low <= move.outcome_after <= high


@settings(max_examples=25, deadline=None)
@given(situations())
def test_no_other_exchange_gives_both_more_than_the_first(issues: Issues) -> None:
    """On a grid of moves of any pair on opposite sides, the worse off of the two gains no more."""
    result = exchange_positions(issues)
    most = result.exchanges[0].gain if result.exchanges else Fraction(0)
    votes, before = wishes(issues), result.outcomes_before
    for i, j in itertools.permutations(result.actors, 2):
        shared = [p for p, by in issues.items() if i in by and j in by]
        opposed = [p for p in shared if (votes[p][i] - before[p]) * (votes[p][j] - before[p]) < 0]
        for p, q in itertools.permutations(opposed, 2):
            for d, e in itertools.product((Fraction(1, 3), Fraction(2, 3), Fraction(1)), repeat=2):
                other = {issue: dict(by) for issue, by in votes.items()}
                other[p][i] += d * (votes[p][j] - votes[p][i])
                other[q][j] += e * (votes[q][i] - votes[q][j])
                after = outcomes(issues, other)
                gains = [utility(issues, a, after) - utility(issues, a, before) for a in (i, j)]
                assert min(gains) <= most


@settings(deadline=None)
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_names_matters_not(issues: Issues, random: Random) -> None:
    """Issues and actors in any order make the same exchanges."""
    keys = list(issues)
    random.shuffle(keys)
    other: Issues = {}
    for issue in keys:
        actors = list(issues[issue])
        random.shuffle(actors)
        other[issue] = {a: issues[issue][a] for a in actors}
    first, second = exchange_positions(issues), exchange_positions(other)
    assert first.exchanges == second.exchanges
    assert first.outcomes_after == second.outcomes_after


@settings(deadline=None)
@given(situations(), st.integers(-20, 20), st.sampled_from([Fraction(-3), Fraction(1, 7), Fraction(5, 2)]))
def test_units_of_an_axis_matter_not(issues: Issues, shift: int, scale: Fraction) -> None:
    """An axis moved, stretched or turned round, with salience per unit adapted: the same gains."""
    key = "issue 1"

    def along(v: ActorPosition) -> ActorPosition:
        salience = Fraction(v.salience) / abs(scale)
        return stand(shift + scale * Fraction(v.position), int(v.capability), salience)

    other = issues | {key: {a: along(v) for a, v in issues[key].items()}}
    first, second = exchange_positions(issues), exchange_positions(other)
    assert [e.gain for e in first.exchanges] == [e.gain for e in second.exchanges]
    assert second.outcomes_after[key] == shift + scale * first.outcomes_after[key]
    assert first.utilities_after == second.utilities_after


@settings(deadline=None)
@given(situations(), st.integers(2, 9))
def test_the_unit_of_capability_matters_not(issues: Issues, factor: int) -> None:
    """Capabilities on an issue all multiplied by the same: the same exchanges."""
    key = "issue 0"
    other = issues | {
        key: {a: stand(v.position, factor * int(v.capability), v.salience) for a, v in issues[key].items()}
    }
    assert exchange_positions(issues).exchanges == exchange_positions(other).exchanges


def test_nothing_to_exchange_is_a_result() -> None:
    """One issue, one actor or equal relative saliences: nothing changes, and it is said."""
    alike = {"p": {"A": stand(0, 1, 1), "B": stand(9, 1, 2)}, "q": {"A": stand(0, 1, 2), "B": stand(9, 1, 4)}}
    for issues in (alike, {"p": three()["p"]}, {"p": {"A": stand(1, 1, 1)}, "q": {"A": stand(1, 1, 1)}}):
        result = exchange_positions(issues)
        assert result.exchanges == ()
        assert result.outcomes_after == result.outcomes_before
        assert result.sentences == ("No two actors gain by exchanging positions.",)
        assert result.to_frame().empty


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit nothing is worked out, and the message says what to do."""
    monkeypatch.setattr(position_exchange, "LARGEST", 1)
    with pytest.raises(TooLargeError, match="leave out"):
        exchange_positions(three())


def test_in_words() -> None:
    """Each exchange with its outcomes and gains, and the sum of it."""
    assert exchange_positions(three()).sentences == (
        "A moves on p from 0 to 50 (outcome from 41.67 to 66.67), and B moves on q from 100 to 0 "
        "(outcome from 50 to 25). Each gains 25; C loses 29.17.",
        "All in all: A gains 25; B gains 25; C loses 29.17.",
    )


def test_two_alone_harm_nobody() -> None:
    """Without a third actor there is no externality."""
    issues = {issue: {a: by[a] for a in ("A", "B")} for issue, by in three().items()}
    assert "no other actor is better or worse off" in exchange_positions(issues).sentences[0]


def test_as_a_frame() -> None:
    """One row per move."""
    frame = exchange_positions(three()).to_frame()
    assert frame[["exchange", "actor", "issue", "end", "gain"]].values.tolist() == [
        [1, "A", "p", 50, 25],
        [1, "B", "q", 0, 25],
    ]
    assert frame["externalities"].tolist() == pytest.approx([-29.1667] * 2, abs=1e-4)


def test_as_json() -> None:
    """Everything goes into JSON."""
    data = json.loads(json.dumps(exchange_positions(three()).to_dict(), allow_nan=False))
    assert data["outcomes_after"]["q"] == 25
    assert data["exchanges"][0]["moves"][0]["actor"] == "A"
    assert data["positions"]["q"] == {"A": 0, "B": 0, "C": 100}
    assert data["utilities_before"]["B"] == pytest.approx(-2 * (100 - 125 / 3) - 50)


def test_in_a_notebook() -> None:
    """Text has the sentences, HTML the table; the repr is one line."""
    result = exchange_positions(three())
    shown = result._repr_mimebundle_()
    assert repr(result) == "<PositionExchange: 3 actors, 2 issues, 1 exchange>"
    assert shown["text/plain"].splitlines() == [repr(result), *result.sentences]
    assert "<table" in shown["text/html"]
