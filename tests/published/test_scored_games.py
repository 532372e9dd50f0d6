"""Scored games with published counts, and the real domains at hand, against listing in fractions.

The two games of S-Abdelnabi/LLM-Deliberation (arXiv 2309.17234; in tests/data, MIT licence) have vetoes and
quotas: two parties must accept, and at least all but one. Published: 204 feasible and 52 unanimous
deals of 2,880 in the game of seven (stored output of its evaluation notebook, verified), and 55
feasible of 720 in the game of six (the paper, from memory; recomputed).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from detente.exchange.files import read_game
from detente.kernel.counting import count_gates
from detente.kernel.system import AND, PRED, QUOTA, System
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import problem_of_game
from detente.lenses.bargain.solutions import Solution, solutions
from detente.lenses.bargain.zone import count_gates_of
from detente.model.scored_game import ScoredGame

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "llmdelib"
DOMAINS = Path(__file__).resolve().parents[3] / "shared" / "data" / "negotiation" / "domains"
NAMES = ("EnglandZimbabwe", "ItexvsCypress", "Camera", "Energy", "Laptop", "NiceOrDie")
ANAC = [DOMAINS / f"anac-y{2010 if k < 2 else 2011}-{name}.json" for k, name in enumerate(NAMES)]
Point = tuple[Fraction, ...]


def listed(game: ScoredGame) -> np.ndarray:
    """Surplus of every package, in whole multiples of a common denominator of each party."""
    columns = []
    for party in game.parties:
        total = np.array([party.base - (party.reserve or 0)], object)
        for issue, options in game.issues.items():
            row = np.array([party.values.get(issue, {}).get(o, Fraction(0)) for o in options], object)
            total = (total[:, None] + row).ravel()
        common = math.lcm(*(x.denominator for x in total))
        columns.append(np.array([int(x * common) for x in total], object))
    return np.stack(columns, axis=1)


def efficient(points: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Pareto-optimal points, by comparing each with those that stay."""
    kept: list[tuple[int, ...]] = []
    for x in sorted(set(points), reverse=True):
        if not any(all(b >= a for a, b in zip(x, y, strict=True)) for y in kept):
            kept.append(x)
    return set(kept)


@pytest.mark.parametrize("file", [*sorted(SHIPPED.glob("*.json")), *ANAC], ids=lambda file: file.stem)
def test_a_real_domain_is_solved_as_by_listing(file: Path) -> None:
    """Frontier and all four solutions, point for point, in exact arithmetic."""
    if not file.exists():
        pytest.skip(
            "the ANAC domains state no licence and are not shipped; they are not beside this checkout"
        )
    game = read_game([file])
    problem = problem_of_game(game)
    frontier = pareto_frontier(problem)
    points = [tuple(row) for row in listed(game)]
    scale = [
        math.lcm(*(x.denominator for x in [*scorer_values(game, k), Fraction(1)]))
        for k in range(len(game.parties))
    ]

    def whole(solution: Solution | list[Point]) -> set[tuple[int, ...]]:
        found = (
            solution
            if isinstance(solution, list)
            else [tuple(o.surplus.values()) for o in solution.maximisers]
        )
        return {tuple(int(x * s) for x, s in zip(point, scale, strict=True)) for point in found}

    wanted = efficient(points)
    assert whole([tuple(o.surplus.values()) for o in frontier]) == wanted
    zone = efficient([x for x in points if min(x) >= 0])
    found = solutions(frontier, (1,) * len(game.parties))
    ideal = [max(x[k] for x in zone) for k in range(len(scale))]
    worth: dict[str, Callable[[tuple[int, ...]], object]] = {
        "nash": math.prod,
        "kalai_smorodinsky": lambda x: min(Fraction(a, u) for a, u in zip(x, ideal, strict=True)),
        "egalitarian": lambda x: min(Fraction(a, s) for a, s in zip(x, scale, strict=True)),
        "utilitarian": lambda x: sum(Fraction(a, s) for a, s in zip(x, scale, strict=True)),
    }
    for concept, of in worth.items():
        most = max(map(of, zone))  # type: ignore[type-var]
        assert whole(found[concept]) == {x for x in zone if of(x) == most}, concept


def scorer_values(game: ScoredGame, k: int) -> list[Fraction]:
    """Every surplus entry of a party, from which its common denominator follows."""
    party = game.parties[k]
    total = [party.base - (party.reserve or Fraction(0))]
    for issue, options in game.issues.items():
        row = [party.values.get(issue, {}).get(o, Fraction(0)) for o in options]
        total = [a + b for a in total for b in row]
    return total


@pytest.mark.parametrize(
    ("name", "packages", "feasible", "unanimous", "accepting"),
    [
        ("llmdelib-base_7players", 2880, 204, 52, [202, 158, 166, 204, 204, 144, 198]),
        ("llmdelib-base", 720, 55, 12, None),
    ],
)
def test_games_with_vetoes_and_quotas(
    name: str, packages: int, feasible: int, unanimous: int, accepting: list[int] | None
) -> None:
    """The published counts of deals that both veto holders, and all but one party, accept."""
    problem = problem_of_game(read_game([SHIPPED / f"{name}.json"]))
    n = len(problem.parties)
    assert problem.n_packages == packages
    # Those who propose and pay: all their deals in the published table are ones they accept.
    vetoes = [problem.parties.index("SportCo"), problem.parties.index("Department of Tourism")]
    quota = [*(x for p in range(n) for x in (PRED, p)), QUOTA, n, n - 1, *[1] * n]
    veto = [PRED, vetoes[0], PRED, vetoes[1], AND, 2]
    everyone = [*(x for p in range(n) for x in (PRED, p)), AND, n]

    def counted(*programs: list[int]) -> int:
        code = np.array([x for program in programs for x in program], np.int64)
        system = System(
            offsets=problem.space.offsets,
            tables=problem.values,
            thresholds=problem.floors,
            allowed=problem.allowed,
            code=code,
            clause_start=np.cumsum([0, *map(len, programs)]),
            clause_gate=np.zeros(len(programs), np.int64),
            n_gates=1,
        )
        return count_gates(system)[0]

    assert counted(veto, quota) == feasible
    assert counted(everyone) == unanimous
    assert [c.count for c in count_gates_of(problem)] == [unanimous]
    if accepting is not None:
        assert [counted(veto, quota, [PRED, p]) for p in range(n)] == accepting
