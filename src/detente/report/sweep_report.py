"""A sweep as a report: where answers flip, and a table or a map of shares for every kind that moves."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.sensitivity_words import capitalised
from detente.explain.sweep_axes import Placed, SweepAxis, Value
from detente.explain.sweep_result import Sweep, SweepPoint, SweptKind
from detente.model.predicate import GATE_NOUNS
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import range_words
from detente.report.sweep_map import sweep_map
from detente.report.wording import left_out, percent, tone_of

__all__ = ["sweep_report"]

#: Kinds of deal that are shown point by point, and points of a line.
SHOWN, MOST_ROWS = 6, 60
#: Kinds that do not move are listed up to here.
LISTED = 20


def sweep_report(found: Sweep) -> tuple[Block, ...]:
    """Tell a sweep.

    Parameters
    ----------
    found : Sweep

    Returns
    -------
    tuple of Block
        A map for each kind of deal that moves over two axes, a table for each that moves over one.
    """
    pairs = (
        ("question", "what becomes of it while judgements are set to other values"),
        ("over", "; ".join(_axis(axis) for axis in found.axes)),
        ("layout", found.layout),
        ("form", found.form),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
    )
    return (
        Heading(text=found.title, level=1),
        Facts(pairs=pairs),
        *(Paragraph(text=text, tone="strong") for text in found.sentences),
        *_moving(found),
        *_still(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _axis(axis: SweepAxis) -> str:
    values = [axis.text(value) for value in axis.values]
    told = f"{values[0]} to {values[-1]} in {len(values)} values"
    if axis.is_readings or len(values) < 4:
        told = ", ".join(values)
    if axis.elicited is None:
        return f"{axis.name}: {told}"
    return f"{axis.name}: {told} ({capitalised(axis.words)}; elicited {_range(axis.elicited)})"


def _range(placed: Placed) -> str:
    if placed.low == placed.high:
        return f"{placed.low:.3g}"
    return f"{placed.low:.3g} to {placed.high:.3g}"


def _moving(found: Sweep) -> Iterator[Block]:
    for kind in found.moving[:SHOWN]:
        over = f", over {kind.axes[0].name}" if found.layout == "one at a time" else ""
        yield Heading(text=f"{kind.name} ({kind.deal}){over}")
        if len(kind.axes) == 2:
            yield sweep_map(kind)
        else:
            yield from _line(kind)
    rest = len(found.moving) - SHOWN
    if rest > 0:
        yield Paragraph(text=left_out(rest, "tables"), tone="muted")


def _line(kind: SweptKind) -> Iterator[Block]:
    """Show a table with a row for each value."""
    axis = kind.axes[0]
    columns = (
        Column(name=axis.name, right=not axis.is_readings),
        Column(name="deal in", right=True),
        Column(name="interval"),
        Column(name="", bar=True),
        Column(name="dies at"),
        *(() if axis.is_readings else (Column(name="in the range of", flexible=True),)),
    )
    rows = tuple(_row(axis, point) for point in kind.points[:MOST_ROWS])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    rest = len(kind.points) - MOST_ROWS
    if rest > 0:
        yield Paragraph(text=left_out(rest, "points"), tone="muted")
    base = kind.as_elicited.share
    text = f"As elicited it passes in {percent(base.share)} of draws ({range_words(base.low, base.high)})."
    yield Paragraph(text=text, tone="muted")


def _row(axis: SweepAxis, point: SweepPoint) -> tuple[Cell, ...]:
    share = point.share
    gate = point.gate_of_death
    return (
        Cell(text=axis.text(point.at[0])),
        Cell(text=percent(share.share), tone=tone_of(share.share)),
        Cell(text=range_words(share.low, share.high), tone="muted"),
        Cell(bar=(share.low, share.high)),
        Cell(text="a deal" if gate is None else GATE_NOUNS[gate]),
        *(Cell(text=text, tone="muted") for text in _marks(axis, point.at[0])),
    )


def _marks(axis: SweepAxis, value: Value) -> Iterator[str]:
    """Say whose elicited range a value is in."""
    if axis.elicited is not None and not isinstance(value, str):
        placed = axis.readings or (axis.elicited,)
        yield ", ".join(one.name for one in placed if one.low <= value <= one.high)


def _still(found: Sweep) -> Iterator[Block]:
    """List the kinds that nothing moves."""
    still = [kind for kind in found.kinds if not kind.moves]
    if not still:
        return
    yield Heading(text="The same at every point")
    told = tuple(Item(text=_still_text(found, kind)) for kind in still[:LISTED])
    yield Items(items=told)
    if len(still) > LISTED:
        yield Paragraph(text=left_out(len(still) - LISTED, "kinds of deal"), tone="muted")


def _still_text(found: Sweep, kind: SweptKind) -> str:
    over = f", over {kind.axes[0].name}" if found.layout == "one at a time" else ""
    point = kind.points[0]
    end = "" if point.gate_of_death is None else f", dies at {GATE_NOUNS[point.gate_of_death]}"
    return f"{kind.name} ({kind.deal}){over}: a deal in {percent(point.share.share)}{end}"
