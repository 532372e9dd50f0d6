"""The Panama Canal case: published points, the division by Adjusted Winner, the Senate's votes."""

from __future__ import annotations

import pytest

import detente
from detente.dossier.dossier import Dossier, Quota
from detente.ensemble.sampling import draw_values
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import to_points
from detente.model.tables import fill_tables

#: Points of the United States and of Panama (Raiffa 1982, as used by Brams).
POINTS = {
    "us-defense-rights": (22, 9),
    "use-rights": (22, 15),
    "land-and-water": (15, 15),
    "expansion-rights": (14, 3),
    "duration": (11, 15),
    "expansion-routes": (6, 5),
    "compensation": (4, 11),
    "jurisdiction": (2, 7),
    "us-military-rights": (2, 7),
    "panama-defense-role": (2, 13),
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The shipped case."""
    return detente.load("panama-1977")


def test_published_points(dossier: Dossier) -> None:
    """Each side spreads 100 points; giving an issue away costs one side what it is said to be worth."""
    assert [sum(column) for column in zip(*POINTS.values(), strict=True)] == [100, 100]
    for issue, (us, panama) in POINTS.items():
        assert dossier.stakes["us"][issue]["panama"].parameters == (-us,)
        assert dossier.stakes["panama"][issue]["panama"].parameters == (panama,)


def test_adjusted_winner_gives_both_66(dossier: Dossier) -> None:
    """In the published division each side has 66 of its own points in every draw."""
    b = Blueprint(dossier)
    package = {issue: options[0] for issue, options in dossier.deals["adjusted-winner"].all_of.items()}
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 4, b.correlations))
    points = to_points(tables.points[:, :, b.space.columns(package)].sum(axis=2))
    assert (points[:, b.parties.index("panama")] == 66).all()
    assert (100 + points[:, b.parties.index("us")] == 66).all()


def test_two_thirds_of_the_senate(dossier: Dossier) -> None:
    """67 of 100 votes; those open to the treaties were 68, as on 16 March and 18 April 1978."""
    (rule,) = [r for r in dossier.ratification if r.side == "us"]
    assert isinstance(rule.needs, Quota)
    assert (rule.needs.quota, sum(rule.needs.weights.values())) == (67, 100)
    assert rule.needs.weights["senate-democrats"] + rule.needs.weights["senate-republicans"] == 68


def test_the_case_runs() -> None:
    """A bargain that was struck is not called impossible by its own numbers."""
    result = detente.run(detente.load("panama-1977"), draws=64, seed=1)
    assert result.n_issues == 10
    assert result.verdict["any"].share > 0
