"""Where readings of a case agree and where they part, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.explain.compared_kinds import ComparedKind
from detente.explain.compared_result import ComparedReadings, ThesisCheck
from detente.explain.crux_sentences import and_others
from detente.model.predicate import GATE_NOUNS

__all__ = ["agreements", "caveats_of", "thesis_sentence"]

ALWAYS = (
    "A share of draws is a statement about the judgements put in, not a chance.",
    "Readings are set side by side and never averaged unless weights are asked for: authors disagree, and "
    "the mean of two views is nobody's.",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def agreements(found: ComparedReadings) -> Iterator[str]:
    """Say under which readings each kind of deal passes or dies where; those alike together."""
    for form in dict.fromkeys(kind.form for kind in found.kinds):
        groups: dict[tuple[object, ...], list[ComparedKind]] = {}
        for kind in found.kinds:
            if kind.form == form and kind.is_deal:
                groups.setdefault(tuple(kind.endings().items()), []).append(kind)
        # Those on which all agree first, the largest groups before the smaller.
        for kinds in sorted(groups.values(), key=lambda kinds: (len(kinds[0].endings()), -len(kinds))):
            yield f"{form[0].upper()}{form[1:]}: {_group(kinds)}"
    yield from _packages(found)
    yield from _signs(found)


def _group(kinds: Sequence[ComparedKind]) -> str:
    endings = kinds[0].endings()
    n = len(kinds[0].under)
    names = and_others([kind.name for kind in kinds], 3)
    s = "s" if len(kinds) == 1 else ""
    if len(endings) == 1:
        (gate,) = endings
        end = f"pass{'es' if s else ''}" if gate is None else f"die{s} at {GATE_NOUNS[gate]}"
        return f"under {_all(n)} {names} {end}."
    passing = endings.get(None, ())
    dying = {gate: readings for gate, readings in endings.items() if gate is not None}
    told = [f"at {GATE_NOUNS[gate]} under {_readings(r, n)}" for gate, r in _largest_first(dying)]
    if passing:
        return (
            f"{names} pass{'es' if s else ''} under {_readings(passing, n)} and die{s} {and_others(told, 6)}."
        )
    return f"under {_all(n)} {names} die{s}: {and_others(told, 6)}."


def _largest_first(dying: dict[str, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted(dying.items(), key=lambda item: -len(item[1]))


def _all(n: int) -> str:
    if n == 1:
        return "the one reading"
    return "both readings" if n == 2 else f"all {_number(n)} readings"


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def _readings(readings: Sequence[str], n: int) -> str:
    """Name a few readings, count many."""
    if len(readings) == n:
        return _all(n)
    if len(readings) == 1:
        return f"{readings[0]} only"
    return and_others(readings) if len(readings) <= max(2, n // 2) else _number(len(readings))


def _packages(found: ComparedReadings) -> Iterator[str]:
    if not found.packages:
        return
    n, k = len(found.readings), len(found.packages)
    everywhere = sum(len(one.passes_under()) == n for one in found.packages)
    hunted = {reading for one in found.packages for reading in one.found_under}
    nowhere = [reading for reading in found.readings if reading not in hunted]
    text = (
        f"Of the {k} packages that survive most often under some reading {_number(everywhere)} "
        f"pass{'es' if everywhere == 1 else ''} in at least half of the draws under {_all(n)}"
    )
    if k == 1:
        ends = "passes" if everywhere else "does not pass"
        text = (
            f"The one package that survives most often under some reading {ends} in at least half of the "
            f"draws under {_all(n)}"
        )
    yield text + (f"; none was found under {and_others(nowhere)}." if nowhere else ".")


def _signs(found: ComparedReadings) -> Iterator[str]:
    """Count the prescriptions that change sign, and name what turns most of them."""
    if not found.changes_of_sign:
        return
    asked = Counter(change.prescription.origin for change in found.changes_of_sign)
    told = [f"{n} for a {origin if origin != 'option' else 'single option'}" for origin, n in asked.items()]
    n = len(found.changes_of_sign)
    times = "one prescription turns" if n == 1 else f"prescriptions turn {n} times"
    yield (f"From a gain for a principal into a loss, with the reading, {times}: {and_others(told)}.")
    reasons = Counter(change.because[0].words for change in found.changes_of_sign if change.because)
    for words, times_first in reasons.most_common(2):
        if times_first > 1:
            yield f"What weighs most in {times_first} of these is {words}."


def thesis_sentence(check: ThesisCheck) -> str:
    """Say whether an author's gate comes out."""
    if check.gate is None:
        return f"{check.reading}: the author names no gate at which bargains fail."
    noun = GATE_NOUNS[check.gate]
    if not check.questions:
        return f"{check.reading}: no kind of deal was asked about."
    deaths = [f"{n} at {GATE_NOUNS[gate]}" for gate, n in check.deaths.items()]
    where = f"they die: {and_others(deaths, 6)}" if deaths else "all pass"
    verdict = "comes out" if check.comes_out else "does not come out"
    return (
        f"{check.reading}: the author's gate is {noun}, and it {verdict}: of {check.questions} questions "
        f"{check.at_gate or 'none'} end{'s' if check.at_gate <= 1 else ''} there under this reading and "
        f"{check.at_gate_in_base or 'none'} in the base dossier (under this reading {where})."
    )


def caveats_of(found: ComparedReadings) -> Iterator[str]:
    """Tell what must be known to read it."""
    yield from ALWAYS
    if found.mixture_label is not None:
        yield (
            f"The {found.mixture_label} was asked for: it weighs the authors as if each draw came from one "
            "of them at random, and stands for none of them. The weights are a judgement, not evidence."
        )
