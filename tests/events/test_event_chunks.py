"""A stream of bytes cut at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events import event_chunks
from detente.events.event_chunks import Chunk, line_chunks
from detente.events.event_inputs import BrokenFileError
from detente.events.event_rejections import Rejections


def cut(pieces: list[bytes], size: int = 8) -> tuple[list[Chunk], Rejections]:
    """Cut pieces, and give what was counted."""
    rejections = Rejections()
    return list(line_chunks(iter(pieces), rejections, "f", size=size)), rejections


@given(
    st.binary(max_size=200).map(lambda b: bytes(97 + x % 3 if x % 5 else 10 for x in b)),
    st.integers(1, 9),
    st.integers(1, 30),
)
@settings(deadline=None, max_examples=40)
def test_nothing_is_lost(content: bytes, piece: int, size: int) -> None:
    """Chunks together are the stream, each ends with a line and knows its number."""
    chunks, _ = cut([content[k : k + piece] for k in range(0, len(content), piece)], size)
    joined = b"".join(chunk.content for chunk in chunks)
    assert joined == content + (b"" if content.endswith(b"\n") or not content else b"\n")
    assert all(chunk.content.endswith(b"\n") for chunk in chunks)
    firsts = [1 + joined[: joined.index(chunk.content)].count(b"\n") for chunk in chunks[:1]]
    assert [chunk.first for chunk in chunks[:1]] == firsts


def test_lines_too_long_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line past the bound is counted, wherever it stands, and the lines after it keep their numbers."""
    monkeypatch.setattr(event_chunks, "MOST_LINE", 10)
    pieces = [b"a\n", b"x" * 12, b"y" * 30, b"\nb\nc", b"\n", b"z" * 25]
    chunks, rejections = cut(pieces)
    assert b"".join(chunk.content for chunk in chunks) == b"a\nb\nc\n"
    assert (chunks[0].first, chunks[1].first, rejections.counts) == (1, 3, {"long line": 2})
    assert rejections.examples["long line"] == ["f:2: 42 bytes", "f:5: 25 bytes"]


def test_carriage_returns_alone_end_lines() -> None:
    """Files of old Macs have lines too."""
    assert [chunk.content for chunk in cut([b"a\rb\r", b"c"])[0]] == [b"a\nb\nc\n"]


def test_whole_lines_before_a_break_are_given() -> None:
    """What came before a break is given out, but for the line that it cut."""

    def broken() -> Iterator[bytes]:
        yield b"a\nb\nhal"
        raise BrokenFileError("is cut off")

    stream = line_chunks(broken(), Rejections(), "f")
    assert next(stream).content == b"a\nb\n"
    with pytest.raises(BrokenFileError):
        next(stream)
