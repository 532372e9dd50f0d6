"""Messages on a pipe: the length, then the bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

__all__ = ["receive", "send"]

LENGTH = struct.Struct("<Q")


def send(line: BinaryIO, message: bytes) -> None:
    """Write one message.

    Raises
    ------
    OSError
        When nobody reads any more.
    """
    line.write(LENGTH.pack(len(message)))
    line.write(message)
    line.flush()


def receive(line: BinaryIO) -> bytes:
    """Read one message.

    Raises
    ------
    EOFError
        When the other side has gone, also in the middle of a message.
    """
    (length,) = LENGTH.unpack(_exactly(line, LENGTH.size))
    return _exactly(line, length)


def _exactly(line: BinaryIO, size: int) -> bytes:
    found = line.read(size)
    if len(found) < size:
        raise EOFError
    return found
