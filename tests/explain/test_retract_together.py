"""Judgements that go together, once a source no longer says that some of them do."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Correlation
from detente.dossier.rank_matrix import LEAST, least_eigenvalue, rank_groups
from detente.ensemble.correlated import copulas
from detente.explain.retract_together import left_together


def entry(of: str, rank: float, *cite: str) -> Correlation:
    """A correlation of numbers with names of one letter."""
    return Correlation(name=of, of=tuple(of), rank=rank, cite=cite)


def test_what_only_it_supports_goes() -> None:
    """What others support as well stays as it is, and so does what cites nothing."""
    alone, shared, uncited = entry("ab", 0.5, "x#1"), entry("bc", 0.5, "x", "y"), entry("de", 0.5)
    found = left_together((alone, shared, uncited), {"x", "x#1"})
    assert found == ((alone, None), (shared, shared), (uncited, uncited))


def test_nothing_goes() -> None:
    """Not even in a dossier without correlations."""
    assert left_together((), {"x"}) == ()
    assert left_together([entry("ab", 0.5)], set()) == ((entry("ab", 0.5), entry("ab", 0.5)),)


def test_ranks_are_kept_possible() -> None:
    """A with b and b with c at 0.9 is impossible where a and c are independent: sine by sine, by hand.

    The matrix of scores has the least eigenvalue 1 - sqrt(2) * 2 sin(pi r / 6): r is at most
    6 / pi * asin(1 / (2 sqrt(2))) = 0.690, a factor of 0.766 on 0.9.
    """
    others = entry("de", 0.9)
    found = left_together((entry("ab", 0.9), entry("bc", 0.9), entry("ac", 0.9, "x"), others), {"x"})
    assert found[2][1] is None
    assert [left.rank for _, left in found[:2] if left] == pytest.approx([0.9 * 0.766] * 2)
    assert found[3][1] == others


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_what_is_left_can_be_drawn(data: st.DataObject) -> None:
    """Whatever falls of possible correlations, the rest is possible, and no rank grows or turns."""
    ranks = st.sampled_from([-0.6, -0.2, 0.0, 0.3, 0.7, 0.95])
    cites = st.sampled_from([(), ("x",), ("y",), ("x", "y")])
    entries = [
        entry("".join(pair), data.draw(ranks), *data.draw(cites))
        for pair in itertools.combinations("abcd", 2)
    ]
    whole = tuple(left for _, left in left_together(entries, ()) if left)
    assert all(least_eigenvalue(group.ranks) > LEAST for group in rank_groups(whole))
    found = left_together(whole, {"x"})
    kept = tuple(left for _, left in found if left)
    assert set(copulas(kept)) == {path for left in kept for path in left.of}
    for before, left in found:
        assert (left is None) == (before.cite == ("x",))
        assert left is None or (abs(left.rank) <= abs(before.rank) and left.rank * before.rank >= 0)
