"""What each option of an issue is worth in a Genius profile, from 0 to 1, before its weight.

The rules are those of Genius 10.4. Options are divided by the highest evaluation of their issue,
always; integer and real issues are worth a function of the number, cut off at 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from detente.exchange.genius_issues import Issue, bounds
from detente.exchange.hints import did_you_mean
from detente.exchange.issue_ranges import number_of
from detente.exchange.xml_tree import Element

__all__ = ["evaluations"]

#: Genius takes a highest evaluation below this for none at all.
_NOTHING = Fraction(1, 100_000)


def evaluations(issue: Issue, element: Element, notes: list[str]) -> dict[str, Fraction]:
    """Evaluate the options of an issue of the domain by the issue element of a profile.

    Parameters
    ----------
    issue : Issue
        Of the domain.
    element : Element
        The issue of the same index in the profile.
    notes : list of str
        Gets what is worth knowing.

    Raises
    ------
    ExchangeError
        If an option has no evaluation or the function is not known.
    """
    if issue.kind == "discrete":
        return _discrete(issue, element, notes)
    function = _integer(element) if issue.kind == "integer" else _real(element)
    return {option: function(number_of(option)) for option in issue.options}


def _discrete(issue: Issue, element: Element, notes: list[str]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for item in element.named("item"):
        option = item.attribute("value")
        if item.attributes.get("evaluation", "null") == "null":
            continue
        if option in found:
            notes.append(f"{element.file}: {option!r} of {issue.name!r} stands twice; the last one counts")
        found[option] = item.number("evaluation")
    for option in issue.options:
        if option not in found:
            hint = did_you_mean(option, found, saying="there is one for {}")
            raise element.fault(f"the option {option!r} of {issue.name!r} has no evaluation{hint}")
    known = set(issue.options)
    for option in found:
        if option not in known:
            notes.append(f"{element.file}: {option!r} is no option of {issue.name!r} in the domain; left out")
    highest = max(found.values())
    if highest < _NOTHING:
        return dict.fromkeys(issue.options, Fraction(0))
    return {option: found[option] / highest for option in issue.options}


def _integer(element: Element) -> Callable[[Fraction], Fraction]:
    """A line from the profile's own lower bound; worth nothing where no line is given."""
    evaluator = next(element.named("evaluator"), None)
    low, _ = bounds(element)
    if evaluator is None:
        return lambda _: Fraction(0)
    slope, offset = evaluator.number("slope"), evaluator.number("offset")
    return lambda number: _cut(slope * (number - low) + offset)


def _real(element: Element) -> Callable[[Fraction], Fraction]:
    evaluator = next(element.named("evaluator"), None)
    if evaluator is None:
        raise element.fault("there is no <evaluator>")
    kind = evaluator.attribute("ftype").lower()
    first = evaluator.number("parameter0")
    if kind == "constant":
        return lambda _: first
    if kind == "linear":
        slope = evaluator.number("parameter1")
        return lambda number: _cut(slope * number + first)
    if kind == "triangular":
        high, top = evaluator.number("parameter1"), evaluator.number("parameter2")
        return lambda number: _triangle(number, first, high, top)
    raise evaluator.fault(f"the function {kind!r} is not read; linear, constant and triangular are")


def _cut(worth: Fraction) -> Fraction:
    return min(max(worth, Fraction(0)), Fraction(1))


def _triangle(number: Fraction, low: Fraction, high: Fraction, top: Fraction) -> Fraction:
    """Rise from 0 at ``low`` to 1 at ``top`` and fall to 0 at ``high``."""
    if low <= number < top:
        return (number - low) / (top - low)
    if top <= number < high and number >= low:
        return 1 - (number - top) / (high - top)
    return Fraction(0)
