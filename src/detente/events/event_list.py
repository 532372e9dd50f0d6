"""Dated acts of one towards another: the table that series are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.events.code_tables import GOLDSTEIN

__all__ = ["Dyad", "Events", "event_list"]


@dataclass(frozen=True, kw_only=True)
class Dyad:
    """How many acts of ``source`` towards ``target`` there are, and from when to when."""

    source: str
    target: str
    count: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, kw_only=True, eq=False)
class Events:
    """Acts in order of their days, one entry each in columns of equal length, read-only.

    :func:`event_list` makes one of unordered columns.

    Attributes
    ----------
    date : datetime64[D] array, shape (n,)
    source, target : object array of str, shape (n,)
    code : object array of str, shape (n,)
        Empty where there is none.
    score : float array, shape (n,)
        Cooperation above 0, on ``scale``; nan where there is none.
    quad : int8 array, shape (n,)
        Quad class 1 to 4; 0 where there is none.
    text, cite : object array of str, shape (n,)
    origin : str
        The file or dossier they are from.
    scale : (float, float)
        Lowest and highest score there can be.
    rejected : mapping of str to int
        Acts that were left out, counted by the reason in words.
    covers : (date, date) or None
        First and last day that the origin tells of, where that is more than the acts here show: those
        of a selection. A day between them without an act is one without a report.
    """

    date: NDArray[np.datetime64]
    source: NDArray[np.object_]
    target: NDArray[np.object_]
    code: NDArray[np.object_]
    score: NDArray[np.float64]
    quad: NDArray[np.int8]
    text: NDArray[np.object_]
    cite: NDArray[np.object_]
    origin: str
    scale: tuple[float, float] = GOLDSTEIN
    rejected: Mapping[str, int] = field(default_factory=dict)
    covers: tuple[dt.date, dt.date] | None = None

    def __post_init__(self) -> None:
        columns = (
            self.date,
            self.source,
            self.target,
            self.code,
            self.score,
            self.quad,
            self.text,
            self.cite,
        )
        if len({column.shape for column in columns}) != 1 or self.date.ndim != 1:
            raise ValueError("the columns of a list of events differ in length")
        for column in columns:
            column.flags.writeable = False
        object.__setattr__(self, "rejected", MappingProxyType(dict(self.rejected)))

    def __len__(self) -> int:
        return len(self.date)

    def __repr__(self) -> str:
        days = self.coverage
        when = f", {days[0]} to {days[1]}" if days else ""
        return f"Events({len(self)} of {self.origin}{when})"

    @property
    def coverage(self) -> tuple[dt.date, dt.date] | None:
        """First and last day told of; None where there is nothing."""
        if self.covers is not None or not len(self):
            return self.covers
        return _day(self.date[0]), _day(self.date[-1])

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone who acts or is acted upon, in order of the alphabet."""
        return tuple(sorted({*self.source, *self.target}))

    def select(
        self, sources: Collection[str] | None = None, targets: Collection[str] | None = None
    ) -> Events:
        """Keep the acts of some towards some; None for anyone.

        The days told of stay those of the whole, so that a series of a quiet dyad is as long as others.
        """
        keep = np.ones(len(self), bool)
        for names, column in ((sources, self.source), (targets, self.target)):
            if names is not None:
                wanted = frozenset(names)
                keep &= np.fromiter((name in wanted for name in column), bool, len(self))
        return self._kept(keep, self.coverage)

    def between(self, first: dt.date | None = None, last: dt.date | None = None) -> Events:
        """Keep the acts from ``first`` to ``last``, both included; None for no bound."""
        keep = np.ones(len(self), bool)
        if first is not None:
            keep &= self.date >= np.datetime64(first, "D")
        if last is not None:
            keep &= self.date <= np.datetime64(last, "D")
        days = self.coverage
        if days is None:
            return self._kept(keep, None)
        start, end = max(days[0], first or days[0]), min(days[1], last or days[1])
        return self._kept(keep, (start, end) if start <= end else None)

    def _kept(self, keep: NDArray[np.bool_], covers: tuple[dt.date, dt.date] | None) -> Events:
        names = ("date", "source", "target", "code", "score", "quad", "text", "cite")
        # dataclasses.replace takes columns by name, which the type checker cannot follow.
        columns: dict[str, Any] = {name: getattr(self, name)[keep] for name in names}
        return replace(self, **columns, covers=covers)

    def dyads(self) -> tuple[Dyad, ...]:
        """Count the acts of each towards each, the most first, ties by name."""
        places: dict[tuple[str, str], list[int]] = {}
        for place, pair in enumerate(zip(self.source, self.target, strict=True)):
            known = places.setdefault(pair, [place, place, 0])
            known[1] = place
            known[2] += 1
        found = [
            Dyad(
                source=source,
                target=target,
                count=count,
                first=_day(self.date[first]),
                last=_day(self.date[last]),
            )
            for (source, target), (first, last, count) in places.items()
        ]
        return tuple(sorted(found, key=lambda dyad: (-dyad.count, dyad.source, dyad.target)))


def event_list(
    *,
    date: NDArray[np.datetime64] | Sequence[dt.date],
    source: Sequence[str] | NDArray[np.object_],
    target: Sequence[str] | NDArray[np.object_],
    origin: str,
    code: Sequence[str] | NDArray[np.object_] | None = None,
    score: Sequence[float] | NDArray[np.float64] | None = None,
    quad: Sequence[int] | NDArray[np.int8] | None = None,
    text: Sequence[str] | NDArray[np.object_] | None = None,
    cite: Sequence[str] | NDArray[np.object_] | None = None,
    scale: tuple[float, float] = GOLDSTEIN,
    rejected: Mapping[str, int] | None = None,
    covers: tuple[dt.date, dt.date] | None = None,
) -> Events:
    """Make a list of events of columns in any order; acts of one day keep theirs.

    Columns left out are empty: no code, nan, 0.

    Raises
    ------
    RunError
        If a score is outside the scale, or a quad class is none.
    """
    days = np.asarray(date, "datetime64[D]")
    order = np.argsort(days, kind="stable")
    n = len(days)
    scores = np.full(n, np.nan) if score is None else np.asarray(score, float)
    quads = np.zeros(n, np.int8) if quad is None else np.asarray(quad, np.int8)
    _check_numbers(scores, quads, scale, origin)

    def words(column: Sequence[str] | NDArray[np.object_] | None) -> NDArray[np.object_]:
        filled = np.full(n, "", object) if column is None else np.asarray(column, object)
        return filled[order]

    return Events(
        date=days[order],
        source=words(source),
        target=words(target),
        code=words(code),
        score=scores[order],
        quad=quads[order],
        text=words(text),
        cite=words(cite),
        origin=origin,
        scale=scale,
        rejected=rejected or {},
        covers=covers,
    )


def _check_numbers(
    scores: NDArray[np.float64], quads: NDArray[np.int8], scale: tuple[float, float], origin: str
) -> None:
    outside = scores[(scores < scale[0]) | (scores > scale[1])]
    if outside.size:
        raise RunError(f"{origin}: a score of {outside[0]:g} is outside {scale[0]:g} to {scale[1]:g}")
    if quads.size and (quads.min() < 0 or quads.max() > 4):
        raise RunError(f"{origin}: quad classes are 1 to 4, or 0 for none")


def _day(value: np.datetime64) -> dt.date:
    day = value.astype(object)
    assert isinstance(day, dt.date)
    return day
