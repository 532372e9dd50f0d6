"""Random ratification rules over few members, with ties, repeats and corner cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota

MEMBERS = "abcdefg"


def consents() -> st.SearchStrategy[Need]:
    """The consent of one member."""
    return st.sampled_from(MEMBERS).map(lambda party: Consent(party=party))


@st.composite
def quotas(draw: st.DrawFn, free: bool = False, largest: int = 4) -> Quota:
    """Weighted quotas, also ones that nobody or everybody reaches."""
    members = draw(st.lists(st.sampled_from(MEMBERS), unique=True, min_size=1, max_size=5))
    weights = {party: draw(st.integers(0, largest)) for party in members}
    quota = draw(st.integers(0, sum(weights.values()) + 1))
    return Quota(quota=quota, weights=weights, free_votes=free and draw(st.booleans()))


@st.composite
def at_least(draw: st.DrawFn, parts: st.SearchStrategy[Need]) -> AtLeast:
    """At least so many of some parts, from none to one too many."""
    chosen = tuple(draw(st.lists(parts, min_size=1, max_size=4)))
    return AtLeast(k=draw(st.integers(0, len(chosen) + 1)), parts=chosen)


def needs(*, negated: bool = False, free: bool = False, largest: int = 4) -> st.SearchStrategy[Need]:
    """Rules over at most seven members who may occur in many places."""

    def extend(parts: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
        wider: st.SearchStrategy[Need] = st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda some: AllOf(parts=tuple(some))),
            at_least(parts),
        )
        return st.one_of(wider, parts.map(lambda part: Not(part=part))) if negated else wider

    leaves = st.one_of(consents(), quotas(free, largest))
    return st.recursive(leaves, extend, max_leaves=5)


def subsets(members: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """All sets of members, smallest first."""
    for n in range(len(members) + 1):
        yield from (frozenset(chosen) for chosen in itertools.combinations(members, n))


def security_council() -> AllOf:
    """Nine of fifteen, the five permanent members among them."""
    permanent = tuple(Consent(party=f"p{n}") for n in range(5))
    elected = tuple(Consent(party=f"e{n}") for n in range(10))
    return AllOf(parts=(*permanent, AtLeast(k=9, parts=permanent + elected)))


def senate(*, free_votes: bool = False) -> Quota:
    """Two thirds of the votes of three groups."""
    return Quota(quota=67, weights={"left": 52, "right": 16, "far": 32}, free_votes=free_votes)
