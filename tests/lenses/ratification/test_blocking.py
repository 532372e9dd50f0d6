"""Minimal winning and blocking coalitions, and whose turning unblocks, by certificate and brute force."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError
from detente.lenses.ratification.blocking import (
    blockers,
    blocking_coalitions,
    unblocking_sets,
    veto_players,
    winning_coalitions,
)
from detente.lenses.ratification.consenting import is_met, members_of
from lenses.ratification.needs import MEMBERS, needs, security_council, senate, subsets

groups = st.lists(st.sampled_from(MEMBERS), unique=True).map(frozenset)


def smallest(members: tuple[str, ...], holds: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
    """List by brute force the sets for which something holds, and for none inside them."""
    found: set[frozenset[str]] = set()
    for chosen in subsets(members):
        if holds(chosen) and not any(other <= chosen for other in found):
            found.add(chosen)
    return found


def as_sets(coalitions: tuple[tuple[str, ...], ...] | None) -> set[frozenset[str]]:
    """Forget the order, once it is seen to be right: no coalition twice, smallest first."""
    assert coalitions is not None
    assert len(set(map(frozenset, coalitions))) == len(coalitions)
    assert [len(c) for c in coalitions] == sorted(len(c) for c in coalitions)
    return set(map(frozenset, coalitions))


def test_two_thirds_of_a_senate() -> None:
    """The large group blocks alone, and so does the far one, but not the middle one of 16."""
    assert winning_coalitions(senate()) == (("left", "right"), ("left", "far"))
    assert blocking_coalitions(senate()) == (("left",), ("right", "far"))
    assert veto_players(senate()) == ("left",)


def test_the_security_council() -> None:
    """Any permanent member blocks, or seven of the ten others; four of ten complete a majority."""
    council = security_council()
    winning, blocking = winning_coalitions(council), blocking_coalitions(council)
    assert winning is not None
    assert blocking is not None
    assert len(winning) == math.comb(10, 4)
    assert len(blocking) == 5 + math.comb(10, 7)
    assert veto_players(council) == ("p0", "p1", "p2", "p3", "p4")


def test_a_chamber_and_an_override() -> None:
    """A president and half of a chamber, or two thirds of it."""
    chamber = {"a": 4, "b": 3, "c": 2}
    president = AllOf(parts=(Consent(party="p"), Quota(quota=5, weights=chamber)))
    need = AtLeast(k=1, parts=(president, Quota(quota=6, weights=chamber)))
    assert winning_coalitions(need) == (("a", "b"), ("a", "c"), ("p", "b", "c"))
    assert blocking_coalitions(need) == (("p", "a"), ("a", "b"), ("a", "c"), ("b", "c"))
    assert veto_players(need) == ()


@pytest.fixture(params=["all sets", "parts"])
def route(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the way for few members, and then the one for many."""
    if request.param == "parts":
        monkeypatch.setattr("detente.lenses.ratification.blocking.MOST_TABLED", -1)


@pytest.mark.usefixtures("route")
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(needs())
def test_coalitions_against_brute_force(need: Need) -> None:
    """Winning and blocking coalitions are those found by trying all sets of members."""
    members = members_of(need)
    everyone = frozenset(members)
    winning = as_sets(winning_coalitions(need))
    blocking = as_sets(blocking_coalitions(need))
    assert winning == smallest(members, lambda chosen: is_met(need, chosen))
    assert blocking == smallest(members, lambda chosen: not is_met(need, everyone - chosen))
    assert all(one & other for one in winning for other in blocking)


@settings(deadline=None, max_examples=100)
@given(needs())
def test_removing_one_member_unblocks(need: Need) -> None:
    """A minimal blocking coalition blocks, and no longer does without any one of its members."""
    everyone = frozenset(members_of(need))
    for blocking in as_sets(blocking_coalitions(need)):
        assert not is_met(need, everyone - blocking)
        assert all(is_met(need, everyone - (blocking - {party})) for party in blocking)


@pytest.mark.usefixtures("route")
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(needs(), groups)
def test_unblocking_sets_against_brute_force(need: Need, consenting: frozenset[str]) -> None:
    """Turning one meets the need, and turning less of it does not; none is left out."""
    refusing = tuple(party for party in members_of(need) if party not in consenting)
    sets = as_sets(unblocking_sets(need, consenting))
    assert sets == smallest(refusing, lambda chosen: is_met(need, consenting | chosen))
    for turned in sets:
        assert all(not is_met(need, consenting | (turned - {party})) for party in turned)
    found = blockers(need, consenting)
    assert found == tuple(party for party in refusing if any(party in turned for turned in sets))


@settings(deadline=None, max_examples=100)
@given(needs())
def test_veto_players_block_alone(need: Need) -> None:
    """They are the blocking coalitions of one member."""
    singles = [chosen[0] for chosen in blocking_coalitions(need) or () if len(chosen) == 1]
    assert veto_players(need) == tuple(party for party in members_of(need) if party in singles)


def test_who_must_turn() -> None:
    """Of those who refuse, the ones whose turning can help: not a member whose votes make no difference."""
    need = Quota(quota=67, weights={"left": 52, "right": 16, "far": 31, "one": 1})
    assert unblocking_sets(need, {"left"}) == (("right",), ("far",))
    assert blockers(need, {"left"}) == ("right", "far")
    assert unblocking_sets(need, {"far"}) == (("left",),)


def test_a_need_that_is_met_already_asks_for_nobody() -> None:
    """One empty set says so."""
    assert unblocking_sets(senate(), {"left", "far"}) == ((),)
    assert blockers(senate(), {"left", "far"}) == ()


def test_a_need_that_cannot_be_met_is_blocked_by_nobody() -> None:
    """No refusal is what fails it: no winning coalition, the empty one blocks, no veto player."""
    need = Quota(quota=3, weights={"a": 1, "b": 1})
    assert winning_coalitions(need) == ()
    assert blocking_coalitions(need) == ((),)
    assert veto_players(need) == ()
    assert unblocking_sets(need, {"a"}) == ()
    assert blockers(need, {"a"}) == ()


def test_a_need_with_a_not_has_no_such_lists() -> None:
    """Consent may undo it, and every question is answered with None."""
    need = AllOf(parts=(Consent(party="a"), Not(part=Consent(party="b"))))
    assert winning_coalitions(need) is None
    assert blocking_coalitions(need) is None
    assert veto_players(need) is None
    assert unblocking_sets(need, {"b"}) is None
    assert blockers(need, {"b"}) is None


def test_few_members_whose_parts_have_many_coalitions() -> None:
    """Twelve of nineteen, five of them with a veto: 3,432 coalitions, though any twelve are 50,388."""
    veto = tuple(Consent(party=f"v{n}") for n in range(5))
    others = tuple(Consent(party=f"o{n}") for n in range(14))
    winning = winning_coalitions(AllOf(parts=(*veto, AtLeast(k=12, parts=veto + others))))
    assert winning is not None
    assert len(winning) == math.comb(14, 7)
    assert {len(coalition) for coalition in winning} == {12}


def test_more_members_than_bits_of_a_word() -> None:
    """Seventy who must all consent are one coalition, and as many veto players."""
    parties = tuple(f"m{n}" for n in range(70))
    all_of = AllOf(parts=tuple(Consent(party=party) for party in parties))
    either = AtLeast(k=1, parts=(all_of, AllOf(parts=(*all_of.parts, Consent(party="z")))))
    assert winning_coalitions(either) == (parties,)
    assert blocking_coalitions(either) == tuple((party,) for party in parties)


@pytest.mark.parametrize(
    "need",
    [
        Quota(quota=10, weights={f"m{n}": 1 for n in range(20)}),
        Quota(quota=13, weights={f"m{n}": 1 for n in range(26)}),
        Quota(quota=10**9, weights={f"m{n}": 10**7 + n for n in range(200)}),
        AtLeast(k=10, parts=tuple(Consent(party=f"m{n}") for n in range(25))),
        AllOf(parts=tuple(Quota(quota=4, weights={f"{p}{n}": 1 for n in range(10)}) for p in "abcd")),
    ],
)
def test_what_cannot_be_listed_is_refused_at_once(need: Need) -> None:
    """Millions of coalitions give an error that says what to do."""
    with pytest.raises(TooLargeError, match="joining those that vote alike"):
        winning_coalitions(need)
