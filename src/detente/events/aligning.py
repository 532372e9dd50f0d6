"""Several series over the same periods, and what is done about those in which one has no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, UnknownNameError
from detente.events.measures import Measure
from detente.events.periods import Every, period_text

__all__ = ["Aligned", "Gaps", "aligned_columns"]

Gaps = Literal["longest", "zero", "carry"]
#: Ways to take a missing value.
GAPS: tuple[Gaps, ...] = get_args(Gaps)
Column = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Aligned:
    """Series side by side, without a missing value.

    Attributes
    ----------
    names : tuple of str, length k
        ``us>russia``.
    every : str
    measure : str
    periods : tuple of str, length n
        In a row, without a break.
    values : float array, shape (n, k)
        Without nan.
    note : str
        What was done about gaps, in words.
    n_missing : int
        Values that the series lacked over their common periods, before anything was done.
    """

    names: tuple[str, ...]
    every: Every
    measure: Measure
    periods: tuple[str, ...]
    values: NDArray[np.float64]
    note: str
    n_missing: int

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    def __repr__(self) -> str:
        return f"Aligned({', '.join(self.names)}, {len(self.periods)} {self.every}s of {self.measure})"

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON; ``values`` by name."""
        return {
            "names": list(self.names),
            "every": self.every,
            "measure": self.measure,
            "periods": list(self.periods),
            "values": {name: self.values[:, place].tolist() for place, name in enumerate(self.names)},
            "note": self.note,
            "n_missing": self.n_missing,
        }


def aligned_columns(
    names: Sequence[str],
    columns: Sequence[Column],
    firsts: Sequence[int],
    *,
    every: Every,
    measure: Measure,
    gaps: Gaps,
) -> Aligned:
    """Put columns beside each other; ``firsts`` are the numbers of their first periods.

    Raises
    ------
    UnknownNameError
        If there is no such way to take gaps.
    RunError
        If they have no period in common.
    """
    if gaps not in GAPS:
        raise UnknownNameError("way to take gaps", gaps, GAPS)
    start, table = _common(names, columns, firsts)
    missing = np.isnan(table)
    if gaps == "carry":
        # Filled before it is cut: what a series had before the common periods is carried into them.
        filled = [_carried(column)[start - first :] for column, first in zip(columns, firsts, strict=True)]
        table = np.column_stack([column[: len(table)] for column in filled])
    n_missing = int(missing.sum())
    if gaps == "longest":
        begin, end = _longest(np.asarray(~missing.any(axis=1)))
        if begin == end:
            raise RunError(
                f"{' and '.join(names)} have no period in which all have a value; "
                "take what is missing as zero, or carry the last value on"
            )
        table, start = table[begin:end], start + begin
    elif gaps == "zero":
        table = np.where(missing, 0.0, table)
    return Aligned(
        names=tuple(names),
        every=every,
        measure=measure,
        periods=tuple(period_text(start + place, every) for place in range(len(table))),
        values=np.ascontiguousarray(table),
        note=_note(gaps, n_missing, missing.shape, len(table), every),
        n_missing=n_missing,
    )


def _common(
    names: Sequence[str], columns: Sequence[Column], firsts: Sequence[int]
) -> tuple[int, NDArray[np.float64]]:
    """Cut the columns to the periods from the last first value to the first last value."""
    spans = []
    for name, column, first in zip(names, columns, firsts, strict=True):
        known = np.flatnonzero(~np.isnan(column))
        if not known.size:
            raise RunError(f"{name} has no value in any period")
        spans.append((first + int(known[0]), first + int(known[-1])))
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    if end < start:
        raise RunError(f"{' and '.join(names)} have no period in common")
    cut = [column[start - first : end - first + 1] for column, first in zip(columns, firsts, strict=True)]
    return start, np.column_stack(cut)


def _longest(whole: NDArray[np.bool_]) -> tuple[int, int]:
    """Find the longest run of True, the first of equally long ones: its begin and end."""
    edges = np.diff(np.concatenate(([0], whole.astype(np.int8), [0])))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not begins.size:
        return 0, 0
    best = int(np.argmax(ends - begins))
    return int(begins[best]), int(ends[best])


def _carried(column: Column) -> Column:
    """Fill each gap with the last value before it; what is before the first value stays missing."""
    known = np.where(np.isnan(column), 0, np.arange(len(column)))
    return np.asarray(column[np.maximum.accumulate(known)])


def _note(gaps: Gaps, n_missing: int, shape: tuple[int, ...], kept: int, every: Every) -> str:
    if not n_missing:
        return f"no value is missing in {_number(kept, every)}"
    verb = "is" if n_missing == 1 else "are"
    lack = f"{n_missing} of {shape[0] * shape[1]} values {verb} missing in {_number(shape[0], every)}"
    if gaps == "longest":
        return f"{lack}; the longest stretch without a gap was taken, {_number(kept, every)}"
    return f"{lack}; {'missing counts as 0' if gaps == 'zero' else 'the last value known was carried on'}"


def _number(n: int, every: Every) -> str:
    return f"{n} {every}" if n == 1 else f"{n} {every}s"
