"""Which parties must be turned for rules to be met."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.explain.repair_stances import least_level, ways_to_meet
from detente.lenses.ratification.consenting import is_met

PARTIES = ["a", "b", "c", "d"]
ONE = st.sampled_from(PARTIES).map(lambda party: Consent(party=party))
QUOTAS = st.builds(
    lambda weights, quota: Quota(quota=quota, weights=weights),
    st.dictionaries(st.sampled_from(PARTIES), st.integers(1, 3), min_size=1),
    st.integers(1, 5),
)


def _larger(part: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
    parts = st.lists(part, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        parts.map(lambda found: AllOf(parts=found)),
        parts.flatmap(lambda found: st.integers(1, len(found)).map(lambda k: AtLeast(k=k, parts=found))),
        part.map(lambda found: Not(part=found)),
    )


NEEDS: st.SearchStrategy[Need] = st.recursive(st.one_of(ONE, QUOTAS), _larger, max_leaves=5)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(NEEDS, min_size=1, max_size=3),
    st.fixed_dictionaries({party: st.booleans() for party in PARTIES}),
    st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 3)),
)
def test_equals_trying_every_turning(
    needs: list[Need], consents: dict[str, bool], prices: dict[str, int]
) -> None:
    """The least cost and every smallest way of it, against all sets of parties that can be turned."""
    right = []
    for n in range(len(prices) + 1):
        for turned in itertools.combinations(sorted(prices), n):
            consenting = {p for p, now in consents.items() if now != (p in turned)}
            if all(is_met(need, consenting) for need in needs):
                right.append(frozenset(turned))
    found = ways_to_meet(needs, consents, {party: float(cost) for party, cost in prices.items()})
    assert found.is_complete
    cost = {way: sum(prices[party] for party in way) for way in right}
    cheapest = [way for way in right if cost[way] == min(cost.values())]
    smallest = {way for way in cheapest if not any(other < way for other in cheapest)}
    assert set(found.ways) == smallest


def test_too_many_to_try_all() -> None:
    """Among too many free parties a way is found all the same, and said to be perhaps not the cheapest."""
    members = [f"m{k:02}" for k in range(20)]
    need = AtLeast(k=10, parts=tuple(Consent(party=party) for party in members))
    found = ways_to_meet([need], dict.fromkeys(members, False), dict.fromkeys(members, 1.0))
    assert found.ways
    assert not found.is_complete
    assert all(is_met(need, way) for way in found.ways)


def test_least_level() -> None:
    """The second least of three suffices for two votes; none at all for a party that cannot be turned."""
    votes = AtLeast(k=2, parts=tuple(Consent(party=party) for party in "abc"))
    refusing = dict.fromkeys("abc", False)
    assert least_level([votes], refusing, {"a": 1.5, "b": 1.2, "c": 1.7}) == 1.5
    assert least_level([votes], refusing, {"a": 1.5}) is None
    assert least_level([votes], dict.fromkeys("abc", True), {}) == 0.0
