"""Which workers a run is given when it is told in a word, or not at all."""

from __future__ import annotations

from concurrent.futures import Executor

from detente.ensemble.workers import Cluster, Here, Processes, Submitting, Threads, Workers, cores
from detente.errors import RunError, UnknownNameError

__all__ = ["EXECUTORS", "LONG", "team_of"]

#: What can be named; an address stands for a cluster.
EXECUTORS = ("here", "threads", "processes")
#: Draws from which processes, which take a few seconds to start, pay.
LONG = 2_000


def team_of(executor: str | Executor | None, workers: int | None, draws: int) -> Workers:
    """Return the workers for a run.

    Parameters
    ----------
    executor : str or concurrent.futures.Executor or None
        ``"here"``, ``"threads"``, ``"processes"``, the address of a Dask scheduler such as
        ``"tcp://127.0.0.1:8786"``, or an executor of one's own. None for threads where the run is
        short and processes where it is long.
    workers : int or None
        How many threads or processes; one for each core if not given.
    draws : int
        In all, over readings and variants.

    Raises
    ------
    UnknownNameError
        For a word that names no workers.
    RunError
        For less than one worker.
    """
    n = cores() if workers is None else workers
    if n < 1:
        raise RunError(f"a run needs at least one worker, not {n}")
    if isinstance(executor, Executor):
        return Submitting(executor)
    if executor is None:
        executor = "here" if n == 1 else "processes" if draws >= LONG else "threads"
    if "://" in executor:
        return Cluster(executor)
    if executor == "here":
        return Here()
    if executor == "threads":
        return Threads(n)
    if executor == "processes":
        return Processes(n)
    raise UnknownNameError("executor", executor, (*EXECUTORS, "tcp://HOST:PORT"))
