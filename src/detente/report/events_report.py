"""Event data as a report: what an import kept and why the rest not, and who acts towards whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.events.event_list import Events
from detente.events.event_rejections import Rejected
from detente.events.import_report import ImportReport
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import left_out

__all__ = ["CAVEAT", "events_report", "import_report"]

CAVEAT = "Event data record what was reported, not what was done; how much is reported changes over time."


def import_report(found: ImportReport) -> tuple[Block, ...]:
    """Tell an import.

    Parameters
    ----------
    found : ImportReport

    Returns
    -------
    tuple of Block
        Counts, the rows that were not kept by reason with examples, the dyads with most events.
    """
    pairs = (
        ("files", f"{found.files}, {found.format or 'nothing recognised'}"),
        ("rows", f"{found.rows:,} read, {found.kept:,} kept"),
        ("days", "none" if found.first is None else f"{found.first} to {found.last}"),
        ("time", f"{found.seconds:.1f} s, {found.rows_per_second:,.0f} rows a second"),
    )
    return (
        Heading(text="Events", level=1),
        Facts(pairs=pairs),
        *_reasons("Something is wrong with", found.rejected),
        *_reasons("Left out", found.left_out),
        *_remarks(found),
        *_dyads([(source, target, rows) for source, target, rows in found.dyads]),
        Paragraph(text=CAVEAT, tone="muted"),
    )


def _reasons(title: str, reasons: Sequence[Rejected]) -> Iterator[Block]:
    if not reasons:
        return
    rows_in_all = sum(reason.rows for reason in reasons)
    yield Heading(text=f"{title} {rows_in_all:,} {'row' if rows_in_all == 1 else 'rows'}")
    columns = (
        Column(name="reason", flexible=True),
        Column(name="rows", right=True),
        Column(name="for instance", flexible=True),
    )
    rows = tuple(
        (
            Cell(text=reason.reason),
            Cell(text=f"{reason.rows:,}"),
            Cell(text=reason.examples[0] if reason.examples else ""),
        )
        for reason in reasons
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))


def _remarks(found: ImportReport) -> Iterator[Block]:
    told = [
        (found.moved_days, "rows", "with another day in UTC than in the file; that in UTC was taken"),
        (found.other_scores, "rows", "whose own score is another than that of the code, which was taken"),
        (found.latin_lines, "lines", "not in UTF-8, read as Latin-1"),
        (found.empty_files, "files", "without anything in it"),
    ]
    items = [f"{n:,} {what if n > 1 else what[:-1]} {text}." for n, what, text in told if n]
    items += [f"Broken: {text}" for text in found.broken]
    if items:
        yield Heading(text="Worth knowing")
        yield Items(items=tuple(Item(text=text) for text in items))


def _dyads(dyads: Sequence[tuple[str, str, int]]) -> Iterator[Block]:
    if not dyads:
        return
    yield Heading(text="Who acts towards whom")
    columns = (Column(name="source"), Column(name="target"), Column(name="events", right=True))
    rows = tuple((Cell(text=a), Cell(text=b), Cell(text=f"{n:,}")) for a, b, n in dyads)
    yield Table(columns=columns, sections=(Section(rows=rows),))


def events_report(events: Events, *, most: int) -> tuple[Block, ...]:
    """Tell what a list of events holds.

    Parameters
    ----------
    events : Events
    most : int
        Dyads shown, those with most events first; ties by name.
    """
    dyads = events.dyads()
    days = events.coverage
    pairs = (
        ("from", events.origin),
        ("events", f"{len(events):,}"),
        ("days", "none" if days is None else f"{days[0]} to {days[1]}"),
        ("scores", f"{events.scale[0]:g} to {events.scale[1]:g}"),
    )
    more = len(dyads) - most
    left = [Item(text=f"{count:,} left out: {reason}") for reason, count in events.rejected.items()]
    return (
        Heading(text="Events", level=1),
        Facts(pairs=pairs),
        *((Items(items=tuple(left)),) if left else ()),
        *_dyads([(dyad.source, dyad.target, dyad.count) for dyad in dyads[:most]]),
        *((Paragraph(text=left_out(more, "dyads")),) if more > 0 else ()),
        Paragraph(text=CAVEAT, tone="muted"),
    )
