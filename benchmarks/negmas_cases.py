"""Which games are measured, and which of NegMAS's routes stands against detente's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from negmas_games import Case

__all__ = ["Group", "groups", "other_ways"]

Route = Literal["functions", "mobanos", "none"]


@dataclass(frozen=True)
class Group:
    """Rows of one table: a title, the route of NegMAS, and the games."""

    title: str
    route: Route
    cases: tuple[Case, ...]


def groups(quick: bool) -> list[Group]:
    """Return the tables; fewer and smaller games if it has to be quick."""
    sizes = (3, 5) if quick else (3, 4, 5, 6, 7)
    larger = (5,) if quick else (5, 6)
    listed = [Case(issues=n, options=10) for n in sizes]
    listed += [Case(issues=n, options=10, opposed=True) for n in larger]
    listed += [Case(issues=n, options=10, top=100) for n in (sizes if not quick else larger)]
    listed += [Case(issues=n, options=10, top=100, opposed=True) for n in larger]
    three = [Case(parties=3, issues=n, options=10) for n in sizes]
    three += [Case(parties=3, issues=n, options=10, opposed=True) for n in larger]
    three += [Case(parties=3, issues=n, options=10, top=100) for n in larger]
    return [
        Group("Two parties: pareto_frontier and the four point functions", "functions", tuple(listed)),
        Group("Three parties: the same", "functions", tuple(three)),
        Group("Two parties: MOBANOSParetoSampler and the four point functions", "mobanos", _additive(quick)),
        *_alone(quick),
    ]


def _additive(quick: bool) -> tuple[Case, ...]:
    sizes = (6, 20) if quick else (6, 8, 10, 12, 16, 20)
    real = [Case(issues=n, options=10) for n in sizes]
    real += [Case(issues=n, options=10, opposed=True) for n in ((6, 8) if quick else sizes)]
    whole = [
        Case(issues=n, options=6, top=top, opposed=opposed)
        for opposed in ((True,) if quick else (False, True))
        for top in (100, 10)
        for n in ((16,) if quick else (16, 20))
    ]
    # How many ties there are, and with them the time of MOBANOS, depends on the numbers drawn.
    seeds = [] if quick else [Case(issues=20, options=6, top=10, opposed=True, seed=s) for s in (1, 2)]
    return (*real, *whole, *seeds)


def _alone(quick: bool) -> list[Group]:
    kinds = [(top, opposed) for top in (0, 100) for opposed in ((True,) if quick else (False, True))]
    two = tuple(Case(issues=30, options=10, top=t, opposed=o) for t, o in kinds)
    three = tuple(Case(parties=3, issues=20, options=4, top=t, opposed=o) for t, o in kinds)
    return [
        Group("detente alone, two parties", "none", two),
        Group("detente alone, three parties", "none", three),
    ]


def other_ways(quick: bool) -> list[tuple[str, str, str, Case]]:
    """Return what else is compared: what it is, detente's route, NegMAS's route, and the game."""
    whole = [
        ("Scenario.calc_stats", "detente", "calc_stats", Case(issues=n, options=10))
        for n in ((3,) if quick else (3, 4, 5, 6))
    ]
    step = [
        ("pareto_frontier_numpy, utilities given", "kernel", "array", case)
        for n in ((5,) if quick else (5, 6))
        for case in (Case(issues=n, options=10), Case(issues=n, options=10, opposed=True))
    ]
    return whole + step
