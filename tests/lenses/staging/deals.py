"""Staged deals made up by hand or at random, without any dossier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from detente.lenses.staging.staged_deal import StagedDeal, StagedLink

Rows = Sequence[Sequence[float]]


def deal_of(
    worth: Rows,
    saved: Rows,
    *,
    threshold: Sequence[float] | None = None,
    discount: Sequence[float] | float = 0.8,
    monitoring: Sequence[float] | float = 1.0,
    divisible: Sequence[int] | int = 1,
    reversible: Sequence[int] | int = 1,
    after: Sequence[Sequence[int]] | None = None,
    links: Sequence[tuple[StagedLink, Sequence[float]]] = (),
) -> StagedDeal:
    """Make a deal of one draw; rows are parties, columns items. NaN where a share is not given."""
    m, n = np.shape(worth)
    return StagedDeal(
        parties=tuple("abcd")[:m],
        items=tuple((f"i{j}", "do") for j in range(n)),
        worth=np.array([worth], float),
        saved=np.array([saved], float),
        threshold=np.array([[0.0] * m if threshold is None else threshold], float),
        discount=np.broadcast_to(np.array(discount, float), (1, m)).copy(),
        monitoring=np.broadcast_to(np.array(monitoring, float), (1, m)).copy(),
        divisible=np.broadcast_to(np.array(divisible, bool), n).copy(),
        reversible=np.broadcast_to(np.array(reversible, bool), n).copy(),
        after=tuple(tuple(first) for first in after) if after is not None else ((),) * n,
        links=tuple(link for link, _ in links),
        link_worth=np.array([[worth for _, worth in links]], float).transpose(0, 2, 1)
        if links
        else np.zeros((1, m, 0)),
    )


def shedding(**changes: Any) -> StagedDeal:
    """Make a deal in which a gives up for good, in parts if need be, what b pays for as long as it lasts.

    To a the item costs 8 and the pay is worth 10, to b they are worth 6 and 2.
    """
    words: dict[str, Any] = {
        "discount": 0.7,
        "monitoring": 0.5,
        "divisible": [1, 0],
        "reversible": [0, 1],
    }
    return deal_of([[-8, 10], [6, 2]], [[8, 0], [0, 0]], **{**words, **changes})


def free_favour_for_good(w: float) -> StagedDeal:
    """Make a deal in which a and b give for good and in parts, and a free favour that stays done is worth w.

    Once both have given, nothing can be lost by cheating and nothing saved: a slack of exactly 0.
    """
    return deal_of(
        [[-5, 15, w], [15, -12, w]],
        [[5, 0, 0], [0, 12, 0]],
        discount=0.7,
        monitoring=0.5,
        divisible=[1, 1, 0],
        reversible=0,
    )


def short_of_a_plan(short: float) -> StagedDeal:
    """Make a deal done in two equal tranches and a favour after them, were it not so much too small."""
    favour = 1 - short
    return deal_of(
        [[-1, 2, favour], [2, -1, favour]],
        [[1, 0, 0], [0, 1, 0]],
        discount=0.5,
        divisible=[1, 1, 0],
        reversible=[0, 0, 1],
        after=[[], [], [0, 1]],
    )


@st.composite
def random_deals(
    draw: st.DrawFn, *, most_items: int = 4, whole: bool = False, links: bool = True
) -> StagedDeal:
    """A small deal of two or three parties, each item at the cost of one, leaning towards agreement."""
    m, n = draw(st.integers(2, 3)), draw(st.integers(1, most_items))
    gains = st.integers(0, 24).map(lambda x: x / 4)
    costs = st.integers(-2, 16).map(lambda x: x / 4)
    worth = [[draw(gains) for _ in range(n)] for _ in range(m)]
    saved = [[0.0] * n for _ in range(m)]
    for j in range(n):
        performer = draw(st.integers(0, m - 1))
        cost = draw(costs)
        worth[performer][j] = -cost
        saved[performer][j] = max(0.0, cost)
    flags = st.lists(st.booleans(), min_size=n, max_size=n)
    tied = []
    if links and n >= 2 and draw(st.booleans()):
        done = draw(st.lists(st.integers(0, n - 1), unique=True, min_size=1, max_size=2))
        rest = [j for j in range(n) if j not in done]
        without = draw(st.lists(st.sampled_from(rest), unique=True, max_size=1)) if rest else []
        link = StagedLink(name="both", done=tuple(done), not_begun=tuple(without))
        tied = [(link, [draw(st.integers(-8, 16)) / 4 for _ in range(m)])]
    return deal_of(
        worth,
        saved,
        threshold=[draw(st.integers(-16, 4)) / 4 for _ in range(m)],
        discount=[draw(st.sampled_from([0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0, np.nan])) for _ in range(m)],
        monitoring=[draw(st.sampled_from([0.0, 0.25, 0.5, 1.0, np.nan])) for _ in range(m)],
        divisible=[False] * n if whole else draw(flags),
        reversible=draw(flags),
        after=[draw(st.lists(st.integers(0, j - 1), unique=True, max_size=1)) if j else [] for j in range(n)],
        links=tied,
    )


@st.composite
def random_levels(draw: st.DrawFn, deal: StagedDeal) -> Any:
    """Levels of a plan of one to four stages, never falling, in quarters.

    Preconditions are not heeded, and every other time neither is what cannot be divided.
    """
    stages = draw(st.integers(1, 4))
    parts = st.lists(st.integers(0, 4), min_size=stages - 1, max_size=stages - 1)
    whole = st.lists(st.sampled_from([0, 4]), min_size=stages - 1, max_size=stages - 1)
    is_careless = draw(st.booleans())
    rows = [
        [*sorted(draw(parts if deal.divisible[j] or is_careless else whole)), 4]
        for j in range(len(deal.items))
    ]
    return np.array(rows, float) / 4


@st.composite
def deals_for_good(draw: st.DrawFn) -> StagedDeal:
    """Each of two parties gives something for good in parts, and there is a free favour that stays done.

    So there is often a condition that nothing can meet by more than a hair. Nothing waits for what can
    be divided, and there are no links.
    """
    gains, costs, favours = (
        st.integers(low, high).map(lambda x: x / 2) for low, high in ((8, 48), (2, 30), (0, 12))
    )
    worth = [[-draw(costs), draw(gains), draw(favours)], [draw(gains), -draw(costs), draw(favours)]]
    saved = [[-worth[0][0], 0.0, 0.0], [0.0, -worth[1][1], 0.0]]
    divisible, reversible = [True, draw(st.booleans()), False], [False, draw(st.booleans()), False]
    after: list[list[int]] = [[], [], []]
    if draw(st.booleans()):
        worth[0].append(draw(favours))
        worth[1].append(draw(favours))
        saved = [[*row, 0.0] for row in saved]
        divisible.append(draw(st.booleans()))
        reversible.append(draw(st.booleans()))
        after.append(draw(st.sampled_from([[], [2]])))
    return deal_of(
        worth,
        saved,
        threshold=[draw(st.sampled_from([0.0, 0.0, -1.0, 0.5])) for _ in range(2)],
        discount=[draw(st.sampled_from([0.5, 0.7, 0.8, 0.9])) for _ in range(2)],
        monitoring=[draw(st.sampled_from([0.25, 0.5, 1.0])) for _ in range(2)],
        divisible=divisible,
        reversible=reversible,
        after=after,
    )
