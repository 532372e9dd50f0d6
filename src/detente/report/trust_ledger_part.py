"""Records of keeping one's word, as part of a report: what counts, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from detente.lenses.trust.ledger import Evidence, FieldRecord, PartyRecord, Posterior, WrittenTrust
from detente.lenses.trust.trust_lens import TrustLens
from detente.report.blocks import Block, Cell, Column, Heading, Paragraph, Section, Table, Tone
from detente.report.wording import listed, percent

__all__ = ["ledger_part"]

#: Entries of the ledger shown of each party.
MOST_ENTRIES = 6


def ledger_part(found: TrustLens) -> Iterable[Block]:
    """Tell the records: a table of what they come to, and the entries they rest on."""
    yield Heading(text="The record")
    told = [record for record in found.records if record.evidence]
    if told:
        yield _records(found, told)
        yield Paragraph(text=_legend(found), tone="muted")
    believed = [found.parties[r.party] for r in found.records if _is_certain(r) and not r.evidence]
    if believed:
        yield Paragraph(text=f"Taken at their word, without any entry: {listed(believed, 8)}.", tone="muted")
    names = [
        f"{found.parties[record.party]} {_range(record.written)}"
        for record in found.records
        if not record.evidence and record.written is not None and not _is_certain(record)
    ]
    if names:
        yield Paragraph(text=f"By a number alone, without any entry: {listed(names, 8)}.", tone="muted")
    if not found.records:
        yield Paragraph(text="There is none: every party is taken at its word.")
    if told:
        yield from _evidence(found, told)


def _is_certain(record: PartyRecord) -> bool:
    return record.written is not None and record.written.low == 1


def _range(one: Posterior | WrittenTrust) -> str:
    """Write median, and in brackets 5th and 95th percentile."""
    low, middle, high = (percent(x) for x in (one.low, one.middle, one.high))
    return f"{middle} ({low} to {high})" if low != high else middle


def _records(found: TrustLens, records: Iterable[PartyRecord]) -> Table:
    columns = (
        Column(name="whose word", flexible=True),
        Column(name="kept", right=True),
        Column(name="broken", right=True),
        Column(name="the ledger says"),
        Column(name="contested"),
        Column(name="used instead"),
    )
    sections = tuple(
        Section(rows=(_record_row(found, record), *(_field_row(field) for field in record.fields)))
        for record in records
    )
    return Table(columns=columns, sections=sections)


def _record_row(found: TrustLens, record: PartyRecord) -> tuple[Cell, ...]:
    return (
        Cell(text=found.parties[record.party], tone="strong"),
        Cell(text=f"{record.kept:.3g}"),
        Cell(text=f"{record.broken:.3g}"),
        Cell(text=_range(record.posterior) if record.posterior else "nothing counts"),
        Cell(text=_contested(record)),
        Cell(text=_written(record)),
    )


def _field_row(field: FieldRecord) -> tuple[Cell, ...]:
    texts = (f"in {field.field}", f"{field.kept:.3g}", f"{field.broken:.3g}", _range(field.posterior), "", "")
    return tuple(Cell(text=text, tone="muted") for text in texts)


def _contested(record: PartyRecord) -> str:
    if not record.contested or record.if_kept is None or record.if_broken is None:
        return ""
    kept, broken = (_middle(one) for one in (record.if_kept, record.if_broken))
    return f"{record.contested}: {broken} to {kept}"


def _middle(posterior: Posterior) -> str:
    return percent(posterior.middle)


def _written(record: PartyRecord) -> str:
    written = record.written
    if written is None:
        return "" if record.posterior else "at its word"
    gap = "" if written.gap is None else f", {100 * written.gap:+.0f}"
    return f"{_range(written)}{gap}"


def _legend(found: TrustLens) -> str:
    words = (
        "Probability of keeping its word: the median, and in brackets the 5th and 95th percentile of the "
        "Beta posterior; partial performance counts half each way. Contested: how many entries, and the "
        "medians if all of them counted as broken, or as kept."
    )
    if any(record.written for record in found.records):
        words += (
            " Used instead: the number written in place of the ledger, and how many hundredths it is off."
        )
    return words


def _evidence(found: TrustLens, records: Iterable[PartyRecord]) -> Iterable[Block]:
    yield Heading(text="The entries it rests on")
    columns = (
        Column(name="agreement", flexible=True),
        Column(name="year", right=True),
        Column(name="verdict"),
        Column(name="field"),
        Column(name="counts", right=True),
        Column(name="cites", flexible=True),
    )
    records = list(records)
    sections = tuple(
        Section(
            key=record.party,
            name=found.parties[record.party],
            rows=tuple(_entry(entry) for entry in _weightiest(record)[:MOST_ENTRIES]),
        )
        for record in records
    )
    yield Table(columns=columns, sections=sections, key_name="party", gap=1)
    rest = sum(max(0, len(record.evidence) - MOST_ENTRIES) for record in records)
    if rest:
        yield Paragraph(text=f"{rest} more entries; --json has them all.", tone="muted")


def _weightiest(record: PartyRecord) -> list[Evidence]:
    """Put entries that count first, the latest of them before others."""
    return sorted(record.evidence, key=lambda e: (e.kept + e.broken == 0, -(e.year or 0), e.agreement))


def _entry(entry: Evidence) -> tuple[Cell, ...]:
    tone: Tone = "plain" if entry.kept + entry.broken > 0 else "muted"
    texts = (
        entry.agreement,
        str(entry.year or ""),
        entry.verdict.replace("_", " "),
        entry.field or "",
        f"{entry.weight:.2f}" if tone == "plain" else "no",
        ", ".join(entry.cite),
    )
    return tuple(Cell(text=text, tone=tone) for text in texts)
