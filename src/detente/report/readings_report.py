"""The same case under each author's view, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.input_quality import quality_line
from detente.report.thesis import computed
from detente.report.verdict_part import bottom_line
from detente.report.wording import FORMS, SHORTEST_GATE, percent, tone_of
from detente.verdict.classes import ClassVerdict
from detente.verdict.readings import Readings
from detente.verdict.run import Run

__all__ = ["readings_report"]


def readings_report(readings: Readings) -> tuple[Block, ...]:
    """Return the report of a case under all its readings.

    First the kinds of deal by readings, then per reading what its author argues and what is
    computed. Readings are never averaged.
    """
    base = next(iter(readings.runs.values()))
    facts = (
        ("dossier", base.dossier),
        ("readings", ", ".join(readings.runs)),
        ("draws", f"{base.draws} under each reading"),
        ("seed", str(base.seed)),
        ("inputs", quality_line(base.quality)),
    )
    return (
        Heading(text=base.title, level=1),
        Facts(pairs=facts),
        *_tables(readings),
        *(block for key, run in readings.runs.items() for block in _reading(key, run)),
        Heading(text="Caveats"),
        Items(items=tuple(Item(text=caveat) for caveat in base.verdict.caveats)),
    )


def _tables(readings: Readings) -> tuple[Block, ...]:
    text = (
        "Share of draws in which some package of this kind passes every gate, and the gate where it fails "
        f"most often ({', '.join(SHORTEST_GATE.values())}; pass: none in most draws), exactly as described "
        "and sweetened. Every reading meets the same draws."
    )
    tables = [_table(readings, keys) for keys in abreast(readings.runs)]
    heading = Heading(text="Verdict: kinds of deal by readings")
    return (heading, *tables, Paragraph(text=text, tone="muted"))


def _table(readings: Readings, keys: Sequence[str]) -> Table:
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    names: dict[str, str] = {}
    for found in readings.runs[keys[0]].verdict.classes:
        if found.is_deal or found.key not in rows:
            cells = (_cell(_same(readings.runs[key], found)) for key in keys)
            form = Cell(text=FORMS[found.form] if found.is_deal else "", tone="muted")
            rows.setdefault(found.key, []).append((form, *cells))
            names[found.key] = found.name
    columns = (Column(name="form"), *(Column(name=key, flexible=True) for key in keys))
    sections = tuple(Section(key=key, name=names[key], rows=tuple(rows[key])) for key in rows)
    return Table(columns=columns, sections=sections, key_name="deal", gap=1)


def _same(run: Run, wanted: ClassVerdict) -> ClassVerdict | None:
    """Find the same class and form in another run; a reading may have dropped it."""
    same = (found for found in run.verdict.classes if (found.key, found.form) == (wanted.key, wanted.form))
    return next(same, None)


def _cell(found: ClassVerdict | None) -> Cell:
    if found is None or not found.is_deal:
        return Cell(text="no deal" if found else "", tone="muted")
    end = "pass" if found.gate_of_death is None else SHORTEST_GATE[found.gate_of_death]
    return Cell(text=f"{percent(found.share)} {end}", tone=tone_of(found.share))


def _reading(key: str, run: Run) -> tuple[Block, ...]:
    reading = run.reading
    name = reading.name if reading else "The base dossier"
    pairs = [("reading", key)]
    if reading and reading.argues:
        pairs.append(("argues", reading.argues))
    if reading:
        pairs.append(("thesis gate", reading.thesis_gate or "none named"))
    pairs += [("computed", computed(run)), ("bottom line", bottom_line(run.verdict, run.labels))]
    pairs.append(("confidence", run.verdict.confidence.sentence()))
    return (Heading(text=name), Facts(pairs=tuple(pairs)))
