"""Issues, value sets and utilities of GeniusWeb's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from detente.exchange.data_part import Part
from detente.exchange.hints import did_you_mean
from detente.exchange.issue_ranges import check_issues, listed_options, regular
from detente.exchange.named_options import NamedOptions

__all__ = ["issues_of", "option_of", "utilities_of"]


def issues_of(domain: Part) -> dict[str, NamedOptions]:
    """Return the issues of a domain: each a list of ``values`` or a ``range`` with a step.

    Raises
    ------
    ExchangeError
        If there is none, a value stands twice or a range is empty or too long.
    """
    parts = domain.at("issuesValues")
    found = parts.named()
    try:
        check_issues(len(found))
    except ValueError as error:
        raise parts.fault(str(error)) from None
    return {name: _issue(name, part) for name, part in found.items()}


def _issue(name: str, part: Part) -> NamedOptions:
    if (span := part.get("range")) is not None:
        return NamedOptions(name, _range(span))
    values = part.at("values")
    try:
        return NamedOptions(name, listed_options([value.text() for value in values.items()]))
    except ValueError as error:
        raise values.fault(f"{name!r}: {error}") from None


def _range(span: Part) -> tuple[str, ...]:
    """Read ``{"low": .., "high": .., "step": ..}`` or a list of the three."""
    if isinstance(span.data, list):
        parts = span.items()
        if len(parts) != 3:
            raise span.fault(f"a low end, a high end and a step are needed, not a list of {len(parts)}")
    else:
        parts = [span.at("low"), span.at("high"), span.at("step")]
    low, high, step = (part.number() for part in parts)
    try:
        return regular(low, high, step)
    except ValueError as error:
        raise span.fault(str(error)) from None


def utilities_of(part: Part, issue: NamedOptions, notes: list[str]) -> dict[str, Fraction]:
    """Return the utilities of an issue's options, before its weight.

    A value of which nothing is said is worth 0, as GeniusWeb has it, with a note.

    Raises
    ------
    ExchangeError
        For a value that is no option of the issue, or utilities of an unknown kind.
    """
    if (listed := part.get("discreteutils")) is not None:
        return _listed(listed.at("valueUtilities"), issue, notes)
    if (line := part.get("numberutils")) is not None:
        return _line(line, issue)
    raise part.fault("neither 'discreteutils' nor 'numberutils' is given")


def _listed(part: Part, issue: NamedOptions, notes: list[str]) -> dict[str, Fraction]:
    utilities = {}
    for value, utility in part.named().items():
        utilities[issue.named(utility, value)] = utility.number()
    for option in issue.options:
        if option not in utilities:
            notes.append(f"{part.file}: {option!r} of {issue.name!r} has no utility; it counts as 0")
    return utilities


def _line(part: Part, issue: NamedOptions) -> dict[str, Fraction]:
    """Interpolate between the utilities of the ends; a number outside is worth 0."""
    low, high = part.at("lowValue").number(), part.at("highValue").number()
    at_low, at_high = part.at("lowUtility").number(), part.at("highUtility").number()
    if high <= low:
        raise part.fault("'highValue' must be above 'lowValue'")
    return {
        option: at_low + (at_high - at_low) * (number - low) / (high - low)
        for option, number in issue.numbers(part).items()
        if low <= number <= high
    }


def option_of(part: Part, issues: Mapping[str, NamedOptions], issue: str) -> str:
    """Return the option of an issue that a part of a bid names, or raise an ExchangeError."""
    if issue not in issues:
        raise part.fault(f"{issue!r} is no issue of the domain{did_you_mean(issue, issues)}")
    return issues[issue].meant(part)
