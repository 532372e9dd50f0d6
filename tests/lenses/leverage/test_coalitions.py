"""Who else would have to come: against a list of all coalitions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.lenses.leverage import coalitions
from detente.lenses.leverage.coalitions import CoalitionQuestion, Joining, outsiders_of
from detente.lenses.leverage.drawn import Drawn
from detente.model.delivery import can_be_done, seated
from lenses.leverage.cases import at_medians, case, drawn, look

HOLD = ("truce", "hold")


def joining(dossier: Dossier, numbers: Drawn) -> Joining:
    """Ask about the truce."""
    question = CoalitionQuestion(dossier=dossier, options=(HOLD,))
    return question.answer(question.measure(numbers), question.measure(at_medians(dossier)))[0]


def listed(dossier: Dossier, numbers: Drawn) -> dict[tuple[str, ...], tuple[float, float]]:
    """Suffices and minimal, for every set of outsiders, by asking the delivery gate."""
    issue, option = dossier.issues["truce"], dossier.issues["truce"].options["hold"]
    table = seated(dossier)
    outside = [party for party in issue.control if party not in table]
    sets = [s for n in range(len(outside) + 1) for s in itertools.combinations(outside, n)]
    enough = {s: can_be_done(issue, option, table | set(s), numbers.units) for s in sets}
    found = {}
    for s, holds in enough.items():
        parts = [enough[t] for t in sets if set(t) < set(s)]
        least = holds & ~np.any([np.zeros_like(holds), *parts], axis=0)
        found[s] = (float(holds.mean()), float(least.mean()))
    return found


def test_all_minimal_coalitions() -> None:
    """The patron alone, or militia and trader; not patron and militia, of which the patron is enough."""
    found = look().joining(*HOLD)
    assert found.status == "needs others"
    assert [c.parties for c in found.coalitions] == [("patron",), ("militia", "trader")]
    assert all(c.at_medians and c.suffices == c.minimal == 1.0 for c in found.coalitions)


def test_without_one_member_it_fails() -> None:
    """The certificate: each coalition suffices, and none of its parts does."""
    dossier = case()
    truth = listed(dossier, drawn(dossier, 1))
    for coalition in joining(dossier, drawn(dossier, 1)).coalitions:
        suffices = {frozenset(s): share for s, (share, _) in truth.items()}
        assert suffices[frozenset(coalition.parties)] == 1.0
        for member in coalition.parties:
            assert suffices[frozenset(coalition.parties) - {member}] == 0.0


def test_nobody_else_is_needed() -> None:
    """Then there is no coalition to tell."""
    found = look().joining("truce", "retreat")
    assert (found.status, found.coalitions, found.reachable) == ("deliverable", (), 1.0)


def test_out_of_reach() -> None:
    """Not even all of them have 0.9 of it once the trader undoes a fifth."""
    found = look(issues__truce__leakage={"trader": 0.2}, issues__truce__options__hold__requires=0.9).joining(
        *HOLD
    )
    assert (found.status, found.coalitions, found.reachable) == ("out of reach", (), 0.0)
    assert "trader" not in found.outsiders


def test_what_draws_say_beside_the_medians() -> None:
    """A coalition that is minimal only in some draws is told, and marked."""
    found = look(200, issues__truce__options__hold__requires="0.3..0.6").joining(*HOLD)
    assert found.status == "needs others"
    told = {c.parties: c for c in found.coalitions}
    assert told["patron",].at_medians
    assert not told["militia", "trader"].at_medians
    assert 0.05 < told["militia", "trader"].minimal < told["militia", "trader"].suffices


@settings(max_examples=25, deadline=None)
@given(
    shares=st.lists(st.integers(0, 40), min_size=3, max_size=3),
    required=st.integers(1, 100),
    leak=st.integers(0, 50),
    performs=st.booleans(),
)
def test_against_the_gate(shares: list[int], required: int, leak: int, performs: bool) -> None:
    """Every set that is minimal in enough draws, with the shares of draws that listing gives."""
    patron, militia, trader = (f"{s / 100}..{s / 100 + 0.1}" for s in shares)
    dossier = case(
        issues__truce__control={
            "south": 0.3,
            "north": 0.05,
            "patron": patron,
            "militia": militia,
            "trader": trader,
        },
        issues__truce__leakage={"patron": leak / 100},
        issues__truce__options__hold__requires=required / 100,
        issues__truce__options__hold__performers=["south", "patron"] if performs else ["south"],
    )
    numbers = drawn(dossier, 40)
    truth = listed(dossier, numbers)
    found = joining(dossier, numbers)
    told = {tuple(sorted(c.parties)): (c.suffices, c.minimal) for c in found.coalitions}
    for parties, shares_of_draws in truth.items():
        key = tuple(sorted(parties))
        if (parties and shares_of_draws[1] >= 0.05) or key in told:
            assert told[key] == shares_of_draws
    assert found.reachable == max(share for share, _ in truth.values())


def test_the_largest_outsiders_are_kept() -> None:
    """Beyond the bound the smallest are left out, and said to be."""
    many = {f"club-{k}": {"role": "third party"} for k in range(14)}
    control = {"south": 0.05} | {f"club-{k}": round(0.03 + k / 1000, 3) for k in range(14)}
    changes = {f"parties__{key}": party for key, party in many.items()}
    dossier = case(**changes, issues__truce__control=control)
    found = outsiders_of(dossier, HOLD)
    assert found.parties[0] == "club-13"
    assert len(found.parties) == coalitions.MOST_OUTSIDERS
    assert found.left_out == ("club-1", "club-0")
    assert joining(dossier, drawn(dossier, 3)).left_out == ("club-1", "club-0")


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few draws at a time count the same as all at once."""
    dossier = case(issues__truce__control__patron="0.1..0.5")
    numbers = drawn(dossier, 50)
    at_once = joining(dossier, numbers)
    monkeypatch.setattr(coalitions, "ROOM", 56)
    assert joining(dossier, numbers) == at_once
