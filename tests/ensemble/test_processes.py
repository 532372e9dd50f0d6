"""Processes that die, hang, or outlive whoever started them."""

from __future__ import annotations

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
from tests.ensemble.cell_work import compute, tasks_of

from detente.ensemble.crews import Arrays, Crew
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import Here, Processes
from detente.errors import RunError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two processes for the whole module."""
    with Processes(2).opened() as crew:
        yield crew


def run(crew: Crew, n: int, timeout: float | None = None, **job: str) -> dict[int, Arrays]:
    """Run ``n`` cells and return what was handed over."""
    found: dict[int, Arrays] = {}
    run_cells(compute, tasks_of(n, **job), workers=crew, done=found.__setitem__, timeout=timeout)
    return found


def alive(pid: int) -> bool:
    """Whether a process runs still; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def pids(folder: Path) -> list[int]:
    """Processes that left a trace."""
    return [int(path.name[4:]) for path in folder.glob("pid-*")]


def test_one_thread_each(crew: Crew) -> None:
    """Numerical libraries use one thread in each process."""
    assert {int(arrays["threads"][0]) for arrays in run(crew, 6, act="threads").values()} == {1}


@pytest.mark.slow
def test_a_killed_process_is_replaced(crew: Crew, tmp_path: Path) -> None:
    """A process that is killed loses nothing but time."""
    assert len(run(crew, 10, act="die once", folder=str(tmp_path))) == 10


@pytest.mark.slow
def test_a_stopped_process_is_timed_out(crew: Crew, tmp_path: Path) -> None:
    """A process that answers nothing any more is ended, and its cell done by another."""
    assert len(run(crew, 10, timeout=1.0, act="stop once", folder=str(tmp_path))) == 10


@pytest.mark.slow
def test_a_fatal_cell_is_named(crew: Crew) -> None:
    """A cell that kills every worker ends the run, by name; what was done before is kept."""
    found: dict[int, Arrays] = {}
    with pytest.raises(RunError, match=r"test-0002 was given up after 3 attempts.*signal 9"):
        run_cells(compute, tasks_of(10, act="die"), workers=crew, done=found.__setitem__)
    assert {0, 1} <= found.keys()


@pytest.mark.slow
def test_an_endless_cell_is_named(crew: Crew) -> None:
    """A cell that never ends is reported with the time it was given."""
    with pytest.raises(RunError, match=r"test-0002 was given up .* ran for 0\.4 seconds"):
        run(crew, 4, timeout=0.4, act="hang")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments(crew: Crew, tmp_path: Path, seed: int) -> None:
    """Kills at random moments leave every byte as computed here."""
    rng, over = random.Random(seed), threading.Event()

    def kill() -> None:
        for _ in range(4):
            over.wait(rng.uniform(0.1, 0.5))
            for pid in rng.sample(found, 1) if (found := [p for p in pids(tmp_path) if alive(p)]) else ():
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found: dict[int, Arrays] = {}
    tasks = tasks_of(60, act="slow", folder=str(tmp_path))
    run_cells(compute, tasks, workers=crew, done=found.__setitem__, retries=5)
    over.set()
    killer.join()
    expected: dict[int, Arrays] = {}
    run_cells(compute, tasks_of(60), workers=Here(), done=expected.__setitem__)
    assert {k: v["normal"].tobytes() for k, v in found.items()} == {
        k: v["normal"].tobytes() for k, v in expected.items()
    }
    assert len(pids(tmp_path)) > 2


SCRIPT = """
from detente.ensemble.driving import run_cells
from detente.ensemble.workers import Processes
from tests.ensemble.cell_work import compute, tasks_of
try:
    tasks = tasks_of(1000, act="slow", folder={folder!r})
    run_cells(compute, tasks, workers=Processes(2), done=lambda *_: None)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_its_run(tmp_path: Path, sent: signal.Signals) -> None:
    """Whether the caller, a script without a guard, is killed or interrupted: no orphan, no noise."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(folder=str(tmp_path)))
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while len(pids(tmp_path)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids(tmp_path)) == 2
    parent.send_signal(sent)
    said, errors = parent.communicate(timeout=5)
    deadline = time.monotonic() + 5
    while any(map(alive, pids(tmp_path))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in pids(tmp_path) if alive(pid)] == []
    assert (said.strip(), errors) == (b"interrupted" if sent == signal.SIGINT else b"", b"")
