"""Flips in sentences: what would have to be different, by how much, and who would have to act or be wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from detente.dossier.dossier import Dossier
from detente.explain.entries import Entry
from detente.explain.flip_sets import Completeness, FlipSet, Turn

__all__ = [
    "beyond_words",
    "completeness_sentence",
    "joined",
    "needed_words",
    "nothing_sentence",
    "number_words",
    "range_words",
    "set_words",
    "sources_of",
    "turn_words",
]

NUMBERS = {1: "one", 2: "two", 3: "three"}
#: Digits after the point of shares and of points.
DIGITS = {"share": 3, "points": 2}


def number_words(entry: Entry, value: float) -> str:
    """Write a value of a judgement."""
    return _trimmed(value, DIGITS[entry.unit])


def needed_words(turn: Turn) -> str:
    """Write the value a judgement is moved to, rounded away from its median so that it still is enough."""
    factor = 10 ** DIGITS[turn.entry.unit]
    up = turn.value > turn.entry.middle
    rounded = math.ceil(turn.value * factor - 1e-6) if up else math.floor(turn.value * factor + 1e-6)
    return _trimmed(rounded / factor, DIGITS[turn.entry.unit])


def range_words(entry: Entry) -> str:
    """Write the elicited range of a judgement: ``2..6``, or its one value."""
    if entry.is_certain:
        return number_words(entry, entry.low)
    return f"{number_words(entry, entry.low)}..{number_words(entry, entry.high)}"


def beyond_words(turn: Turn) -> str:
    """Say where the needed value lies: inside the range, or how far outside."""
    entry = turn.entry
    if turn.beyond == 0:
        return f"inside its range {range_words(entry)}"
    of = "of its scale " if entry.unit == "points" else ""
    far = _percent(turn.beyond) if entry.unit == "points" else f"{_trimmed(turn.beyond, 3)} "
    if entry.is_certain:
        return f"{far} {of}away from its one value".replace("  ", " ")
    return f"{far} {of}outside its range {range_words(entry)}".replace("  ", " ")


def turn_words(turn: Turn, *, alone: bool = True) -> str:
    """Tell one change: what, from where to where, and how far that is.

    What one of several has to come to depends on the others, so it is told as a value, not as a bound.
    """
    bound = "at least " if turn.value > turn.entry.middle else "at most "
    return (
        f"{turn.entry.words}, from {number_words(turn.entry, turn.entry.middle)} to {bound if alone else ''}"
        f"{needed_words(turn)}, {beyond_words(turn)}"
    )


def set_words(one: FlipSet) -> str:
    """Tell the changes of a set."""
    parts = [turn_words(turn, alone=len(one.turns) == 1) for turn in one.turns]
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def completeness_sentence(told: Sequence[Completeness], farthest: float) -> str:
    """Say of which sizes every set is listed, and what bounds the others."""
    done = [NUMBERS[one.size] for one in told if one.is_complete]
    text = (
        [f"Of {joined(done)} every smallest set up to {_farthest_words(farthest)} is listed."] if done else []
    )
    return " ".join([*text, *(_bound_words(one) for one in told if not one.is_complete)])


def nothing_sentence(told: Sequence[Completeness], farthest: float) -> str:
    """Say that nothing was found, and how far that is proved."""
    done = [NUMBERS[one.size] for one in told if one.is_complete]
    text = []
    if done:
        together = "" if done == ["one"] else " together"
        text.append(
            f"Proved: no change of {joined(done, 'or')} judgement{'' if done == ['one'] else 's'}{together}, "
            f"up to {_farthest_words(farthest)}, turns it."
        )
    return " ".join([*text, *(_bound_words(one, "that turn it") for one in told if not one.is_complete)])


def joined(names: Sequence[str], last: str = "and") -> str:
    """Join names: ``a, b and c``."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def _farthest_words(farthest: float) -> str:
    if farthest == 1:
        return "the ends of the ranges"
    if farthest < 1:
        return f"{farthest:.0%} of the way to the ends of the ranges"
    return (
        "a full scale beyond the ranges"
        if farthest == 2
        else f"{farthest - 1:.0%} of a scale beyond the ranges"
    )


def _bound_words(one: Completeness, which: str = "that are not listed") -> str:
    bound = one.others_at_least or 0.0
    sets = f"Sets of {NUMBERS[one.size]} {which}"
    if bound == 0:
        return f"{sets} may lie anywhere: they were too many to be looked at."
    if bound <= 1:
        return f"{sets} need at least {bound:.0%} of the way from a median to the end of its range: proved."
    return f"{sets} leave some range by at least {_percent(bound - 1, down=True)} of its scale: proved."


def sources_of(dossier: Dossier, sets: Sequence[FlipSet]) -> Mapping[str, tuple[str, ...]]:
    """Return the sources of every judgement of some sets, by path."""
    entries = {turn.entry.path: turn.entry for one in sets for turn in one.turns}
    return {path: entries[path].sources(dossier) for path in sorted(entries)}


def _percent(share: float, *, down: bool = False) -> str:
    text = f"{math.floor(share * 100):d}%" if down else f"{share:.0%}"
    return "under 1%" if text == "0%" else text


def _trimmed(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
