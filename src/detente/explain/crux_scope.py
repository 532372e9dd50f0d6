"""What the judgement of a kind of deal can rest on, and a dossier cut down to that.

Trimming to issues (:mod:`detente.dossier.trimming`) keeps every option and every party. Here also the
options go that no package of the kind can take, and what is at stake for parties whom nobody asks. So
fewer differences between two dossiers are left to try, and each combination of them is judged sooner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.dossier.dossier import (
    AllOf,
    AtLeast,
    Consent,
    DealClass,
    DealingCosts,
    Dossier,
    Issue,
    Need,
    NoDeal,
    Quota,
)
from detente.dossier.trimming import issues_of_deal, trimmed

__all__ = ["Scope", "scope_of"]

Options = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Issues, options and parties that matter to a kind of deal, in any mixture of some dossiers.

    Attributes
    ----------
    options : mapping of issue to set of str
        What can be part of a package of the kind or of a plan for no deal, the status quo, and what
        those depend on.
    voices : set of str
        Parties whose consent is asked.
    """

    options: Mapping[str, Collection[str]]
    voices: Collection[str]

    def cut(self, dossier: Dossier) -> Dossier:
        """Leave out all else: the one kind of deal of the dossier is judged as before."""
        cut = trimmed(dossier, self.options.keys() & dossier.issues.keys())
        rules = (
            rule if rule.over is None else replace(rule, over=self._among(rule.over))
            for rule in cut.ratification
        )
        return replace(
            cut,
            issues={key: self._issue(issue) for key, issue in cut.issues.items()},
            stakes={
                party: {
                    issue: {option: q for option, q in by_option.items() if option in self.options[issue]}
                    for issue, by_option in by_issue.items()
                }
                for party, by_issue in cut.stakes.items()
                if party in self.voices
            },
            deals={key: self._deal(deal) for key, deal in cut.deals.items()},
            ratification=tuple(rule for rule in rules if rule.over is None or rule.over),
            dealing_costs=self._heard(cut.dealing_costs, DealingCosts()),
            no_deal={
                party: no_deal if party in self.voices else NoDeal(plan=no_deal.plan)
                for party, no_deal in cut.no_deal.items()
            },
        )

    def _heard(self, costs: Mapping[str, DealingCosts], nothing: DealingCosts) -> Mapping[str, DealingCosts]:
        return {party: cost for party, cost in costs.items() if party in self.voices and cost != nothing}

    def _issue(self, issue: Issue) -> Issue:
        kept = self.options[issue.key]
        return replace(issue, options={key: o for key, o in issue.options.items() if key in kept})

    def _deal(self, deal: DealClass) -> DealClass:
        return replace(deal, none_of=self._among(deal.none_of))

    def _among(self, named: Options) -> dict[str, tuple[str, ...]]:
        """Keep the options that are left."""
        kept = {
            issue: tuple(option for option in options if option in self.options[issue])
            for issue, options in named.items()
            if issue in self.options
        }
        return {issue: options for issue, options in kept.items() if options}


def scope_of(dossiers: Collection[Dossier], *, is_described: bool) -> Scope:
    """Find what a kind of deal can rest on.

    Parameters
    ----------
    dossiers : collection of Dossier
        Each with the one kind of deal that is asked about; the scope holds for every dossier that has
        at each place what one of these has there.
    is_described : bool
        Whether nothing may be added to the deal.

    Returns
    -------
    Scope
        With all issues and options where anything may be added, or where the dossiers do not agree on
        issues and their status quo.
    """
    voices = {party for dossier in dossiers for party in _voices(dossier)}
    every = {
        issue: {option for d in dossiers if issue in d.issues for option in d.issues[issue].options}
        for dossier in dossiers
        for issue in dossier.issues
    }
    usual = [{key: issue.status_quo for key, issue in dossier.issues.items()} for dossier in dossiers]
    if not is_described or any(other != usual[0] for other in usual):
        return Scope(options=every, voices=voices)
    issues = _issues(dossiers)
    linked = {issue for dossier in dossiers for link in dossier.links for issue in link.when}
    named = {issue: {usual[0][issue], *_named(dossiers, issue)} for issue in issues}
    options = {issue: every[issue] if issue in linked else named[issue] for issue in issues}
    return Scope(options=options, voices=voices)


def _issues(dossiers: Collection[Dossier]) -> set[str]:
    """Return the issues of the deal and all that are tied to them in any of the dossiers."""
    kept = {issue for d in dossiers for deal in d.deals.values() for issue in issues_of_deal(deal)}
    while True:
        wider = kept.union(*(trimmed(dossier, kept).issues for dossier in dossiers))
        if wider == kept:
            return kept
        kept = wider


def _named(dossiers: Collection[Dossier], issue: str) -> Iterator[str]:
    """Yield the options of an issue that a deal, a plan or another option mentions."""
    for dossier in dossiers:
        for deal in dossier.deals.values():
            yield from deal.all_of.get(issue, ())
            yield from deal.of.get(issue, ())
        yield from (no_deal.plan[issue] for no_deal in dossier.no_deal.values() if issue in no_deal.plan)
        for other in dossier.issues.values():
            for option in other.options.values():
                yield from option.after.get(issue, ())


def _voices(dossier: Dossier) -> Iterator[str]:
    """Yield the principals and all others whose consent somebody may ask."""
    for party in dossier.parties.values():
        if party.role == "principal" or party.at_table:
            yield party.key
    for issue in dossier.issues.values():
        for option in issue.options.values():
            yield from option.consent
    for rule in dossier.ratification:
        yield from _consenting(rule.needs)


def _consenting(need: Need) -> Iterator[str]:
    match need:
        case Consent(party=party):
            yield party
        case Quota(weights=weights):
            yield from weights
        case AllOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _consenting(part)
        case _:
            yield from _consenting(need.part)
