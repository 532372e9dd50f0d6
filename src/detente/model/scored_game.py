"""A scored game: what an option is worth to each party, and what no deal is worth.

It is what negotiation teachers keep in a score sheet and what Genius, GeniusWeb and NegMAS keep
in files: issues with options, and for every party points that add up. Points are exact
fractions, with any weights multiplied in. A dossier knows much more; a game is what is left of
it for those other programs, and what they have to offer to a dossier.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from detente.errors import ExchangeError, nearest

__all__ = ["Combination", "ScoredGame", "Scorer"]

#: Names, and characters of one, that are compared to find the nearest.
MOST_COMPARED, LONGEST_COMPARED = 1000, 200


@dataclass(frozen=True, kw_only=True)
class Combination:
    """Points that accrue only if every issue named stands at one of the options named."""

    when: Mapping[str, tuple[str, ...]]
    points: Fraction


@dataclass(frozen=True, kw_only=True)
class Scorer:
    """One party of a game and its points.

    Attributes
    ----------
    name : str
    values : mapping of issue to mapping of option to Fraction
        Points of each option, weights multiplied in; what is not named is worth 0.
    combinations : tuple of Combination
    base : Fraction
        Points of every package, on top of the rest.
    reserve : Fraction or None
        Points of no deal, on the same scale; None where nothing is said, which counts as 0.
    discount : Fraction or None
        Kept for other programs; nothing here depends on it.
    """

    name: str
    values: Mapping[str, Mapping[str, Fraction]]
    combinations: tuple[Combination, ...] = ()
    base: Fraction = Fraction(0)
    reserve: Fraction | None = None
    discount: Fraction | None = None

    def points(self, package: Mapping[str, str]) -> Fraction:
        """Return what a package is worth; ``package`` names an option for every issue."""
        total = self.base
        for issue, option in package.items():
            total += self.values.get(issue, {}).get(option, Fraction(0))
        for combination in self.combinations:
            if all(package[issue] in options for issue, options in combination.when.items()):
                total += combination.points
        return total


@dataclass(frozen=True, kw_only=True)
class ScoredGame:
    """Issues with their options, and the parties that score them.

    Attributes
    ----------
    name : str
    issues : mapping of str to tuple of str
        Options of each issue, in order; names are those of the file, any text.
    parties : tuple of Scorer
    notes : tuple of str
        What a reader should know: what a file said that a game cannot hold.

    Raises
    ------
    ExchangeError
        For a game without issues or parties, an issue without options, a name that stands
        twice, or points for an issue or option that does not exist.
    """

    name: str
    issues: Mapping[str, tuple[str, ...]]
    parties: tuple[Scorer, ...]
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.issues:
            raise ExchangeError(f"{self.name}: there is no issue")
        if not self.parties:
            raise ExchangeError(f"{self.name}: there is no party with points")
        for issue, options in self.issues.items():
            if not options:
                raise ExchangeError(f"{self.name}: the issue {issue!r} has no option")
            twice = _twice(options)
            if twice is not None:
                raise ExchangeError(f"{self.name}: the issue {issue!r} has the option {twice!r} twice")
        twice = _twice([party.name for party in self.parties])
        if twice is not None:
            raise ExchangeError(f"{self.name}: two parties are called {twice!r}")
        known = {issue: frozenset(options) for issue, options in self.issues.items()}
        for party in self.parties:
            self._check_names(party, known)

    @property
    def n_packages(self) -> int:
        """Number of packages (exact, any size)."""
        return math.prod(len(options) for options in self.issues.values())

    def _check_names(self, party: Scorer, known: Mapping[str, frozenset[str]]) -> None:
        named = [(issue, tuple(options)) for issue, options in party.values.items()]
        named += [pair for combination in party.combinations for pair in combination.when.items()]
        for issue, options in named:
            if issue not in known:
                what = self._unknown("issue", issue, tuple(self.issues))
                raise ExchangeError(f"{party.name} has points for {what}")
            unknown = next((option for option in options if option not in known[issue]), None)
            if unknown is not None:
                what = self._unknown(f"option of {issue!r}", unknown, self.issues[issue])
                raise ExchangeError(f"{party.name} has points for {what}")

    def _unknown(self, kind: str, name: str, valid: tuple[str, ...]) -> str:
        # Comparing long texts, or very many, takes longer than a hint is worth.
        close = nearest(name, valid[:MOST_COMPARED]) if len(name) <= LONGEST_COMPARED else None
        hint = f"; did you mean {close!r}?" if close else ""
        return f"{name!r}, which is no {kind} of {self.name}{hint}"


def _twice(names: Iterable[str]) -> str | None:
    """Return a name that stands twice, or None."""
    return next((name for name, times in Counter(names).items() if times > 1), None)
