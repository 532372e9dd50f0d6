"""A dossier in words: who, what about, under which rules, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.dossier.dossier import Correlation, DealClass, Dossier, Issue, Link, Option, Party, Rule
from detente.dossier.quantity import Quantity
from detente.errors import UnknownNameError
from detente.evidence.citations import resolve
from detente.evidence.quality import input_quality
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.input_quality import quality_line
from detente.report.values import condition, in_words, need

__all__ = ["describe_dossier", "describe_issue"]


def describe_dossier(dossier: Dossier) -> tuple[Block, ...]:
    """Tell a dossier from its title to its readings.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    tuple of Block
        Parties, issues with their options, links, judgements that go together, rules at home, kinds of
        deal, readings.
    """
    return (
        *_head(dossier),
        *_list("Parties", (_party(party) for party in dossier.parties.values())),
        *_list("Issues", (_issue(issue) for issue in dossier.issues.values())),
        *_list("Links", (_link(link) for link in dossier.links)),
        *_list("Judgements that go together", (_correlation(entry) for entry in dossier.correlations)),
        *_list("Consent at home", (_rule(rule) for rule in dossier.ratification)),
        *_list("Kinds of deal", (_deal(deal) for deal in dossier.deals.values())),
        *_list("Readings", _readings(dossier)),
    )


def _head(dossier: Dossier) -> tuple[Block, ...]:
    pairs = [("dossier", dossier.key), ("reading", dossier.reading or "base")]
    if dossier.as_of:
        pairs.append(("as of", dossier.as_of.isoformat()))
    if dossier.horizon:
        pairs.append(("looks ahead to", dossier.horizon.isoformat()))
    pairs.append(("inputs", quality_line(input_quality(dossier))))
    return (Heading(text=dossier.title, level=1), Facts(pairs=tuple(pairs)))


def _list(title: str, items: Iterator[Item]) -> tuple[Block, ...]:
    found = tuple(items)
    return (Heading(text=title), Items(items=found)) if found else ()


def _inner(*texts: str | None) -> tuple[Item, ...]:
    return tuple(Item(text=text, tone="muted") for text in texts if text)


def _correlation(entry: Correlation) -> Item:
    told = f"{entry.name}: rank correlation {entry.rank:g} of {', '.join(entry.of)}"
    return Item(text=told, inner=_inner(entry.note))


def _party(party: Party) -> Item:
    role = f"{party.role} of {party.side}" if party.role == "ratifier" else party.role
    if party.at_table:
        role += ", at the table"
    patience = party.discount_factor
    worth = f"next year is worth {in_words(patience)} of this year" if patience else None
    return Item(text=f"{party.name} ({party.key}): {role}", inner=_inner(worth, party.note))


def _issue(issue: Issue) -> Item:
    kind = f", {issue.kind}" if issue.kind else ""
    control = [f"{party} {in_words(share)}" for party, share in issue.control.items()]
    told = f"control: {', '.join(control)}" if control else None
    options = tuple(Item(text=_option(option)) for option in issue.options.values())
    return Item(text=f"{issue.name} ({issue.key}{kind})", inner=(*options, *_inner(told)))


def _option(option: Option) -> str:
    marks = [
        "the status quo" if option.status_quo else "",
        "pressure, never part of a deal" if option.pressure else "",
        f"done by {', '.join(option.performers)}" if option.performers else "",
        f"needs consent of {', '.join(option.consent)}" if option.consent else "",
        f"takes control of {in_words(option.requires)}" if option.requires else "",
    ]
    told = "; ".join(mark for mark in marks if mark)
    return f"{option.key}: {option.name}" + (f" ({told})" if told else "")


def _rule(rule: Rule) -> Item:
    over = "any change" if rule.over is None else condition(rule.over)
    return Item(text=f"{rule.side}: {rule.name}: needs {need(rule.needs)}", inner=_inner(f"over {over}"))


def _link(link: Link) -> Item:
    points = [f"{party} {in_words(quantity)}" for party, quantity in link.points.items()]
    return Item(text=f"{link.name}: {condition(link.when)}", inner=_inner(f"points: {', '.join(points)}"))


def _deal(deal: DealClass) -> Item:
    parts = []
    if deal.all_of:
        parts.append(condition(deal.all_of))
    if deal.at_least:
        parts.append(f"at least {deal.at_least} of: {condition(deal.of)}")
    if deal.none_kind:
        parts.append(f"no change on {deal.none_kind} issues")
    if deal.none_of:
        parts.append(f"without {condition(deal.none_of)}")
    told = "; ".join(parts) or "any deal"
    return Item(text=f"{deal.name} ({deal.key}): {told}", inner=_inner(deal.note))


def _readings(dossier: Dossier) -> Iterator[Item]:
    for reading in dossier.readings.values():
        gate = f"thesis gate: {reading.thesis_gate}" if reading.thesis_gate else None
        based = f"based on {reading.based_on}" if reading.based_on else None
        n = len(reading.changes)
        changes = f"{n} change{'s' if n != 1 else ''} to the base dossier"
        argues = f"argues: {reading.argues}" if reading.argues else None
        yield Item(text=f"{reading.name} ({reading.key})", inner=_inner(argues, gate, based, changes))


def describe_issue(dossier: Dossier, key: str) -> tuple[Block, ...]:
    """Tell one issue: its options, what each party has at stake in them, and the sources.

    Raises
    ------
    UnknownNameError
        If there is no such issue.
    """
    if key not in dossier.issues:
        raise UnknownNameError("issue", key, dossier.issues)
    issue = dossier.issues[key]
    pairs = [("issue", f"{key}{f', {issue.kind}' if issue.kind else ''}"), ("dossier", dossier.key)]
    pairs.append(("reading", dossier.reading or "base"))
    if issue.note:
        pairs.append(("note", issue.note))
    return (
        Heading(text=issue.name, level=1),
        Facts(pairs=tuple(pairs)),
        *_list("Options", _options(issue)),
        *_list("Control", _control(dossier, issue)),
        *_stakes(dossier, issue),
        *_list("Links", (_link(link) for link in dossier.links if key in link.when)),
        *_list("Sources", _sources(dossier, issue)),
    )


def _options(issue: Issue) -> Iterator[Item]:
    for option in issue.options.values():
        why = f"why not already: {option.why_not_already}" if option.why_not_already else None
        cited = f"cites {', '.join(option.cite)}" if option.cite else None
        yield Item(text=_option(option), inner=_inner(option.note, why, cited))


def _control(dossier: Dossier, issue: Issue) -> Iterator[Item]:
    for party, share in issue.control.items():
        basis = f"cites {', '.join(share.cite)}" if share.cite else "cites no source"
        yield Item(text=f"{dossier.parties[party].name}: {in_words(share)}", inner=_inner(share.note, basis))


def _stakes(dossier: Dossier, issue: Issue) -> tuple[Block, ...]:
    """Table of stakes, a section per party that has any in this issue."""
    columns = (
        Column(name="option"),
        Column(name="points", right=True),
        Column(name="cites", flexible=True),
        Column(name="note", flexible=True),
    )
    sections = tuple(
        Section(key=party, name=dossier.parties[party].name, rows=_party_stakes(stakes[issue.key]))
        for party, stakes in dossier.stakes.items()
        if stakes.get(issue.key)
    )
    heading = Heading(text="Stakes")
    if not sections:
        return (heading, Paragraph(text="Nobody has a stake in it."))
    text = "Points on each party's own scale, against the status quo, which is 0."
    table = Table(columns=columns, sections=sections, key_name="party")
    return (heading, table, Paragraph(text=text, tone="muted"))


def _party_stakes(stakes: Mapping[str, Quantity]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(text=option),
            Cell(text=in_words(points)),
            Cell(text=", ".join(points.cite) or "no source"),
            Cell(text=points.note or "", tone="muted"),
        )
        for option, points in stakes.items()
    )


def _cited(dossier: Dossier, issue: Issue) -> Sequence[str]:
    """Every citation of the issue once, in order of appearance."""
    cites = [*issue.cite, *(cite for option in issue.options.values() for cite in option.cite)]
    cites += [cite for share in issue.control.values() for cite in share.cite]
    for stakes in dossier.stakes.values():
        cites += [cite for quantity in stakes.get(issue.key, {}).values() for cite in quantity.cite]
    return list(dict.fromkeys(cites))


def _sources(dossier: Dossier, issue: Issue) -> Iterator[Item]:
    for cite in sorted(_cited(dossier, issue), key=_by_number):
        yield Item(text=f"{cite}: {resolve(dossier, cite).describe()}")


def _by_number(cite: str) -> tuple[str, int]:
    source, _, place = cite.partition("#")
    return source, int(place.removeprefix("p") or 0)
