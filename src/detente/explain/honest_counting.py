"""How many packages pass each gate when thresholds are moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.ensemble.sampling import draw_generator, draw_values
from detente.explain.honest_shifting import Scenario, per_unit, shifted_control, shifted_thresholds
from detente.kernel.counting import count_or_estimate
from detente.kernel.tilting import CountEstimate
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from detente.verdict.funnel import Funnel, funnel_of

__all__ = ["Counts", "counts_of", "funnels_of"]

#: Counts of each gate, by scenario and draw.
Counts = Mapping[tuple[Scenario, int], tuple[CountEstimate, ...]]
#: Packages drawn where a count is estimated, as in a run.
SAMPLES = 2000


def counts_of(
    blueprint: Blueprint,
    wanted: Sequence[tuple[Scenario, int]],
    seed: int,
    ranges: Mapping[str, float],
    shift: float,
    *,
    workers: int,
    progress: Progress | None = None,
) -> Counts:
    """Count the packages that pass each gate, exactly where that is quick and by estimate elsewhere.

    Parameters
    ----------
    blueprint : Blueprint
    wanted : sequence of (Scenario, int)
        With the number of the draw; each is a count of its own.
    seed : int
    ranges : mapping of party to float
        In all issues.
    shift : float
    workers : int
    progress : callable, optional
        Called with (counts made, counts in all).

    Returns
    -------
    mapping of (Scenario, int) to tuple of CountEstimate
        With the thresholds judged those of a run. Estimates of one draw are made on the same luck in
        every scenario.
    """
    n_draws = 1 + max((draw for _, draw in wanted), default=0)
    every = draw_values(blueprint.quantities, seed, 0, n_draws, blueprint.correlations)

    def work(start: int, _: int) -> tuple[CountEstimate, ...]:
        scenario, draw = wanted[start]
        values = every[:, draw : draw + 1]
        rises = per_unit(blueprint, values)
        tables = fill_tables(blueprint, shifted_control(blueprint, values, shift, scenario))
        moved = shifted_thresholds(blueprint, tables.thresholds, rises, ranges, shift, scenario)
        system = replace(tables, thresholds=moved).common_system(0)
        return count_or_estimate(system, draw_generator("count", seed, draw), samples=SAMPLES)

    done = map_blocks(work, blocks_of(len(wanted), 1), workers=workers, progress=progress)
    return dict(zip(wanted, done, strict=True))


def funnels_of(counts: Counts, log10_conceivable: float) -> dict[Scenario, Funnel]:
    """Sum up counts over draws, scenario by scenario.

    Parameters
    ----------
    counts : mapping of (Scenario, int) to tuple of CountEstimate
    log10_conceivable : float

    Returns
    -------
    dict of Scenario to Funnel
        In the order of the counts.
    """
    by_scenario: dict[Scenario, list[tuple[CountEstimate, ...]]] = {}
    for (scenario, _), found in counts.items():
        by_scenario.setdefault(scenario, []).append(found)
    return {scenario: funnel_of(found, log10_conceivable) for scenario, found in by_scenario.items()}
