"""A stream of bytes cut at the ends of lines, whatever the length of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.events.event_inputs import BrokenFileError
from detente.events.event_rejections import Rejections

__all__ = ["CHUNK", "MOST_LINE", "Chunk", "line_chunks"]

#: Bytes held at once; a chunk is a little less, so that it ends with a line.
CHUNK = 32 << 20
#: Bytes of the longest line that is read. The longest of GDELT have a few thousand.
MOST_LINE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Whole lines, each ending in a line feed; ``first`` is the number of the first one, from 1."""

    content: bytes
    first: int


def line_chunks(
    pieces: Iterator[bytes], rejections: Rejections, file: str, *, size: int = CHUNK
) -> Iterator[Chunk]:
    """Cut a stream into chunks of whole lines, in memory of about twice ``size``.

    Parameters
    ----------
    pieces : iterator of bytes
    rejections : Rejections
        Lines of more than :data:`MOST_LINE` bytes are counted there and passed over unread.
    file : str
        For examples.
    size : int
        Bytes of a chunk.

    Yields
    ------
    Chunk
        None is empty. Line feeds end lines; where the first megabyte has none, carriage returns do.

    Raises
    ------
    BrokenFileError
        As the stream does, after the whole lines before the break were given out.
    """
    cutter = _Cutter(rejections, file)
    broken: BrokenFileError | None = None
    try:
        for piece in pieces:
            cutter.add(piece)
            if cutter.held >= size and (chunk := cutter.cut()):
                yield chunk
    except BrokenFileError as error:
        broken = error
    if chunk := cutter.cut(last=broken is None):
        yield chunk
    if broken:
        raise broken


class _Cutter:
    """Bytes not yet given out, and the number of the line they begin with."""

    def __init__(self, rejections: Rejections, file: str) -> None:
        self.rejections, self.file = rejections, file
        self.parts: list[bytes] = []
        self.held = 0
        self.line = 1
        self.passing = 0  # bytes of a line too long that were passed over
        self.old_mac: bool | None = None

    def add(self, piece: bytes) -> None:
        """Take in more of the stream, less what belongs to a line that is too long."""
        if self.old_mac is None and (b"\n" in piece or b"\r" in piece):
            self.old_mac = b"\n" not in piece and b"\r" in piece[:-1]
        if self.old_mac:
            piece = piece.replace(b"\r", b"\n")
        if self.passing:
            end = piece.find(b"\n")
            self.passing += len(piece) if end < 0 else end
            if end < 0:
                return
            self._passed()
            piece = piece[end + 1 :]
        self.parts.append(piece)
        self.held += len(piece)

    def cut(self, *, last: bool = False) -> Chunk | None:
        """Give the whole lines held; at the last of the stream its end also ends a line."""
        joined = b"".join(self.parts)
        if last and self.passing:
            self._passed()
        if last and joined and not joined.endswith(b"\n"):
            joined += b"\n"
        end = joined.rfind(b"\n") + 1
        self._keep(joined[end:])
        if not end:
            return None
        chunk = Chunk(content=joined[:end], first=self.line)
        self.line += joined.count(b"\n")
        return chunk

    def _keep(self, rest: bytes) -> None:
        """Hold the beginning of a line for later, or pass over it if it is too long already."""
        self.parts, self.held = [rest], len(rest)
        if len(rest) > MOST_LINE:
            self.passing = len(rest)
            self.parts, self.held = [], 0

    def _passed(self) -> None:
        """Count the line too long that has come to its end."""
        self.rejections.add("long line")
        # Line feeds held before it were given out, so it is the line after those.
        self.rejections.show("long line", f"{self.file}:{self.line}", f"{self.passing:,} bytes")
        self.line += 1
        self.passing = 0
