"""Nash packages of draws: independent of how draws are split, and right at each gate."""

from __future__ import annotations

import detente
from detente.ensemble.bargaining import bargain_block
from detente.ensemble.sampling import draw_values
from detente.lenses.bargain.analysis import analyse
from detente.lenses.bargain.movement import DrawnBargain
from detente.lenses.bargain.problem import ZONE, problem_of_dossier
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES


def drawn(case: str, start: int, count: int, gates: tuple[str, ...] = ZONE) -> list[DrawnBargain]:
    """Find the Nash packages of some draws."""
    b = Blueprint(detente.load(case))
    return bargain_block(
        b, parties=b.principals, gates=gates, powers=(1, 1), seed=5, start=start, count=count
    )


def test_blocks_make_no_difference() -> None:
    """Draws come out the same one by one."""
    assert drawn("two-issues", 0, 6) == [one for k in range(6) for one in drawn("two-issues", k, 1)]


def test_each_draw_is_solved_as_the_lens_solves_it() -> None:
    """Within the zone and under all gates, package for package."""
    b = Blueprint(detente.load("panama-1977"))
    values = draw_values(b.quantities, 5, 0, 4, b.correlations)
    for gates in (ZONE, GATES):
        for k, one in enumerate(drawn("panama-1977", 0, 4, gates)):
            problem = problem_of_dossier(b.dossier, blueprint=b, values=values[:, k], gates=gates)
            nash = analyse(problem, counted=False).solutions["nash"]
            if one.package is None:
                assert not nash.gains_all
            else:
                assert nash.chosen is not None
                assert dict(one.package) == dict(nash.chosen.package)


def test_without_a_gain_for_all_there_is_no_package() -> None:
    """Nothing is drawn where no package gives both something."""
    b = Blueprint(detente.load("two-issues"))
    found = bargain_block(
        b, parties=["north", "assembly"], gates=ZONE, powers=(1, 1), seed=0, start=0, count=3
    )
    assert all(one.package is None or min(one.surplus) > 0 for one in found)
