"""Random scored games, small enough to list every package."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import strategies as st

from detente.model.scored_game import Combination, ScoredGame, Scorer

#: Names that have gone wrong somewhere: numbers, formulas, quotes, separators, words with a meaning in YAML.
AWKWARD = [
    "yes",
    "null",
    "1",
    "-5",
    "1/3",
    "=SUM(A1)",
    "@x",
    "'=x",
    "''",
    '"',
    "a,b;c",
    "No deal",
    "#N/A",
    "é 😀",
    "x: y # z",
]

texts = st.text("abcXY=+-@'\",;: 1é#{}[]", min_size=1, max_size=6).map(lambda text: " ".join(text.split()))
names = st.sampled_from(AWKWARD) | texts.filter(bool)
points = st.one_of(
    st.integers(-50, 50).map(Fraction),
    st.fractions(-100, 100, max_denominator=12),
    st.decimals(-100, 100, places=4).map(Fraction),
)


def distinct(low: int, high: int) -> st.SearchStrategy[list[str]]:
    """Names that differ."""
    return st.lists(names, min_size=low, max_size=high, unique=True)


@st.composite
def random_games(
    draw: st.DrawFn, *, combinations: bool = False, worth: st.SearchStrategy[Fraction] = points
) -> ScoredGame:
    """Two or three parties, up to three issues of one to three options; at least one has two."""
    first = {draw(names): tuple(draw(distinct(2, 3)))}
    more = {issue: tuple(draw(distinct(1, 3))) for issue in draw(distinct(0, 2))}
    issues = {**more, **first}
    scorers = []
    for name in draw(distinct(2, 3)):
        values = {issue: {option: draw(worth) for option in options} for issue, options in issues.items()}
        linked = [
            draw(random_combination(issues, worth))
            for _ in range(draw(st.integers(0, 2)) if combinations else 0)
        ]
        reserve = draw(st.none() | worth)
        scorers.append(
            Scorer(name=name, values=values, combinations=tuple(linked), base=draw(worth), reserve=reserve)
        )
    return ScoredGame(name="random", issues=issues, parties=tuple(scorers))


@st.composite
def random_combination(
    draw: st.DrawFn, issues: dict[str, tuple[str, ...]], worth: st.SearchStrategy[Fraction]
) -> Combination:
    """Points for some options of one issue or more."""
    named = draw(st.lists(st.sampled_from(list(issues)), min_size=1, max_size=3, unique=True))
    when = {i: tuple(draw(st.lists(st.sampled_from(issues[i]), min_size=1, unique=True))) for i in named}
    return Combination(when=when, points=draw(worth))


def packages(game: ScoredGame) -> Iterator[dict[str, str]]:
    """Yield every package."""
    for options in itertools.product(*game.issues.values()):
        yield dict(zip(game.issues, options, strict=True))


def surpluses(game: ScoredGame) -> list[tuple[Fraction, ...]]:
    """Points above no deal of every party, package by package in the order of the game."""
    return [tuple(p.points(x) - (p.reserve or 0) for p in game.parties) for x in packages(game)]
