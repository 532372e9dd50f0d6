"""Remarks on a dossier that is correct but may not be wise; never errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.dossier.citation import parse_citation
from detente.dossier.climate import quantities_of
from detente.dossier.dossier import AllOf, AtLeast, Consent, DealClass, Dossier, Issue, Not, Quota
from detente.dossier.judgements import ends, is_wide, judgements, largest_stakes
from detente.dossier.lint_climate import climate_remarks
from detente.dossier.lint_correlations import correlation_remarks
from detente.dossier.lint_delivery import delivery_remarks
from detente.dossier.lint_trust import COUNTED, trust_remarks
from detente.dossier.note import Note, Remark, note_of

__all__ = ["Note", "lint"]


def lint(dossier: Dossier) -> tuple[Note, ...]:
    """Return remarks on a dossier, in the order of its lines; empty where there are none."""
    checks = (_numbers, _gains, _options, _principals, _control, _ratifiers, _performers, _third_parties)
    more = (
        _sources,
        _deals,
        _events,
        _votes,
        _successors,
        delivery_remarks,
        trust_remarks,
        correlation_remarks,
        climate_remarks,
    )
    found = [note_of(dossier, remark) for check in (*checks, *more) for remark in check(dossier)]
    return tuple(sorted(found, key=lambda note: (note.file or "", note.line or 0, note.code, note.path)))


def _numbers(dossier: Dossier) -> Iterator[Remark]:
    largest = largest_stakes(dossier)
    for judgement in judgements(dossier):
        quantity = judgement.quantity
        if quantity.is_certain and quantity.parameters[0] != 0:
            yield "N001", quantity.path, "one value, as if it were certain; a range would be more honest"
        if judgement.section == "stakes" and not quantity.cite and any(ends(quantity)):
            yield "N002", quantity.path, "a stake that cites no source"
        if is_wide(judgement, largest):
            low, high = ends(quantity)
            yield "N009", quantity.path, f"a wide range, {low:.3g} to {high:.3g}; what would narrow it?"


def _gains(dossier: Dossier) -> Iterator[Remark]:
    linked = {
        issue
        for link in dossier.links
        if any(ends(q)[1] > 0 for q in link.points.values())
        for issue in link.when
    }
    for issue in dossier.issues.values():
        quantities = (
            quantity
            for issues in dossier.stakes.values()
            for option, quantity in issues.get(issue.key, {}).items()
            if not issue.options[option].pressure
        )
        if issue.key not in linked and not any(ends(quantity)[1] > 0 for quantity in quantities):
            yield (
                "N003",
                f"issues.{issue.key}",
                "nobody gains from changing it, so no deal will ever touch it",
            )


def _options(dossier: Dossier) -> Iterator[Remark]:
    for issue in dossier.issues.values():
        staked = {option for issues in dossier.stakes.values() for option in issues.get(issue.key, {})}
        linked = {option for link in dossier.links for option in link.when.get(issue.key, ())}
        for option in issue.options.values():
            if not option.status_quo and option.key not in staked | linked:
                path = f"issues.{issue.key}.options.{option.key}"
                yield (
                    "N012",
                    path,
                    "nobody has a stake in this option, so it counts as worth nothing to everyone",
                )


def _principals(dossier: Dossier) -> Iterator[Remark]:
    for key in dossier.principals:
        if not dossier.stakes.get(key):
            yield "N013", f"parties.{key}", "a principal without stakes would sign anything"


def _control(dossier: Dossier) -> Iterator[Remark]:
    for issue in dossier.issues.values():
        least = sum(ends(quantity)[0] for quantity in issue.control.values())
        if least > 1 + 1e-9:
            yield (
                "N014",
                f"issues.{issue.key}.control",
                f"the shares add up to {least:.3g} or more, above the whole",
            )


def _asked(need: Any) -> Iterator[str]:
    """Yield the parties whose consent a need speaks of."""
    if isinstance(need, Consent):
        yield need.party
    elif isinstance(need, Quota):
        yield from need.weights
    elif isinstance(need, Not):
        yield from _asked(need.part)
    elif isinstance(need, AllOf | AtLeast):
        for part in need.parts:
            yield from _asked(part)


def _quotas(need: Any) -> Iterator[Quota]:
    """Yield the quotas that a need asks for."""
    if isinstance(need, Quota):
        yield need
    elif isinstance(need, Not):
        yield from _quotas(need.part)
    elif isinstance(need, AllOf | AtLeast):
        for part in need.parts:
            yield from _quotas(part)


def _consenting(dossier: Dossier) -> set[str]:
    """Parties whose consent can matter, at home or to one option."""
    by_rule = {party for rule in dossier.ratification for party in _asked(rule.needs)}
    return by_rule | {
        p for issue in dossier.issues.values() for o in issue.options.values() for p in o.consent
    }


def _ratifiers(dossier: Dossier) -> Iterator[Remark]:
    consenting = _consenting(dossier)
    for party in dossier.parties.values():
        if party.role == "ratifier" and party.key not in consenting:
            yield (
                "N004",
                f"parties.{party.key}",
                "a ratifier that no rule asks and no option needs: it stops nothing",
            )


def _performers(dossier: Dossier) -> Iterator[Remark]:
    recorded = {entry.party for entry in dossier.trust.ledger if entry.verdict in COUNTED}
    recorded |= set(dossier.trust.keeps_word)
    first: dict[str, str] = {}
    for issue in dossier.issues.values():
        for option in issue.options.values():
            for party in option.performers if not option.pressure else ():
                first.setdefault(party, f"issues.{issue.key}.options.{option.key}.performers")
    for party, path in first.items():
        if party not in recorded:
            yield "N005", path, f"{party} performs but has no record: it is taken at its word"


def _third_parties(dossier: Dossier) -> Iterator[Remark]:
    consenting = _consenting(dossier)
    for party in dossier.parties.values():
        asked = party.key in consenting or party.at_table
        linked = any(party.key in link.points for link in dossier.links)
        if party.role == "third party" and asked and not linked and not dossier.stakes.get(party.key):
            yield (
                "N006",
                f"parties.{party.key}",
                "its consent is needed but it has no stakes, so it never objects",
            )


def _sources(dossier: Dossier) -> Iterator[Remark]:
    cited = {found.source for text in _citations(dossier) if (found := parse_citation(text))}
    cited |= {reading.source for reading in dossier.readings.values() if reading.source}
    for key in dossier.sources:
        if key not in cited:
            yield "N007", f"sources.{key}", "a source that nothing cites"


def _citations(dossier: Dossier) -> Iterator[str]:
    for judgement in judgements(dossier):
        yield from judgement.quantity.cite
    for quantity in quantities_of(dossier.climate):
        yield from quantity.cite
    sections: list[Any] = [*dossier.issues.values(), *dossier.deals.values(), *dossier.ratification]
    sections += [option for issue in dossier.issues.values() for option in issue.options.values()]
    sections += [*dossier.trust.ledger, *dossier.events, *dossier.readings.values(), *dossier.correlations]
    sections += [position for issues in dossier.positions.values() for position in issues.values()]
    sections += [*dossier.successors.values(), *(dossier.climate.measures if dossier.climate else ())]
    for section in sections:
        yield from section.cite


def _deals(dossier: Dossier) -> Iterator[Remark]:
    for deal in dossier.deals.values():
        for path, issue, option in _asked_options(deal):
            if dossier.issues[issue].options[option].pressure:
                yield "N008", path, f"asks for {option}, an act of pressure, which is never part of a deal"
        if deal.none_kind is not None and not any(i.kind == deal.none_kind for i in _issues(dossier)):
            yield (
                "N011",
                f"deals.{deal.key}.none",
                f"no issue is of the kind {deal.none_kind}, so this excludes nothing",
            )


def _issues(dossier: Dossier) -> tuple[Issue, ...]:
    return tuple(dossier.issues.values())


def _asked_options(deal: DealClass) -> Iterator[tuple[str, str, str]]:
    for name, section in (("all", deal.all_of), ("of", deal.of)):
        for issue, options in section.items():
            for option in options:
                yield f"deals.{deal.key}.{name}.{issue}", issue, option


def _events(dossier: Dossier) -> Iterator[Remark]:
    for index, event in enumerate(dossier.events):
        for role, party in (("source", event.source), ("target", event.target)):
            if party not in dossier.parties:
                yield "N010", f"events.{index}.{role}", f"{party} is no party here; the event tells of others"


def _votes(dossier: Dossier) -> Iterator[Remark]:
    # Rules are numbered side by side, so that a remark can point at the one in the file.
    number: dict[str, int] = {}
    for rule in dossier.ratification:
        index = number[rule.side] = number.get(rule.side, -1) + 1
        for quota in _quotas(rule.needs):
            members = (dossier.parties[party] for party in quota.weights)
            if quota.free_votes and all(m.sway is None or ends(m.sway)[1] <= 0 for m in members):
                message = "votes are free, but no member has a sway, so each party votes as one"
                yield "N019", f"ratification.{rule.side}.{index}.needs", message


def _successors(dossier: Dossier) -> Iterator[Remark]:
    for successor in dossier.successors.values():
        if not successor.changes:
            yield (
                "N020",
                f"successors.{successor.key}",
                "a successor that changes nothing: it decides as today",
            )
