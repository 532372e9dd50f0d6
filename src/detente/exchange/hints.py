"""The nearest right thing, for the end of an error about a name in somebody's file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from detente.errors import nearest

__all__ = ["cut", "did_you_mean"]

#: Names longer than this, and more of them, are not compared: that could take hours.
_LONGEST_NAME, _MOST_NAMES = 200, 2000
_LONGEST_MESSAGE = 600


def did_you_mean(name: str, valid: Iterable[str], *, saying: str = "did you mean {}?") -> str:
    """Return a hint with the valid name that comes closest, or nothing if none comes close.

    Parameters
    ----------
    name : str
    valid : iterable of str
        Of which at most the first 2000 are looked at, and only those of up to 200 characters.
    saying : str
        What to say, with ``{}`` for the name in quotes.

    Examples
    --------
    >>> did_you_mean("hihg", ["high", "low"])
    "; did you mean 'high'?"
    """
    if len(name) > _LONGEST_NAME:
        return ""
    close = nearest(name, (other for other in islice(valid, _MOST_NAMES) if len(other) <= _LONGEST_NAME))
    return "" if close is None else "; " + saying.format(repr(close))


def cut(message: str) -> str:
    """Return a message without the middle, where somebody's file has made it too long to read."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    half = _LONGEST_MESSAGE // 2
    return f"{message[:half]} ... {message[-half:]}"
