"""Whose turning would ratify a package, over draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.lenses.ratification import unblocking
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of
from detente.lenses.ratification.structure import SAYS_NOT
from detente.lenses.ratification.unblocking import unblocking_over_draws
from lenses.ratification.needs import needs

EITHER = AllOf(
    parts=(Consent(party="a"), AtLeast(k=1, parts=(Consent(party="b"), Consent(party="c")))),
)


def votes(**consents: str) -> dict[str, np.ndarray]:
    """Write consents as strings of y and n, one letter a draw."""
    return {party: np.array([letter == "y" for letter in word]) for party, word in consents.items()}


def test_sets_blockers_and_those_always_needed() -> None:
    """Four draws: two with a and one of b, c to turn, one with a alone, one ratified."""
    found = unblocking_over_draws(EITHER, votes(a="nnny", b="nnyy", c="nnnn"))
    assert [(chosen.members, chosen.share) for chosen in found.sets] == [
        (("a", "b"), 0.5),
        (("a", "c"), 0.5),
        (("a",), 0.25),
    ]
    assert (found.ratified, found.hopeless, found.n_sets) == (0.25, 0.0, 3)
    assert found.blocks == {"a": 0.75, "b": 0.5, "c": 0.5}
    assert found.sole == {"a": 0.25, "b": 0.0, "c": 0.0}
    assert found.must_turn == {"a": 0.75, "b": 0.0, "c": 0.0}
    assert found.fewest is not None
    assert (found.fewest.low, found.fewest.high) == (1.0, 2.0)


def test_a_refusal_that_cannot_matter_is_no_block() -> None:
    """Who has no votes in a quota refuses in vain."""
    found = unblocking_over_draws(Quota(quota=2, weights={"a": 2, "b": 0}), votes(a="n", b="n"))
    assert found.blocks == {"a": 1.0, "b": 0.0}


def test_where_no_consent_helps_it_is_hopeless() -> None:
    """A quota nobody can reach."""
    found = unblocking_over_draws(Quota(quota=5, weights={"a": 2}), votes(a="yn"))
    assert (found.hopeless, found.sets, found.ratified) == (1.0, (), 0.0)


def test_without_rules_everything_is_ratified() -> None:
    """There is nobody to turn."""
    found = unblocking_over_draws(AllOf(parts=()), votes(a="ny"))
    assert (found.ratified, found.n_sets, found.looked_at, found.fewest) == (1.0, 0, 1.0, None)


def test_a_not_has_no_sets() -> None:
    """And says why; of no share of draws it says anything."""
    found = unblocking_over_draws(Not(part=Consent(party="a")), votes(a="ny"))
    assert (found.unlisted, found.sets, found.blocks, found.is_partial) == (SAYS_NOT, (), {}, False)
    told = found.to_dict()
    assert [told[key] for key in ("ratified", "hopeless", "looked_at", "fewest")] == [None] * 4


def test_too_many_sets_are_not_listed() -> None:
    """The reason is that of the listing."""
    many = AtLeast(k=15, parts=tuple(Consent(party=f"m{n}") for n in range(30)))
    found = unblocking_over_draws(many, {f"m{n}": np.array([False]) for n in range(30)})
    assert found.unlisted is not None
    assert "too many coalitions" in found.unlisted
    assert (found.ratified, found.hopeless, found.looked_at) == (None, None, None)


def test_rare_ways_to_stand_are_left_out_past_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of draws looked at tells."""
    monkeypatch.setattr(unblocking, "MOST_PATTERNS", 1)
    found = unblocking_over_draws(EITHER, votes(a="nnn", b="yyn", c="nnn"))
    assert found.looked_at == pytest.approx(2 / 3)
    assert found.is_partial
    assert [chosen.members for chosen in found.sets] == [("a",)]


@settings(deadline=None, max_examples=80)
@given(needs(), st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=6))
def test_certificates(need: Need, draws: list[list[bool]]) -> None:
    """Turning all of a set ratifies in its draws; without any one of its members it does not."""
    consents = {party: np.array([row[k] for row in draws]) for k, party in enumerate("abcdefg")}
    found = unblocking_over_draws(need, {party: consents[party] for party in members_of(need)})
    assert is_monotone(need)
    now = [{party for party in members_of(need) if consents[party][d]} for d in range(len(draws))]
    for chosen in found.sets:
        members = set(chosen.members)
        fits = [
            d
            for d in range(len(draws))
            if not members & now[d]
            and is_met(need, now[d] | members)
            and all(not is_met(need, now[d] | (members - {one})) for one in members)
        ]
        assert chosen.share == pytest.approx(len(fits) / len(draws))
    assert found.ratified == pytest.approx(np.mean([is_met(need, who) for who in now]))
