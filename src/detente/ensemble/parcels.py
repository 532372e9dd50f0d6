"""Cells and their results on the way between processes, as bytes.

A parcel holds the sender's version, the key of the job, the job itself unless the receiver should
have it, and the call. The receiver compares the version before it unpacks anything of detente's,
and answers always: with the arrays, the error, a refusal, or that it misses the job. Parcels are
made and read by processes of one user's run; pickled bytes are never taken from a file.
"""

from __future__ import annotations

import pickle
import sys
import threading
import traceback
from collections import OrderedDict
from typing import Any

from detente.ensemble.crews import Arrays, CellLike, Compute, JobLike, MissingJobError, RefusedError
from detente.errors import DetenteError, RunError
from detente.version import __version__

__all__ = ["Letter", "answer", "difference", "identity", "pack", "unpack"]

#: Jobs kept by a worker.
KEPT = 8
COMPUTED, FAILED, MISSING, REFUSED = "computed", "failed", "missing", "refused"

Identity = tuple[str, str]


def identity() -> Identity:
    """Return the version of detente and the major and minor version of Python of this process."""
    return __version__, f"{sys.version_info.major}.{sys.version_info.minor}"


def difference(theirs: Identity, ours: Identity) -> str:
    """Say which versions do not agree, for the end of a sentence that begins with the worker."""
    return f"has detente {theirs[0]} on Python {theirs[1]}, but this is detente {ours[0]} on Python {ours[1]}"


def pack(compute: Compute, job: JobLike, cell: CellLike, *, with_job: bool = True) -> bytes:
    """Pack a cell for a worker.

    Raises
    ------
    RunError
        When a worker could not find the function, or the job or cell cannot be pickled.
    """
    if getattr(compute, "__module__", None) == "__main__":
        raise RunError("other processes cannot run a function of the main script; move it to a module")
    try:
        content = pickle.dumps(job, protocol=5) if with_job else None
        call = pickle.dumps((compute, cell), protocol=5)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise RunError(f"cell {cell.name} cannot be sent to another process: {error}") from error
    return pickle.dumps((identity(), job.key, content, call), protocol=5)


def answer(parcel: bytes) -> bytes:
    """Compute the cell of a parcel; the reply is for :func:`unpack`."""
    expected, key, content, call = pickle.loads(parcel)
    if expected != identity():
        return pickle.dumps((REFUSED, difference(identity(), expected)))
    try:
        job = _kept(key, content)
        if job is None:
            return pickle.dumps((MISSING, None))
        compute, cell = pickle.loads(call)
        return pickle.dumps((COMPUTED, compute(job, cell)), protocol=5)
    except BaseException as error:
        return pickle.dumps((FAILED, _packed(error)))


def unpack(reply: bytes) -> Arrays:
    """Return the arrays of a reply.

    Raises
    ------
    MissingJobError, RefusedError
        When the worker did not begin.
    Exception
        The error of the cell, of the same type and content.
    """
    kind, content = pickle.loads(reply)
    if kind == MISSING:
        raise MissingJobError
    if kind == REFUSED:
        raise RefusedError(content)
    if kind == FAILED:
        raise _unpacked(*pickle.loads(content))
    arrays: Arrays = content
    return arrays


class Letter:
    """A parcel that answers itself when unpickled.

    Dask's scheduler unpickles the arguments of tasks. Sent as the bytes of a letter, a parcel is
    opened by the worker only, and the scheduler needs no detente.
    """

    def __init__(self, parcel: bytes) -> None:
        self.parcel = parcel

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return answer, (self.parcel,)


_jobs: OrderedDict[str, Any] = OrderedDict()
_lock = threading.Lock()


def _kept(key: str, content: bytes | None) -> Any:
    """Return a job by its key, None where it is not kept and was not sent."""
    with _lock:
        if key not in _jobs and content is not None:
            _jobs[key] = pickle.loads(content)
        if key in _jobs:
            _jobs.move_to_end(key)
        while len(_jobs) > KEPT:
            _jobs.popitem(last=False)
        return _jobs.get(key)


def _packed(error: BaseException) -> bytes:
    """Pickle an error by its parts: many errors cannot be built again from their arguments."""
    if not isinstance(error, DetenteError):
        error.add_note("in a worker:\n" + "".join(traceback.format_exception(error)).rstrip())
    try:
        parts = pickle.dumps((type(error), error.args, vars(error)))
        pickle.loads(parts)
    except Exception:
        text = f"a worker failed: {type(error).__name__}: {error}"
        parts = pickle.dumps((RunError, (text,), {}))
    return parts


def _unpacked(kind: type[BaseException], arguments: tuple[Any, ...], state: dict[str, Any]) -> BaseException:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    vars(error).update(state)
    return error
