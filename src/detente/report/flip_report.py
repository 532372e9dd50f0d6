"""Flips as a report: the nearest change first, then the price list, sets of two and three, and who acts."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.flip_overview import FlipOverview, KindFlips
from detente.explain.flip_result import Flips
from detente.explain.flip_sets import FlipSet, Turn
from detente.explain.flip_words import needed_words, number_words, range_words
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted
from detente.report.wording import left_out, percent, tone_of

__all__ = ["flip_report"]

#: Rows of a table, and kinds of deal told of in a sentence each.
MOST_ROWS, MOST_TOLD = 14, 4
SIZES = {2: "two", 3: "three"}
BEYOND = (
    "Beyond: how far the value lies outside the range, in parts of the party's largest stake (or of the "
    "scale from 0 to 1); inside where it need not leave it."
)


def flip_report(found: Flips | FlipOverview) -> tuple[Block, ...]:
    """Tell what would turn a verdict.

    Parameters
    ----------
    found : Flips or FlipOverview
        About one kind of deal or some packages, told in full, or about every kind, told in one table.

    Returns
    -------
    tuple of Block
    """
    parts = _overview(found) if isinstance(found, FlipOverview) else _in_full(found)
    return (
        Heading(text=found.title, level=1),
        *parts,
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


# ---------------------------------------------------------------------- one question


def _in_full(found: Flips) -> Iterator[Block]:
    yield Facts(
        pairs=(
            ("question", f"what would make it a {found.to}" if found.to == "deal" else "what would end it"),
            ("kind of deal" if found.called else "package", found.asked),
            ("form", found.form),
            ("verdict at the medians", found.verdict),
            ("reading", found.reading or "base"),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )
    yield from (Paragraph(text=text, tone="strong") for text in found.sentences)
    yield from _price_list(found)
    for size in (2, 3):
        yield from _together(found, size)
    yield from _by_party(found)


def _price_list(found: Flips) -> Iterator[Block]:
    singles = found.price_list
    if not singles:
        return
    yield Heading(text="Price list: one judgement alone")
    columns = (
        Column(name="judgement", flexible=True),
        Column(name="range", right=True),
        Column(name="median", right=True),
        Column(name="needed", right=True),
        Column(name="beyond", right=True),
        Column(name="who", flexible=True),
        Column(name="then", right=True),
        Column(name="source", flexible=True),
    )
    rows = tuple(_price(one) for one in singles[:MOST_ROWS])
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(
        text=f"{BEYOND} Then: share of draws with a deal once it has that value in all of them. Sources "
        "stand under their keys in the dossier.",
        tone="muted",
    )
    if len(singles) > MOST_ROWS:
        yield Paragraph(text=left_out(len(singles) - MOST_ROWS, "judgements"), tone="muted")


def _price(one: FlipSet) -> tuple[Cell, ...]:
    (turn,) = one.turns
    return (
        Cell(text=turn.entry.words),
        Cell(text=range_words(turn.entry)),
        Cell(text=number_words(turn.entry, turn.entry.middle)),
        Cell(text=_needed(turn), tone="strong"),
        _beyond_cell(one),
        Cell(text=", ".join(turn.entry.who)),
        _share_cell(one),
        Cell(text=_cited(turn)),
    )


def _needed(turn: Turn) -> str:
    return f"{'>=' if turn.value > turn.entry.middle else '<='} {needed_words(turn)}"


def _cited(turn: Turn) -> str:
    cite = turn.entry.cite
    return "none" if not cite else cite[0] if len(cite) == 1 else f"{cite[0]} +{len(cite) - 1}"


def _beyond_cell(one: FlipSet) -> Cell:
    if one.beyond == 0:
        return Cell(text="inside", tone="good")
    return Cell(text=percent(one.beyond), tone="fair" if one.beyond < 1 / 4 else "poor")


def _share_cell(one: FlipSet) -> Cell:
    return (
        Cell(text="-", tone="muted")
        if one.share is None
        else Cell(text=percent(one.share), tone=tone_of(one.share))
    )


def _together(found: Flips, size: int) -> Iterator[Block]:
    sets = found.of_size(size)
    if not sets:
        return
    yield Heading(text=f"{SIZES[size].capitalize()} judgements together")
    columns = (
        Column(name="", right=True),
        Column(name="judgement", flexible=True),
        Column(name="range", right=True),
        Column(name="median", right=True),
        Column(name="needed", right=True),
        Column(name="beyond", right=True),
        Column(name="then", right=True),
    )
    shown = sets[: MOST_ROWS // 2]
    rows = tuple(row for number, one in enumerate(shown, start=1) for row in _set_rows(number, one))
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    if len(sets) > len(shown):
        yield Paragraph(text=left_out(len(sets) - len(shown), "sets"), tone="muted")


def _set_rows(number: int, one: FlipSet) -> Iterator[tuple[Cell, ...]]:
    for k, turn in enumerate(one.turns):
        first = k == 0
        yield (
            Cell(text=str(number) if first else ""),
            Cell(text=turn.entry.words),
            Cell(text=range_words(turn.entry)),
            Cell(text=number_words(turn.entry, turn.entry.middle)),
            Cell(text=_needed(turn), tone="strong"),
            _beyond_cell(one) if first else Cell(),
            _share_cell(one) if first else Cell(),
        )


def _by_party(found: Flips) -> Iterator[Block]:
    parties = found.by_party()
    if not parties:
        return
    yield Heading(text="Who would have to act, or about whom a judgement would have to be wrong")
    columns = (
        Column(name="party", flexible=True),
        Column(name="sets", right=True),
        Column(name="alone", right=True),
        Column(name="nearest", right=True),
        Column(name="nearest set with it", flexible=True),
    )
    rows = tuple(
        (
            Cell(text=found.labels.get(party, party)),
            Cell(text=str(len(sets))),
            Cell(text=str(sum(one.who == (party,) for one in sets))),
            _beyond_cell(sets[0]),
            Cell(text="; ".join(f"{turn.entry.path} {_needed(turn)}" for turn in sets[0].turns)),
        )
        for party, sets in list(parties.items())[:MOST_ROWS]
    )
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    yield Paragraph(
        text="Sets listed above and in --json that need the party; alone: those that need nobody else.",
        tone="muted",
    )


# ---------------------------------------------------------------------- every kind of deal


def _overview(found: FlipOverview) -> Iterator[Block]:
    yield Facts(
        pairs=(
            ("question", "what would turn the verdict on each kind of deal"),
            ("kinds of deal", str(len(found.kinds))),
            ("form", ", ".join(sorted({kind.form for kind in found.kinds})) or "-"),
            ("reading", found.reading or "base"),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )
    yield from (Paragraph(text=text, tone="strong") for text in found.sentences[:1])
    yield from _kinds_table(found)
    told = found.ranked[:MOST_TOLD]
    if told:
        yield Heading(text="The nearest changes")
        yield Items(items=tuple(Item(text=kind.sentence) for kind in told))
    if len(found.ranked) > len(told):
        yield Paragraph(text=left_out(len(found.ranked) - len(told), "kinds of deals"), tone="muted")
    not_judged = [kind for kind in found.kinds if kind.verdict is None]
    if not_judged:
        yield Heading(text="Not judged")
        yield Items(items=tuple(Item(text=kind.sentence) for kind in not_judged))


def _kinds_table(found: FlipOverview) -> Iterator[Block]:
    judged = [kind for kind in found.kinds if kind.verdict is not None]
    if not judged:
        return
    columns = (
        Column(name="kind of deal", flexible=True),
        Column(name="at medians"),
        Column(name="draws", right=True),
        Column(name="one judgement alone", flexible=True),
        Column(name="beyond", right=True),
        Column(name="nearest set", right=True),
        Column(name="beyond", right=True),
    )
    ranked = list(found.ranked)
    order = [*ranked, *(kind for kind in judged if kind.nearest is None)]
    yield Table(columns=columns, sections=(Section(rows=tuple(_kind_row(kind) for kind in order)),), gap=1)
    yield Paragraph(
        text=f"Draws: share of draws with a deal as things are judged. {BEYOND} At least: so many judgements "
        "would have to change together.",
        tone="muted",
    )


def _kind_row(kind: KindFlips) -> tuple[Cell, ...]:
    single = kind.singles[0] if kind.singles else None
    share = kind.share or 0.0
    return (
        Cell(text=kind.key),
        Cell(text=str(kind.verdict)),
        Cell(text=percent(share), tone=tone_of(share)),
        Cell(text="-") if single is None else Cell(text=f"{single.paths[0]} {_needed(single.turns[0])}"),
        Cell(text="-") if single is None else _beyond_cell(single),
        Cell(text=_nearest(kind)),
        Cell(text="-") if kind.nearest is None else _beyond_cell(kind.nearest),
    )


def _nearest(kind: KindFlips) -> str:
    if kind.nearest is not None:
        return counted(len(kind.nearest.turns), "change")
    if kind.status == "stands already":
        return "none needed"
    return f"at least {kind.together_at_least}" if kind.together_at_least > 1 else "none"
