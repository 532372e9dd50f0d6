"""Rules unfolded vote by vote."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError
from detente.lenses.ratification.consenting import is_met, members_of
from detente.lenses.ratification.vote_diagram import Vote, VoteDiagram, vote_diagram
from lenses.ratification.needs import needs, security_council, senate, subsets


def walked(diagram: VoteDiagram, consenting: frozenset[str]) -> int:
    """Follow the votes of given members to the end."""
    situation = diagram.start
    for vote, layer in zip(diagram.votes, diagram.layers, strict=True):
        if situation >= 2:
            situation = int(layer[situation - 2, int(vote.party in consenting)])
    return situation


@settings(deadline=None, max_examples=150)
@given(needs(negated=True, free=True))
def test_every_way_the_votes_can_run_ends_as_the_rule_says(need: Need) -> None:
    """Parties that vote as one, free or not, lead to met (1) or failed (0)."""
    diagram = vote_diagram([need])
    for consenting in subsets(members_of(need)):
        assert walked(diagram, consenting) == int(is_met(need, consenting))


def test_votes_are_cast_once_wherever_they_count() -> None:
    """A member in two places has one vote; free votes are one each, by party and number of votes."""
    free = Quota(quota=2, weights={"a": 2, "b": 1}, free_votes=True)
    more = Quota(quota=2, weights={"a": 2, "c": 1}, free_votes=True)
    votes = vote_diagram([free, more, Consent(party="a"), Consent(party="a")]).votes
    assert votes == (
        Vote("a", 2, 0),
        Vote("a", 2, 1),
        Vote("b", 1, 0),
        Vote("c", 1, 0),
        Vote("a"),
    )


def test_only_sums_are_told_apart() -> None:
    """A hundred free votes have some thousands of situations, not 2 to the 100th."""
    diagram = vote_diagram([senate(free_votes=True)])
    assert len(diagram.votes) == 100
    # Before vote n: at most n votes for, fewer than 67, and at most 33 against.
    assert diagram.n_situations == sum(min(n, 66) - max(0, n - 33) + 1 for n in range(100))
    assert repr(diagram) == "VoteDiagram(100 votes, 2278 situations)"


def test_members_of_many_places_do_not_multiply() -> None:
    """All fifteen of the Security Council occur in few situations though five count twice."""
    assert vote_diagram([security_council()]).n_situations < 40


@pytest.mark.parametrize(
    ("needed", "start"),
    [
        ([], 1),
        ([AllOf(parts=())], 1),
        ([Quota(quota=3, weights={"a": 1})], 0),
        ([Not(part=Quota(quota=3, weights={"a": 1}))], 1),
        ([AtLeast(k=0, parts=(Consent(party="a"),))], 1),
        ([Quota(quota=1, weights={"a": 0})], 0),
        ([Consent(party="a")], 2),
    ],
)
def test_what_no_vote_can_change_is_decided_at_once(needed: list[Need], start: int) -> None:
    """The start is failed, met or open."""
    diagram = vote_diagram(needed)
    assert diagram.start == start
    if start < 2:
        assert diagram.n_situations == 0
        assert diagram.chance({"a": np.array([0.5, 0.5])}, 2).tolist() == [start, start]


def test_fractions_stay_fractions() -> None:
    """Chances may be exact."""
    diagram = vote_diagram([AllOf(parts=(Consent(party="a"), Not(part=Consent(party="b"))))])
    (found,) = diagram.chance({"a": np.array([Fraction(1, 3)]), "b": np.array([Fraction(1, 7)])}, 1)
    assert found == Fraction(2, 7)


def test_draws_in_portions_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by taking a few draws at a time, which changes no digit."""
    diagram = vote_diagram([senate(free_votes=True)])
    rng = np.random.default_rng(3)
    chances = {party: rng.random(101) for party in ("left", "right", "far")}
    whole = diagram.chance(chances, 101)
    monkeypatch.setattr("detente.lenses.ratification.vote_diagram.MOST_NUMBERS", 200)
    assert np.array_equal(diagram.chance(chances, 101), whole)
    assert diagram.chance({party: p[:0] for party, p in chances.items()}, 0).shape == (0,)


@pytest.mark.parametrize(
    "need",
    [
        Quota(quota=10**9, weights={f"m{n}": 10**8 + 7**n % 999_983 for n in range(29)}),
        Quota(quota=10**8, weights={"a": 10**9}, free_votes=True),
        AllOf(
            parts=tuple(
                Quota(quota=30 * k, weights={f"m{n}": (n * k) % 17 + 1 for n in range(40)})
                for k in range(5, 9)
            )
        ),
    ],
)
def test_too_many_situations_are_refused(need: Need) -> None:
    """Weights that never add up alike, and a billion votes, give an error that says what to do."""
    with pytest.raises(TooLargeError, match="join members that vote alike"):
        vote_diagram([need])
