"""The far side of a process: what it says, and when it ends."""

from __future__ import annotations

import subprocess
import sys

from tests.ensemble.cell_work import Cell, Job, compute

from detente.ensemble.frames import receive, send
from detente.ensemble.parcels import pack, unpack
from detente.ensemble.process_worker import READY


def test_it_answers_and_ends_with_the_line() -> None:
    """Printing does not disturb the line; the process ends when the line is closed."""
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; from detente.ensemble.process_worker import serve; serve()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    assert receive(process.stdout) == READY  # type: ignore[arg-type]
    send(process.stdin, pack(compute, Job(key="n", act="noise"), Cell(number=0)))  # type: ignore[arg-type]
    assert len(unpack(receive(process.stdout))["normal"]) == 100  # type: ignore[arg-type]
    process.stdin.close()
    assert process.wait(5) == 0
    assert b"noise" in process.stderr.read()
    process.stdout.close()
    process.stderr.close()
