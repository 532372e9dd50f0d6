"""A Dask scheduler and workers as processes of this machine, to be killed by tests."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["LocalDask", "local_dask"]

ROOT = Path(__file__).resolve().parents[2]


class LocalDask:
    """One scheduler and some workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--scheduler-file", str(self.file))

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                f"distributed.cli.{program}",
                "--host",
                "127.0.0.1",
                "--no-dashboard",
                *options,
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    @property
    def address(self) -> str:
        """Address of the scheduler, once it has written it."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, ValueError):
                return str(json.loads(self.file.read_text())["address"])
            time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker of one thread; it joins a second or two later."""
        return self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny")

    def close(self) -> None:
        """End all processes."""
        for process in self.processes:
            process.kill()
            process.wait()


@contextlib.contextmanager
def local_dask(workers: int) -> Iterator[LocalDask]:
    """Have a scheduler with some workers, all of them joined."""
    import distributed

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        dask = LocalDask(Path(folder))
        try:
            for _ in range(workers):
                dask.add_worker()
            with distributed.Client(dask.address, set_as_default=False) as client:
                if workers:
                    client.wait_for_workers(workers, timeout=30)
            yield dask
        finally:
            dask.close()
