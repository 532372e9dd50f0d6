"""Issues, their options and their weights in the XML of a Genius domain or profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from detente.errors import ExchangeError
from detente.exchange.issue_ranges import check_issues, listed_options, stepped, whole_numbers
from detente.exchange.xml_tree import Element

__all__ = [
    "Issue",
    "Kind",
    "bounds",
    "issue_elements",
    "issues_of",
    "kind_of",
    "objective_of",
    "same_issues",
    "weights_of",
]

Kind = Literal["discrete", "integer", "real"]


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One issue of a domain: its index, by which profiles mean it, its name, kind and options."""

    index: int
    name: str
    kind: Kind
    options: tuple[str, ...]


def objective_of(root: Element) -> Element:
    """Return the outermost objective of a domain or profile, or raise an ExchangeError."""
    inside = next(root.named("utility_space"), root)
    objective = next(inside.named("objective"), None)
    if objective is None:
        raise root.fault("there is no <objective> with issues")
    return objective


def issue_elements(objective: Element) -> dict[int, Element]:
    """Return the issues by index, those of nested objectives before those of the same level.

    Raises
    ------
    ExchangeError
        If an issue has no index, two have the same, or there is no issue or more than 1000.
    """
    found: dict[int, Element] = {}
    for element in _in_order(objective):
        index = _index(element)
        if index in found:
            raise element.fault(f"the index {index} stands twice, first on line {found[index].line}")
        found[index] = element
    try:
        check_issues(len(found))
    except ValueError as error:
        raise objective.fault(str(error)) from None
    return found


def _in_order(objective: Element) -> Iterator[Element]:
    for inner in objective.named("objective"):
        yield from _in_order(inner)
    yield from objective.named("issue")


def _index(element: Element) -> int:
    number = element.number("index")
    if number.denominator != 1:
        raise element.fault(f"the index {element.attribute('index')!r} is no whole number")
    return int(number)


def weights_of(objective: Element) -> dict[int, Fraction]:
    """Return the weights by the index of their issue, at any depth; the last one counts."""
    found = {_index(element): element.number("value") for element in objective.named("weight")}
    for inner in objective.named("objective"):
        found.update(weights_of(inner))
    return found


def kind_of(issue: Element) -> Kind:
    """Return the kind of an issue; what says nothing, or nothing known, is discrete."""
    kind = issue.attributes.get("type", "").lower()
    if kind == "integer":
        return "integer"
    return "real" if kind == "real" else "discrete"


def issues_of(objective: Element, *, steps: int | None, notes: list[str]) -> list[Issue]:
    """Return the issues with their options; an issue over real numbers is cut into ``steps``.

    An issue without a name is named by its index, which is also added to a name that stands
    twice. What is worth knowing is added to ``notes``.

    Raises
    ------
    ExchangeError
        If an issue has no options, too many of them, or no list of them.
    """
    elements = issue_elements(objective)
    names = _names(elements, notes)
    issues = []
    for index, element in elements.items():
        options = _options(element, names[index], steps, notes)
        issues.append(Issue(index=index, name=names[index], kind=kind_of(element), options=options))
    return issues


def _names(elements: Mapping[int, Element], notes: list[str]) -> dict[int, str]:
    names: dict[int, str] = {}
    for index, element in elements.items():
        name = element.attributes.get("name", "") or f"issue {index}"
        if name in names.values():
            notes.append(
                f"{element.file}: two issues are called {name!r}; the second is {name} ({index}) here"
            )
            name = f"{name} ({index})"
        names[index] = name
    return names


def _options(element: Element, name: str, steps: int | None, notes: list[str]) -> tuple[str, ...]:
    kind = kind_of(element)
    if kind == "discrete":
        return _items(element, name, notes)
    low, high = bounds(element)
    try:
        if kind == "integer":
            return whole_numbers(low, high)
        options = stepped(low, high, steps)
    except ValueError as error:
        raise element.fault(f"{name!r} is {error}") from None
    notes.append(f"{element.file}: the range of {name!r} is cut into {steps} equal steps")
    return options


def _items(element: Element, name: str, notes: list[str]) -> tuple[str, ...]:
    values = [item.attribute("value") for item in element.named("item")]
    different = list(dict.fromkeys(values))
    if len(different) < len(values):
        notes.append(f"{element.file}: {name!r} lists an option twice; it is kept once")
    try:
        return listed_options(different)
    except ValueError as error:
        raise element.fault(f"{name!r}: {error}") from None


def bounds(element: Element) -> tuple[Fraction, Fraction]:
    """Return the ends of a range, which stand on the issue or on a <range> inside."""
    holder: Element = element
    if "lowerbound" not in element.attributes:
        holder = next(element.named("range"), element)
    return holder.number("lowerbound"), holder.number("upperbound")


def same_issues(domain: Sequence[Issue], profile: Mapping[int, Element], file: str) -> None:
    """Make sure that a profile has every issue of the domain, of the same kind.

    Raises
    ------
    ExchangeError
        Naming the first issue that is not there or is of another kind.
    """
    for issue in domain:
        if issue.index not in profile:
            raise ExchangeError(f"{file}: the issue {issue.name!r} (index {issue.index}) is missing")
        element = profile[issue.index]
        if kind_of(element) != issue.kind:
            raise element.fault(f"{issue.name!r} is {kind_of(element)} here and {issue.kind} in the domain")
