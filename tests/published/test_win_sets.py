"""Win-sets, cores and gridlock on one line, as the literature has them.

Black 1948, *Journal of Political Economy* 56(1): the median is the core of majority rule. Krehbiel
1998, *Pivotal Politics*, ch. 2: the gridlock interval lies between the filibuster pivot and the
veto pivot. Tsebelis 2002, *Veto Players*, ch. 1-2: what one more veto player does. The numbers are
derived here for chambers whose members are spread evenly; the books draw theirs.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import AllOf, AtLeast, Consent, Quota
from detente.lenses.ratification.spatial_pivots import (
    ClosedInterval,
    SpatialPivots,
    core,
    core_of,
    gridlock_interval,
    spatial_pivots,
    spatial_pivots_of_need,
)
from detente.lenses.ratification.spatial_win_set import common_win_set, win_set, win_set_of

places = st.integers(-8, 8).map(lambda n: Fraction(n, 3))
#: A body that needs more than half: its pivots in any order are the ends of its core.
cores = st.tuples(places, places).map(lambda pair: SpatialPivots(left=max(pair), right=min(pair)))


def interval(low: object, high: object) -> ClosedInterval:
    """Write a closed interval."""
    return ClosedInterval(low=Fraction(str(low)), high=Fraction(str(high)))


def chamber(n: int, prefix: str) -> dict[str, Fraction]:
    """Spread n members evenly over 0 to 1: member k of n at (k - 1/2) / n."""
    return {f"{prefix}{k}": Fraction(2 * k - 1, 2 * n) for k in range(1, n + 1)}


def share_of(members: dict[str, Fraction], share: Fraction) -> Quota:
    """Ask for a share of a chamber, rounded up to whole votes."""
    return Quota(quota=-(-len(members) * share // 1), weights=dict.fromkeys(members, 1))


def majority(members: dict[str, Fraction]) -> Quota:
    """Ask for more than half of a chamber."""
    return Quota(quota=len(members) // 2 + 1, weights=dict.fromkeys(members, 1))


def krehbiel(members: dict[str, Fraction], president: Fraction) -> ClosedInterval:
    """Gridlock with a majority, three fifths against a filibuster, and a veto that two thirds override."""
    need = AllOf(
        parts=(
            majority(members),
            share_of(members, Fraction(3, 5)),
            AtLeast(k=1, parts=(Consent(party="president"), share_of(members, Fraction(2, 3)))),
        )
    )
    return core_of(spatial_pivots_of_need(need, {**members, "president": president}))


@pytest.mark.parametrize("points", [[3, 1, 2], [0, 10, 4, 5, 6], [7]])
def test_the_median_is_the_core_of_majority_rule(points: list[int]) -> None:
    """Black 1948: and against any other point, what wins lies between it and its mirror image."""
    median = sorted(points)[len(points) // 2]
    quota = len(points) // 2 + 1
    assert core(points, quota) == interval(median, median)
    assert win_set(points, quota, median + 3).intervals == ((Fraction(median - 3), Fraction(median + 3)),)


@pytest.mark.parametrize(
    ("president", "low", "high"),
    [(0, 6, 9), (16, 7, 10), (8, 7, 9), (Fraction(13, 2), Fraction(13, 2), 9)],
)
def test_pivots_of_a_chamber_of_fifteen(president: Fraction, low: Fraction, high: Fraction) -> None:
    """Krehbiel 1998: members at 1 to 15; 8 are a majority, 9 end a filibuster, 10 override a veto.

    A president on the left makes the gridlock interval run from the veto pivot (6) to the
    filibuster pivot (9), one on the right from 7 to 10. In the middle the veto costs nothing
    beyond the filibuster (7 to 9), and between the two pivots the president is the pivot.
    """
    members = {f"m{k}": Fraction(k) for k in range(1, 16)}
    assert krehbiel(members, Fraction(president)) == interval(low, high)


@pytest.mark.parametrize("n", [15, 45, 105])
def test_four_fifteenths_of_an_even_chamber_are_gridlocked(n: int) -> None:
    """From one third to three fifths, less what one seat takes up: 4/15 - 1/n."""
    found = krehbiel(chamber(n, "m"), Fraction(0))
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == Fraction(4, 15) - Fraction(1, n)


def test_congress_and_president() -> None:
    """House 218 of 435, Senate 60 of 100, a president at 0 or 290 and 67 to override, spread evenly.

    From the House's veto pivot, member 146 at 145.5/435, to the Senate's filibuster pivot, member
    60 at 59.5/100. As three bodies, the override apart, the interval is from the president on.
    """
    house, senate = chamber(435, "h"), chamber(100, "s")
    override = AllOf(parts=(share_of(house, Fraction(2, 3)), share_of(senate, Fraction(2, 3))))
    need = AllOf(
        parts=(
            majority(house),
            share_of(senate, Fraction(3, 5)),
            AtLeast(k=1, parts=(Consent(party="president"), override)),
        )
    )
    found = core_of(spatial_pivots_of_need(need, {**house, **senate, "president": Fraction(0)}))
    assert found == interval("97/290", "119/200")
    bodies = [
        spatial_pivots(list(house.values()), 218),
        spatial_pivots(list(senate.values()), 60),
        spatial_pivots([0], 1),
    ]
    assert gridlock_interval(bodies) == interval(0, "119/200")


@settings(deadline=None)
@given(st.lists(cores, min_size=1, max_size=4), cores, places)
def test_one_more_veto_player_never_enlarges_the_win_set(
    players: list[SpatialPivots], added: SpatialPivots, reversion: Fraction
) -> None:
    """Tsebelis 2002: it stays or shrinks, and what cannot be moved from stays or grows."""
    before = common_win_set([win_set_of(player, reversion) for player in players])
    after = common_win_set([win_set_of(player, reversion) for player in [*players, added]])
    assert before.low <= after.low <= after.high <= before.high
    old, new = gridlock_interval(players), gridlock_interval([*players, added])
    assert old.low is not None
    assert old.high is not None
    assert new.contains(old.low)
    assert new.contains(old.high)


@settings(deadline=None)
@given(st.lists(cores, min_size=1, max_size=4), places, st.data())
def test_a_veto_player_inside_the_others_core_is_absorbed(
    players: list[SpatialPivots], reversion: Fraction, data: st.DataObject
) -> None:
    """Tsebelis 2002, the absorption rule: it changes neither gridlock nor any win-set."""
    hull = gridlock_interval(players)
    assert hull.low is not None
    assert hull.high is not None
    ends = [hull.low + (hull.high - hull.low) * data.draw(st.fractions(0, 1)) for _ in range(2)]
    added = [*players, SpatialPivots(left=max(ends), right=min(ends))]
    assert gridlock_interval(added) == hull
    before = common_win_set([win_set_of(player, reversion) for player in players])
    assert common_win_set([win_set_of(player, reversion) for player in added]) == before


@settings(deadline=None)
@given(st.lists(places, min_size=1, max_size=9), places)
def test_a_higher_quota_never_enlarges_the_win_set(points: list[Fraction], reversion: Fraction) -> None:
    """Tsebelis 2002, ch. 2: the core of a larger majority contains that of a smaller one."""
    n = len(points)
    sets = [win_set(points, quota, reversion) for quota in range(n // 2 + 1, n + 1)]
    lengths = [found.length for found in sets]
    assert lengths == sorted(lengths, reverse=True)
    assert core(points, n) == interval(min(points), max(points))
