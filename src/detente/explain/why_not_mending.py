"""What would mend a package, in sentences: other terms, or other judgements within their ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.explain.flip_sets import FlipSet
from detente.explain.judgement_repair import JudgementRepair
from detente.explain.package_repair import PackageRepair
from detente.explain.repair_proof import UnmetCondition
from detente.explain.repaired_package import PackageChange, RepairAnswer
from detente.explain.short_names import ShortNames
from detente.explain.why_not_words import draws_share, joined, measured

__all__ = ["changes_words", "mending_sentences", "turns_words"]

VERBS = {"drop": "drop {}", "switch": "change to {}", "add": "add {}"}
#: Options of each kind of change, judgements and conditions that are named.
MOST_OPTIONS, MOST_JUDGEMENTS, MOST_CONDITIONS = 4, 4, 4


def mending_sentences(
    package: PackageRepair | None, judgements: JudgementRepair | None, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say what the smallest repairs are, or that there are none and why.

    Parameters
    ----------
    package : PackageRepair or None
    judgements : JudgementRepair or None
        None for what was not asked.
    names : mapping
        Names of parties, issues and options. Those of over 40 letters are told by their keys.

    Returns
    -------
    tuple of str
        Empty for a package that passes.
    """
    names = ShortNames.of(names)
    found: list[str] = []
    if package is not None and not package.passes:
        found += _of_package(package, names)
    if judgements is not None and judgements.status != "passes":
        found += _of_judgements(judgements)
    return tuple(map(names.text, found))


def _of_package(repair: PackageRepair, names: Mapping[str, str]) -> Iterator[str]:
    fewest, most = repair.fewest, repair.keeping_most
    if fewest.status == "none":
        yield "No other terms mend it: no package at all passes with every judgement at its median."
        return
    if not fewest.repairs:
        yield "Whether other terms mend it was not decided."
        return
    yield f"The smallest change of its terms that makes it pass: {_repair(fewest, names)}."
    if most.repairs and most.kept != fewest.kept:
        yield f"To keep as much of it as can be: {_repair(most, names)}."


def _repair(answer: RepairAnswer, names: Mapping[str, str]) -> str:
    best = answer.repairs[0]
    n = len(answer.repairs)
    others = ""
    if n > 1:
        more = "" if answer.is_complete else "at least "
        others = f", or one of {more}{n - 1} other{'s' if n > 2 else ''} as small"
    unproved = "" if answer.status == "found" else ", which is not proved to be the smallest"
    passes = f"it then passes in {draws_share(best.share)} of the draws"
    return f"{changes_words(best.changes, names)} ({passes}){others}{unproved}"


def changes_words(changes: tuple[PackageChange, ...], names: Mapping[str, str]) -> str:
    """Tell changes to a package, those of one kind together: ``"drop A and B; add C"``."""
    told = []
    for kind, template in VERBS.items():
        own = [_option(change, names) for change in changes if change.kind == kind]
        if own:
            told.append(template.format(joined(own, MOST_OPTIONS)))
    return "; ".join(told)


def _option(change: PackageChange, names: Mapping[str, str]) -> str:
    option = change.before if change.kind == "drop" else change.after
    return names[f"{change.issue}={option}"]


def _of_judgements(repair: JudgementRepair) -> Iterator[str]:
    if repair.sets:
        best, n = repair.sets[0], len(repair.sets)
        count = "1 alone" if len(best.turns) == 1 else f"{len(best.turns)} together"
        unproved = "" if repair.status == "found" else " (fewer may do)"
        least = "" if repair.is_complete else "at least "
        others = f"; {least}{n - 1} other set{'s' if n > 2 else ''} would as well" if n > 1 else ""
        yield (
            f"Within the ranges of the judgements {count} would make it pass{unproved}: "
            f"{turns_words(best)}{others}."
        )
    elif repair.unmet:
        yield f"Nothing within the ranges of the judgements makes it pass: {_unmet(repair)}."
    elif repair.conflict is not None:
        told = joined([f"that {one.name}" for one in repair.conflict.conditions], MOST_CONDITIONS)
        yield f"Nothing within the ranges of the judgements makes it pass: it cannot be, all at once, {told}."
    else:
        yield "Whether judgements within their ranges make it pass was not decided."


def _unmet(repair: JudgementRepair) -> str:
    """Tell the condition that is farthest from being met, and how many others there are."""
    hardest = next(one for one in repair.unmet if one.condition.key == repair.reason[0])
    n = len(repair.unmet) - 1
    more = f", and the same is so of {n} more condition{'s' if n > 1 else ''}" if n else ""
    return f"'{hardest.condition.name}' fails{_short(hardest)}{more}"


def _short(unmet: UnmetCondition) -> str:
    unit = unmet.condition.unit
    if unit in ("issues", "options"):
        return " whatever the judgements"
    return f" by {measured(unmet.short_at_best, unit)} with every judgement at its best end"


def turns_words(found: FlipSet) -> str:
    """Tell judgements and the values to which they move, the first four."""
    told = []
    for turn in found.turns:
        share = turn.entry.unit == "share"
        middle, value = (f"{x:.2f}" if share else f"{x:.1f}" for x in (turn.entry.middle, turn.value))
        told.append(f"{turn.entry.words} at {value} instead of {middle}")
    return joined(told, MOST_JUDGEMENTS)
