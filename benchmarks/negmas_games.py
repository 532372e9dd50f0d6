"""Games to compare detente and NegMAS on: the same seeded numbers, given to either in its own form."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from detente.model.scored_game import ScoredGame

__all__ = ["Case", "Table", "negmas_game", "scored_game", "small_case", "table_of"]

Float = NDArray[np.float64]
#: Reservation value of every party: what the worst package is worth in these games.
NO_DEAL = 0


@dataclass(frozen=True, kw_only=True)
class Case:
    """A game drawn at random.

    Attributes
    ----------
    parties, issues, options : int
    top : int
        Points of an option are whole numbers from 0 to this; 0 for real numbers, which are values
        between 0 and 1 times weights of a Dirichlet distribution.
    opposed : bool
        Whether what is better for the first party is worse for the second, option by option;
        otherwise their points have nothing to do with each other. Those of a third party never do.
    seed : int
    reserves : tuple of int
        Points of no deal by party; 0 throughout if empty.
    """

    parties: int = 2
    issues: int
    options: int
    top: int = 0
    opposed: bool = False
    seed: int = 0
    reserves: tuple[int, ...] = ()

    @property
    def outcomes(self) -> str:
        """Number of packages, in short."""
        power = self.issues * math.log10(self.options)
        whole = round(power)
        if math.isclose(power, whole, abs_tol=1e-9):
            return f"10^{whole}"
        return f"{10 ** (power % 1):.1f} x 10^{int(power)}"

    @property
    def label(self) -> str:
        """What kind of game it is, for a table."""
        points = f"whole to {self.top}" if self.top else "real"
        kind = "opposed" if self.opposed else "independent"
        seed = f", seed {self.seed}" if self.seed else ""
        return f"{self.issues} x {self.options} {points}, {kind}{seed}"

    @property
    def floors(self) -> tuple[int, ...]:
        """Points of no deal by party."""
        return self.reserves or (NO_DEAL,) * self.parties


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers of a game: weights by party and issue, values by party, issue and option."""

    weights: Float
    values: Float


def table_of(case: Case) -> Table:
    """Draw the numbers; the worst option of every issue is worth 0 to everybody."""
    rng = np.random.default_rng(case.seed)
    shape = (case.parties, case.issues, case.options)
    if case.top:
        values = rng.integers(0, case.top + 1, shape).astype(np.float64)
        weights = np.ones(shape[:2])
    else:
        values = rng.random(shape)
        weights = rng.dirichlet(np.ones(case.issues), case.parties)
    if case.opposed:
        values[0] = np.sort(values[0], axis=1)
        values[1] = np.sort(values[1], axis=1)[:, ::-1]
    return Table(weights, values - values.min(axis=2, keepdims=True))


def small_case(seed: int, parties: int) -> Case:
    """Return a small game of whole points whose reservation values are anywhere, also out of reach."""
    rng = np.random.default_rng([seed, parties])
    case = Case(
        parties=parties,
        issues=int(rng.integers(2, 4)),
        options=int(rng.integers(2, 5)),
        top=10,
        opposed=bool(rng.integers(2)),
        seed=seed,
    )
    best = table_of(case).values.max(axis=2).sum(axis=1)
    return replace(case, reserves=tuple(int(x) for x in rng.integers(-best // 4, best * 3 // 4 + 1)))


def scored_game(case: Case) -> ScoredGame:
    """Give a game to detente: exact fractions of the very same floating-point numbers."""
    from detente.model.scored_game import ScoredGame, Scorer

    table = table_of(case)
    issues, options = _names(case)
    parties = []
    for p, reserve in enumerate(case.floors):
        values = {
            issue: {
                option: Fraction(float(table.weights[p, i])) * Fraction(float(table.values[p, i, k]))
                for k, option in enumerate(options)
            }
            for i, issue in enumerate(issues)
        }
        parties.append(Scorer(name=f"party {p + 1}", values=values, reserve=Fraction(reserve)))
    return ScoredGame(name=case.label, issues=dict.fromkeys(issues, options), parties=tuple(parties))


def negmas_game(case: Case) -> tuple[Any, list[Any]]:
    """Give a game to NegMAS: the outcome space, and additive utility functions of tables."""
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction

    table = table_of(case)
    issues, options = _names(case)
    space = make_os([make_issue(list(options), issue) for issue in issues])
    functions = [
        LinearAdditiveUtilityFunction(
            values=[dict(zip(options, row.tolist(), strict=True)) for row in table.values[p]],
            weights=table.weights[p].tolist(),
            outcome_space=space,
            reserved_value=float(reserve),
            name=f"party {p + 1}",
        )
        for p, reserve in enumerate(case.floors)
    ]
    return space, functions


def _names(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(f"i{i}" for i in range(case.issues)), tuple(f"o{k}" for k in range(case.options))
