"""Messages on a pipe."""

from __future__ import annotations

import io

import pytest

from detente.ensemble.frames import receive, send


def test_messages_come_as_they_were_sent() -> None:
    """Messages of any length, none included, come one by one."""
    line = io.BytesIO()
    messages = [b"", b"a", b"b" * 100_000]
    for message in messages:
        send(line, message)
    line.seek(0)
    assert [receive(line) for _ in messages] == messages


@pytest.mark.parametrize("kept", [0, 3, 8, 12])
def test_a_broken_line_is_told(kept: int) -> None:
    """A line that ends before, or inside, a message is no message."""
    line = io.BytesIO()
    send(line, b"hello")
    with pytest.raises(EOFError):
        receive(io.BytesIO(line.getvalue()[:kept]))
