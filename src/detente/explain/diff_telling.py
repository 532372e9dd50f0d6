"""What moved between two dossiers, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.diff_standing import CLOSE, KindMovement
from detente.model.predicate import GATE_NOUNS, GATES

__all__ = [
    "counted",
    "flips_sentence",
    "gates_sentence",
    "listed",
    "most_moved",
    "most_moved_sentence",
    "passing",
    "share_words",
    "staying",
]

#: Names in one sentence.
MOST_TOLD = 4
#: Answers, as they are told of a kind of deal that keeps them.
ANSWERS = {"deal": "a deal", "no deal": "no deal", CLOSE: CLOSE}


def share_words(share: float) -> str:
    """Write a share of draws; small and large ones never as 0% or 100%.

    Examples
    --------
    >>> share_words(0.004), share_words(0.25), share_words(1.0)
    ('<1%', '25%', '100%')
    """
    text = f"{share:.0%}"
    if text == "0%" and share > 0:
        return "<1%"
    return ">99%" if text == "100%" and share < 1 else text


def counted(n: int, one: str, many: str | None = None) -> str:
    """Write a number of things.

    Examples
    --------
    >>> counted(1, "rule"), counted(1200, "rule"), counted(2, "entry", "entries")
    ('1 rule', '1,200 rules', '2 entries')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = MOST_TOLD) -> str:
    """Join names into one phrase, cut after ``most``.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=1), listed([])
    ('a, b and c', 'a and 2 more', '')
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def most_moved(movements: Sequence[KindMovement]) -> KindMovement | None:
    """Return the kind of deal whose share at some gate moved most, the first of several alike."""
    moved = [movement for movement in movements if movement.is_moved]
    # Rounded, as differences of shares that count the same draws may differ in the last digit.
    return max(moved, key=lambda movement: round(movement.largest, 12), default=None)


def passing(gate: str) -> str:
    """Say what a package does that passes a gate and all before it.

    Examples
    --------
    >>> passing("acceptable"), passing("self-enforcing")
    ('gets past acceptance', 'passes every gate')
    """
    return "passes every gate" if gate == GATES[-1] else f"gets past {GATE_NOUNS[gate]}"


def flips_sentence(movements: Sequence[KindMovement], when: str) -> str:
    """Say whether the answer flips, and for which kinds of deal.

    Parameters
    ----------
    movements : sequence of KindMovement
    when : str
        Under which condition: ``"from base to kramer"``.
    """
    if not movements:
        return "There is no kind of deal to judge in this form."
    kinds = counted(len(movements), "kind of deal", "kinds of deal")
    flips = [movement for movement in movements if movement.flips]
    unsettled = [movement for movement in movements if movement.is_unsettled]
    parts = [f"flips for {len(flips)} of {kinds}"] if flips else []
    if unsettled:
        of = "" if flips else f" of {kinds}"
        parts.append(f"is clear on one side only for {len(unsettled)}{of}")
    if not parts:
        return f"The answer does not flip: {when}, {staying(movements)}."
    return f"The answer {' and '.join(parts)}, {when}: {_changes(flips + unsettled)}."


def _changes(changing: Sequence[KindMovement]) -> str:
    told = [f"{m.name}, {m.form}: {m.before.phrase()}, becomes {m.after.phrase()}" for m in changing[:2]]
    if len(changing) > len(told):
        told.append(f"and {len(changing) - len(told)} more")
    return "; ".join(told)


def staying(movements: Sequence[KindMovement]) -> str:
    """Say what kinds of deal stay whose answer does not change, and how many die at another gate.

    Parameters
    ----------
    movements : sequence of KindMovement
        At least one.
    """
    groups = {answer: sum(m.after.answer == answer for m in movements) for answer in ANSWERS}
    found = [(answer, n) for answer, n in groups.items() if n]
    if len(found) == 1:
        ((answer, n),) = found
        each = "the one kind of deal" if n == 1 else f"each of {n} kinds of deal"
        told = f"{each} stays {ANSWERS[answer]}"
    else:
        parts = [f"{n} {'stays' if n == 1 else 'stay'} {ANSWERS[answer]}" for answer, n in found]
        told = f"of {len(movements)} kinds of deal {listed(parts)}"
    dying = len(_at_another_gate(movements))
    if not dying:
        return told
    if len(movements) == 1:
        return f"{told}, but dies at another gate"
    return f"{told}, but {dying} of them {'dies' if dying == 1 else 'die'} at another gate"


def _at_another_gate(movements: Sequence[KindMovement]) -> list[KindMovement]:
    """Return those that are no deal before and after, each time at another gate."""
    return [m for m in movements if m.changes_gate and m.before.gate_of_death and m.after.gate_of_death]


def gates_sentence(movements: Sequence[KindMovement]) -> Iterator[str]:
    """Say which kinds of deal that die before and after do so at another gate; nothing where none does."""
    moved = _at_another_gate(movements)
    if moved:
        told = [
            f"{m.name} ({GATE_NOUNS[m.before.gate_of_death or '']}, now "
            f"{GATE_NOUNS[m.after.gate_of_death or '']})"
            for m in moved
        ]
        yield f"At another gate {'dies' if len(moved) == 1 else 'die'} {listed(told)}."


def most_moved_sentence(movements: Sequence[KindMovement]) -> Iterator[str]:
    """Say which kind of deal moved most, and how far; that none did, if so."""
    found = most_moved(movements)
    if found is None:
        if movements:
            yield "No kind of deal moves at any gate in any draw."
        return
    before, after = (share_words(one.survives[found.gate]) for one in (found.before, found.after))
    yield (
        f"Most moved is {found.name}, {found.form}: the share of draws in which it {passing(found.gate)} "
        f"goes from {before} to {after}."
    )
