"""A Dask scheduler and workers of one thread, each a process of this machine, and their processor time."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LocalDask", "cpu_of", "local_dask"]

HERE = Path(__file__).resolve().parent
PATIENCE = 60.0


@dataclass
class LocalDask:
    """Where the scheduler is, and its process and those of the workers."""

    address: str
    scheduler: int
    workers: tuple[int, ...]


@contextlib.contextmanager
def local_dask(workers: int) -> Iterator[LocalDask]:
    """Have a scheduler with some workers on 127.0.0.1, all of them joined, without dashboards."""
    import distributed

    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "scheduler.json"
        try:
            processes.append(_started("dask_scheduler", folder, "--port", "0", "--scheduler-file", str(file)))
            address = _address(file)
            for _ in range(workers):
                processes.append(_started("dask_worker", folder, address, "--nthreads", "1", "--no-nanny"))
            with distributed.Client(address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=PATIENCE)
            scheduler, *others = (process.pid for process in processes)
            yield LocalDask(address, scheduler, tuple(others))
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _started(program: str, folder: str, *options: str) -> subprocess.Popen[bytes]:
    fixed = ("--host", "127.0.0.1", "--no-dashboard")
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *fixed, *options],
        env={**os.environ, "PYTHONPATH": str(HERE), "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(file: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")


def cpu_of(*processes: int) -> float:
    """Return the processor seconds that processes have used so far; of this one if none is named."""
    import psutil

    times = [psutil.Process(pid).cpu_times() for pid in processes or (os.getpid(),)]
    return float(sum(t.user + t.system for t in times))
