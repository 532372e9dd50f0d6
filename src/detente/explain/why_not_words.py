"""What was found about a package, in sentences: the bottom line first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from detente.dossier.dossier import Consent
from detente.explain.blocking_set import BlockingSets
from detente.explain.causes import Cause
from detente.explain.conditions import Condition
from detente.explain.short_names import ShortNames
from detente.explain.why_not_package import ConditionFinding, Hinge, PackageDiagnosis
from detente.model.predicate import GATE_NOUNS

__all__ = [
    "amount",
    "cause_words",
    "condition_sentence",
    "draws_share",
    "hinge_sentence",
    "joined",
    "measured",
    "package_sentences",
    "stances_words",
]

Package = Mapping[str, str]
#: Conditions, causes of each, stances and ways to turn them that sentences tell of.
MOST_CONDITIONS, MOST_CAUSES, MOST_STANCES, MOST_WAYS = 4, 2, 4, 3
#: Numbers of things that are written out.
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def joined(parts: Sequence[str], most: int = 8) -> str:
    """Join phrases into one, cut after ``most``.

    Examples
    --------
    >>> joined(["a", "b", "c"]), joined(["a", "b", "c"], most=1)
    ('a, b and c', 'a and 2 more')
    """
    shown = list(parts[:most])
    if len(parts) > most:
        shown.append(f"{len(parts) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def draws_share(share: float) -> str:
    """Say in what part of the draws something is so, nearly none and nearly all never as none and all.

    Examples
    --------
    >>> [draws_share(share) for share in (0.0, 0.001, 0.25, 0.999, 1.0)]
    ['none', 'less than 1%', '25%', 'more than 99%', 'all']
    """
    if share in (0.0, 1.0):
        return "all" if share else "none"
    text = f"{share:.0%}"
    if text in ("0%", "100%"):
        return "less than 1%" if share < 1 / 2 else "more than 99%"
    return text


def amount(value: float, unit: str, *, signed: bool = False) -> str:
    """Write an amount in the unit of a condition: control in hundredths of all there is.

    Examples
    --------
    >>> amount(4.06, "points"), amount(0.126, "share of control"), amount(-4.0, "points", signed=True)
    ('4.1', '0.13', '-4.0')
    """
    if not np.isfinite(value):
        return "any amount"
    digits = 2 if unit == "share of control" else 1
    least: float = 10.0**-digits
    # What is no more than rounding of the model's units is told as such.
    if 0 < abs(value) < least / 2:
        return f"less than {least:g}"
    return f"{value:{'+' if signed else ''}.{digits}f}"


def measured(value: float, unit: str) -> str:
    """Write an amount with its unit.

    Examples
    --------
    >>> measured(4.06, "points"), measured(0.126, "share of control")
    ('4.1 points', '0.13 of control')
    """
    return f"{amount(value, unit)} {'of control' if unit == 'share of control' else unit}"


def condition_sentence(found: ConditionFinding, package: Package, names: Mapping[str, str]) -> str:
    """Say by how much a condition fails or holds at the medians, how that varies, and mostly why.

    Parameters
    ----------
    found : ConditionFinding
    package : mapping of issue to option
        What the package changes.
    names : mapping
        Names of parties, issues and options.
    """
    names = ShortNames.of(names)
    if found.holds:
        return names.text(f"{_to_spare(found, package, names)}.")
    because = _causes(found, package, names, hurting=True)
    because = f", mostly because of {because}" if because else ""
    return names.text(f"{_short(found, names)}{_range(found)}{because}.")


def _causes(found: ConditionFinding, package: Package, names: Mapping[str, str], *, hurting: bool) -> str:
    """Tell the judgements that weigh most against a condition, or most for it; empty where none does."""
    causes = [one for one in found.causes if one.hurts == hurting][:MOST_CAUSES]
    if not causes or found.condition.kind == "delivery":
        return ""
    whose = found.turned or found.condition.parties
    unit = found.condition.unit
    told = [
        f"{cause_words(one, package, whose, names)} ({amount(one.weight, unit, signed=True)})"
        for one in causes
    ]
    return joined(told)


def cause_words(cause: Cause, package: Package, whose: Sequence[str], names: Mapping[str, str]) -> str:
    """Tell a judgement; what an option is worth to the party in question by the option's name alone.

    Parameters
    ----------
    cause : Cause
    package : mapping of issue to option
    whose : sequence of str
        Parties in question.
    names : mapping
        Names of parties, issues and options; under short ones no long name is told.
    """
    entry = cause.entry
    if not entry.path.startswith("stakes.") or entry.issue is None:
        return names.text(entry.words) if isinstance(names, ShortNames) else entry.words
    option = names[f"{entry.issue}={entry.option}"]
    is_own = list(entry.who) == list(whose)
    if package.get(entry.issue) != entry.option:
        owner = "" if is_own else f" for {names[entry.who[0]]}"
        return f"what would come without a deal{owner}, {option} ({names[entry.issue]})"
    return option if is_own else f"what {names[entry.who[0]]} gains by {option}"


def _range(found: ConditionFinding) -> str:
    """Say how a shortfall varies over the draws in which there is one, and how many these are."""
    spread, unit = found.shortfall, found.condition.unit
    fails = "" if found.fails == 1 else f"{draws_share(found.fails)} of draws"
    if spread is None or spread.is_certain or unit in ("issues", "options"):
        return f" (so in {fails})" if fails else ""
    ends = f"{amount(spread.low, unit)} to {amount(spread.high, unit)}"
    return f" ({ends} where it falls short, in {fails})" if fails else f" ({ends} over draws)"


def _short(found: ConditionFinding, names: Mapping[str, str]) -> str:
    condition = found.condition
    lacks = amount(-found.margin, condition.unit)
    whose = joined([names[party] for party in found.turned or condition.parties])
    what = condition.name.removeprefix("those at the table can deliver ").removeprefix("it ")
    match condition.kind:
        case "agenda":
            return f"It {what.replace('changes', 'may change')}, and changes {-found.margin:.0f} more"
        case "order":
            return f"It does not bring about {what.removeprefix('also brings about ')}"
        case "delivery":
            required = _required(found)
            held = amount(required + found.margin, condition.unit)
            takes = f"{what} takes {amount(required, condition.unit)} of the control"
            return f"{takes}, and those at the table hold {held}, {lacks} less"
        case "accepts":
            return f"{whose} is {lacks} points short of accepting"
        case "trusts the others":
            return f"At the trust it has in the others, {whose} expects to end {lacks} points short"
        case "keeps the deal":
            return f"{whose} gains {lacks} points per period by breaking the deal"
    if not np.isfinite(found.margin):
        return f"{condition.name}: this can never be met"
    if len(condition.parties) == 1 and _wants_consent(found):
        return f"{whose} is {lacks} points short of the consent asked for by {_asking(condition)}"
    verb = "is" if len(found.turned) == 1 else "are together"
    return f"{condition.name}: not met, as {whose} {verb} {lacks} points from where it would be"


def _required(found: ConditionFinding) -> float:
    """Return the control that an option requires, at the median."""
    return next((-one.weight for one in found.causes if one.entry.path.endswith(".requires")), 0.0)


def _wants_consent(found: ConditionFinding) -> bool:
    """Tell whether what a rule lacks is consent, not refusal."""
    return isinstance(found.condition.need, Consent)


def _asking(condition: Condition) -> str:
    """Say who asks for a consent: an option, the table, or a rule by its name."""
    if condition.kind == "ratifies":
        return f"the rule '{condition.name}'"
    asked = condition.name.partition(" consents to ")[2]
    return asked or "the table"


def _to_spare(found: ConditionFinding, package: Package, names: Mapping[str, str]) -> str:
    """Say by how much a condition holds and what carries it; how often it fails, and what weighs on it."""
    condition = found.condition
    whose = joined([names[party] for party in found.turned])
    on_whom = f" (it hangs on {whose})" if len(condition.parties) > 1 and whose else ""
    carried = _causes(found, package, names, hurting=False)
    carried = f", carried mostly by {carried}" if carried else ""
    subject = condition.name[0].upper() + condition.name[1:]
    spare = f"with {measured(found.margin, condition.unit)} to spare"
    if condition.kind == "ratifies":
        subject = f"{subject}: met"
    return f"{subject} {spare}{on_whom}{carried}{_fails(found, package, names)}"


def _fails(found: ConditionFinding, package: Package, names: Mapping[str, str]) -> str:
    """Say how often a condition fails that holds at the medians, and what weighs against it."""
    if not found.fails:
        return ""
    against = _causes(found, package, names, hurting=True)
    weighs = f", with {against} weighing most against it" if against else ""
    return f"; it fails in {draws_share(found.fails)} of draws{weighs}"


def hinge_sentence(hinge: Hinge) -> str:
    """Say what one judgement alone, within its range, would make of the package."""
    value = f"{hinge.value:.2f}" if hinge.entry.unit == "share" else f"{round(hinge.value, 1) + 0.0:g}"
    words = hinge.entry.words[0].upper() + hinge.entry.words[1:]
    return f"{words}: at {value}, within its range, the package fails at {GATE_NOUNS[hinge.gate]}."


def package_sentences(
    found: PackageDiagnosis, subject: str, draws: int, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say whether a package passes, and why not or why.

    Parameters
    ----------
    found : PackageDiagnosis
    subject : str
        What it is to be called, at the beginning of a sentence.
    draws : int
    names : mapping
        Names of parties, issues and options. Those of over 40 letters are told by their keys.
    """
    names = ShortNames.of(names)
    rest = _passing(found, names) if found.passes else _failing(found, names)
    return (_bottom_line(found, subject, draws), *_disagreement(found), *map(names.text, rest))


def _bottom_line(found: PackageDiagnosis, subject: str, draws: int) -> str:
    drawn = f"in {draws_share(found.share)} of {draws:,} draw{'' if draws == 1 else 's'}"
    if found.passes:
        return f"{subject} passes all five gates with every judgement at its median, and {drawn}."
    assert found.failing_gate is not None
    noun = GATE_NOUNS[found.failing_gate]
    if found.share == 0:
        return f"{subject} fails at {noun} with every judgement at its median, and passes {drawn}."
    return f"{subject} fails at {noun} with every judgement at its median; it passes {drawn}."


def _disagreement(found: PackageDiagnosis) -> Iterator[str]:
    """Warn where the medians tell another story than most draws."""
    death = found.usual_death
    if found.passes and found.share < 1 / 2 and death is not None:
        yield (
            f"The medians flatter it: in most draws it fails, most often at {GATE_NOUNS[death]}. A verdict "
            "over draws calls it no deal."
        )
    if not found.passes and found.share >= 1 / 2:
        yield (
            "The medians are unkind to it: in most draws it passes, and a verdict over draws calls it a deal."
        )


def _failing(found: PackageDiagnosis, names: Mapping[str, str]) -> Iterator[str]:
    """Tell the failing conditions of the gate where it fails, those of later gates, and who stops it."""
    first = [one for one in found.failing if one.condition.gate == found.failing_gate]
    told = _once(sorted(first, key=lambda one: _rank(found, one)))
    for one in told[:MOST_CONDITIONS]:
        yield condition_sentence(one, found.package, names)
    rest = len(told) - MOST_CONDITIONS
    if rest > 0:
        yield f"{rest} more condition{'s' if rest > 1 else ''} of this gate fail{'' if rest > 1 else 's'}."
    later = [one for one in found.gates if one.gate != found.failing_gate and _fails_anew(found, one.gate)]
    if later:
        nouns = joined([GATE_NOUNS[one.gate] for one in later])
        yield f"If that were mended it would still fail at {nouns}."
    yield from _blocking(found.blocking, names)


def _fails_anew(found: PackageDiagnosis, gate: str) -> bool:
    """Tell whether a gate fails by more than what fails at acceptance already."""
    return any(one.condition.gate == gate and one.same_as is None for one in found.failing)


def _rank(found: PackageDiagnosis, one: ConditionFinding) -> int:
    key = one.condition.key
    return found.weakest.index(key) if key in found.weakest else -1


def _once(conditions: Sequence[ConditionFinding]) -> list[ConditionFinding]:
    """Leave out rules that fail for want of the same parties, by the same points, as one before them."""
    told: dict[object, ConditionFinding] = {}
    for one in conditions:
        told.setdefault((one.turned, one.margin) if one.turned else one.condition.key, one)
    return list(told.values())


def _blocking(found: BlockingSets, names: Mapping[str, str]) -> Iterator[str]:
    """Say who stops it, and who would have to turn for it to pass."""
    if found.unlisted is not None:
        return
    alone = [one[0] for one in found.blocking if len(one) == 1]
    if not found.lifting:
        yield "Whoever turned, it could not pass: its rules can never all be met."
        return
    if alone:
        lead = (
            "One thing stops it alone"
            if len(alone) == 1
            else f"{_number(len(alone))} things stop it, each alone"
        )
        yield f"{lead}: {stances_words(found, alone, names)}."
    ways = [[key for key in one if key not in alone] for one in found.lifting]
    if not ways[0]:
        yield (
            "If it were otherwise, the package would pass."
            if len(alone) == 1
            else ("Nothing less than all of them turning lets it pass.")
        )
        return
    told = [joined([found.words_of(key) for key in way], MOST_STANCES) for way in ways[:MOST_WAYS]]
    more = f", or one of {len(ways) - MOST_WAYS} other sets" if len(ways) > MOST_WAYS else ""
    lead = "Turning them is not enough; it takes" if alone else "For it to pass it takes"
    yield f"{lead}{' besides' if alone else ''} {', or '.join(told)}{more}."


def _number(n: int) -> str:
    return NUMBERS[n].capitalize() if n < len(NUMBERS) else str(n)


def stances_words(found: BlockingSets, keys: Sequence[str], names: Mapping[str, str]) -> str:
    """Tell what is missing, those of one kind together.

    Parameters
    ----------
    found : BlockingSets
    keys : sequence of str
        Keys of stances.
    names : mapping of party to name
    """
    groups: dict[str, list[str]] = {}
    for key in keys:
        stance = next(one for one in found.stances if one.key == key)
        whose = stance.party and names[stance.party]
        if stance.kind == "consent":
            template = (
                "the consent of {}, which a rule wants withheld" if stance.is_taken else "no consent of {}"
            )
        elif whose is not None:
            trusts = stance.kind == "trust"
            template = (
                "too little trust of {} in the others" if trusts else "no reason for {} to keep the deal"
            )
        else:
            template, whose = "{}", stance.words
        groups.setdefault(template, []).append(whose or stance.words)
    return "; ".join(template.format(joined(who, MOST_STANCES)) for template, who in groups.items())


def _carrier(cause: Cause, package: Package, party: str, names: Mapping[str, str]) -> str:
    return f"{cause_words(cause, package, [party], names)} ({amount(cause.weight, 'points', signed=True)})"


def _passing(found: PackageDiagnosis, names: Mapping[str, str]) -> Iterator[str]:
    """Tell what carries it and what it hangs on."""
    for one in found.surpluses[:MOST_CONDITIONS]:
        carrying = [cause for cause in one.carrying if cause.is_term][:MOST_CAUSES]
        if carrying:
            told = joined([_carrier(cause, found.package, one.party, names) for cause in carrying])
            gains = amount(one.surplus, "points", signed=True)
            yield f"{names[one.party]} ({gains} points above no deal) is carried by {told}."
    if found.weakest:
        weakest = found.condition(found.weakest[0])
        yield f"It hangs most on this: {condition_sentence(weakest, found.package, names)}"
    if not found.hinges:
        yield "No judgement alone, at either end of its range, makes it fail."
        return
    n = len({one.entry.path for one in found.hinges})
    yield (
        f"{n} judgement{' alone makes' if n == 1 else 's, each alone, make'} it fail within "
        f"{'its' if n == 1 else 'their'} range; first of all: {hinge_sentence(found.hinges[0])}"
    )
