"""Counts of packages under moved thresholds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.explain.honest_counting import counts_of, funnels_of
from detente.explain.honest_shifting import Scenario, party_ranges, scenarios, with_a_say
from detente.kernel.counting import count_gates
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from explain.hand_shifted import by_hand, control_by_hand
from properties.dossiers import Data, loaded, random_data, uncertain_dossiers

some = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))


def counted(dossier: Dossier, draw: int = 0) -> list[int]:
    """Count every gate of one draw."""
    blueprint = Blueprint(dossier)
    tables = fill_tables(blueprint, draw_values(blueprint.quantities, 0, draw, 1, blueprint.correlations))
    return list(count_gates(tables.common_system(0)))


@some
@given(random_data())
def test_as_by_hand(data: Data) -> None:
    """The counts of dossiers in which the value of no deal, or what is required, was moved by hand."""
    dossier = loaded(data)
    blueprint, ranges = Blueprint(dossier), party_ranges(dossier)
    wanted = [(scenario, 0) for scenario in scenarios(with_a_say(blueprint))]
    counts = counts_of(blueprint, wanted, 0, ranges, 0.25, workers=1)
    for (scenario, _), found in counts.items():
        moved = dossier
        if scenario.control:
            moved = control_by_hand(dossier, scenario.sign * 0.25)
        elif scenario.sign:
            who = [scenario.party] if scenario.party else list(ranges)
            moved = by_hand(dossier, {p: ranges[p] for p in who}, scenario.sign * 0.25)
        assert [gate.count for gate in found] == counted(moved)


@some
@given(uncertain_dossiers())
def test_lower_thresholds_never_lose_a_package(dossier: Dossier) -> None:
    """At every gate at least as many packages, and higher ones never gain one, unless a rule says "not"."""
    blueprint, ranges = Blueprint(dossier), party_ranges(dossier)
    wanted = [(Scenario(sign=sign), draw) for sign in (-1, 0, 1) for draw in range(2)]
    counts = counts_of(blueprint, wanted, 0, ranges, 0.1, workers=1)
    for draw in range(2):
        lower, judged, higher = ([g.count or 0 for g in counts[Scenario(sign=s), draw]] for s in (-1, 0, 1))
        last = 2 if blueprint.uses_not else 5
        assert all(a >= b >= c for a, b, c in list(zip(lower, judged, higher, strict=True))[:last])


def test_funnels() -> None:
    """Thresholds as judged give the funnel of a run."""
    case = detente.load("two-issues")
    blueprint = Blueprint(case)
    wanted = [(Scenario(sign=0), draw) for draw in range(8)]
    counts = counts_of(blueprint, wanted, 0, party_ranges(case), 0.1, workers=2)
    run = detente.run(case, draws=8, counted=8, workers=1)
    assert funnels_of(counts, run.funnel.log10_conceivable) == {Scenario(sign=0): run.funnel}
