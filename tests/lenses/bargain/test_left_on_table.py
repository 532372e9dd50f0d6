"""What packages leave on the table, held to listing."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.lenses.bargain.gated import gated_pareto_frontier
from detente.lenses.bargain.left_on_table import failed_gate, left_on_table
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from lenses.bargain.games import every_package, frontier, game_of, random_game, surplus


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 3))
def test_what_could_be_gained_is_what_a_list_says(seed: int, parties: int) -> None:
    """For every package: who could gain how much, all at once how much, and by how many packages."""
    game = random_game(seed, parties=parties)
    problem = problem_of_game(game)
    whole = pareto_frontier(problem)
    efficient = frontier({surplus(game, package) for package in every_package(game)})
    for package in every_package(game)[:20]:
        here = surplus(game, package)
        better = [x for x in efficient if x != here and all(b >= a for a, b in zip(here, x, strict=True))]
        found = left_on_table(whole, problem.space.columns(package), name="it")
        gains = [[b - a for a, b in zip(here, x, strict=True)] for x in better]
        assert found.better == len(better)
        assert found.is_efficient == (here in efficient)
        assert found.all_could_gain == max((min(g) for g in gains), default=0)
        assert list(found.could_gain.values()) == [
            max((g[k] for g in gains), default=0) for k in range(parties)
        ]
        if found.best is not None:
            assert tuple(found.best.surplus.values()) in better


def test_the_distance_free_of_scales_is_a_share_of_the_ideal_gain() -> None:
    """Halfway to a frontier where each could have everything it wants."""
    game = game_of({"i": {"half": (5, 1), "all": (10, 2)}})
    problem = problem_of_game(game)
    found = left_on_table(pareto_frontier(problem), problem.space.columns({"i": "half"}), name="half")
    assert found.share_of_ideal == Fraction(1, 2)
    assert found.all_could_gain == 1


def test_outside_the_zone_it_is_said() -> None:
    """A package that leaves somebody below no deal is told so, and nothing is divided by nothing."""
    game = game_of({"i": {"a": (5, -1), "b": (6, -1)}})
    problem = problem_of_game(game)
    found = left_on_table(pareto_frontier(problem), problem.space.columns({"i": "a"}), name="a")
    assert not found.is_in_zone
    assert found.share_of_ideal is None
    assert found.could_gain == {"P1": 1, "P2": 0}
    assert found.to_dict()["better"] == 1


def test_a_package_that_cannot_be_had_says_at_which_gate() -> None:
    """What cannot be delivered, or is refused at home, is held against what can be had."""
    problem = problem_of_dossier(detente.load("two-issues"), gates=["ratifiable"])
    frontier, _ = gated_pareto_frontier(problem)
    assert frontier is not None

    def fails(**package: str) -> str | None:
        return left_on_table(frontier, problem.space.columns(package), name="it").fails

    assert fails(border="disarm") == "deliverable"
    assert fails(sanctions="lift") == "acceptable"
    assert fails(sanctions="ease", border="truce") is None
    game = problem_of_game(game_of({"i": {"a": (1, 1)}}))
    assert failed_gate(game, game.space.columns({"i": "a"})) is None
