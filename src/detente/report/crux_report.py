"""The crux between two readings as a report: what decides, what each difference says, and step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.crux_fate import OUTCOMES, Fate
from detente.explain.crux_kind import KindCrux, Step
from detente.explain.crux_result import Crux
from detente.explain.crux_words import Place, ToldDifference
from detente.model.predicate import GATE_NOUNS
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import COLUMN_OF_GATE, left_out, listed, percent, tone_of

__all__ = ["crux_report"]

#: Sets of one direction, kinds of deal told step by step, differences and moves, places of one
#: difference, citations of one value.
MOST_SETS, MOST_STEPS, MOST_ROWS, MOST_PLACES, MOST_CITED = 6, 4, 12, 6, 3
HEADS = [*COLUMN_OF_GATE.values(), "deal"]


def crux_report(found: Crux) -> tuple[Block, ...]:
    """Tell what carries the verdict from one reading to another.

    Parameters
    ----------
    found : Crux

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *_sets(found),
        *_deciding(found),
        *_steps(found),
        *_moves(found),
        *_same(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: Crux) -> Facts:
    return Facts(
        pairs=(
            ("crux", f"{found.before} to {found.after}"),
            ("dossier", found.dossier),
            ("asked", found.form),
            ("differences", str(len(found.differences))),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )


def _told(fate: Fate) -> Cell:
    """Write a verdict with the share of draws that end there."""
    gate = fate.gate_of_death
    if gate is None:
        return Cell(text=f"deal {percent(fate.share)}", tone=tone_of(fate.share))
    return Cell(text=f"{GATE_NOUNS[gate]} {percent(fate.shares[gate])}")


def _sets(found: Crux) -> Iterator[Block]:
    sections = tuple(
        Section(key=kind.key, name=kind.name, rows=tuple(_rows(kind)))
        for kind in found.kinds
        if kind.there is not None
    )
    if not sections:
        return
    yield Heading(text="What carries the verdict")
    columns = (Column(name="from"), Column(name="to"), Column(name="by", flexible=True), Column(name="then"))
    yield Table(columns=columns, sections=sections, key_name="deal", gap=2)
    text = (
        "Each line is one set of differences that carries verdict and gate of death by itself, and of which "
        "none can be left out. Then: where most draws end, and the share of draws that do."
    )
    yield Paragraph(text=text, tone="muted")
    cut = sum(max(0, len(a.sets) - MOST_SETS) for k in found.kinds for a in (k.there, k.back) if a)
    if cut:
        yield Paragraph(text=left_out(cut, "sets"), tone="muted")


def _rows(kind: KindCrux) -> Iterator[tuple[Cell, ...]]:
    for across, start in ((kind.there, kind.before), (kind.back, kind.after)):
        if across is None:
            continue
        yield (
            Cell(text=across.start, tone="strong"),
            Cell(text=across.end, tone="strong"),
            Cell(text="as it is", tone="muted"),
            _told(start),
        )
        yield from (_row(one.names, one.fate) for one in across.sets[:MOST_SETS])


def _row(names: Sequence[str], fate: Fate) -> tuple[Cell, ...]:
    return Cell(), Cell(), Cell(text=" + ".join(names)), _told(fate)


def _deciding(found: Crux) -> Iterator[Block]:
    """Tell what each difference says that stands in a smallest set, in both readings and by whom."""
    deciding = list(found.deciding.items())
    if not deciding:
        return
    yield Heading(text="The differences that decide")
    yield Items(
        items=tuple(
            _difference(found, found.differences[name], kinds) for name, kinds in deciding[:MOST_ROWS]
        )
    )
    if len(deciding) > MOST_ROWS:
        yield Paragraph(text=left_out(len(deciding) - MOST_ROWS, "differences"), tone="muted")


def _difference(found: Crux, one: ToldDifference, kinds: Sequence[str]) -> Item:
    inner = [
        Item(text=_place(found, place, is_only=len(one.places) == 1)) for place in one.places[:MOST_PLACES]
    ]
    if len(one.places) > MOST_PLACES:
        inner.append(Item(text=left_out(len(one.places) - MOST_PLACES, "places"), tone="muted"))
    inner.append(Item(text=f"decides for {listed(kinds, 6)}", tone="muted"))
    return Item(text=f"{one.name}: {one.words}", inner=tuple(inner))


def _place(found: Crux, place: Place, *, is_only: bool) -> str:
    values = (
        f"{found.before}: {place.before}{_cited(place.cite_before)}; "
        f"{found.after}: {place.after}{_cited(place.cite_after)}"
    )
    return values if is_only else f"{place.words}: {values}"


def _cited(cite: Sequence[str]) -> str:
    return f" [{listed(cite, MOST_CITED)}]" if cite else ""


def _steps(found: Crux) -> Iterator[Block]:
    """Tell how shares of draws move as differences are carried over one after the other."""
    kinds = [kind for kind in found.kinds if kind.steps]
    if not kinds:
        return
    yield Heading(text=f"Step by step from {found.before} to {found.after}")
    columns = (
        Column(name="carried over", flexible=True),
        *(Column(name=head, right=True) for head in HEADS),
    )
    yield Table(
        columns=columns,
        sections=tuple(
            Section(key=kind.key, name=kind.name, rows=tuple(_step(found, step) for step in kind.steps))
            for kind in kinds[:MOST_STEPS]
        ),
        key_name="deal",
        gap=1,
    )
    text = "Share of draws that end at each gate, and with a deal, once this is added to what stands above."
    yield Paragraph(text=text, tone="muted")
    if len(kinds) > MOST_STEPS:
        more = len(kinds) - MOST_STEPS
        yield Paragraph(text=left_out(more, f"kind{'' if more == 1 else 's'} of deal"), tone="muted")


def _step(found: Crux, step: Step) -> tuple[Cell, ...]:
    return Cell(text=step.words(found.before)), *_shares(step.fate)


def _shares(fate: Fate) -> tuple[Cell, ...]:
    largest = max(fate.shares.values())
    return tuple(
        Cell(
            text=percent(fate.shares[name]) if fate.shares[name] else "-",
            tone="strong" if fate.shares[name] == largest else "plain" if fate.shares[name] else "muted",
        )
        for name in OUTCOMES
    )


def _moves(found: Crux) -> Iterator[Block]:
    """Tell what single differences move, where verdicts are the same."""
    for kind in found.kinds:
        if not kind.moves:
            continue
        yield Heading(text=f"What moves the shares: {kind.name}")
        columns = (
            Column(name="difference", flexible=True),
            Column(name="alone", right=True),
            Column(name="last", right=True),
        )
        rows = tuple(
            (
                Cell(text=move.name),
                Cell(text=percent(move.alone_moves) if move.alone_moves else "-"),
                Cell(text=percent(move.without_moves) if move.without_moves else "-"),
            )
            for move in kind.moves[:MOST_ROWS]
        )
        yield Table(columns=columns, sections=(Section(rows=rows),))
        text = (
            f"Largest movement of a share of draws: when it alone is carried over to {found.before}, and "
            "when it is the last to be carried over."
        )
        yield Paragraph(text=text, tone="muted")
        if len(kind.moves) > MOST_ROWS:
            yield Paragraph(text=left_out(len(kind.moves) - MOST_ROWS, "differences"), tone="muted")


def _same(found: Crux) -> Iterator[Block]:
    """List the kinds of deal that have no crux, with their verdict and how far shares differ."""
    kinds = [kind for kind in found.kinds if kind.there is None]
    if not kinds or found.status == "no differences":
        return
    yield Heading(text="The same verdict under both")
    columns = (
        Column(name="deal"),
        Column(name="name", flexible=True),
        Column(name="verdict"),
        Column(name="shares differ by", right=True),
    )
    rows = tuple(
        (
            Cell(text=kind.key),
            Cell(text=kind.name),
            Cell(text="deal" if (gate := kind.before.gate_of_death) is None else GATE_NOUNS[gate]),
            Cell(text=percent(kind.distance) if kind.distance else "-"),
        )
        for kind in kinds
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
