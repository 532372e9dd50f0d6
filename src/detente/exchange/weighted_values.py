"""Points from weights of issues and values of options, as plain JSON formats have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from detente.exchange.data_part import Part
from detente.exchange.hints import did_you_mean
from detente.exchange.issue_ranges import check_issues, listed_options
from detente.exchange.named_options import NamedOptions

__all__ = ["issues_with_options", "weighted_values"]


def issues_with_options(part: Part, options: Callable[[Part], Sequence[str]]) -> dict[str, NamedOptions]:
    """Read a mapping of issues to what their options are found in by ``options``.

    Raises
    ------
    ExchangeError
        For no issue or more than 1000, and for an issue with no option, one twice or too many.
    """
    found = part.named()
    issues: dict[str, NamedOptions] = {}
    inner = part
    try:
        check_issues(len(found))
        for name, inner in found.items():
            issues[name] = NamedOptions(name, listed_options(options(inner)))
    except ValueError as error:
        raise inner.fault(str(error)) from None
    return issues


def weighted_values(
    weights: Part | None, values: Part, issues: Mapping[str, NamedOptions]
) -> dict[str, dict[str, Fraction]]:
    """Multiply the values of options by the weights of their issues.

    Parameters
    ----------
    weights : Part or None
        Weight of each issue; 1 where it is not given.
    values : Part
        Value of each option of each issue; what is not given stays out.
    issues : mapping of name to NamedOptions

    Raises
    ------
    ExchangeError
        For an issue or an option that does not exist, and for what is no number.
    """
    factors = {} if weights is None else weights.named()
    for part, names in ((weights, factors), (values, values.named())):
        for issue in names:
            if issue not in issues and part is not None:
                raise part.fault(f"{issue!r} is no issue{did_you_mean(issue, issues)}")
    points: dict[str, dict[str, Fraction]] = {}
    for issue, row in values.named().items():
        factor = factors[issue].number() if issue in factors else Fraction(1)
        options = issues[issue]
        points[issue] = {options.named(p, option): factor * p.number() for option, p in row.named().items()}
    return points
