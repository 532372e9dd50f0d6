"""The bottom line of a crux, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.crux_fate import Fate
from detente.explain.crux_kind import NEAR, Across, KindCrux
from detente.explain.crux_result import Crux
from detente.model.predicate import GATE_NOUNS

__all__ = ["and_others", "caveats_of", "ending", "sentences_of"]

#: Names told before the rest is counted, and sets told of one direction.
TOLD, SETS = 4, 3
ALWAYS = (
    "A share of draws is a statement about the judgements put in, not a chance.",
    "Differences are carried over whole: all that a reading says of a party's stakes in one issue, for "
    "instance.",
)


def and_others(names: Sequence[str], most: int = TOLD) -> str:
    """Join names, the last of many counted.

    Examples
    --------
    >>> and_others(["a"]), and_others(["a", "b"]), and_others(["a", "b", "c"], most=1)
    ('a', 'a and b', 'a and 2 more')
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def ending(fate: Fate, n: int = 1) -> str:
    """Say how one kind of deal ends, or several: ``"passes"``, ``"dies at acceptance"``, ``"die at ..."``."""
    gate, s = fate.gate_of_death, "s" if n == 1 else ""
    return f"pass{'es' if s else ''}" if gate is None else f"die{s} at {GATE_NOUNS[gate]}"


def sentences_of(found: Crux) -> Iterator[str]:
    """Say what decides, kind of deal by kind of deal; those that have the same crux together."""
    if found.status == "no question":
        yield f"No kind of deal can be asked about under both {found.before} and {found.after} in this form."
        return
    if found.status == "no differences":
        yield f"{found.before} and {found.after} do not differ in anything that a gate asks for."
        return
    yield _count(found)
    groups: dict[tuple[object, ...], list[KindCrux]] = {}
    for kind in found.kinds:
        if kind.there is not None and kind.back is not None:
            ends = (kind.before.gate_of_death, kind.after.gate_of_death)
            key = (kind.status, ends, _sets(kind.there), _sets(kind.back))
            groups.setdefault(key, []).append(kind)
    for kinds in groups.values():
        yield _group(found, kinds)
    yield from _unasked(found)


def _count(found: Crux) -> str:
    n, kinds = len(found.differences), len(found.kinds)
    told = (
        f"{found.before} and {found.after} differ in {n} place{'' if n == 1 else 's'} that a gate can ask for"
    )
    if found.status == "same verdict":
        which = "on the one kind of deal" if kinds == 1 else f"on each of the {kinds} kinds of deal"
        return f"{told}, and yet come to the same verdict and gate of death {which}."
    differing, deciding = len(found.differing), len(found.deciding)
    which = "the one kind of deal" if kinds == 1 else f"{differing} of {kinds} kinds of deal"
    decide = f"{deciding} of them decide{'s' if deciding == 1 else ''}"
    return f"{told}; {decide} where verdict and gate of death part, on {which}."


def _group(found: Crux, kinds: Sequence[KindCrux]) -> str:
    one, n = kinds[0], len(kinds)
    assert one.there is not None
    assert one.back is not None
    names = and_others([kind.name for kind in kinds])
    if one.status == "different verdicts":
        after = ending(one.after, n)
        if one.before.gate_of_death and one.after.gate_of_death:
            after = f"at {GATE_NOUNS[one.after.gate_of_death]}"
        end = f"{ending(one.before, n)} under {found.before} and {after} under {found.after}"
        carried = "verdict and gate of death are carried by"
    else:
        most = max(kind.distance for kind in kinds)
        end = f"{ending(one.before, n)} under both, though shares of draws differ by up to {most:.0%}"
        carried = f"every share is brought to within {NEAR:.0%} by"
    there, back = _ways(found, one.there), _ways(found, one.back)
    if _sets(one.there) == _sets(one.back):
        return f"{names}: {end}. Either way {carried} {there}."
    return (
        f"{names}: {end}. From {one.there.start} to {one.there.end} {carried} {there}. "
        f"From {one.back.start} to {one.back.end} by {back}."
    )


def _sets(across: Across) -> tuple[tuple[str, ...], ...]:
    return tuple(one.names for one in across.sets)


def _ways(found: Crux, across: Across) -> str:
    """Tell the sets of the smallest size, and count the others."""
    size = len(across.sets[0].names)
    smallest = [one.names for one in across.sets if len(one.names) == size]
    if size > TOLD:
        known = "no fewer will do" if across.proof == "smallest" else "fewer may do in another combination"
        return f"{size} differences together ({known})"
    ways = [
        " together with ".join(found.differences[name].words for name in names) for names in smallest[:SETS]
    ]
    text = "; or ".join(ways)
    if len(smallest) > SETS:
        text += f"; or {len(smallest) - SETS} more such"
    larger = len(across.sets) - len(smallest)
    return text + (f" ({larger} larger set{'s' if larger > 1 else ''} would, too)" if larger else "")


def _unasked(found: Crux) -> Iterator[str]:
    """Tell of those with the same verdict."""
    if found.status != "different verdicts":
        return
    same = [kind for kind in found.kinds if kind.status != "different verdicts"]
    moved = [kind for kind in same if kind.status == "same verdict, other shares"]
    if same:
        n = len(same)
        text = f"On the other {n if n > 1 else 'one'} verdict and gate of death are the same"
        if moved:
            text += (
                f"; how often a draw ends where differs by more than {NEAR:.0%} for "
                f"{and_others([kind.name for kind in moved])}"
            )
        yield f"{text}."


def caveats_of(found: Crux) -> Iterator[str]:
    """Tell what must be known to read it."""
    yield from ALWAYS
    for kind in found.kinds:
        for across in (kind.there, kind.back):
            if across is None:
                continue
            if across.proof != "smallest":
                yield _unproved(kind, across)
            elif across.sought_in == found.draws and len(across.sets[0].names) > across.complete_to:
                yield (
                    f"{kind.key}, from {across.start} to {across.end}: no smaller set carries the verdict, "
                    "but others of this size may."
                )
            if across.sought_in < found.draws:
                yield _screened(kind, across, found.draws)
    if found.not_judged:
        yield (
            "Not judged, as they ask only for pressure, or no package of them can be made, and so are no "
            f"deals under either: {', '.join(found.not_judged)}."
        )
    if found.skipped:
        yield f"Left out, as only one of the two has these kinds of deal: {', '.join(found.skipped)}."


def _screened(kind: KindCrux, across: Across, draws: int) -> str:
    size = across.complete_to
    return (
        f"{kind.key}, from {across.start} to {across.end}: sets of more than {size} "
        f"difference{'' if size == 1 else 's'} were sought in {across.sought_in} of the draws, so that one "
        f"that carries the verdict by a hair may be missing; those listed do so in all {draws}, and no part "
        "of them does."
    )


def _unproved(kind: KindCrux, across: Across) -> str:
    known = "no part of it does" if across.proof == "minimal" else "no single member of it can be left out"
    return (
        f"{kind.key}, from {across.start} to {across.end}: the set carries the verdict and {known}, but it "
        f"is not proved smallest: there are none of up to {across.complete_to}, and larger ones are too many "
        "to try them all."
    )
