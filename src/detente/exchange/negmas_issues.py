"""Issues of a NegMAS outcome space, and what the files of its utility functions call by them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from detente.exchange.data_part import Data, Figure, Part
from detente.exchange.hints import did_you_mean
from detente.exchange.issue_ranges import check_issues, listed_options, stepped, whole_numbers
from detente.exchange.named_options import NamedOptions

__all__ = ["bound_options", "class_of", "issue_at", "issues_of"]

#: Under which keys the class of a thing is written.
_CLASS_KEYS = ("type", "__python_class__")
_LISTS = (
    "CategoricalIssue",
    "OrdinalIssue",
    "CardinalIssue",
    "DiscreteOrdinalIssue",
    "DiscreteCardinalIssue",
)


def class_of(part: Part) -> str:
    """Return the class of a thing without its module; empty if none is written."""
    for key in _CLASS_KEYS:
        if (found := part.get(key)) is not None:
            return re.split(r"[.:]", found.text())[-1]
    return ""


def issues_of(domain: Part, *, steps: int | None, notes: list[str]) -> list[NamedOptions]:
    """Return the issues of an outcome space.

    Values stay the texts they are written as. An issue over real numbers is cut into ``steps``.

    Raises
    ------
    ExchangeError
        For no issue, two of one name, a value that stands twice, an empty range or one that is
        too long, an issue over real numbers without ``steps``, or one that is a program.
    """
    issues: list[NamedOptions] = []
    parts = domain.at("issues").items()
    try:
        check_issues(len(parts))
    except ValueError as error:
        raise domain.at("issues").fault(str(error)) from None
    for place, part in enumerate(parts):
        name = found.text() if (found := part.get("name")) is not None else f"issue {place + 1}"
        if any(issue.name == name for issue in issues):
            raise part.fault(f"there is an issue called {name!r} above")
        issues.append(NamedOptions(name, _options(part, name, steps, notes)))
    return issues


def _options(part: Part, name: str, steps: int | None, notes: list[str]) -> tuple[str, ...]:
    kind = class_of(part)
    values = part.at("values")
    if kind == "ContinuousIssue":
        return _cut(values, name, steps, notes)
    if kind == "ContiguousIssue" or not isinstance(values.data, list):
        return _whole(values)
    if kind and kind not in _LISTS:
        hint = did_you_mean(kind, _LISTS)
        raise part.fault(f"an issue of kind {kind} has no list of values that could be read{hint}")
    try:
        return listed_options([value.text() for value in values.items()])
    except ValueError as error:
        raise values.fault(f"{name!r}: {error}") from None


def _ends(values: Part) -> tuple[Fraction, Fraction]:
    parts = values.items()
    if len(parts) != 2:
        raise values.fault(f"a range has two ends, not {len(parts)}")
    return parts[0].number(), parts[1].number()


def _whole(values: Part) -> tuple[str, ...]:
    """Read a range of whole numbers, or the number of values from 0."""
    if isinstance(values.data, list):
        low, high = _ends(values)
    else:
        low, high = Fraction(0), values.number() - 1
    try:
        return whole_numbers(low, high)
    except ValueError as error:
        raise values.fault(str(error)) from None


def _cut(values: Part, name: str, steps: int | None, notes: list[str]) -> tuple[str, ...]:
    low, high = _ends(values)
    try:
        options = stepped(low, high, steps)
    except ValueError as error:
        raise values.fault(f"{name!r} is {error}") from None
    notes.append(f"{values.file}: the range of {name!r} is cut into {steps} equal steps")
    return options


def bound_options(part: Part, issue: NamedOptions) -> tuple[str, ...]:
    """Return the options of an issue that the range of a hyper-rectangle allows.

    A list of two numbers is an open range for NegMAS, without its ends; any other list names
    values, or ranges and lists of values; one value alone names itself.

    Raises
    ------
    ExchangeError
        For a value that is none of the issue's.
    """
    if part.data is None:
        raise part.fault("a range that is null means everything or nothing, by version; leave it out")
    if not isinstance(part.data, list):
        return (issue.meant(part),)
    if _is_range(part.data):
        return _between(part, issue)
    allowed: set[str] = set()
    for inner in part.items():
        if isinstance(inner.data, list) and not _is_range(inner.data):
            allowed.update(issue.meant(value) for value in inner.items())
        else:
            allowed.update(bound_options(inner, issue))
    return tuple(option for option in issue.options if option in allowed)


def _is_range(data: Data) -> bool:
    return isinstance(data, list) and len(data) == 2 and all(isinstance(end, Figure) for end in data)


def _between(part: Part, issue: NamedOptions) -> tuple[str, ...]:
    low, high = _ends(part)
    return tuple(option for option, number in issue.numbers(part).items() if low < number < high)


def issue_at(part: Part, key: str, issues: Sequence[NamedOptions]) -> NamedOptions:
    """Return the issue that a key means: its name, or its place counted from 0.

    A key that is written as a number is a place before it is a name.

    Raises
    ------
    ExchangeError
        If no issue is meant; ``part`` is what stands under the key.
    """
    by_name: Mapping[str, NamedOptions] = {issue.name: issue for issue in issues}
    is_place = key.isascii() and key.isdigit() and len(key) < 10 and int(key) < len(issues)
    if is_place and (isinstance(key, Figure) or key not in by_name):
        return issues[int(key)]
    if key in by_name:
        return by_name[key]
    hint = did_you_mean(key, by_name) or f"; there are {len(issues)}, from 0 on"
    raise part.fault(f"{key!r} is no issue{hint}")
