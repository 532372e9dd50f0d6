"""What runs inside a process that computes cells, and how it is spoken to.

The process is started with its standard input and output as the two ends of the line. A thread
listens all the time, so that the process ends as soon as the line breaks: when whoever started it
has gone, for whatever reason, nothing is left behind.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

import numba  # noqa: F401  (slow to load: done before the first cell is timed)

from detente.ensemble.frames import receive, send
from detente.ensemble.parcels import answer

__all__ = ["READY", "serve"]

#: The first thing a worker says.
READY = b"ready"


def serve() -> None:
    """Answer parcels until the line breaks; does not return."""
    requests, replies = _taken_over()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the process decides when it ends
    parcels: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, parcels), daemon=True).start()
    send(replies, READY)
    while True:
        reply = answer(parcels.get())
        try:
            send(replies, reply)
        except OSError:
            os._exit(0)


def _taken_over() -> tuple[BinaryIO, BinaryIO]:
    """Keep the line for messages: what a library prints goes to the error output instead."""
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return requests, replies


def _listen(requests: BinaryIO, parcels: SimpleQueue[bytes]) -> None:
    try:
        while True:
            parcels.put(receive(requests))
    except (EOFError, OSError):
        os._exit(0)
