"""Text of any length in a given space: cut, or broken into lines.

Widths are cells of a terminal, in which most letters take one, Chinese and Japanese ones two and
combining marks none. Pictures use the same measure with an average width of a cell.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from detente.report.blocks import printable

__all__ = ["shortened", "wrapped"]

#: Text is cut here before anything is measured, so that a very long one costs nothing.
LONGEST = 2_000
CUT = "..."


def shortened(text: str, width: int) -> str:
    """Return text on one line of at most ``width`` cells, with ``...`` where it was cut.

    Examples
    --------
    >>> shortened("Nash", 10), shortened("Kalai-Smorodinsky", 10)
    ('Nash', 'Kalai-S...')
    """
    line = printable(text[:LONGEST])
    if cell_len(line) <= width and len(text) <= LONGEST:
        return line
    return _cut(line, width)


def wrapped(text: str, width: int, most: int | None = None) -> tuple[str, ...]:
    """Break text into lines of at most ``width`` cells, between words where that is possible.

    Parameters
    ----------
    text : str
        Control characters and breaks of lines become spaces.
    width : int
        At least 4.
    most : int, optional
        Number of lines; the last one ends in ``...`` if there is more.

    Returns
    -------
    tuple of str
        Empty for a text without anything to show.

    Examples
    --------
    >>> wrapped("one two three", 8)
    ('one two', 'three')
    >>> wrapped("one two three", 8, most=1)
    ('one t...',)
    """
    lines: list[str] = []
    for word in _words(printable(text[:LONGEST]), width):
        joined = f"{lines[-1]} {word}" if lines else ""
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if most is not None and len(lines) > most:
        return (*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", width))
    if len(text) > LONGEST:
        lines[-1:] = [_cut(f"{line} {CUT}", width) for line in lines[-1:]]
    return tuple(lines)


def _words(line: str, width: int) -> list[str]:
    """Split a line into words, and words that are too long into parts that are not."""
    words = []
    for word in line.split():
        rest = word
        while cell_len(rest) > width:
            part = _fitting(rest, width)
            words.append(part)
            rest = rest[len(part) :]
        words.append(rest)
    return words


def _fitting(text: str, width: int) -> str:
    """Return the longest beginning that fits, never nothing."""
    total = 0
    for k, char in enumerate(text):
        total += cell_len(char)
        if total > width:
            return text[: max(k, 1)]
    return text


def _cut(line: str, width: int) -> str:
    return set_cell_size(line, max(width - len(CUT), 0)).rstrip().removesuffix(CUT) + CUT
