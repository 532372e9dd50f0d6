"""Lines held as bytes: where they end, how many fields they have, which are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Lines"]

#: Bytes looked at in one go: they fit the processor's cache.
SLICE = 1 << 20
FEED, TAB = 10, 9


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines:
    """Some lines of a file.

    Attributes
    ----------
    content : bytes
        Each line ends in a line feed.
    numbers : array of int64
        Number of each line in its file, from 1.
    """

    content: bytes
    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, content: bytes, first: int) -> Lines:
        """Number lines from ``first`` on."""
        ends = _places(content, FEED)
        lines = cls(content=content, numbers=first + np.arange(len(ends), dtype=np.int64))
        lines.__dict__["ends"] = ends
        return lines

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Places of the line feeds."""
        return _places(self.content, FEED)

    def fields(self) -> NDArray[np.int64]:
        """Number of fields between tabs of each line; 1 for an empty line."""
        counts = []
        before = 0  # tabs of the line that the last slice left unfinished
        array = np.frombuffer(self.content, np.uint8)
        for start in range(0, len(array), SLICE):
            part = array[start : start + SLICE]
            tabs = np.flatnonzero(part == TAB)
            until = np.searchsorted(tabs, np.flatnonzero(part == FEED))
            if len(until):
                counts.append(np.diff(until, prepend=-before) + 1)
                before = len(tabs) - int(until[-1])
            else:
                before += len(tabs)
        return np.concatenate(counts).astype(np.int64) if counts else np.zeros(0, np.int64)

    def lengths(self) -> NDArray[np.int64]:
        """Bytes of each line, its end not counted."""
        return np.diff(self.ends, prepend=-1) - 1

    def holding(self, byte: int) -> NDArray[np.bool_]:
        """Tell which lines have a byte in them."""
        found = np.zeros(len(self), dtype=bool)
        found[np.searchsorted(self.ends, _places(self.content, byte))] = True
        return found

    def only(self, kept: NDArray[np.bool_]) -> Lines:
        """Keep some of the lines."""
        if kept.all():
            return self
        mask = np.repeat(kept, self.lengths() + 1)
        return Lines(
            content=np.frombuffer(self.content, np.uint8)[mask].tobytes(), numbers=self.numbers[kept]
        )

    def columns(self, kept: NDArray[np.bool_]) -> Lines:
        """Keep some columns of lines that all have as many fields as ``kept``; the last is kept."""
        if kept.all():
            return self
        array, parts, first = np.frombuffer(self.content, np.uint8), [], 0
        for start in range(0, len(array), SLICE):
            part = array[start : start + SLICE]
            marks = np.flatnonzero((part == TAB) | (part == FEED))
            lengths = np.diff(marks, prepend=-1, append=len(part) - 1)
            # The first field of a slice is the rest of the one that the last slice cut.
            parts.append(part[np.repeat(np.resize(np.roll(kept, -first), len(lengths)), lengths)])
            first = (first + len(marks)) % len(kept)
        return Lines(content=b"".join(part.tobytes() for part in parts), numbers=self.numbers)

    def line(self, place: int) -> bytes:
        """Give one line without its end; ``place`` counts from 0."""
        begin = int(self.ends[place - 1]) + 1 if place else 0
        return self.content[begin : int(self.ends[place])]


def _places(content: bytes, byte: int) -> NDArray[np.int64]:
    array = np.frombuffer(content, np.uint8)
    slices = range(0, len(array), SLICE)
    found = [np.flatnonzero(array[start : start + SLICE] == byte) + start for start in slices]
    return np.concatenate(found) if found else np.zeros(0, np.int64)
