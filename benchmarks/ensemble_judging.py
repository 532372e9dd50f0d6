"""Draws per second of the whole judging, on bargains of growing size and on the reference case."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from ensemble_dossiers import SIZES, random_dossier
from ensemble_table import Effort, best, figure, heading, table
from ensemble_work import cells, job_of

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.cells import BLOCK, compute, prepared
from detente.ensemble.summary import Summary

__all__ = ["CASE", "measure"]

CASE = "us-russia"
HEAD = ("bargain", "packages", "numbers", "kinds", "draws", "draws/s", "ms/draw", "solver", "counts, ms/draw")


def measure(effort: Effort) -> None:
    """Print draws per second, counted draws apart."""
    heading(
        "Draws per second, one process of one thread",
        "A draw judged: drawing, tables, every kind of deal in both forms, sole blockers, single deals,\n"
        "moves, and the block's summary. Counting: besides, the packages that pass each gate, counted or\n"
        "estimated. The random bargains differ in size alone and can be compared with each other; the\n"
        "reference case also has more kinds of deal and parties. Solver: draws that HiGHS was asked in.",
    )
    table(HEAD, _rows(effort))


def _rows(effort: Effort) -> Iterator[list[str]]:
    for size in ("10^6", "10^9", "10^12"):
        dossier = random_dossier(SIZES[size])
        yield _row(f"random, {SIZES[size]} x 4", dossier, effort.pick(128, 1024), effort.pick(4, 16))
    yield _row(CASE, detente.load(CASE), effort.pick(64, 512), effort.pick(4, 32))


def _row(name: str, dossier: Dossier, draws: int, counted: int) -> list[str]:
    plain, with_counts = job_of(dossier), job_of(dossier, counted=draws)
    compute(plain, cells(1, 1)[0])
    compute(with_counts, cells(1, 1)[0])
    parts: list[Summary] = []

    def judge() -> None:
        parts[:] = [Summary.of_arrays(compute(plain, cell)) for cell in cells(draws, BLOCK)]

    taken = best(judge)
    bare = best(lambda: compute(plain, cells(counted, counted)[0]), 2)
    more = best(lambda: compute(with_counts, cells(counted, counted)[0]), 2) - bare
    blueprint = prepared(plain).blueprint
    solver = sum(int(part.solver_draws[0]) for part in parts)
    return [
        name,
        f"10^{np.log10(float(blueprint.space.n_packages)):.1f}",
        str(sum(not q.is_certain for q in blueprint.quantities)),
        str(len(blueprint.classes)),
        f"{draws:,}",
        figure(draws / taken),
        figure(1e3 * taken / draws),
        f"{100 * solver / draws:.1f} %",
        f"{figure(1e3 * more / counted)} ({counted} draws)",
    ]
