"""The zone of possible agreement: its status, its ideal gains, and its packages counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.errors import TooLargeError
from detente.lenses.bargain import zone as zones
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from detente.lenses.bargain.zone import count_gates_of, zone_of
from lenses.bargain.games import every_package, game_of, random_game, surplus
from properties.dossiers import Data, loaded, random_data
from properties.reference import Reference


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(2, 3))
def test_the_zone_of_a_game_is_that_of_a_list(seed: int, parties: int) -> None:
    """Packages counted, the most each could gain, and whether everybody can gain."""
    game = random_game(seed, parties=parties)
    problem = problem_of_game(game)
    inside = [x for x in (surplus(game, p) for p in every_package(game)) if min(x) >= 0]
    frontier = pareto_frontier(problem)
    (count,) = count_gates_of(problem)
    found = zone_of(problem, frontier.surplus[frontier.zone], count=count)
    assert (count.exact, count.count) == (True, len(inside))
    if not inside:
        assert (found.status, dict(found.ideal)) == ("empty", {})
        return
    assert found.status == ("open" if any(min(x) > 0 for x in inside) else "no gain")
    assert list(found.ideal.values()) == [max(x[k] for x in inside) for k in range(parties)]


@settings(deadline=None, max_examples=40)
@given(random_data())
def test_the_packages_of_a_dossier_are_counted_gate_by_gate(data: Data) -> None:
    """Each gate asked for, by the reference; the zone alone is the second gate."""
    dossier = loaded(data)
    reference = Reference(dossier)
    depths = [reference.depth(package) for package in reference.packages()]
    if dossier.trust.ledger:
        return  # the reference draws a Beta where the lens takes its median
    found = count_gates_of(problem_of_dossier(dossier, gates=["self-enforcing"]), exactly=True)
    assert [c.count for c in found] == [sum(d > gate for d in depths) for gate in range(5)]
    *_, zone = count_gates_of(problem_of_dossier(dossier))
    assert zone.count == sum(d > 1 for d in depths)


def test_a_large_zone_is_estimated_and_labelled() -> None:
    """Ten to the eighteenth packages are not counted unless that is asked for, and then refused."""
    problem = problem_of_dossier(detente.load("us-russia"))
    (count,) = count_gates_of(problem, seed=3)
    assert not count.exact
    assert count.log10_estimate == pytest.approx(17.58, abs=0.15)
    with pytest.raises(TooLargeError):
        count_gates_of(problem, exactly=True)


def test_counts_are_told_in_json() -> None:
    """An exact count and an estimate have the same fields."""
    problem = problem_of_game(game_of({"i": {"a": (1, 1), "b": (-1, 1)}}))
    (count,) = count_gates_of(problem)
    frontier = pareto_frontier(problem)
    told = zone_of(problem, frontier.surplus[frontier.zone], count=count).to_dict()
    assert told["count"]["packages"] == 1
    assert told["count"]["log10"] == 0.0
    assert told["ideal"] == {"P1": 1.0, "P2": 1.0}
    assert zones.Zone(status="empty", count=None, ideal={}).to_dict()["count"] is None
