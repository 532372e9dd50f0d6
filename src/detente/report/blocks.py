"""What a report consists of, before it is known where it will be shown.

A report is a sequence of blocks. :mod:`detente.report.console` shows them in a terminal,
:mod:`detente.report.plain` writes them as lines of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Facts",
    "Heading",
    "Item",
    "Items",
    "Paragraph",
    "Picture",
    "Section",
    "Table",
    "Tone",
    "printable",
    "visible",
]

Tone = Literal["plain", "strong", "muted", "good", "fair", "poor"]


def printable(text: str) -> str:
    """Return text on one line, with control characters replaced by spaces.

    A dossier may come from anyone; what stands in it must not steer the terminal.
    """
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return text with control characters replaced by spaces, and every space kept."""
    return "".join(char if char.isprintable() else " " for char in text)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Title of a part; ``level`` 1 is that of the whole."""

    text: str
    level: int = 2


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels and what they stand for, one pair a line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a list, perhaps with entries below it."""

    text: str
    tone: Tone = "plain"
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    ``flexible`` columns are wrapped where space is short; of a ``bar`` column only a terminal
    shows anything.
    """

    name: str
    right: bool = False
    flexible: bool = False
    bar: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One entry of a table.

    ``bar`` counts in bar columns only: the share of its length (0 to 1) that is certainly
    filled, and the share that may be.
    """

    text: str = ""
    tone: Tone = "plain"
    bar: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows of a table under a name of their own; ``key`` is the name in short."""

    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table; ``key_name`` says what the keys of its sections are.

    ``gap`` is the space between columns in a terminal.
    """

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    key_name: str = "key"
    gap: int = 2


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing made of characters.

    ``lines`` may need any character, ``ascii_lines`` show the same with ASCII ones wherever
    names allow; ``alternative`` says it in words. A terminal too narrow for the lines gets the words.
    """

    lines: tuple[str, ...]
    ascii_lines: tuple[str, ...]
    alternative: str


Block = Heading | Paragraph | Facts | Items | Table | Picture
