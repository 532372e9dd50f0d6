"""Whether a rule is met by those who consent."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError, UnknownNameError
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of, met
from lenses.ratification.needs import MEMBERS, needs, security_council, senate, subsets

A, B, C = (Consent(party=party) for party in "abc")


def test_members_come_once_and_in_order() -> None:
    """A member that occurs in several places is one member, at its first place."""
    need = AllOf(parts=(B, Not(part=A), Quota(quota=2, weights={"c": 1, "b": 1, "d": 0})))
    assert members_of(need) == ("b", "a", "c", "d")


@pytest.mark.parametrize(
    ("need", "consenting", "expected"),
    [
        (A, {"a"}, True),
        (A, {"b"}, False),
        (AllOf(parts=(A, B)), {"a"}, False),
        (AllOf(parts=(A, B)), {"a", "b", "z"}, True),
        (AtLeast(k=2, parts=(A, B, C)), {"a", "c"}, True),
        (AtLeast(k=2, parts=(A, B, C)), {"c"}, False),
        (AtLeast(k=2, parts=(A, A, B)), {"a"}, True),
        (Not(part=A), set(), True),
        (Not(part=A), {"a"}, False),
        (senate(), {"left", "right"}, True),
        (senate(), {"left"}, False),
        (senate(), {"right", "far"}, False),
        (senate(free_votes=True), {"left", "right"}, True),
    ],
)
def test_each_form_of_need(need: Need, consenting: set[str], expected: bool) -> None:
    """Each form is met by just the votes it asks for."""
    assert is_met(need, consenting) is expected


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (senate(), True),
        (security_council(), True),
        (Not(part=A), False),
        (AllOf(parts=(A, AtLeast(k=1, parts=(B, Not(part=C))))), False),
    ],
)
def test_a_need_is_monotone_without_a_not(need: Need, expected: bool) -> None:
    """A ``Not`` anywhere inside is found."""
    assert is_monotone(need) is expected


@settings(deadline=None)
@given(needs(negated=True))
def test_many_cases_at_once_agree_with_one_at_a_time(need: Need) -> None:
    """Over all sets of members the array says the same as each single answer."""
    cases = list(subsets(tuple(MEMBERS)))
    arrays = {party: np.array([party in case for case in cases]) for party in MEMBERS}
    found = met(need, arrays)
    assert found.shape == (len(cases),)
    assert found.tolist() == [is_met(need, case) for case in cases]


@settings(deadline=None)
@given(needs(), st.sampled_from(MEMBERS))
def test_one_more_consent_never_harms_a_monotone_need(need: Need, party: str) -> None:
    """What is met stays met when one more consents."""
    assert is_monotone(need)
    for case in subsets(tuple(MEMBERS)):
        assert is_met(need, case | {party}) or not is_met(need, case)


def test_a_missing_vote_is_named() -> None:
    """The nearest name that is there is offered."""
    with pytest.raises(UnknownNameError, match="did you mean 'rigth'"):
        met(senate(), {"left": np.array([True]), "rigth": np.array([True]), "far": np.array([True])})


def test_weights_that_overflow_are_refused() -> None:
    """Sums past what 64 bits hold are not wrapped around."""
    need = Quota(quota=1, weights={"a": 2**62, "b": 2**62})
    assert is_met(need, {"a", "b"})
    with pytest.raises(TooLargeError, match="divide all weights"):
        met(need, {"a": np.array([True]), "b": np.array([True])})
