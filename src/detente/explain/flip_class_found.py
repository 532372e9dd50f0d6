"""Sets of one size that turn the verdict, and up to where none of them is missing."""

from __future__ import annotations

from dataclasses import dataclass

from detente.explain.flip_class_solving import Solved

__all__ = ["Found"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Sets of one size.

    Attributes
    ----------
    sets : tuple of Solved
        All that were found, minimal or not.
    complete_to : float
        Every set of this size that turns the verdict at a reach of at most this, and at a smaller
        one than each of its parts, is among them; infinite where none is missing.
    examined : int
        Sets that were looked at one by one.
    """

    sets: tuple[Solved, ...]
    complete_to: float
    examined: int
