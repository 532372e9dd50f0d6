"""One profile of Genius as a party with its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from detente.exchange.genius_evaluators import evaluations
from detente.exchange.genius_issues import (
    Issue,
    issue_elements,
    objective_of,
    same_issues,
    weights_of,
)
from detente.exchange.hyper_rectangles import read_rectangles
from detente.exchange.xml_tree import Element
from detente.model.scored_game import Scorer

__all__ = ["Profile", "read_profile"]

_ROUNDING = Fraction(1, 10**9)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A party, and whether the file says that it is unsure of its preferences."""

    party: Scorer
    uncertain: bool


def read_profile(root: Element, name: str, issues: Sequence[Issue], notes: list[str]) -> Profile:
    """Read a profile.

    The utility of a package is the sum of weights times evaluations, or that of the boxes of a
    nonlinear profile. Weights are taken as they stand, whatever they add up to. Genius caps
    utilities at 1; points are not capped, which is noted where it could make a difference.

    Parameters
    ----------
    root : Element
        The ``<utility_space>``.
    name : str
        Of the party, if the file does not name it.
    issues : sequence of Issue
        Of the domain.
    notes : list of str
        Gets what is worth knowing.

    Raises
    ------
    ExchangeError
        If the profile is incomplete or of a kind that is no sum of points.
    """
    kind = root.attributes.get("type", "").upper()
    objective = objective_of(root)
    elements = issue_elements(objective)
    same_issues(issues, elements, root.file)
    _note_strange_issues(issues, elements, notes)
    boxes = next(objective.named("utility"), None) or next(root.named("utility"), None)
    if kind == "CONSTRAINT" or (kind == "NONLINEAR" and boxes is None):
        raise root.fault(f"a profile of type {kind.lower()} without hyper-rectangles is not read")
    if boxes is not None:
        party = _nonlinear(boxes, issues, notes)
    else:
        party = _additive(objective, elements, issues, notes)
    party = replace(
        party,
        name=root.attributes.get("name", name),
        reserve=_reserve(root, notes),
        discount=_discount(root),
    )
    return Profile(party=party, uncertain=kind == "UNCERTAIN")


def _note_strange_issues(issues: Sequence[Issue], elements: dict[int, Element], notes: list[str]) -> None:
    known = {issue.index: issue.name for issue in issues}
    for index, element in elements.items():
        name = element.attributes.get("name", "")
        if index not in known:
            notes.append(f"{element.file}: the issue {name!r} (index {index}) is not in the domain; left out")
        elif name and not known[index].startswith(name):
            notes.append(f"{element.file}: the issue {known[index]!r} of the domain is called {name!r} here")


def _nonlinear(boxes: Element, issues: Sequence[Issue], notes: list[str]) -> Scorer:
    found = read_rectangles(boxes, issues, notes)
    _note_cap(found.highest, boxes.file, notes)
    return Scorer(name="", values={}, combinations=tuple(found.combinations), base=found.base)


def _additive(
    objective: Element, elements: dict[int, Element], issues: Sequence[Issue], notes: list[str]
) -> Scorer:
    weights = weights_of(objective)
    values: dict[str, dict[str, Fraction]] = {}
    for issue in issues:
        element = elements[issue.index]
        if issue.index not in weights:
            raise element.fault(
                f"{issue.name!r} has no <weight index={str(issue.index)!r}>, so it is incomplete"
            )
        worth = evaluations(issue, element, notes)
        values[issue.name] = {option: weights[issue.index] * e for option, e in worth.items()}
    highest = sum((max(by_option.values()) for by_option in values.values()), Fraction(0))
    _note_cap(highest, objective.file, notes)
    return Scorer(name="", values=values)


def _note_cap(highest: Fraction, file: str, notes: list[str]) -> None:
    """Note what may be above 1 by more than the rounding of weights that are written as doubles."""
    if highest > 1 + _ROUNDING:
        notes.append(f"{file}: utilities can add up to more than 1, where Genius stops and points do not")


def _reserve(root: Element, notes: list[str]) -> Fraction | None:
    element = next(root.named("reservation"), None)
    if element is None:
        return None
    value = element.number("value")
    if not 0 <= value <= 1:
        notes.append(
            f"{root.file}: the reservation value {element.attribute('value')} is not between 0 and 1"
        )
    return value


def _discount(root: Element) -> Fraction | None:
    """Return the discount factor; Genius takes one that is not between 0 and 1 for 1."""
    element = next(root.named("discount_factor"), None)
    if element is None:
        return None
    value = element.number("value")
    return value if 0 < value <= 1 else Fraction(1)
