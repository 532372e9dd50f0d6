"""Utility functions of NegMAS as points of options and of combinations of options."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from detente.exchange.data_part import Key, Part
from detente.exchange.exact_numbers import is_infinite
from detente.exchange.hints import did_you_mean
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_issues import bound_options, class_of, issue_at
from detente.exchange.negmas_values import value_points
from detente.model.scored_game import Combination

__all__ = ["Points", "points_of"]

#: Most packages of a table of whole packages.
MAX_PACKAGES = 10_000
#: Most options that the ranges of one function may name, all together.
MAX_NAMED = 500_000

Issues = Sequence[NamedOptions]


@dataclass(kw_only=True)
class Points:
    """What a utility function comes to, no deal aside."""

    values: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    combinations: list[Combination] = field(default_factory=list)
    base: Fraction = Fraction(0)


def points_of(part: Part, issues: Issues) -> Points:
    """Read a utility function that is a sum of points.

    A table of whole packages becomes a combination for each package, up to 10 000.

    Raises
    ------
    ExchangeError
        For a function of another kind, or one that does not fit the issues.
    """
    kind = class_of(part)
    if kind not in _FUNCTIONS:
        hint = did_you_mean(kind, _FUNCTIONS) or f"; read are {', '.join(_FUNCTIONS)}"
        raise part.fault(f"a utility function of kind {kind or 'unknown'} is not read{hint}")
    return _FUNCTIONS[kind](part, issues)


def _bias(part: Part) -> Fraction:
    return Fraction(0) if (bias := part.get("bias")) is None else bias.number()


def _by_issue(part: Part, issues: Issues) -> dict[str, Part]:
    """Return the parts of a list by the order of the issues, of a mapping by their names."""
    if isinstance(part.data, list):
        items = part.items()
        if len(items) != len(issues):
            raise part.fault(f"{len(items)} entries for {len(issues)} issues")
        return {issue.name: item for issue, item in zip(issues, items, strict=True)}
    return {issue_at(inner, name, issues).name: inner for name, inner in part.named().items()}


def _weights(part: Part, issues: Issues, default: Fraction) -> dict[str, Fraction]:
    given = part.get("weights")
    found = {} if given is None else _by_issue(given, issues)
    return {i.name: found[i.name].number() if i.name in found else default for i in issues}


def _additive(part: Part, issues: Issues) -> Points:
    """Sum weights times value functions; a weight that is not given is 1."""
    functions = _by_issue(part.at("values"), issues)
    weights = _weights(part, issues, Fraction(1))
    values = {}
    for issue in issues:
        function = functions.get(issue.name)
        worth = issue.numbers(part) if function is None else value_points(function, issue)
        values[issue.name] = {option: weights[issue.name] * points for option, points in worth.items()}
    return Points(values=values, base=_bias(part))


def _affine(part: Part, issues: Issues) -> Points:
    """Sum weights times the values themselves, which must be numbers."""
    weights = _weights(part, issues, Fraction(1, len(issues)))
    values = {
        issue.name: {option: weights[issue.name] * number for option, number in issue.numbers(part).items()}
        for issue in issues
    }
    return Points(values=values, base=_bias(part))


def _constant(part: Part, issues: Issues) -> Points:  # noqa: ARG001
    return Points(base=part.at("value").number())


def _mapping(part: Part, issues: Issues) -> Points:
    """Read a table of whole packages; what it leaves out is worth the default, if that is finite."""
    size = math.prod(len(issue.options) for issue in issues)
    if size > MAX_PACKAGES:
        raise part.fault(
            f"a table of {size} packages; {MAX_PACKAGES} is the most, as each becomes a combination"
        )
    default = part.get("default")
    finite = default is not None and not is_infinite(default.text())
    base = default.number() if default is not None and finite else Fraction(0)
    table = part.at("mapping")
    points: dict[tuple[str, ...], Fraction] = {}
    for key, inner in table.entries().items():
        points[_package(table, key, issues)] = inner.number() - base
    if len(points) < size and not finite:
        raise table.fault(f"{len(points)} of {size} packages are given, and there is no finite 'default'")
    combinations = [
        Combination(when={i.name: (option,) for i, option in zip(issues, package, strict=True)}, points=extra)
        for package, extra in points.items()
        if extra
    ]
    return Points(combinations=combinations, base=base)


def _package(table: Part, key: Key, issues: Issues) -> tuple[str, ...]:
    values = (key,) if isinstance(key, str) else key
    if len(values) != len(issues):
        raise table.fault(f"the key {list(values)} names {len(values)} values for {len(issues)} issues")
    return tuple(issue.named(table, value) for issue, value in zip(issues, values, strict=True))


def _rectangles(part: Part, issues: Issues) -> Points:
    """Sum the points of all hyper-rectangles that hold a package; null or empty ones hold all."""
    ranges = part.at("outcome_ranges").items()
    points = (part.get("utilities") or part.at("mappings")).items()
    weights = [] if (given := part.get("weights")) is None else given.items()
    if len(points) != len(ranges) or len(weights) not in (0, len(ranges)):
        raise part.fault(f"{len(ranges)} ranges have {len(points)} utilities and {len(weights)} weights")
    found = Points(base=_bias(part))
    named = 0
    for place, (outcomes, utility) in enumerate(zip(ranges, points, strict=True)):
        worth = utility.number() * (weights[place].number() if weights else 1)
        when = _box(outcomes, issues)
        named += sum(map(len, when.values()))
        if named > MAX_NAMED:
            raise outcomes.fault(f"the ranges name more than {MAX_NAMED} values")
        if not when:
            found.base += worth
        elif all(when.values()) and worth:
            found.combinations.append(Combination(when=when, points=worth))
    return found


def _box(outcomes: Part, issues: Issues) -> dict[str, tuple[str, ...]]:
    """Return the options that a hyper-rectangle allows, only of the issues where it bounds them."""
    if outcomes.data is None:
        return {}
    allowed: dict[str, tuple[str, ...]] = {}
    for key, bound in outcomes.named().items():
        issue = issue_at(bound, key, issues)
        options = bound_options(bound, issue)
        if len(options) < len(issue.options):
            allowed[issue.name] = options
    return allowed


_FUNCTIONS = {
    "LinearAdditiveUtilityFunction": _additive,
    "LinearUtilityAggregationFunction": _additive,
    "LinearUtilityFunction": _affine,
    "AffineUtilityFunction": _affine,
    "ConstUtilityFunction": _constant,
    "MappingUtilityFunction": _mapping,
    "HyperRectangleUtilityFunction": _rectangles,
}
