"""Lines of any list of events made alike: UTF-8, tabs between fields, no quotation marks."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.events.event_chunks import MOST_LINE, Chunk
from detente.events.event_layout import Layout
from detente.events.event_lines import Lines
from detente.events.event_rejections import Rejections
from detente.events.quoted_lines import Unquoter

__all__ = ["Cleaner"]

LATIN = "latin-1"
BOM = codecs.BOM_UTF8
SLICE = 1 << 20


@dataclass(kw_only=True, eq=False)
class Cleaner:
    """What is done to the lines of one file before they are read as a table.

    Attributes
    ----------
    layout : Layout
    file : str
        For examples.
    rejections : Rejections
        Lines too long, with NUL bytes, with another number of fields or an open quotation mark.
    rows : int
        Lines looked at so far that are neither empty, too long nor the header.
    latin : int
        Lines that are no UTF-8 and were read as Latin-1.
    """

    layout: Layout
    file: str
    rejections: Rejections
    rows: int = 0
    latin: int = 0
    unquoter: Unquoter = field(init=False)

    def __post_init__(self) -> None:
        self.unquoter = Unquoter(delimiter=self.layout.delimiter)

    def clean(self, chunk: Chunk) -> Lines:
        """Give the lines of a chunk that can be read, each with its number, as :meth:`Layout.narrowed` says.

        Notes
        -----
        Carriage returns within a line, and tabs and line feeds within quotation marks, become blanks.
        Rows of a list in quotation marks whose end is not in the chunk are kept for the next one.
        """
        content = chunk.content.removeprefix(BOM) if chunk.first == 1 else chunk.content
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b" ")
        lines = Lines.of(content, chunk.first)
        if self.layout.header and chunk.first == 1:
            lines = lines.only(lines.numbers > 1)
        return self._finish(self._unpacked(self._readable(lines)))

    def rest(self) -> Lines:
        """Give what was kept back, at the end of the file."""
        if not self.layout.quoted:
            return Lines.of(b"", 1)
        return self._finish(self._counted(*self.unquoter.finish()))

    def _readable(self, lines: Lines) -> Lines:
        """Take out lines that are no text, and turn other encodings into UTF-8."""
        lines = self._dropping(lines, lines.lengths() > MOST_LINE, "long line", counted=True)
        if b"\0" in lines.content:
            lines = self._dropping(lines, lines.holding(0), "nul")
        return lines if _is_utf8(lines.content) else self._decoded(lines)

    def _decoded(self, lines: Lines) -> Lines:
        """Read the lines that are no UTF-8 as Latin-1; the others stay."""
        texts = lines.content.split(b"\n")
        for place, text in enumerate(texts):
            if not _is_utf8(text):
                texts[place] = text.decode(LATIN).encode()
                self.latin += 1
        return Lines(content=b"\n".join(texts), numbers=lines.numbers)

    def _unpacked(self, lines: Lines) -> Lines:
        """Put tabs between fields."""
        delimiter = self.layout.delimiter.encode()
        if self.layout.quoted and (self.unquoter.holds or b'"' in lines.content):
            return self._counted(*self.unquoter.take(lines))
        if delimiter == b"\t":
            return lines
        return Lines(
            content=lines.content.translate(bytes.maketrans(b"\t" + delimiter, b" \t")), numbers=lines.numbers
        )

    def _counted(self, lines: Lines, unclosed: list[tuple[int, str]]) -> Lines:
        """Count the lines whose quotation marks are never closed."""
        self.rows += len(unclosed)
        self.rejections.add("quotes", len(unclosed))
        for number, text in unclosed[: self.rejections.wants("quotes")]:
            self.rejections.show("quotes", f"{self.file}:{number}", text)
        return lines

    def _finish(self, lines: Lines) -> Lines:
        """Take out empty lines and those with another number of fields, and columns not used."""
        lines = lines.only(lines.lengths() > 0)
        fields = lines.fields()
        self.rows += len(lines)
        wrong = (fields < self.layout.fewest) | (fields > self.layout.width)
        kept = np.zeros(self.layout.width, dtype=bool)
        kept[list(self.layout.used)] = True
        return self._dropping(lines, wrong, "fields", counted=True).columns(kept)

    def _dropping(
        self, lines: Lines, wrong: NDArray[np.bool_], reason: str, *, counted: bool = False
    ) -> Lines:
        """Take out lines and count them, as rows too unless they are ``counted`` as such elsewhere."""
        if not wrong.any():
            return lines
        places = np.flatnonzero(wrong)
        self.rows += 0 if counted else len(places)
        self.rejections.add(reason, len(places))
        for place in places[: self.rejections.wants(reason)].tolist():
            text = lines.line(place)[:400].decode("utf-8", "replace")
            self.rejections.show(reason, f"{self.file}:{lines.numbers[place]}", text.replace("\0", "\\0"))
        return lines.only(~wrong)


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(view), SLICE):
            decoder.decode(view[start : start + SLICE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
