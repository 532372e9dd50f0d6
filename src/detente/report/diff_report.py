"""Two dossiers, or two stored runs, compared: as a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.diff import Diff
from detente.explain.diff_causes import Cause, KindCauses, points_of
from detente.explain.diff_runs import ReadingDiff, RunDiff
from detente.explain.diff_standing import KindMovement, Standing
from detente.model.predicate import GATES
from detente.report.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    Tone,
)
from detente.report.lens_words import counted
from detente.report.text_fitting import shortened
from detente.report.wording import FORMS, SHORTEST_GATE, left_out, percent

__all__ = ["diff_report", "diff_runs_report", "movements_part"]

#: Rows of a table of changes, and of one of causes for each kind of deal.
MOST_CHANGES, MOST_CAUSES = 30, 5
#: Cells that a value may take; rules and plans can be long.
VALUE_WIDTH = 40
HASH = 12


def diff_report(found: Diff) -> tuple[Block, ...]:
    """Tell what was changed between two dossiers, what moved, and why.

    Parameters
    ----------
    found : Diff

    Returns
    -------
    tuple of Block
    """
    facts = (
        ("question", "diff"),
        *_sides(found),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
    )
    return (
        Heading(text=found.after.title, level=1),
        Facts(pairs=facts),
        *_told(found.sentences),
        *_changes(found),
        *movements_part(found.movements),
        *_causes(found),
        *_caveats(found.caveats),
    )


def _sides(found: Diff) -> Iterator[tuple[str, str]]:
    """Tell what is compared; the hash of a file once where only the readings of it differ."""
    first, second = found.names
    if found.is_one_file:
        yield "dossier", f"{found.after.dossier} ({found.after.sha256[:HASH]}), both of this one file"
        yield from (("first", first), ("second", second))
        return
    yield "first", f"{first} ({found.before.sha256[:HASH]})"
    yield "second", f"{second} ({found.after.sha256[:HASH]})"


def diff_runs_report(found: RunDiff) -> tuple[Block, ...]:
    """Tell what was asked otherwise in two stored runs, and which verdicts moved.

    Parameters
    ----------
    found : RunDiff

    Returns
    -------
    tuple of Block
    """
    first = found.readings[0]
    facts = (
        ("question", "diff of stored runs"),
        ("first", found.before),
        ("second", found.after),
        ("readings", ", ".join(one.name for one in found.readings)),
    )
    several = len(found.readings) > 1
    parts: list[Block] = [Heading(text=first.after.title, level=1), Facts(pairs=facts)]
    parts += _told(found.sentences)
    for one in found.readings:
        if several:
            parts.append(Heading(text=f"Reading {one.name}"))
        parts += movements_part([movement.kind for movement in one.movements], level=3 if several else 2)
        parts += _by_luck(one)
    return (*parts, *_caveats(found.caveats))


def _told(sentences: Sequence[str]) -> Iterator[Block]:
    """The first two sentences are the bottom line."""
    for k, text in enumerate(sentences):
        yield Paragraph(text=text, tone="strong" if k < 2 else "plain")


def _caveats(caveats: Sequence[str]) -> tuple[Block, ...]:
    return (Heading(text="To keep in mind"), Items(items=tuple(Item(text=text) for text in caveats)))


def _changes(found: Diff) -> Iterator[Block]:
    changes = [change for group in found.groups for change in group.changes]
    if not changes:
        return
    yield Heading(text="What was changed")
    rows = tuple(
        (
            Cell(text=change.words),
            Cell(text=shortened(change.before, VALUE_WIDTH)),
            Cell(text=shortened(change.after, VALUE_WIDTH)),
        )
        for change in changes[:MOST_CHANGES]
    )
    columns = (
        Column(name="what", flexible=True),
        Column(name="first", flexible=True),
        Column(name="second", flexible=True),
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    if len(changes) > MOST_CHANGES:
        yield Paragraph(text=left_out(len(changes) - MOST_CHANGES, "places"), tone="muted")


def movements_part(movements: Sequence[KindMovement], *, level: int = 2) -> Iterator[Block]:
    """Show the kinds of deal that moved, before and after, gate by gate.

    Parameters
    ----------
    movements : sequence of KindMovement
        Those that did not move are counted.
    level : int
        Of the heading.
    """
    moved = [movement for movement in movements if movement.is_moved]
    still = len(movements) - len(moved)
    if moved:
        yield Heading(text="Kinds of deal, before and after", level=level)
        yield _movement_table(moved)
        yield Paragraph(
            text="Share of draws in which some package of the kind gets past each gate, before and after; "
            "* where it dies at that gate, in most draws in which it dies.",
            tone="muted",
        )
    if still:
        those = "does not move" if still == 1 else "do not move"
        at = "at any gate in any draw"
        yield Paragraph(
            text=f"{counted(still, 'kind')} of deal {those} {at}{', besides' if moved else ''}.", tone="muted"
        )


def _movement_table(moved: Sequence[KindMovement]) -> Table:
    both = len({movement.form for movement in moved}) > 1 or moved[0].form != AS_DESCRIBED
    columns = [Column(name="kind of deal", flexible=True), *([Column(name="asked")] if both else [])]
    columns += [Column(name=""), *(Column(name=SHORTEST_GATE[gate], right=True) for gate in GATES)]
    rows: list[tuple[Cell, ...]] = []
    for movement in moved:
        name = Cell(text=movement.name, tone="strong" if movement.flips or movement.is_unsettled else "plain")
        form = [Cell(text=FORMS[movement.form])] if both else []
        rows.append((name, *form, Cell(text="before"), *_shares(movement.before, movement.before)))
        empty = [Cell()] if both else []
        rows.append((Cell(), *empty, Cell(text="after"), *_shares(movement.after, movement.before)))
    return Table(columns=tuple(columns), sections=(Section(rows=tuple(rows)),), gap=1)


def _shares(shown: Standing, before: Standing) -> Iterator[Cell]:
    """Write the shares of one side; what has risen or fallen since has a tone."""
    for gate in GATES:
        share, was = shown.survives[gate], before.survives[gate]
        tone: Tone = "plain" if share == was else "good" if share > was else "poor"
        star = "*" if shown.gate_of_death == gate else ""
        yield Cell(text=f"{percent(share)}{star}", tone=tone)


def _causes(found: Diff) -> Iterator[Block]:
    if not found.causes:
        return
    yield Heading(text="What moved them")
    rows = [row for one in found.causes for row in _cause_rows(found, one)]
    columns = (
        Column(name="kind of deal", flexible=True),
        Column(name="gate"),
        Column(name="moved", right=True),
        Column(name="because of", flexible=True),
    )
    yield Table(columns=columns, sections=(Section(rows=tuple(rows)),), gap=1)
    text = (
        "Percentage points of draws at the gate that moved most. The parts of each kind of deal add up to "
        "its movement; a group of changes that is not named has no part in it."
    )
    if any(not one.is_exact for one in found.causes):
        text += (
            " With +-: an interval of 95%, as only some orders of the changes, or some draws, were judged."
        )
    yield Paragraph(text=text, tone="muted")


def _cause_rows(found: Diff, one: KindCauses) -> Iterator[tuple[Cell, ...]]:
    movement = next(m for m in found.movements if (m.key, m.form) == (one.key, one.form))
    name = movement.name if movement.form == AS_DESCRIBED else f"{movement.name}, {FORMS[movement.form]}"
    total = Cell(text=points_of(movement.moved(one.gate)), tone="strong")
    moving = [cause for cause in one.causes if cause.moved[one.gate]]
    yield Cell(text=name), Cell(text=SHORTEST_GATE[one.gate]), total, Cell(text="in all")
    for cause in moving[:MOST_CAUSES]:
        yield Cell(), Cell(), Cell(text=_part(cause, one.gate)), Cell(text=found.words_of(cause.group))
    rest = moving[MOST_CAUSES:]
    if rest:
        left = points_of(sum(cause.moved[one.gate] for cause in rest))
        yield Cell(), Cell(), Cell(text=left), Cell(text=f"{counted(len(rest), 'other change')} together")


def _part(cause: Cause, gate: str) -> str:
    margin = cause.margin[gate] if cause.margin else 0.0
    return points_of(cause.moved[gate]) + (f" +-{100 * margin:.1f}" if margin else "")


def _by_luck(one: ReadingDiff) -> Iterator[Block]:
    """Show the movements that may be luck, with their intervals."""
    small = [movement for movement in one.movements if movement.kind.is_moved and not movement.is_beyond_luck]
    if not small:
        return
    rows = tuple(
        (
            Cell(text=movement.kind.name),
            Cell(text=FORMS[movement.kind.form]),
            Cell(text=SHORTEST_GATE[movement.kind.gate]),
            Cell(text=points_of(movement.kind.moved(movement.kind.gate))),
            Cell(text=f"{points_of(movement.low)} to {points_of(movement.high)}"),
        )
        for movement in small[:MOST_CHANGES]
    )
    columns = (
        Column(name="may be luck", flexible=True),
        Column(name="asked"),
        Column(name="gate"),
        Column(name="moved", right=True),
        Column(name="95% interval", right=True),
    )
    yield Table(columns=columns, sections=(Section(rows=rows),), gap=1)
    if len(small) > MOST_CHANGES:
        yield Paragraph(text=left_out(len(small) - MOST_CHANGES, "kinds"), tone="muted")
