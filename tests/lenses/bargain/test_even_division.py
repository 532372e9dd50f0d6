"""Who gives what back, and the checks of a division, against a search over many divisions."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.bargain.even_division import give_back, giving_order, is_efficient, is_envy_free, worth

POINTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=4).map(
    lambda pairs: {f"issue {k}": (Fraction(a), Fraction(b)) for k, (a, b) in enumerate(pairs)}
)
SHARES = st.lists(st.sampled_from([Fraction(n, 2) for n in range(3)]), min_size=4, max_size=4)


def test_the_order_puts_cheap_gifts_first() -> None:
    """By what a gift costs the giver for each point the other gains; what the other ignores is last."""
    points = {
        "free": (Fraction(0), Fraction(1)),
        "unwanted": (Fraction(5), Fraction(0)),
        "dear": (Fraction(6), Fraction(2)),
        "tied": (Fraction(4), Fraction(4)),
    }
    expected = [("tied", 1), ("dear", 3), ("unwanted", None)]
    assert giving_order(points, list(points), 0) == expected


@settings(max_examples=40, deadline=None)
@given(POINTS, SHARES)
def test_a_better_division_is_found_exactly_where_one_exists(
    points: dict[str, tuple[Fraction, Fraction]], shares: list[Fraction]
) -> None:
    """A division called efficient is never beaten; one called wasteful is, by a small exchange."""
    mine = dict(zip(points, shares, strict=False))
    have = worth(points, mine)
    # Steps of these sizes contain a bettering exchange for points up to 5 whenever there is one.
    steps = [Fraction(n, 120) for n in (-30, -24, -20, -15, -12, -10, -6, -5, -4, 0)]
    steps += [-step for step in steps if step]
    beaten = False
    for issues in itertools.combinations(points, min(2, len(points))):
        for moves in itertools.product(steps, repeat=len(issues)):
            other = mine | {i: mine[i] + move for i, move in zip(issues, moves, strict=True)}
            if all(0 <= share <= 1 for share in other.values()):
                new = worth(points, other)
                beaten |= new != have and new[0] >= have[0] and new[1] >= have[1]
    assert is_efficient(points, mine) is not beaten


@settings(deadline=None)
@given(POINTS, SHARES)
def test_envy_compares_ones_own_part_with_the_others(
    points: dict[str, tuple[Fraction, Fraction]], shares: list[Fraction]
) -> None:
    """Nobody envies who has at least half of all its points."""
    mine = dict(zip(points, shares, strict=False))
    totals = [sum(pair[k] for pair in points.values()) for k in (0, 1)]
    has_half = [2 * own >= total for own, total in zip(worth(points, mine), totals, strict=True)]
    assert is_envy_free(points, mine) is all(has_half)


def test_nothing_is_given_back_when_both_have_the_same() -> None:
    """Nobody is ahead at 3 to 3."""
    points = {"a": (Fraction(3), Fraction(1)), "b": (Fraction(1), Fraction(3))}
    assert give_back(points, {"a": Fraction(1), "b": Fraction(0)})[1] == []


def test_whole_issues_go_before_a_part() -> None:
    """At 9 to 0, a tie of 1 each goes whole; 8 to 1 leaves 7, of which an issue worth 4 and 3 is all."""
    points = {
        "c": (Fraction(4), Fraction(2)),
        "b": (Fraction(4), Fraction(3)),
        "a": (Fraction(1), Fraction(1)),
    }
    giver, given = give_back(points, dict.fromkeys(points, Fraction(1)))
    assert (giver, given) == (0, [("a", 1, 1), ("b", Fraction(4, 3), 1)])
