"""A long name cut in its middle, where it says least."""

from __future__ import annotations

from detente.report.blocks import printable
from detente.report.text_fitting import shortened

__all__ = ["middle_cut"]


def middle_cut(text: str, width: int) -> str:
    """Shorten the words of a judgement: what it is about stands at their start, whose it is at their end.

    Parameters
    ----------
    text : str
    width : int
        Characters; 8 or more.

    Examples
    --------
    >>> middle_cut("what a very long option is worth to South", 30)
    'what a very... worth to South'
    """
    line = printable(text)
    if len(line) <= width:
        return line
    tail = width // 2
    return shortened(line, width - tail) + line[-tail:]
