"""The ways in which a package can satisfy all clauses up to a gate.

A clause that offers a choice ("untouched, or enough points") can be satisfied in more than one
way, and packages that do it one way may be nowhere near those that do it another. Draws aimed at
one way alone would miss the others without any sign of it, so each way is written out as
conditions that must hold together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from detente.kernel.literals import Literal, Need

__all__ = ["Way", "ways_through"]

#: Literals that together satisfy all clauses, those that earlier gates ask for first.
Way = tuple[Literal, ...]
Set = frozenset[Literal]


def ways_through(
    needs: Iterable[tuple[int, Literal | Need]],
    n_gates: int,
    is_open: Callable[[Way], bool],
    most: int,
) -> list[list[Way]]:
    """List, gate by gate, the ways through all clauses up to that gate.

    Parameters
    ----------
    needs : iterable of (gate, need)
    n_gates : int
    is_open : callable
        May tell that nothing can satisfy a way, which is then left out; asked only when there
        are more than ``most``.
    most : int
        Most ways to list.

    Returns
    -------
    list of lists of tuples of Literal
        A package passes a gate exactly when it satisfies all literals of one of that gate's
        ways. Shorter than ``n_gates`` when the next gate has too many. Each way starts with one
        of the gate before.
    """
    ways: list[Way] = [()]
    found: list[list[Way]] = []
    by_gate = list(needs)
    for gate in range(n_gates):
        for choices in sorted((_choices(need, most) for g, need in by_gate if g == gate), key=_effort):
            if choices is None:
                return found
            longer = [x for way in ways for x in _extended(way, choices)]
            ways = list({frozenset(x): x for x in reversed(longer)}.values())[::-1]
            if most < len(ways) <= 4 * most:
                ways = list(islice(filter(is_open, ways), most + 1))  # one too many is enough to know
            if len(ways) > most:
                return found
        found.append(ways)
    return found


def _effort(choices: list[Set] | None) -> int:
    return 0 if choices is None else len(choices)


def _extended(way: Way, choices: list[Set]) -> list[Way]:
    """Return a way with each choice added; as it is when it includes one already."""
    have = frozenset(way)
    if any(choice <= have for choice in choices):
        return [way]
    longer = [way + tuple(_ordered(choice - have)) for choice in choices]
    return [x for x in longer if len({y.predicate for y in x}) == len(x)]  # no literal and its opposite


def _ordered(choice: Set) -> list[Literal]:
    if len(choice) < 2:
        return list(choice)
    return sorted(choice, key=lambda x: (x.predicate, x.holds))


def _choices(need: Literal | Need, most: int) -> list[Set] | None:
    """Return the least sets of literals that satisfy a need, or None when there are more than ``most``."""
    if isinstance(need, Literal):
        return [frozenset([need])]
    parts = list(zip(need.weights, need.parts, strict=True))
    found = _reaching(parts, need.quota, most)
    if found is None:
        return None
    return [x for x in found if not any(y < x for y in found)]


def _reaching(parts: list[tuple[int, Literal | Need]], quota: int, most: int) -> list[Set] | None:
    """Return sets of literals that make parts of at least the quota's weight hold."""
    if quota <= 0:
        return [frozenset()]
    if sum(weight for weight, _ in parts) < quota:
        return []
    (weight, part), *rest = parts
    own = _choices(part, most)
    others = _reaching(rest, quota - weight, most)
    without = _reaching(rest, quota, most) if own is not None and others is not None else None
    if own is None or others is None or without is None:
        return None
    found = list(dict.fromkeys([*(x | y for x in own for y in others), *without]))
    return found if len(found) <= most else None
