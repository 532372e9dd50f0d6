"""NegMAS: the files of a scenario, one domain and a utility function for each party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.data_files import read_data
from detente.exchange.data_part import Part
from detente.exchange.exact_numbers import is_infinite
from detente.exchange.listing import listed
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_issues import class_of, issues_of
from detente.exchange.negmas_utilities import points_of
from detente.exchange.negmas_writing import write_negmas
from detente.exchange.party_names import differently_named
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["read_negmas", "write_negmas"]

#: Functions around a function: what is inside is read.
_DISCOUNTED = ("LinDiscountedUFun", "ExpDiscountedUFun")
_MAX_WRAPPERS = 10


def read_negmas(files: Sequence[Path], *, steps: int | None = None) -> ScoredGame:
    """Read the files of a scenario as NegMAS 0.16 writes them, YAML or JSON.

    Points are utilities as they are, whatever range they have and whatever weights add up to.

    Parameters
    ----------
    files : sequence of Path
        One domain and one utility function or more, in any order. What begins with an
        underscore, as statistics do, is not looked at; what is neither is left out with a note.
    steps : int, optional
        Into how many equal steps an issue over real numbers is cut, both ends being options;
        such an issue is refused without it.

    Returns
    -------
    ScoredGame
        Parties in the order of the files. Where any deal is said to be acceptable (a reserved
        value of minus infinity), nothing is known of no deal, and a note says so.

    Raises
    ------
    ExchangeError
        If a file cannot be read or is no sum of points; if there is no domain, more than one, or
        no utility function.
    """
    notes: list[str] = []
    domains, functions = _sorted(files, notes)
    where = listed(path.name for path in files) or "no file at all"
    if len(domains) != 1:
        raise ExchangeError(f"one domain (an OutcomeSpace) is needed; there are {len(domains)} in {where}")
    if not functions:
        raise ExchangeError(f"there is no utility function in {where}")
    domain = domains[0]
    issues = issues_of(domain, steps=steps, notes=notes)
    parties = [_party(stem, part, issues, notes) for stem, part in functions]
    return ScoredGame(
        name=name.text() if (name := domain.get("name")) is not None else "game",
        issues={issue.name: issue.options for issue in issues},
        parties=differently_named(parties, [stem for stem, _ in functions], notes),
        notes=tuple(notes),
    )


def _sorted(files: Sequence[Path], notes: list[str]) -> tuple[list[Part], list[tuple[str, Part]]]:
    """Return the domains, and the utility functions with the stems of their files."""
    domains: list[Part] = []
    functions: list[tuple[str, Part]] = []
    for path in files:
        if path.name.startswith(("_", "._")):
            continue
        part = read_data(path)
        kind = class_of(part) if isinstance(part.data, dict) else ""
        if "OutcomeSpace" in kind or (not kind and isinstance(part.data, dict) and "issues" in part.data):
            domains.append(part)
        elif "fun" in kind.lower():
            functions.append((path.stem, part))
        else:
            notes.append(f"{path.name} is neither a domain nor a utility function; left out")
    return domains, functions


def _party(stem: str, outer: Part, issues: Sequence[NamedOptions], notes: list[str]) -> Scorer:
    wrappers, inner = _unwrapped(outer)
    points = points_of(inner, issues)
    scorer = Scorer(
        name=name.text() if (name := outer.get("name")) is not None else stem,
        values=points.values,
        combinations=tuple(points.combinations),
        base=points.base,
        discount=_discount(wrappers, notes),
    )
    return replace(scorer, reserve=_reserve([*wrappers, inner], scorer, issues, notes))


def _unwrapped(part: Part) -> tuple[list[Part], Part]:
    """Return the discounting functions, from outside in, and the function inside them."""
    wrappers: list[Part] = []
    while class_of(part) in _DISCOUNTED:
        wrappers.append(part)
        if len(wrappers) > _MAX_WRAPPERS:
            raise part.fault(f"more than {_MAX_WRAPPERS} discounting functions around one another")
        part = part.at("ufun")
    return wrappers, part


def _discount(wrappers: Sequence[Part], notes: list[str]) -> Fraction | None:
    """Return the discount factor, if there is one; a cost of time has no place in a game."""
    factor = None
    for part in wrappers:
        if class_of(part) == "ExpDiscountedUFun" and (discount := part.get("discount")) is not None:
            factor = discount.number() * (1 if factor is None else factor)
        notes.append(f"{part.file}: {class_of(part)}: what time costs is not counted")
    return factor


def _reserve(
    functions: Sequence[Part], scorer: Scorer, issues: Sequence[NamedOptions], notes: list[str]
) -> Fraction | None:
    """Return the first finite reserved value from outside in, or what a reserved package is worth."""
    unbounded = None
    for part in functions:
        value = part.get("reserved_value")
        if value is not None and not is_infinite(value.text()):
            return value.number()
        unbounded = unbounded or value
        if (package := part.get("reserved_outcome")) is not None:
            return scorer.points(_package(package, issues))
    if unbounded is not None:
        if not unbounded.text().startswith("-"):
            raise unbounded.fault("no deal is worth infinitely much, so there is nothing to agree on")
        notes.append(
            f"{unbounded.file}: any deal is acceptable to {scorer.name}; no deal counts as 0 until said"
        )
    return None


def _package(part: Part, issues: Sequence[NamedOptions]) -> dict[str, str]:
    values = part.items()
    if len(values) != len(issues):
        raise part.fault(f"{len(values)} values for {len(issues)} issues")
    return {issue.name: issue.meant(value) for issue, value in zip(issues, values, strict=True)}
