"""Measure what a plan for a thousand workers rests on, and print the plan with its arithmetic."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from ensemble_judging import CASE
from ensemble_overhead import PerBlock, a_block, a_bundle, keeping, on_dask
from ensemble_plan import Costs, Plan, least_block
from ensemble_table import Effort, best, figure, heading, say, table
from ensemble_work import Canned, canned, cells, job_of, timed

import detente
from detente.ensemble.cells import BLOCK, compute
from detente.ensemble.cluster import ClusterCrew, _Post
from detente.ensemble.workers import Processes

__all__ = ["bookkeeping", "costs_of", "measure"]

WORKERS = 1_000
DRAWS = (100_000, 1_000_000, 10_000_000)
BLOCKS = (16, BLOCK, 256, 1_024)
SAVING = "driver, saving it (wall, the disk included)"


def measure(effort: Effort) -> None:
    """Print the figures measured, the arithmetic, and what follows for a thousand workers."""
    heading(
        f"A plan for {WORKERS:,} Dask workers of one thread, {CASE}",
        "AN EXTRAPOLATION: each figure below was measured on this machine with two workers or fewer, and\n"
        "nothing was tried with more, but for the driver's own bookkeeping, which was timed on a crew of so\n"
        "many that are not there. Left out: the network, heartbeats of so many workers, slower machines\n"
        "among them, and counting of packages (in the first 100 draws only).",
    )
    say("More draws than a run may have are several readings or variants of 100,000 draws each.")
    kept, bare = costs_of(effort)
    _arithmetic(Plan(costs=kept, workers=WORKERS, draws=DRAWS[1], block=BLOCK))
    head = ("draws", "block", "blocks", "rounds", "kept: driver busy", "efficiency", "minutes")
    table((*head, "not kept: driver busy", "efficiency", "minutes"), _rows(kept, bare))
    say("")
    for share in (1.0, 0.5):
        least = [least_block(costs, WORKERS, share) for costs in (kept, bare)]
        say(f"To take no more than {100 * share:.0f} percent of the driver's time, a block must have")
        say(f"{least[0]:,} draws where blocks are kept in a bundle, {least[1]:,} where they are not.")


def costs_of(effort: Effort) -> tuple[Costs, Costs]:
    """Measure and print what a plan rests on; return it with blocks kept in a bundle, and without."""
    arrays = a_block()
    blocks = effort.pick(200, 600)
    dask = on_dask(1, canned, Canned("real", pickle.dumps(arrays)), blocks)
    with a_bundle() as bundle:
        kept = {what: wall for what, wall, _ in keeping(bundle, arrays, effort.pick(30, 150))}
    few, many = bookkeeping(2), bookkeeping(WORKERS)
    draw, start = _drawing(effort)
    parts = {
        "driver, messages (processor)": dask.driver,
        "driver, adding a block up (wall)": kept["add up"],
        SAVING: kept["save"],
        f"driver, bookkeeping for {WORKERS:,} workers instead of 2": max(0.0, many - few),
    }
    table(("measured, ms a block", ""), ((what, figure(1e3 * seconds)) for what, seconds in parts.items()))
    costs = Costs(
        draw=draw, worker=dask.workers, driver=sum(parts.values()), scheduler=dask.scheduler, start=start
    )
    bare = replace(costs, driver=costs.driver - parts[SAVING])
    _told(costs, bare, dask)
    return costs, bare


def _told(costs: Costs, bare: Costs, dask: PerBlock) -> None:
    rows = [
        ("c, driver: their sum", figure(1e3 * costs.driver), "ms a block"),
        ("c where blocks are not kept", figure(1e3 * bare.driver), "ms a block"),
        ("s, scheduler, a process of its own (processor)", figure(1e3 * dask.scheduler), "ms a block"),
        ("w, a worker, besides the draws (processor)", figure(1e3 * costs.worker), "ms a block"),
        ("t, a worker", figure(1e3 * costs.draw), "ms a draw"),
        ("u, a new process, until its first draw is done", figure(costs.start), "s"),
    ]
    table(("", "", ""), rows)


def _drawing(effort: Effort) -> tuple[float, float]:
    """Return seconds a draw on a warm process, and seconds until a new one has done its first draw."""
    job, draws = job_of(detente.load(CASE)), effort.pick(BLOCK, 4 * BLOCK)
    with Processes(1).opened() as crew:
        first, _ = timed(compute, job, cells(1, 1), crew)
        taken, _ = timed(compute, job, cells(draws, BLOCK), crew)
    return taken / draws, first


class _Stub:
    """Stands for the executor of a cluster: takes cells and does nothing."""

    def submit(self, *_arguments: Any, **_options: Any) -> Future[bytes]:
        return Future()


def bookkeeping(workers: int, blocks: int = 200) -> float:
    """Return seconds a block that a cluster's crew takes to choose among so many workers.

    The crew is given workers that are not there and an executor that does nothing: what is timed is
    the crew's own code.
    """
    crew = ClusterCrew.__new__(ClusterCrew)
    posts = {f"tcp://192.0.2.{k % 250}:{k}": _Post(1) for k in range(workers)}
    job = Canned("none")
    for post in posts.values():
        post.holds.add(job.key)
    vars(crew).update(_executor=_Stub(), _posts=posts, _sent={}, _given_up={}, _out={})
    todo = cells(blocks, 1)

    def send() -> None:
        for cell in todo:
            assert crew.depth
            crew.submit(canned, job, cell, None)

    return best(send, 3) / blocks


def _arithmetic(plan: Plan) -> None:
    c = plan.costs
    block = f"{plan.block} x {1e3 * c.draw:.3g} + {1e3 * c.worker:.3g}"
    say("")
    say(f"For {plan.draws:,} draws in blocks of b = {plan.block}, kept, and N = {plan.workers:,} workers:")
    say(f"block time  b t + w = {block} ms = {plan.block_time:.3g} s")
    say(f"demand      N / (b t + w) = {plan.demand:.4g} blocks/s")
    say(f"capacity    1 / max(c, s) = 1 / {1e3 * c.narrowest:.3g} ms = {plan.capacity:.4g} blocks/s")
    say(f"steady      b t / (b t + w) x min(1, capacity / demand) = {100 * plan.steady:.1f} %")
    say(f"rounds      ceil(blocks / N) = {plan.rounds:,}")
    say(f"time        u + max(rounds x (b t + w), blocks x max(c, s)) + max(c, s) = {plan.time:.3g} s")
    say(f"efficiency  draws x t / (N x time) = {100 * plan.efficiency:.1f} %")


def _rows(*both: Costs) -> Iterator[list[str]]:
    for draws in DRAWS:
        for block in BLOCKS:
            plans = [Plan(costs=costs, workers=WORKERS, draws=draws, block=block) for costs in both]
            yield [
                f"{draws:,}",
                f"{block:,}" + (" (as it is)" if block == BLOCK else ""),
                f"{plans[0].blocks:,}",
                f"{plans[0].rounds:,}",
                *(word for plan in plans for word in _shares(plan)),
            ]


def _shares(plan: Plan) -> tuple[str, str, str]:
    busy, efficiency = min(1.0, plan.demand / plan.capacity), plan.efficiency
    return f"{100 * busy:.0f} %", f"{100 * efficiency:.0f} %", figure(plan.time / 60)
