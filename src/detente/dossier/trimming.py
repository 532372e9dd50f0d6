"""A dossier cut down to the issues that a question is about: the same answers, sooner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from detente.dossier.climate import Climate
from detente.dossier.dossier import DealClass, Dossier, Position

__all__ = ["issues_of_deal", "trimmed"]


def issues_of_deal(deal: DealClass) -> set[str]:
    """Return the issues that a kind of deal wants moved."""
    return {*deal.all_of, *deal.of}


def trimmed(dossier: Dossier, issues: Collection[str]) -> Dossier:
    """Cut a dossier down to some issues, without changing what it says of them.

    Packages that move these issues alone pass the same gates, with the same points and surpluses,
    as in the whole dossier; every number keeps its path, and what it is correlated with, so that it is
    drawn alike.

    Parameters
    ----------
    dossier : Dossier
    issues : collection of str
        Issues that must stay. Others stay with them: those tied to them by a link, those that one
        of their options comes after, those named in a plan for no deal, and those of a link that
        the status quo itself brings about.

    Returns
    -------
    Dossier
        Rules keep their names; a rule over dropped issues alone never comes into play and is left
        out. Kinds of deal are kept where all issues that they name are; what the class forbids on
        dropped issues no longer matters. The climate stays, without its measures on dropped issues.
    """
    kept = _closure(dossier, issues)

    def among(named: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {issue: options for issue, options in named.items() if issue in kept}

    rules = (
        rule if rule.over is None else replace(rule, over=among(rule.over)) for rule in dossier.ratification
    )
    return replace(
        dossier,
        issues={key: issue for key, issue in dossier.issues.items() if key in kept},
        stakes={
            party: {issue: options for issue, options in by_issue.items() if issue in kept}
            for party, by_issue in dossier.stakes.items()
        },
        links=tuple(link for link in dossier.links if kept.issuperset(link.when)),
        deals={
            key: replace(deal, none_of=among(deal.none_of))
            for key, deal in dossier.deals.items()
            if kept.issuperset(issues_of_deal(deal))
        },
        ratification=tuple(rule for rule in rules if rule.over is None or rule.over),
        climate=_climate(dossier.climate, kept),
        positions={party: _positions(by_issue, kept) for party, by_issue in dossier.positions.items()},
    )


def _climate(climate: Climate | None, kept: Collection[str]) -> Climate | None:
    """Leave out measures on dropped issues; all else is said of the parties, not of issues."""
    if climate is None:
        return None
    return replace(climate, measures=tuple(m for m in climate.measures if m.issue in kept))


def _positions(by_issue: Mapping[str, Position], kept: Collection[str]) -> dict[str, Position]:
    return {issue: position for issue, position in by_issue.items() if issue in kept}


def _closure(dossier: Dossier, issues: Iterable[str]) -> set[str]:
    """Add to some issues all those without which they cannot be judged."""
    kept = set(issues)
    kept |= {issue for no_deal in dossier.no_deal.values() for issue in no_deal.plan}
    for link in dossier.links:
        if all(dossier.issues[issue].status_quo in options for issue, options in link.when.items()):
            kept |= set(link.when)
    before = 0
    while len(kept) > before:
        before = len(kept)
        kept |= {issue for link in dossier.links if kept.intersection(link.when) for issue in link.when}
        kept |= {
            first
            for key in list(kept)
            for option in dossier.issues[key].options.values()
            for first in option.after
        }
    return kept
