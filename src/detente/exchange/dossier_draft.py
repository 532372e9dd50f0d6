r"""What a scored game becomes in a dossier: everything counted from a status quo.

With :math:`v_{io}` the points of option :math:`o` of issue :math:`i`, :math:`s_i` the option that
is taken as the status quo, :math:`b` the points of every package and :math:`r` those of no deal,
a dossier has the stakes :math:`v_{io} - v_{i s_i}` and no deal at :math:`r - b - \sum_i v_{i s_i}`,
so that what a package is worth beyond no deal stays the same. Points for a combination become a
link, which pays whenever the combination occurs, at the status quo too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from detente.errors import ExchangeError, UnknownNameError
from detente.exchange.listing import listed
from detente.model.scored_game import Combination, ScoredGame, Scorer

__all__ = ["STATUS_QUO_NAMES", "Draft", "DraftLink", "drafted"]

#: Names of an option that make it the status quo where nobody names another one.
STATUS_QUO_NAMES = frozenset(
    ["as is", "as it is", "no agreement", "no change", "none", "status quo", "unchanged"]
)

Choice = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class DraftLink:
    """Points of some parties for a combination of two issues or more."""

    when: Choice
    points: Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A dossier in the names of the game.

    Attributes
    ----------
    issues : mapping of str to tuple of str
        Those with a choice.
    status_quo : mapping of issue to option
    stakes : mapping of party to issue to option to Fraction
        Of every option but the status quo.
    links : tuple of DraftLink
    no_deal : mapping of party to Fraction
    notes : tuple of str
        What was done.
    """

    issues: Choice
    status_quo: Mapping[str, str]
    stakes: Mapping[str, Mapping[str, Mapping[str, Fraction]]]
    links: tuple[DraftLink, ...]
    no_deal: Mapping[str, Fraction]
    notes: tuple[str, ...]


def drafted(game: ScoredGame, *, status_quo: Mapping[str, str] | None = None) -> Draft:
    """Count a game from a status quo.

    Parameters
    ----------
    game : ScoredGame
        With two parties or more, and at least one issue with two options or more.
    status_quo : mapping of issue to option, optional
        For an issue that is not named it is the one option whose name is among
        ``STATUS_QUO_NAMES``, and else the first.

    Raises
    ------
    ExchangeError
        If the game makes no dossier.
    UnknownNameError
        For an issue or option in ``status_quo`` that does not exist.
    """
    if len(game.parties) < 2:
        raise ExchangeError(
            f"{game.name}: a dossier needs two parties; here is {game.parties[0].name!r} alone"
        )
    issues = {issue: options for issue, options in game.issues.items() if len(options) > 1}
    if not issues:
        raise ExchangeError(f"{game.name}: no issue has two options, so there is nothing to bargain over")
    fixed = _status_quo(game, status_quo or {})
    parties = [_resolved(party, game.issues) for party in game.parties]
    standing = {
        p.name: p.base + sum((_worth(p, i, o) for i, o in fixed.items()), Fraction(0)) for p in parties
    }
    return Draft(
        issues=issues,
        status_quo={issue: fixed[issue] for issue in issues},
        stakes={
            p.name: {issue: _stakes(p, issue, issues[issue], fixed[issue]) for issue in issues}
            for p in parties
        },
        links=_links(parties),
        no_deal={p.name: (p.reserve or Fraction(0)) - standing[p.name] for p in parties},
        notes=tuple(_notes(game, fixed, status_quo or {})),
    )


def _status_quo(game: ScoredGame, named: Mapping[str, str]) -> dict[str, str]:
    for issue, option in named.items():
        if issue not in game.issues:
            raise UnknownNameError("issue", issue, game.issues)
        if option not in game.issues[issue]:
            raise UnknownNameError(f"option of {issue}", option, game.issues[issue])
    return {
        issue: named[issue] if issue in named else _by_name(options) for issue, options in game.issues.items()
    }


def _by_name(options: tuple[str, ...]) -> str:
    found = [option for option in options if _standing(option)]
    return found[0] if len(found) == 1 else options[0]


def _standing(option: str) -> bool:
    return " ".join(option.casefold().replace("-", " ").split()) in STATUS_QUO_NAMES


def _worth(party: Scorer, issue: str, option: str) -> Fraction:
    return party.values.get(issue, {}).get(option, Fraction(0))


def _stakes(party: Scorer, issue: str, options: tuple[str, ...], standing: str) -> dict[str, Fraction]:
    start = _worth(party, issue, standing)
    return {option: _worth(party, issue, option) - start for option in options if option != standing}


def _resolved(party: Scorer, issues: Choice) -> Scorer:
    """Return the same party with combinations only of two issues or more that really vary."""
    values = {issue: dict(options) for issue, options in party.values.items()}
    base = party.base
    combinations = []
    for combination in party.combinations:
        when = {issue: o for issue, o in combination.when.items() if set(o) != set(issues[issue])}
        if not all(when.values()):
            continue
        if len(when) > 1:
            combinations.append(Combination(when=when, points=combination.points))
        elif when:
            _add(values, next(iter(when.items())), combination.points)
        else:
            base += combination.points
    return replace(party, values=values, combinations=tuple(combinations), base=base)


def _add(
    values: dict[str, dict[str, Fraction]], single: tuple[str, tuple[str, ...]], points: Fraction
) -> None:
    issue, options = single
    worth = values.setdefault(issue, {})
    for option in set(options):
        worth[option] = worth.get(option, Fraction(0)) + points


def _links(parties: list[Scorer]) -> tuple[DraftLink, ...]:
    """Join the combinations of all parties that name the same options."""
    when: dict[tuple[tuple[str, frozenset[str]], ...], Choice] = {}
    points: dict[tuple[tuple[str, frozenset[str]], ...], dict[str, Fraction]] = {}
    for party in parties:
        for combination in party.combinations:
            key = tuple(sorted((issue, frozenset(options)) for issue, options in combination.when.items()))
            when.setdefault(key, combination.when)
            worth = points.setdefault(key, {})
            worth[party.name] = worth.get(party.name, Fraction(0)) + combination.points
    return tuple(DraftLink(when=when[key], points=points[key]) for key in when)


def _notes(game: ScoredGame, fixed: Mapping[str, str], named: Mapping[str, str]) -> Iterator[str]:
    yield from game.notes
    choices = {issue: options for issue, options in game.issues.items() if len(options) > 1}
    found = [
        issue for issue in choices if issue not in named and _by_name(choices[issue]) != choices[issue][0]
    ]
    yield (
        "points are counted from the status quo of each issue, which is the option that was named, else one "
        "whose name says so, else the first; --status-quo ISSUE=OPTION names another"
    )
    if found:
        yield f"status quo by its name: {listed(f'{fixed[issue]} ({issue})' for issue in found)}"
    yield (
        "the package in which nothing changes could be agreed on in the game; to detente it is no deal, "
        "so choose as the status quo what nobody would sign"
    )
    if single := [issue for issue in game.issues if issue not in choices]:
        yield f"left out, for there is no choice in them: {listed(single)}; their points went into no_deal"
    if silent := [party.name for party in game.parties if party.reserve is None]:
        yield f"what no deal is worth was not said for {listed(silent)}: taken as 0 on the scale of the game"
    if hurried := [party.name for party in game.parties if party.discount not in (None, 1)]:
        yield f"discounts over the time of a session left out: {listed(hurried)}"
