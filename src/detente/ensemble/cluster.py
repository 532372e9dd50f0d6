"""A crew of Dask workers, by the address of their scheduler.

Every cell is sent to one named worker, a few at a time. So it is known which worker has which cell
and since when, a worker that hangs or is of another version is passed over from then on, and a
job goes to each worker once. What Dask would do by itself does not suffice: it waits for minutes
before it gives up a silent worker, and counts the time of nothing.

On a cluster shared with others, the time a cell waits behind their tasks counts as its own.
"""

from __future__ import annotations

import pickle
import time
import uuid
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, NoReturn

from detente.ensemble.cluster_connection import connect, dashboard, refusals, threads_of
from detente.ensemble.crews import (
    Arrays,
    CellLike,
    Compute,
    Crew,
    JobLike,
    LostWorkerError,
    MissingJobError,
    NotTakenError,
    RefusedError,
)
from detente.ensemble.parcels import Letter, pack, unpack
from detente.errors import RunError

__all__ = ["ClusterCrew"]

#: Seconds between two looks at which workers there are.
LOOK = 1.0


@dataclass
class _Sent:
    """A cell on its way."""

    worker: str
    key: str
    timeout: float | None
    began: float | None


@dataclass
class _Post:
    """A worker, the cells it has in the order they were sent, and the jobs it holds."""

    threads: int
    futures: list[Future[bytes]] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)


class ClusterCrew(Crew):
    """The workers of a cluster that are of this version.

    Parameters
    ----------
    address : str
    patience : float
        Seconds to wait when no worker is left, or none has joined yet.

    Raises
    ------
    RunError
        When nothing answers at the address, or every worker is of another version.
    """

    stops = True

    def __init__(self, address: str, patience: float) -> None:
        self._address, self._patience = address, patience
        self._client = connect(address)
        try:
            self._executor = self._client.get_executor(pure=False)
            self._link = dashboard(self._client)
            self._out = refusals(self._client)
            self._posts: dict[str, _Post] = {}
            self._sent: dict[Future[bytes], _Sent] = {}
            self._given_up: dict[Future[bytes], Exception] = {}
            self._bare_since = time.monotonic()
            self._look()
            if self._out and not self._posts:
                self._no_workers()
        except BaseException:
            self.close()
            raise

    @property
    def depth(self) -> int:
        """Two cells a thread, so that none waits while results travel."""
        return sum(2 * post.threads for post in self._posts.values())

    def describe(self) -> str:
        """Count the workers and name the dashboard and the workers passed over."""
        threads = sum(post.threads for post in self._posts.values())
        text = f"Dask at {self._address}, workers: {len(self._posts)}, threads: {threads}"
        if self._link:
            text += f", dashboard {self._link}"
        return text + "".join(f"; passed over: {reason}" for reason in self._out.values())

    def submit(self, compute: Compute, job: JobLike, cell: CellLike, timeout: float | None) -> Future[bytes]:
        """Send a cell to the worker with the least to do for its threads."""
        address, post = min(self._posts.items(), key=lambda item: len(item[1].futures) / item[1].threads)
        letter = pickle.dumps(Letter(pack(compute, job, cell, with_job=job.key not in post.holds)))
        try:
            future: Future[bytes] = self._executor.submit(
                pickle.loads, letter, key=f"{cell.name}-{uuid.uuid4()}", workers=[address]
            )
        except Exception as error:
            self._unreachable(error)
        began = time.monotonic() if len(post.futures) < post.threads else None
        self._sent[future] = _Sent(address, job.key, timeout, began)
        post.futures.append(future)
        return future

    def collect(self, future: Future[Any]) -> Arrays:
        """Return what a cell came to."""
        sent = self._sent.pop(future, None)
        if sent is None:
            return unpack(future.result())
        post = self._posts.get(sent.worker)
        if post:
            self._took(post, future)
        try:
            arrays = unpack(self._reply(future, sent.worker))
        except MissingJobError:
            if post:
                post.holds.discard(sent.key)
            raise
        except RefusedError as error:
            self._pass_over(sent.worker, f"{sent.worker} {error}")
            raise NotTakenError from None
        if post:
            post.holds.add(sent.key)
        return arrays

    def _took(self, post: _Post, future: Future[bytes]) -> None:
        """Take a cell off a worker; the next it has begins now."""
        if future in post.futures:
            post.futures.remove(future)
        for other in post.futures[: post.threads]:
            self._sent[other].began = self._sent[other].began or time.monotonic()

    def _reply(self, future: Future[bytes], worker: str) -> bytes:
        try:
            return future.result()
        except CancelledError:
            if future in self._given_up:
                raise self._given_up.pop(future) from None
            if self._client.status != "running":
                self._unreachable()
            raise LostWorkerError(f"{worker} was lost") from None
        except (ImportError, AttributeError) as error:  # there is no such function in its detente
            self._pass_over(worker, f"{worker} cannot load this version of detente: {error}")
            raise NotTakenError from None
        except Exception as error:
            raise LostWorkerError(f"{worker}: {error}") from error

    def check(self) -> None:
        """Give up what runs for too long, and see which workers have come and gone."""
        if self._client.status != "running":
            self._unreachable()
        now = time.monotonic()
        for future, sent in list(self._sent.items()):
            if sent.timeout is not None and sent.began is not None and now - sent.began > sent.timeout:
                reason = f"{sent.worker} took more than {sent.timeout} seconds for a cell"
                self._give_up(future, LostWorkerError(reason))
                self._pass_over(sent.worker, reason)
        if now - self._looked > LOOK:
            self._look()
        if self._posts:
            self._bare_since = now
        elif now - self._bare_since > self._patience:
            self._no_workers()

    def _look(self) -> None:
        try:
            found = threads_of(self._client)
        except Exception as error:
            self._unreachable(error)
        self._looked = time.monotonic()
        for address in self._posts.keys() - found.keys():
            self._leave(address, LostWorkerError(f"{address} was lost"))
        for address, threads in found.items():
            if address not in self._posts and address not in self._out:
                self._posts[address] = _Post(threads)

    def _pass_over(self, address: str, reason: str) -> None:
        """Send nothing more to a worker and take back what it has not answered."""
        self._out[address] = reason
        self._leave(address, NotTakenError())

    def _leave(self, address: str, error: Exception) -> None:
        post = self._posts.pop(address, None)
        for future in post.futures if post else ():
            self._give_up(future, error)

    def _give_up(self, future: Future[bytes], error: Exception) -> None:
        if future not in self._given_up and future.cancel():
            self._given_up[future] = error

    def _no_workers(self) -> NoReturn:
        reasons = "; ".join(self._out.values()) or f"none joined within {self._patience:.0f} seconds"
        raise RunError(f"no worker of the cluster at {self._address} can be used: {reasons}")

    def _unreachable(self, error: Exception | None = None) -> NoReturn:
        why = f" ({error})" if error and str(error) else ""
        raise RunError(
            f"the Dask scheduler at {self._address} does not answer any more{why}; the blocks done are kept"
        ) from error

    def close(self) -> None:
        """Take back what was sent and leave the cluster, which stays as it was."""
        try:
            self._client.close(timeout=1)
        except Exception:  # a scheduler that is gone cannot be taken leave of
            return
