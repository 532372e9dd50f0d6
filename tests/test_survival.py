"""Whole runs that are killed at random moments: they finish or resume to the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ensemble.dask_processes import LocalDask, local_dask

import detente
from detente.ensemble import parcels
from detente.errors import RunError

pytestmark = pytest.mark.slow

DRAWS = 1_600
RUN = ("run", "two-issues", "--draws", str(DRAWS), "--json")
needs_dask = pytest.mark.skipif(
    not __import__("importlib.util").util.find_spec("distributed"), reason="Dask is not installed"
)


@pytest.fixture(scope="module")
def expected() -> str:
    """The result of a run that nothing happens to."""
    return detente.run(detente.load("two-issues"), draws=DRAWS, executor="here").to_json()


@pytest.fixture(scope="module")
def dask() -> Iterator[LocalDask]:
    """A scheduler and two workers."""
    with local_dask(2) as dask:
        yield dask


def begin(*words: str, folder: Path) -> subprocess.Popen[str]:
    """Begin a command in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "detente", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def blocks(folder: Path) -> int:
    """Blocks that are kept so far."""
    return len(list(folder.glob("runs/*/blocks/*.npz")))


def wait_for_blocks(process: subprocess.Popen[str], folder: Path, n: int) -> None:
    """Wait until a run has kept so many blocks, or has ended."""
    deadline = time.monotonic() + 60
    while blocks(folder) < n and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """Processes begun by a process."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in listed.stdout.split()]


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_a_killed_run_resumes_to_the_same_bytes(expected: str, tmp_path: Path, executor: str) -> None:
    """SIGKILL twice at random moments; what was kept is found, the rest is done, the bytes are the same."""
    luck = random.Random(executor)
    words = [*RUN, "--keep", "--executor", executor]
    for _ in range(2):
        process = begin(*words, folder=tmp_path)
        wait_for_blocks(process, tmp_path, blocks(tmp_path) + luck.randint(1, 6))
        process.kill()
        process.communicate()
        words = ["run", "--resume", "--json", "--executor", executor]
    before = blocks(tmp_path)
    assert before > 0
    out, err = begin(*words, folder=tmp_path).communicate(timeout=120)
    assert out == expected, err
    assert blocks(tmp_path) >= before
    (manifest,) = tmp_path.glob("runs/*/manifest.json")
    told = json.loads(manifest.read_text("utf-8"))
    assert told["state"] == "complete"
    assert set(told["files"]) == {"verdict.json", "verdict.csv", "funnel.csv", "report.txt"}


def test_an_interrupted_run_says_how_to_go_on(expected: str, tmp_path: Path) -> None:
    """Ctrl-C keeps what is done, leaves with 130, and names the command that goes on."""
    process = begin(*RUN, "--keep", "--executor", "processes", folder=tmp_path)
    wait_for_blocks(process, tmp_path, 3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert "finished blocks are kept in runs/" in err
    (word,) = [line.split("--resume ")[1].split()[0] for line in err.splitlines() if "--resume" in line]
    assert begin("run", word, "--resume", "--json", folder=tmp_path).communicate(timeout=120)[0] == expected


def test_a_killed_process_costs_nothing(expected: str, tmp_path: Path) -> None:
    """SIGKILL of a worker process at a random moment: the run itself finishes, same bytes."""
    process = begin(*RUN, "--keep", "--executor", "processes", "--workers", "2", folder=tmp_path)
    wait_for_blocks(process, tmp_path, random.Random(5).randint(2, 9))
    workers = children(process.pid)
    os.kill(workers[0], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert out == expected, err


def test_a_process_that_hangs_is_timed_out(expected: str, tmp_path: Path) -> None:
    """SIGSTOP of a worker process: its block is done by another after the timeout, same bytes."""
    process = begin(
        *RUN, "--keep", "--executor", "processes", "--workers", "2", "--timeout", "4", folder=tmp_path
    )
    wait_for_blocks(process, tmp_path, 3)
    os.kill(children(process.pid)[0], signal.SIGSTOP)
    out, err = process.communicate(timeout=120)
    assert out == expected, err


@needs_dask
def test_a_killed_dask_worker_costs_nothing(expected: str, dask: LocalDask) -> None:
    """SIGKILL of a Dask worker at a random moment: another does its blocks, same bytes."""
    worker = dask.add_worker()
    timer = threading.Timer(random.Random(2).uniform(1.0, 3.0), worker.kill)
    timer.start()
    found = detente.run(detente.load("two-issues"), draws=DRAWS, executor=dask.address)
    timer.join()
    assert found.to_json() == expected


@needs_dask
def test_a_killed_client_resumes_to_the_same_bytes(expected: str, dask: LocalDask, tmp_path: Path) -> None:
    """SIGKILL of the program that drives the cluster; it resumes without it to the same bytes."""
    process = begin(*RUN, "--keep", "--cluster", dask.address, folder=tmp_path)
    wait_for_blocks(process, tmp_path, random.Random(3).randint(2, 9))
    process.kill()
    process.communicate()
    assert blocks(tmp_path) > 0
    out, err = begin("run", "--resume", "--json", folder=tmp_path).communicate(timeout=120)
    assert out == expected, err


@needs_dask
def test_a_killed_scheduler_leaves_a_run_to_resume(expected: str, tmp_path: Path) -> None:
    """SIGKILL of the scheduler: a clear error in seconds, and the run resumes to the same bytes."""
    with local_dask(1) as dask:
        process = begin(*RUN, "--keep", "--cluster", dask.address, folder=tmp_path)
        wait_for_blocks(process, tmp_path, 3)
        dask.scheduler.kill()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "Error: " in err
    assert "Traceback" not in err
    out, err = begin("run", "--resume", "--json", folder=tmp_path).communicate(timeout=120)
    assert out == expected, err


@needs_dask
def test_workers_of_another_version_are_refused(dask: LocalDask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of another version of detente gets no block, and the reason names both."""
    monkeypatch.setattr(parcels, "__version__", "99.0")
    with pytest.raises(RunError, match=r"99\.0") as caught:
        detente.run(detente.load("two-issues"), draws=100, executor=dask.address)
    assert detente.__version__ in str(caught.value)
