"""What a sweep goes over: one number of a dossier at chosen values, several together, or readings."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.dossier import Dossier
from detente.dossier.numbers import LARGEST
from detente.errors import RunError, UnknownNameError
from detente.explain.entries import Entry, entries_of

__all__ = ["BASE", "MOST_VALUES", "READING", "Placed", "SweepAxis", "Value", "axis_of"]

#: A value of an axis: a number, or the key of a reading.
Value = float | str
BASE = "base"
READING: Literal["reading"] = "reading"
#: Values where none are said, and at most.
USUAL, MOST_VALUES = 9, 2_500
HOW = "write PATH=LOW..HIGH:N, PATH=LOW..HIGH, PATH=V1,V2,V3 or PATH alone"
_SPAN = re.compile(r"(.+?)\.\.(?!\.)(.+?)(?::(.*))?")


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a dossier puts the number of an axis.

    Attributes
    ----------
    name : str
        ``"base"``, or the key of a reading.
    low, middle, high : float
        Ends of the elicited range (5th and 95th percentile of a distribution without ends), and the
        median; of several numbers the lowest end, the mean of the medians and the highest end.
    """

    name: str
    low: float
    middle: float
    high: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "low": self.low, "middle": self.middle, "high": self.high}


@dataclass(frozen=True, kw_only=True)
class SweepAxis:
    """What is set to one value after another.

    Attributes
    ----------
    name : str
        As it was written: a path, a path with one ``*``, or ``"reading"``.
    words : str
        What the number says, in a phrase.
    unit : str
        ``"points"``, ``"share"`` or ``"reading"``.
    paths : tuple of str
        The numbers that are set; empty for readings.
    values : tuple of float, or of str
        One or more, each once; numbers ascend.
    elicited : Placed or None
        What the dossier itself says; None for readings.
    readings : tuple of Placed
        The base and the readings, where any of them puts the number elsewhere; empty otherwise, and
        where readings are not known.
    """

    name: str
    words: str
    unit: Literal["points", "share", "reading"]
    paths: tuple[str, ...]
    values: tuple[Value, ...]
    elicited: Placed | None = None
    readings: tuple[Placed, ...] = ()

    @property
    def is_readings(self) -> bool:
        """Whether it goes over readings."""
        return self.unit == READING

    @property
    def numbers(self) -> tuple[float, ...]:
        """The values as numbers; readings by their place, from 0."""
        return tuple(float(v) if not isinstance(v, str) else float(k) for k, v in enumerate(self.values))

    def text(self, value: Value) -> str:
        """Write a value."""
        return value if isinstance(value, str) else f"{value + 0.0:.4g}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "words": self.words,
            "unit": self.unit,
            "paths": list(self.paths),
            "values": list(self.values),
            "elicited": None if self.elicited is None else self.elicited.to_dict(),
            "readings": [placed.to_dict() for placed in self.readings],
        }


def axis_of(text: str, dossier: Dossier, readings: Mapping[str, Dossier]) -> SweepAxis:
    """Read what was typed as an axis.

    Parameters
    ----------
    text : str
        ``PATH=LOW..HIGH:N`` for N evenly spaced values, ends included; ``PATH=LOW..HIGH`` for nine;
        ``PATH=V1,V2,V3``; ``PATH`` alone for nine over the elicited range. One step of the path may
        be ``*``: all numbers that fit are set to the same value. ``reading=KEY,KEY`` goes over
        readings, ``reading`` alone over all; ``base`` is the dossier without one.
    dossier : Dossier
        In which the numbers stand.
    readings : mapping of str to Dossier
        The base and every reading, by key; empty where they are not known.

    Returns
    -------
    SweepAxis

    Raises
    ------
    UnknownNameError
        For a path or a reading that does not exist.
    RunError
        For values that cannot be read or that the number cannot have, and for a path alone whose
        number has no range.
    """
    name, equals, said = (part.strip() for part in text.partition("="))
    if not name or (equals and not said):
        raise RunError(f"--over {text!r}: {HOW}")
    if name == READING:
        return _of_readings(said, readings)
    entries = _meant(name, entries_of(dossier))
    elicited = _placed(dossier.reading or BASE, entries)
    values = _numbers(text, said) if said else _over_range(name, elicited)
    _check_values(text, values, entries)
    return SweepAxis(
        name=name,
        words=entries[0].words if len(entries) == 1 else f"all {len(entries)} numbers {name}",
        unit=entries[0].unit,
        paths=tuple(entry.path for entry in entries),
        values=values,
        elicited=elicited,
        readings=_disagreeing([entry.path for entry in entries], readings),
    )


def _of_readings(said: str, readings: Mapping[str, Dossier]) -> SweepAxis:
    if not readings:
        raise RunError("--over reading: readings are swept only where they can be loaded; give load_reading")
    keys = [key.strip() for key in said.split(",")] if said else list(readings)
    for key in keys:
        if key not in readings:
            raise UnknownNameError("reading", key, readings)
    return SweepAxis(
        name=READING,
        words="the reading of the case",
        unit=READING,
        paths=(),
        values=tuple(dict.fromkeys(keys)),
    )


# ---------------------------------------------------------------------- which numbers


def _meant(name: str, told: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """Find the numbers of a path, or of a path with one step left open."""
    if name in told:
        return (told[name],)
    steps = name.split(".")
    if steps.count("*") > 1:
        raise RunError(f"--over {name}: only one step of a path may be *")
    found = tuple(told[path] for path in told if "*" in steps and _fits(path.split("."), steps))
    if not found:
        raise UnknownNameError("number", name, _near(name, told))
    if len({entry.unit for entry in found}) > 1:
        raise RunError(f"--over {name}: some of these are points and some shares; sweep them one by one")
    if found[0].unit == "points" and len({entry.who for entry in found}) > 1:
        raise RunError(
            f"--over {name}: points of different parties are on scales of their own, so that one value for "
            "all means nothing; sweep them one by one"
        )
    return found


def _fits(path: Sequence[str], steps: Sequence[str]) -> bool:
    return len(path) == len(steps) and all(s in ("*", p) for p, s in zip(path, steps, strict=True))


def _near(name: str, told: Mapping[str, Entry]) -> list[str]:
    """Return the paths to choose the nearest from; where none is like it, those of its section."""
    section = name.partition(".")[0]
    inside = [path for path in told if path.partition(".")[0] == section]
    return inside or list(told)


def _placed(name: str, entries: Sequence[Entry]) -> Placed:
    return Placed(
        name=name,
        low=min(entry.low for entry in entries),
        middle=math.fsum(entry.middle for entry in entries) / len(entries),
        high=max(entry.high for entry in entries),
    )


def _disagreeing(paths: Sequence[str], readings: Mapping[str, Dossier]) -> tuple[Placed, ...]:
    """Say where each reading puts the number, unless all put it in the same place."""
    placed = []
    for key, dossier in readings.items():
        told = entries_of(dossier)
        entries = [told[path] for path in paths if path in told]
        if entries:
            placed.append(_placed(key, entries))
    places = {(one.low, one.middle, one.high) for one in placed}
    return tuple(placed) if len(places) > 1 else ()


# ---------------------------------------------------------------------- which values


def _over_range(name: str, elicited: Placed) -> tuple[float, ...]:
    if elicited.low == elicited.high:
        raise RunError(
            f"--over {name}: the dossier gives one value ({elicited.low:g}) and no range to sweep over; "
            f"write {name}=LOW..HIGH"
        )
    return _spaced(elicited.low, elicited.high, USUAL)


def _numbers(text: str, said: str) -> tuple[float, ...]:
    """Read values, ascending and each once."""
    if span := _SPAN.fullmatch(said):
        low, high = (_number(text, word) for word in span.groups()[:2])
        n = _count(text, span[3])
        if not low < high:
            nearest = f"write {high:g}..{low:g}" if high < low else f"write {low:g} alone for one value"
            raise RunError(f"--over {text}: the first end is not below the second; {nearest}")
        return _spaced(low, high, n)
    return tuple(sorted({_number(text, word) for word in said.split(",")}))


def _spaced(low: float, high: float, n: int) -> tuple[float, ...]:
    # Rounded, so that 0..1 in eleven steps has 0.3 and not 0.30000000000000004.
    values = (low + (high - low) * k / (n - 1) for k in range(1, n - 1))
    return (low, *(float(f"{value:.12g}") for value in values), high)


def _number(text: str, word: str) -> float:
    try:
        value = float(word.strip())
    except ValueError:
        raise RunError(f"--over {text}: {word.strip()!r} is no number; {HOW}") from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise RunError(f"--over {text}: {word.strip()} is out of reach; numbers go to {LARGEST:g}")
    return value + 0.0


def _count(text: str, word: str | None) -> int:
    if word is None:
        return USUAL
    if not re.fullmatch(r"\s*[0-9]{1,9}\s*", word):
        raise RunError(f"--over {text}: {word.strip()!r} is no number of values; write {USUAL}, for example")
    n = int(word)
    if not 2 <= n <= MOST_VALUES:
        raise RunError(f"--over {text}: from 2 to {MOST_VALUES} values are possible, not {n}")
    return n


def _check_values(text: str, values: Sequence[float], entries: Sequence[Entry]) -> None:
    outside = [value for value in values if not 0.0 <= value <= 1.0]
    if outside and entries[0].unit == "share":
        farthest = max(outside, key=lambda value: abs(value - 0.5))
        nearest = 0 if farthest < 0 else 1
        raise RunError(
            f"--over {text}: {farthest:g} is not possible, since {entries[0].path} is a share "
            f"between 0 and 1; the nearest is {nearest}"
        )
