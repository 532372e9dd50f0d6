"""GeniusWeb: a domain and its profiles as JSON, read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.data_files import read_data
from detente.exchange.data_part import Part
from detente.exchange.geniusweb_values import issues_of, option_of, utilities_of
from detente.exchange.geniusweb_writing import simple_name, write_geniusweb
from detente.exchange.hints import did_you_mean
from detente.exchange.listing import listed
from detente.exchange.named_options import NamedOptions
from detente.exchange.party_names import differently_named
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["read_geniusweb", "write_geniusweb"]

ADDITIVE = "LinearAdditiveUtilitySpace"
_NUMBERED = re.compile(r"^\d+-")

Issues = Mapping[str, NamedOptions]


def read_geniusweb(files: Sequence[Path], *, steps: int | None = None) -> ScoredGame:  # noqa: ARG001
    """Read a domain and its profiles, or profiles alone, which hold their domain.

    The utility of a package is the sum of weights times utilities. What no deal is worth is said
    by a package, the reservation bid; points of no deal are what that is worth.

    Parameters
    ----------
    files : sequence of Path
        In any order; JSON that is neither a domain nor a profile is left out with a note.
    steps : int, optional
        Not needed: a range of numbers has its step in the file.

    Returns
    -------
    ScoredGame
        Parties in the order of the files. A party is called as its profile is, or as the file is
        where the name of the profile is only what GeniusWeb leaves of that.

    Raises
    ------
    ExchangeError
        If a file cannot be read, is incomplete, or is a profile that is no sum of points; if
        there is no profile; or if profiles are of different domains.
    """
    notes: list[str] = []
    domains, profiles = _sorted(files, notes)
    if not profiles:
        where = listed(path.name for path in files) or "no file at all"
        raise ExchangeError(f"there is no GeniusWeb profile ({ADDITIVE}) in {where}")
    domain = domains[0] if domains else profiles[0][1].at("domain")
    issues = issues_of(domain)
    for other in [*domains, *(inner for _, profile in profiles if (inner := profile.get("domain")))]:
        _check_same(domain, issues, other)
    parties = [_party(stem, profile, issues, notes) for stem, profile in profiles]
    return ScoredGame(
        name=name.text() if (name := domain.get("name")) else "game",
        issues={name: issue.options for name, issue in issues.items()},
        parties=differently_named(parties, [stem for stem, _ in profiles], notes),
        notes=tuple(notes),
    )


def _sorted(files: Sequence[Path], notes: list[str]) -> tuple[list[Part], list[tuple[str, Part]]]:
    """Return the domains, and the profiles with the stems of their files."""
    domains: list[Part] = []
    profiles: list[tuple[str, Part]] = []
    for path in files:
        part = read_data(path)
        if not isinstance(part.data, dict):
            raise part.fault("neither a domain nor a profile of GeniusWeb")
        if "issuesValues" in part.data:
            domains.append(part)
        elif (profile := _profile(part)) is not None:
            profiles.append((path.stem, profile))
        else:
            notes.append(f"{path.name} is neither a domain nor a profile of GeniusWeb; left out")
    return domains, profiles


def _profile(part: Part) -> Part | None:
    """Return what a file holds under the name of its kind of profile."""
    for kind, inner in part.named().items():
        if kind == ADDITIVE:
            return inner
        if kind.endswith(("UtilitySpace", "PartialOrdering")):
            raise part.fault(f"a profile of kind {kind} is no sum of points of options; {ADDITIVE} is read")
    return None


def _check_same(domain: Part, issues: Issues, other: Part) -> None:
    there = issues_of(other)
    for issue in sorted(issues.keys() | there.keys()):
        if issue not in issues or issue not in there:
            raise other.fault(f"the issue {issue!r} is in only one of this domain and that of {domain.file}")
        if set(issues[issue].options) != set(there[issue].options):
            option = sorted(set(issues[issue].options) ^ set(there[issue].options))[0]
            raise other.fault(
                f"the value {option!r} of {issue!r} is in only one of this domain and that of {domain.file}"
            )


def _party(stem: str, profile: Part, issues: Issues, notes: list[str]) -> Scorer:
    utilities, weights = profile.at("issueUtilities"), profile.at("issueWeights")
    for given in (utilities, weights):
        for issue in given.named():
            if issue not in issues:
                raise given.fault(f"{issue!r} is no issue of the domain{did_you_mean(issue, issues)}")
    total = sum((weight.number() for weight in weights.named().values()), Fraction(0))
    if total != 1:
        notes.append(f"{profile.file}: the weights add up to {float(total):.6g}, which GeniusWeb refuses")
    values = {}
    for name, options in issues.items():
        weight = weights.at(name).number()
        worth = utilities_of(utilities.at(name), options, notes)
        values[name] = {option: weight * utility for option, utility in worth.items()}
    return Scorer(name=_name(stem, profile), values=values, reserve=_reserve(profile, issues, values))


def _name(stem: str, profile: Part) -> str:
    own = profile.get("name")
    plain = _NUMBERED.sub("", stem)
    if own is None or own.text() == simple_name(plain):
        return plain
    return own.text()


def _reserve(profile: Part, issues: Issues, values: Mapping[str, Mapping[str, Fraction]]) -> Fraction | None:
    """Return what the reservation bid is worth; an issue it leaves open adds nothing."""
    bid = profile.get("reservationBid")
    if bid is None:
        return None
    named = bid.at("issuevalues").named()
    options = {issue: option_of(part, issues, issue) for issue, part in named.items()}
    return sum((values[i].get(o, Fraction(0)) for i, o in options.items()), Fraction(0))
