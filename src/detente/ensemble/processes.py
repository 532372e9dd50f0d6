"""A process of this machine that computes cells, and is replaced when it dies or hangs.

Why not :class:`concurrent.futures.ProcessPoolExecutor`: there one dead process fails every cell in
flight, a hung one cannot be ended, and starting one imports the user's main script again, which
goes wrong in notebooks, at a prompt and in scripts without a guard. Here each process is a plain
child with a pipe, served by one thread; only the cell it had is lost with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from typing import BinaryIO, cast

from detente.ensemble.crews import Arrays, CellLike, Compute, JobLike, LostWorkerError, MissingJobError
from detente.ensemble.frames import receive, send
from detente.ensemble.parcels import pack, unpack
from detente.errors import RunError

__all__ = ["START", "ProcessStation"]

#: Seconds within which a process must have started.
START = 60.0
#: Libraries that would otherwise start a thread per core in every process.
ONE_THREAD = (
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
Process = subprocess.Popen[bytes]


class ProcessStation:
    """One process at a time, started when there is a cell for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._errors: BinaryIO | None = None
        self._holds: set[str] = set()
        self._closed = False

    def run(self, compute: Compute, job: JobLike, cell: CellLike, timeout: float | None) -> Arrays:
        """Have a cell computed.

        Raises
        ------
        LostWorkerError
            When the process died, or was ended because the cell ran for ``timeout`` seconds.
        RunError
            When no process can be started.
        Exception
            Whatever the cell raised.
        """
        process = self._ready()
        if job.key in self._holds:
            with contextlib.suppress(MissingJobError):
                return unpack(self._ask(process, pack(compute, job, cell, with_job=False), timeout))
        reply = self._ask(process, pack(compute, job, cell), timeout)
        self._holds.add(job.key)
        return unpack(reply)

    def close(self) -> None:
        """End the process; nothing is lost, as cells are only ever taken whole."""
        with self._lock:
            self._closed = True
            self._end()

    def _ready(self) -> Process:
        """Return the process, started and listening."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        with self._lock:
            if self._closed:
                raise LostWorkerError("the run has ended")
            self._end()
            process = self._start()
        self._holds.clear()
        with _deadline(process, START) as expired:
            self._heard(process, expired, f"did not start within {START:.0f} seconds")
        return process

    def _start(self) -> Process:
        # The search path is handed over: a notebook or a test may have added to it.
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            "from detente.ensemble.process_worker import serve; serve()"
        )
        self._errors = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (closed with the process)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, **dict.fromkeys(ONE_THREAD, "1")},
                start_new_session=True,  # Ctrl-C at the terminal is for the run, which ends the process
            )
        except OSError as error:
            raise RunError(f"a process cannot be started with {sys.executable!r}: {error}") from error
        return self._process

    def _ask(self, process: Process, parcel: bytes, timeout: float | None) -> bytes:
        with _deadline(process, timeout) as expired:
            with contextlib.suppress(OSError):  # then reading fails too, and says why
                send(cast(BinaryIO, process.stdin), parcel)
            return self._heard(process, expired, f"ran for {timeout} seconds and was ended")

    def _heard(self, process: Process, expired: threading.Event, late: str) -> bytes:
        """Return the next message of a process."""
        with contextlib.suppress(EOFError, OSError):
            return receive(cast(BinaryIO, process.stdout))
        code = process.wait()
        raise LostWorkerError(f"process {process.pid} {late if expired.is_set() else self._last_words(code)}")

    def _last_words(self, code: int) -> str:
        if code < 0:
            return f"was ended by signal {-code} ({signal.strsignal(-code)})"
        assert self._errors
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return f"ended with code {code}" + (f" ({said[-1][:300]})" if said else "")

    def _end(self) -> None:
        """End and bury the process there is, if any."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, self._errors):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()


@contextlib.contextmanager
def _deadline(process: Process, timeout: float | None) -> Iterator[threading.Event]:
    """Kill a process unless the block ends in time; the event says whether that happened."""
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(timeout, expire) if timeout is not None else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        yield expired
    finally:
        if timer:
            timer.cancel()
