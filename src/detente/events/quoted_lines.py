"""Rows in which fields stand in quotation marks, and may hold delimiters and line ends."""

from __future__ import annotations

import csv

import numpy as np

from detente.events.event_lines import Lines

__all__ = ["MOST_LINES", "Unquoter"]

#: Lines that one row may span; after that its quotation mark is taken for one that is never closed.
MOST_LINES = 100
#: Characters of one row with quotation marks: more is a mark that is never closed.
MOST_LENGTH = 1 << 20
BLANK = str.maketrans("\t\n\r", "   ")


class Unquoter:
    """Turns rows with quotation marks into lines with tabs, over the ends of chunks.

    A quotation mark that is not closed within :data:`MOST_LINES` lines costs its own line: reading
    goes on with the line after it.
    """

    def __init__(self, *, delimiter: str) -> None:
        self.delimiter = delimiter
        self.texts: list[str] = []
        self.numbers: list[int] = []

    @property
    def holds(self) -> bool:
        """Tell whether the beginning of a row is kept for the next chunk."""
        return bool(self.texts)

    def take(self, lines: Lines) -> tuple[Lines, list[tuple[int, str]]]:
        """Give the rows that are complete, and number and text of lines never closed."""
        self.texts += lines.content.decode().split("\n")[:-1]
        self.numbers += lines.numbers.tolist()
        return self._rows(last=False)

    def finish(self) -> tuple[Lines, list[tuple[int, str]]]:
        """Give what is left at the end of the file."""
        return self._rows(last=True)

    def _rows(self, *, last: bool) -> tuple[Lines, list[tuple[int, str]]]:
        out: list[str] = []
        numbers: list[int] = []
        unclosed: list[tuple[int, str]] = []
        place = 0
        while place < len(self.texts):
            row, used = self._row(place)
            if row is None and not last and place + MOST_LINES > len(self.texts):
                break
            if row is None:
                unclosed.append((self.numbers[place], self.texts[place]))
            else:
                out.append("\t".join(row))
                numbers.append(self.numbers[place])
            place += used
        self.texts, self.numbers = self.texts[place:], self.numbers[place:]
        content = "".join(f"{line}\n" for line in out).encode()
        return Lines(content=content, numbers=np.array(numbers, dtype=np.int64)), unclosed

    def _row(self, place: int) -> tuple[list[str] | None, int]:
        """Read the row that begins at a line: its fields, None if it is never closed, and its lines."""
        text = self.texts[place]
        if '"' not in text:
            return [field.translate(BLANK) for field in text.split(self.delimiter)], 1
        for used in range(1, min(MOST_LINES, len(self.texts) - place) + 1):
            text = text if used == 1 else f"{text}\n{self.texts[place + used - 1]}"
            if len(text) > MOST_LENGTH:
                break
            if used == 1 or '"' in self.texts[place + used - 1]:
                row = self._fields(text)
                if row is not None:
                    return row, used
        return None, 1

    def _fields(self, text: str) -> list[str] | None:
        """Split a row; None while a quotation mark is open."""
        try:
            row = next(csv.reader([text], delimiter=self.delimiter, strict=True), [])
        except csv.Error as error:
            if "end of data" in str(error) or "field larger" in str(error):
                return None
            try:
                row = next(csv.reader([text], delimiter=self.delimiter), [])
            except csv.Error:
                return None
        return [field.translate(BLANK) for field in row]
