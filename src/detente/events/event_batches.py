"""Cleaned lines of files, put together until there is enough for one reading by DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from detente.errors import ExchangeError
from detente.events.event_chunks import CHUNK, MOST_LINE, line_chunks
from detente.events.event_cleaning import BOM, Cleaner
from detente.events.event_inputs import BrokenFileError, Input, pieces
from detente.events.event_layout import Layout
from detente.events.event_lines import Lines
from detente.events.event_recognising import recognise
from detente.events.event_rejections import Rejections

__all__ = ["Batch", "EventFiles", "Segment"]

#: Files read in one go at most.
MOST_SEGMENTS = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class Segment:
    """Lines of one file in a batch.

    Attributes
    ----------
    file : str
    first : int
        Row of the batch with which they begin, from 0.
    content : bytes
    rows, lines : array of int64
        Runs of lines that follow one another in the file: the row from 0 with which each begins, and
        the number of its line.
    """

    file: str
    first: int
    content: bytes
    rows: NDArray[np.int64]
    lines: NDArray[np.int64]

    def place(self, row: int) -> str:
        """Say where a row of the segment stands, ``file:line``."""
        run = int(np.searchsorted(self.rows, row, side="right")) - 1
        return f"{self.file}:{self.lines[run] + row - self.rows[run]}"


@dataclass(kw_only=True, eq=False)
class Batch:
    """Lines of one layout, in the order of the files."""

    layout: Layout
    segments: list[Segment] = field(default_factory=list)
    rows: int = 0
    size: int = 0

    def add(self, file: str, lines: Lines) -> None:
        """Put lines at the end."""
        runs = np.flatnonzero(np.diff(lines.numbers, prepend=-1) != 1)
        segment = Segment(
            file=file, first=self.rows, content=lines.content, rows=runs, lines=lines.numbers[runs]
        )
        self.segments.append(segment)
        self.rows += len(lines)
        self.size += len(lines.content)

    def place(self, row: int) -> str:
        """Say where a row of the batch stands, ``file:line``."""
        segment = next(s for s in reversed(self.segments) if s.first <= row)
        return segment.place(row - segment.first)

    def emptied(self) -> Batch:
        """Forget the lines and keep where they stood."""
        bare = [replace(segment, content=b"") for segment in self.segments]
        return Batch(layout=self.layout, segments=bare, rows=self.rows)


@dataclass(kw_only=True, eq=False)
class EventFiles:
    """Files of events read one after the other, and what was found on the way.

    Attributes
    ----------
    inputs : sequence of Input
    format, columns
        As the user said them, see :func:`detente.events.event_recognising.recognise`.
    keep_going : bool
        Take what is whole of a broken file, and leave out files that are not recognised.
    moved : callable
        Told of bytes read.
    rejections : Rejections
    rows, latin : int
        Rows read, lines too long not among them; lines that are no UTF-8.
    formats : dict of name to int
        Files of each format.
    broken : list of str
        Files of which something could not be read, and what.
    empty : int
        Files without any row.
    """

    inputs: Sequence[Input]
    format: str | None = None
    columns: Mapping[str, str] | None = None
    keep_going: bool = False
    moved: Callable[[int], None] = lambda _: None
    rejections: Rejections = field(default_factory=Rejections)
    rows: int = 0
    latin: int = 0
    formats: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    empty: int = 0

    def batches(self) -> Iterator[Batch]:
        """Read all files.

        Raises
        ------
        ExchangeError
            If a file is of no known format, or is broken, unless ``keep_going``.
        """
        batch: Batch | None = None
        for layout, file, lines in self._parts():
            if batch is not None and (batch.layout.key != layout.key or _full(batch, lines)):
                yield batch
                batch = None
            batch = batch or Batch(layout=layout)
            batch.add(file, lines)
        if batch is not None:
            yield batch

    def _parts(self) -> Iterator[tuple[Layout, str, Lines]]:
        for item in self.inputs:
            try:
                yield from self._of_file(item)
            except ExchangeError as error:
                if not self.keep_going:
                    raise
                self.broken.append(str(error).splitlines()[0])

    def _of_file(self, item: Input) -> Iterator[tuple[Layout, str, Lines]]:
        """Read one file: recognise it by its head, then clean it chunk by chunk."""
        head, stream, broken = _head(pieces(item, self.moved))
        if not head.strip() and len(head) < MOST_LINE and broken is None:
            self.empty += 1
            return
        if not head:
            self._break(item, 0, broken)
            return
        layout = recognise(_sample(head, item.name), item.name, format=self.format, columns=self.columns)
        self._same_scale(layout, item)
        self.formats[layout.format.name] = self.formats.get(layout.format.name, 0) + 1
        cleaner = Cleaner(layout=layout, file=item.name, rejections=self.rejections)
        try:
            for chunk in line_chunks(stream, self.rejections, item.name):
                yield from _some(layout.narrowed(), item.name, cleaner.clean(chunk))
            yield from _some(layout.narrowed(), item.name, cleaner.rest())
        except BrokenFileError as error:
            yield from _some(layout.narrowed(), item.name, cleaner.rest())
            self._break(item, cleaner.rows, error)
        finally:
            self.rows += cleaner.rows
            self.latin += cleaner.latin

    def _same_scale(self, layout: Layout, item: Input) -> None:
        weights = layout.scheme == "copdab"
        if self.formats and weights != ("copdab" in self.formats):
            raise ExchangeError(
                f"{item.name} is {layout.format.name}, the files before it are {', '.join(self.formats)}: "
                "COPDAB weighs acts from -102 to 92, the others from -10 to 10; import them into tables of "
                "their own"
            )

    def _break(self, item: Input, rows: int, error: BrokenFileError | None) -> None:
        """Stop at a broken file, or note it."""
        text = f"{item.name} {error}, after {rows:,} whole rows"
        if not self.keep_going:
            raise ExchangeError(f"{text}; get it again, or import what is whole of it with --keep-going")
        self.broken.append(text)


def _full(batch: Batch, lines: Lines) -> bool:
    return batch.size + len(lines.content) > CHUNK or len(batch.segments) >= MOST_SEGMENTS


def _some(layout: Layout, file: str, lines: Lines) -> Iterator[tuple[Layout, str, Lines]]:
    if len(lines):
        yield layout, file, lines


def _head(stream: Iterator[bytes]) -> tuple[bytes, Iterator[bytes], BrokenFileError | None]:
    """Read about a megabyte ahead; the stream given back begins at the beginning all the same."""
    read: list[bytes] = []
    broken: BrokenFileError | None = None
    try:
        while sum(map(len, read)) < MOST_LINE and (piece := next(stream, b"")):
            read.append(piece)
    except BrokenFileError as error:
        broken = error
    head = b"".join(read)
    return head, chain([head], _breaking(broken) if broken else stream), broken


def _breaking(broken: BrokenFileError) -> Iterator[bytes]:
    raise broken
    yield b""


def _sample(head: bytes, file: str) -> list[str]:
    """Give the first lines as text, enough to recognise a format by."""
    text = head[:MOST_LINE].removeprefix(BOM)
    if not text.strip():
        raise ExchangeError(f"{file} is no list of events: it begins with a megabyte of blanks")
    ended = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\n" not in ended and len(head) > MOST_LINE // 2:
        raise ExchangeError(f"{file} is no list of events: its first line does not end within 1 MB")
    lines = ended.split(b"\n")
    # The last one may be cut off.
    whole = lines[:-1] if len(lines) > 1 and len(head) >= MOST_LINE else lines
    sound = [line.decode("utf-8", "replace") for line in whole[:5000] if b"\0" not in line]
    if len(sound) < 0.75 * len(whole[:5000]):
        raise ExchangeError(f"{file} is no text: it is full of NUL bytes")
    return sound
