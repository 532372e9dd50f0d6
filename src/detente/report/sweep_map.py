"""A grid of shares drawn with characters: percentages and shades, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.sweep_axes import SweepAxis
from detente.explain.sweep_result import SweepPoint, SweptKind
from detente.model.predicate import GATES
from detente.report.blocks import Picture
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["sweep_map"]

#: Shades from 0 to 100%, five of a fifth each; the same with ASCII characters.
SHADES, ASCII_SHADES = " ░▒▓█", " .:*#"
#: Letters of the gates, as a cell shows where the kind of deal dies.
LETTERS = {gate: gate[0].upper() for gate in GATES}
#: Cells of a drawing, of a value beside it, and of a cell with a percentage.
WIDTH, LABEL, CELL = 78, 10, 6
#: Rows and columns of a drawing without percentages.
MOST_ROWS, MOST_COLUMNS = 40, 66


def sweep_map(kind: SweptKind) -> Picture:
    """Draw the grid of one kind of deal, a row for each value of its first axis.

    A cell has the share of draws with a deal, a shade, and where that is below one half the first
    letter of the gate of death. Grids of many columns have shades alone, and those too large for a
    terminal every second, third, ... row or column.

    Parameters
    ----------
    kind : SweptKind
        Over two axes.
    """
    return Picture(
        lines=tuple(_lines(kind, SHADES)),
        ascii_lines=tuple(_lines(kind, ASCII_SHADES)),
        alternative=_alternative(kind),
    )


def _alternative(kind: SweptKind) -> str:
    shares = [point.share.share for point in kind.points]
    first, second = kind.axes
    return (
        f"Shares of draws with a deal over {first.name} (down) and {second.name} (across): "
        f"{percent(min(shares))} to {percent(max(shares))}; as elicited "
        f"{percent(kind.as_elicited.share.share)}."
    )


def _lines(kind: SweptKind, shades: str) -> Iterator[str]:
    first, second = kind.axes
    written = len(second.values) * CELL + LABEL <= WIDTH
    down = range(0, len(first.values), -(-len(first.values) // MOST_ROWS))
    across = range(0, len(second.values), 1 if written else -(-len(second.values) // MOST_COLUMNS))
    yield f"down: {shortened(first.name, 60)}; across: {shortened(second.name, 60)}"
    if written:
        yield " " * LABEL + "".join(f"{_label(second, k, CELL - 1):>{CELL}}" for k in across)
    else:
        low, high = (_label(second, k, LABEL) for k in (across[0], across[-1]))
        yield " " * (LABEL + 1) + low + high.rjust(max(len(across) - len(low), len(high) + 1))
    for j in reversed(down):
        row = [kind.rows[j][k] for k in across]
        cells = (_cell(point, shades) if written else _shade(point, shades) for point in row)
        yield f"{_label(first, j, LABEL):>{LABEL}}{'' if written else ' '}{''.join(cells)}".rstrip()
    yield from _key(kind, shades, written=written)
    if len(down) < len(first.values) or len(across) < len(second.values):
        yield f"{len(down)} of {len(first.values)} rows and {len(across)} of {len(second.values)} columns."


def _label(axis: SweepAxis, k: int, width: int) -> str:
    return shortened(axis.text(axis.values[k]), width)


def _cell(point: SweepPoint, shades: str) -> str:
    gate = "" if point.gate_of_death is None else LETTERS[point.gate_of_death]
    return f"{percent(point.share.share)}{gate or _shade(point, shades)}".rjust(CELL)


def _shade(point: SweepPoint, shades: str) -> str:
    return shades[min(int(point.share.share * len(shades)), len(shades) - 1)]


def _key(kind: SweptKind, shades: str, *, written: bool) -> Iterator[str]:
    """Say what shades and letters mean, and where the dossier stands."""
    yield ""
    bounds = ("0-20", "20-40", "40-60", "60-80", "80-100")
    dark = zip(shades, bounds, strict=True)
    yield "share of draws with a deal" + (", shaded from one half on;" if written else ":")
    if written:
        yield f"below, a letter says where it dies: {_gates(kind.points)}"
    else:
        yield ", ".join(f"[{shade}] {told}%" for shade, told in dark)
    for axis in kind.axes:
        if axis.elicited is not None:
            yield f"elicited {shortened(axis.name, 44)}: {axis.elicited.low:.3g} to {axis.elicited.high:.3g}"


def _gates(points: Sequence[SweepPoint]) -> str:
    found = {point.gate_of_death for point in points}
    return ", ".join(f"{LETTERS[gate]} {gate}" for gate in GATES if gate in found) or "nowhere"
