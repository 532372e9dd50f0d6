"""Peak memory of a whole command with some draws and with ten times as many.

This module imports nothing of detente: on Linux the peak of a new process begins with what the
process that started it holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from ensemble_table import Effort, figure, heading, say, table

__all__ = ["measure", "peak_of"]

CASE = "us-russia"
#: By how much the peak may grow with ten times the draws.
BOUND = 0.10


def measure(effort: Effort) -> None:
    """Print peaks, and whether they stay within the bound."""
    few = 10_000 if effort.full else effort.pick(20, 200)
    heading(
        f"Peak memory of `detente run {CASE}`, {few:,} and {10 * few:,} draws",
        "The most that the one process of the command ever held, imports and compiled code included, two\n"
        "threads doing the work so that there is no other process. Packages are counted in the first 100\n"
        f"draws of either. Ten times the draws may take {100 * BOUND:.0f} percent more.",
    )
    peaks: list[float] = []
    table(("draws", "wall, s", "peak, MB"), [_row(draws, peaks) for draws in (few, 10 * few)])
    grown = peaks[1] / peaks[0] - 1
    say("")
    say(f"{100 * grown:+.1f} percent: {'within' if grown <= BOUND else 'NOT WITHIN'} the bound")


def _row(draws: int, peaks: list[float]) -> list[str]:
    began = time.perf_counter()
    peaks.append(peak_of("run", CASE, "--draws", str(draws), "--executor", "threads", "--workers", "2"))
    return [f"{draws:,}", figure(time.perf_counter() - began), figure(peaks[-1])]


def peak_of(*arguments: str) -> float:
    """Run a command of detente and return the peak of its process in MB.

    Raises
    ------
    RuntimeError
        When it fails.
    """
    command = [sys.executable, "-m", "detente", *arguments]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"detente {' '.join(arguments)}: {said.read().decode(errors='replace')}")
    # The unit of ru_maxrss is a kilobyte on Linux and a byte on macOS.
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
