"""Where two versions of the same cell differ, and whether that may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["ArrayDifference", "array_differences"]

Kind = Literal["missing", "form", "exact", "float"]


@dataclass(frozen=True, kw_only=True)
class ArrayDifference:
    """One array that came out otherwise.

    Attributes
    ----------
    name : str
    kind : {"missing", "form", "exact", "float"}
        Only one version has it; another type or shape; other whole numbers, truth values or text;
        other floats.
    entries : int
        That differ; 0 where the arrays cannot be compared entry by entry.
    largest : float or None
        Largest difference of a float, as a share of the larger of both; infinite where one of them
        is no finite number. None for other kinds.
    """

    name: str
    kind: Kind
    entries: int = 0
    largest: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; an infinite difference is None there."""
        finite = self.largest is not None and np.isfinite(self.largest)
        return {
            "array": self.name,
            "kind": self.kind,
            "entries": self.entries,
            "largest_relative": self.largest if finite else None,
        }


def array_differences(
    before: Mapping[str, NDArray[Any]], after: Mapping[str, NDArray[Any]]
) -> tuple[ArrayDifference, ...]:
    """Compare two sets of named arrays byte for byte.

    Returns
    -------
    tuple of ArrayDifference
        In the order of names; empty where both have the same digest.
    """
    return tuple(_found(before, after))


def _found(
    before: Mapping[str, NDArray[Any]], after: Mapping[str, NDArray[Any]]
) -> Iterator[ArrayDifference]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before or name not in after:
            yield ArrayDifference(name=name, kind="missing")
            continue
        old, new = np.asarray(before[name]), np.asarray(after[name])
        if (old.dtype, old.shape) != (new.dtype, new.shape):
            yield ArrayDifference(name=name, kind="form")
        elif old.tobytes() != new.tobytes():
            yield _content(name, old, new)


def _content(name: str, old: NDArray[Any], new: NDArray[Any]) -> ArrayDifference:
    if not np.issubdtype(old.dtype, np.inexact):
        return ArrayDifference(name=name, kind="exact", entries=int(np.count_nonzero(old != new)))
    # Two not-a-numbers, or 0 and -0, may differ in bytes though not in value.
    differ = ~((old == new) | ((old != old) & (new != new)))
    with np.errstate(all="ignore"):
        relative = np.abs(old - new)[differ] / np.maximum(np.abs(old), np.abs(new))[differ]
    largest = float(np.max(np.nan_to_num(relative, nan=np.inf), initial=0.0))
    return ArrayDifference(name=name, kind="float", entries=int(np.count_nonzero(differ)), largest=largest)
