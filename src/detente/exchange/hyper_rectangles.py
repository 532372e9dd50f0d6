"""Hyper-rectangles of a nonlinear Genius profile: points that boxes of the issues pay."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from detente.exchange.genius_issues import Issue
from detente.exchange.xml_tree import Element
from detente.model.scored_game import Combination

__all__ = ["Rectangles", "read_rectangles"]

#: Most options that the boxes of one profile may name, all together.
MAX_NAMED = 500_000


@dataclass(kw_only=True)
class Rectangles:
    """What the boxes of a profile come to.

    Attributes
    ----------
    base : Fraction
        What every package gets.
    combinations : list of Combination
    highest : Fraction
        What no package exceeds: the base and all that boxes pay.
    """

    base: Fraction = Fraction(0)
    combinations: list[Combination] = field(default_factory=list)
    highest: Fraction = Fraction(0)


def read_rectangles(utility: Element, issues: Iterable[Issue], notes: list[str]) -> Rectangles:
    """Read the ``<utility>`` of a profile.

    Bounds are inclusive. A box with INCLUDES pays inside; one with EXCLUDES pays everywhere but
    inside, which is points for every package and as many less inside; one without bounds pays
    always. All is divided by ``maxutility``. Only sums are read: the smallest or largest of
    several boxes is no sum of points.

    Raises
    ------
    ExchangeError
        For an aggregation other than sum, a bound of an unknown issue or of one that is not over
        whole numbers, a ``maxutility`` that is not above 0, or boxes of too many options.
    """
    highest = utility.number("maxutility")
    if highest <= 0:
        raise utility.fault(f"'maxutility' is {utility.attribute('maxutility')}; it must be above 0")
    functions = list(utility.named("ufun"))
    if not functions:
        raise utility.fault("there is no <ufun> with boxes")
    if len(functions) > 1:
        notes.append(f"{utility.file}: of {len(functions)} functions only the first counts, as in Genius")
    by_index = {issue.index: issue for issue in issues}
    found = Rectangles()
    named = 0
    for box, weight in _boxes(functions[0], Fraction(1)):
        inside = _inside(box, by_index, notes)
        points = box.number("utility") * weight / highest
        if "weight" in box.attributes:
            points *= box.number("weight")
        _add(found, inside, points, excludes=any(box.named("EXCLUDES")))
        named += sum(map(len, inside.values())) if inside else 0
        if named > MAX_NAMED:
            raise box.fault(f"the boxes name more than {MAX_NAMED} options")
    found.highest = sum((c.points for c in found.combinations if c.points > 0), found.base)
    return found


def _boxes(function: Element, weight: Fraction) -> Iterator[tuple[Element, Fraction]]:
    """Yield the boxes of a function and of those inside, with the weights above them multiplied.

    Genius does not apply the weight of the outermost function.
    """
    aggregation = function.attributes.get("aggregation", "sum").lower()
    if aggregation != "sum":
        raise function.fault(
            f"aggregation {aggregation!r} is no sum of points, so it cannot be read; sum can"
        )
    for box in function.named("hyperRectangle"):
        yield box, weight
    for inner in function.named("ufun"):
        own = inner.number("weight") if "weight" in inner.attributes else Fraction(1)
        yield from _boxes(inner, weight * own)


def _inside(box: Element, issues: Mapping[int, Issue], notes: list[str]) -> dict[str, tuple[str, ...]] | None:
    """Return the options of the box by issue, only where it bounds them; None if it is empty.

    Where a box has bounds of both kinds, Genius looks at EXCLUDES only.
    """
    includes, excludes = list(box.named("INCLUDES")), list(box.named("EXCLUDES"))
    if includes and excludes:
        notes.append(f"{box.file}, line {box.line}: INCLUDES beside EXCLUDES do not count, as in Genius")
    limits: dict[int, tuple[int, int]] = {}
    for bound in excludes or includes:
        issue = _bounded(bound, issues)
        first = int(issue.options[0])
        low, high = limits.get(issue.index, (first, first + len(issue.options) - 1))
        low, high = max(low, math.ceil(bound.number("min"))), min(high, math.floor(bound.number("max")))
        limits[issue.index] = low, high
    if any(low > high for low, high in limits.values()):
        return None
    inside = {}
    for index, (low, high) in limits.items():
        issue = issues[index]
        first = int(issue.options[0])
        if high - low + 1 < len(issue.options):
            inside[issue.name] = issue.options[low - first : high - first + 1]
    return inside


def _bounded(bound: Element, issues: Mapping[int, Issue]) -> Issue:
    index = bound.number("index")
    issue = issues.get(int(index)) if index.denominator == 1 else None
    if issue is None:
        known = ", ".join(map(str, list(issues)[:20]))
        raise bound.fault(f"there is no issue of index {bound.attribute('index')}; there are: {known}")
    if issue.kind != "integer":
        raise bound.fault(f"{issue.name!r} is {issue.kind}; only an issue over whole numbers can be bounded")
    return issue


def _add(
    found: Rectangles, inside: dict[str, tuple[str, ...]] | None, points: Fraction, *, excludes: bool
) -> None:
    """Add what one box pays."""
    if excludes:
        found.base += points
        points = -points
    if inside is None or points == 0:
        return
    if not inside:
        found.base += points
    else:
        found.combinations.append(Combination(when=inside, points=points))
