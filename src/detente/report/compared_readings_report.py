"""Readings side by side as a report: where they agree, where they part, and what turns the sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.compared_kinds import ComparedKind
from detente.explain.compared_result import ComparedReadings
from detente.explain.compared_sentences import thesis_sentence
from detente.explain.crux_fate import Fate
from detente.explain.prescriptions import SignChange
from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import FORMS, SHORTEST_GATE, left_out, listed, percent, tone_of

__all__ = ["compared_readings_report"]

#: Rows of prescriptions and packages, changes named of a package, and reasons.
MOST_SIGNS, MOST_PACKAGES, MOST_CHANGES, MOST_REASONS = 24, 12, 12, 2
MIXTURE = "mixture"


def compared_readings_report(found: ComparedReadings) -> tuple[Block, ...]:
    """Tell how a case looks under all its readings.

    Parameters
    ----------
    found : ComparedReadings

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *_kinds(found),
        *_mixture(found),
        *_packages(found),
        *_theses(found),
        *_signs(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: ComparedReadings) -> Facts:
    pairs = [
        ("dossier", found.dossier),
        ("readings", ", ".join(found.readings)),
        ("draws", f"{found.draws} under each reading"),
        ("seed", str(found.seed)),
    ]
    if found.mixture_label is not None:
        pairs.append((MIXTURE, found.mixture_label))
    return Facts(pairs=tuple(pairs))


# ---------------------------------------------------------------------- kinds of deal


def _kinds(found: ComparedReadings) -> Iterator[Block]:
    if not found.kinds:
        return
    yield Heading(text="Kinds of deal by readings")
    for keys in abreast(found.readings):
        columns = (Column(name="form"), *(Column(name=key, flexible=True) for key in keys))
        rows: dict[str, list[tuple[Cell, ...]]] = {}
        for kind in found.kinds:
            rows.setdefault(kind.key, []).extend(_rows(kind, keys))
        titles = {kind.key: kind.name for kind in found.kinds}
        sections = tuple(Section(key=key, name=titles[key], rows=tuple(rows[key])) for key in rows)
        yield Table(columns=columns, sections=sections, key_name="deal", gap=1)
    text = (
        "Share of draws in which some package of this kind passes every gate, and the gate where it dies "
        f"most often ({', '.join(SHORTEST_GATE.values())}; pass: it passes in at least half of the draws). "
        "Alone: who most often is the only one in the way, and in what share of draws."
    )
    yield Paragraph(text=text, tone="muted")


def _rows(kind: ComparedKind, keys: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    if not kind.is_deal:
        yield Cell(), *(Cell(text="no deal", tone="muted") for _ in keys)
        return
    verdicts = (_verdict(kind.under[key].fate if key in kind.under else None) for key in keys)
    yield Cell(text=FORMS[kind.form], tone="muted"), *verdicts
    alone = [_alone(kind, key) for key in keys]
    if any(cell.text for cell in alone):
        yield Cell(text="alone", tone="muted"), *alone


def _verdict(fate: Fate | None) -> Cell:
    if fate is None:
        return Cell()
    gate = fate.gate_of_death
    end = "pass" if gate is None else SHORTEST_GATE[gate]
    return Cell(text=f"{percent(fate.share)} {end}", tone=tone_of(fate.share))


def _alone(kind: ComparedKind, key: str) -> Cell:
    one = kind.under.get(key)
    if one is None or one.blocker is None or one.sole_blockers is None:
        return Cell()
    return Cell(text=f"{one.blocker} {percent(one.sole_blockers[one.blocker])}", tone="muted")


def _mixture(found: ComparedReadings) -> Iterator[Block]:
    """Tell the averages that were asked for, apart from the readings and under their label."""
    if found.mixture_label is None:
        return
    yield Heading(text=f"{found.mixture_label[0].upper()}{found.mixture_label[1:]}")
    columns = (
        Column(name="deal"),
        Column(name="name", flexible=True),
        Column(name="form"),
        Column(name="verdict"),
    )
    rows = tuple(
        (
            Cell(text=kind.key),
            Cell(text=kind.name),
            Cell(text=FORMS[kind.form], tone="muted"),
            _verdict(kind.mixture) if kind.mixture else Cell(text="not under all of these", tone="muted"),
        )
        for kind in found.kinds
        if kind.is_deal
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))


# ---------------------------------------------------------------------- packages, theses


def _packages(found: ComparedReadings) -> Iterator[Block]:
    if not found.packages:
        return
    yield Heading(text="Packages that survive most often under some reading")
    for keys in abreast(found.readings):
        columns = (Column(name="#", right=True), *(Column(name=key, right=True) for key in keys))
        rows = tuple(
            (Cell(text=str(k)), *(_share(one.under[key], key in one.found_under) for key in keys))
            for k, one in enumerate(found.packages[:MOST_PACKAGES], start=1)
        )
        yield Table(columns=columns, sections=(Section(rows=rows),))
    text = "Share of draws in which it passes every gate; * where it is among those that survive most often."
    yield Paragraph(text=text, tone="muted")
    yield Items(
        items=tuple(
            Item(text=f"{k}: {listed([f'{i}={o}' for i, o in one.package.items()], MOST_CHANGES)}")
            for k, one in enumerate(found.packages[:MOST_PACKAGES], start=1)
        )
    )
    if len(found.packages) > MOST_PACKAGES:
        yield Paragraph(text=left_out(len(found.packages) - MOST_PACKAGES), tone="muted")


def _share(fate: Fate | None, is_own: bool) -> Cell:
    if fate is None:
        return Cell(text="no such option", tone="muted")
    return Cell(text=percent(fate.share) + ("*" if is_own else " "), tone=tone_of(fate.share))


def _theses(found: ComparedReadings) -> Iterator[Block]:
    if found.theses:
        yield Heading(text="Do the authors' own gates come out?")
        yield Items(items=tuple(Item(text=thesis_sentence(check)) for check in found.theses))


# ---------------------------------------------------------------------- prescriptions


def _signs(found: ComparedReadings) -> Iterator[Block]:
    yield Heading(text="Prescriptions that change sign")
    if not found.changes_of_sign:
        text = "None: no kind of deal and no single option is a gain to a principal under one reading and a "
        yield Paragraph(text=f"{text}loss under another.")
        return
    columns = (
        Column(name="for"),
        Column(name="gain"),
        Column(name="loss"),
        Column(name="because of", flexible=True),
    )
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    names = {}
    for change in found.changes_of_sign[:MOST_SIGNS]:
        rows.setdefault(change.prescription.key, []).append(_sign(change))
        names[change.prescription.key] = change.prescription.name
    sections = tuple(Section(key=key, name=names[key], rows=tuple(rows[key])) for key in rows)
    yield Table(columns=columns, sections=sections, key_name="prescription")
    text = (
        "Median surplus, which counts costs and what no deal is worth, under the reading of the largest gain "
        "and under that of the largest loss; in brackets, under how many readings it is one. Because of: the "
        "differences between these two that are enough to turn the sign. A star marks those whose bare "
        "points turn as well."
    )
    yield Paragraph(text=text, tone="muted")
    if len(found.changes_of_sign) > MOST_SIGNS:
        yield Paragraph(text=left_out(len(found.changes_of_sign) - MOST_SIGNS, "prescriptions"), tone="muted")


def _sign(change: SignChange) -> tuple[Cell, ...]:
    star = "*" if change.points_turn else ""
    return (
        Cell(text=f"{change.party}{star}"),
        _side(change, change.most, change.accepts_under),
        _side(change, change.least, change.refuses_under),
        Cell(text=listed([one.name for one in change.because], MOST_REASONS)),
    )


def _side(change: SignChange, reading: str, all_such: Sequence[str]) -> Cell:
    return Cell(text=f"{change.surplus[reading].middle:+.1f} {reading} ({len(all_such)})")
