"""Small scored games, and what there is to get in them by listing every package in fractions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from detente.model.scored_game import Combination, ScoredGame, Scorer

Point = tuple[Fraction, ...]


def game_of(points: dict[str, dict[str, Sequence[object]]], reserve: Sequence[object] = ()) -> ScoredGame:
    """Make a game from issue -> option -> points of each party; anything that Fraction takes."""
    n = len(next(iter(next(iter(points.values())).values())))
    reserves = [Fraction(str(x)) for x in reserve] or [None] * n
    return ScoredGame(
        name="game",
        issues={issue: tuple(options) for issue, options in points.items()},
        parties=tuple(
            Scorer(
                name=f"P{k + 1}",
                values={
                    issue: {option: Fraction(str(row[k])) for option, row in options.items()}
                    for issue, options in points.items()
                },
                reserve=reserves[k],
            )
            for k in range(n)
        ),
    )


def random_game(seed: int, *, parties: int = 2, combinations: bool = False) -> ScoredGame:
    """Make a small game of fractions with many ties, reserves that bind, and perhaps combinations."""
    rng = np.random.default_rng(seed)
    issues = {
        f"i{i}": tuple(f"o{o}" for o in range(int(rng.integers(1, 5))))
        for i in range(int(rng.integers(1, 5)))
    }
    denominators = [1, 2, 3, 7, 10]

    def number(low: int, high: int) -> Fraction:
        return Fraction(int(rng.integers(low, high)), int(rng.choice(denominators)))

    def scorer(k: int) -> Scorer:
        found = ()
        if combinations and len(issues) > 1:
            pair = [f"i{i}" for i in rng.choice(len(issues), 2, replace=False)]
            found = (Combination(when={i: issues[i][:2] for i in pair}, points=number(-4, 5)),)
        return Scorer(
            name=f"P{k + 1}",
            values={i: {o: number(-4, 7) for o in options} for i, options in issues.items()},
            combinations=found,
            base=number(-2, 3),
            reserve=None if rng.random() < 0.3 else number(-4, 8),
        )

    return ScoredGame(name=f"random {seed}", issues=issues, parties=tuple(scorer(k) for k in range(parties)))


def every_package(game: ScoredGame) -> list[dict[str, str]]:
    """List all packages in option order."""
    return [
        dict(zip(game.issues, chosen, strict=True)) for chosen in itertools.product(*game.issues.values())
    ]


def surplus(game: ScoredGame, package: dict[str, str]) -> Point:
    """Points of a package less the reserve, party by party."""
    return tuple(party.points(package) - (party.reserve or 0) for party in game.parties)


def frontier(points: set[Point]) -> set[Point]:
    """Return the points that no other dominates, by comparing all with all."""
    return {
        x
        for x in points
        if not any(y != x and all(b >= a for a, b in zip(x, y, strict=True)) for y in points)
    }


def best(points: set[Point], worth: object) -> set[Point]:
    """Return the points of largest worth."""
    assert callable(worth)
    most = max(map(worth, points), default=None)
    return {x for x in points if worth(x) == most}
