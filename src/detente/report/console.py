"""A report in a terminal, with rich: colours, aligned tables, wrapped at the window's width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from detente.report.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Item,
    Items,
    Picture,
    Section,
    Table,
    Tone,
    printable,
    visible,
)
from detente.report.plain import plain_text

__all__ = ["is_terminal", "show"]

STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "muted": "dim",
    "good": "green",
    "fair": "yellow",
    "poor": "red",
}
GAP = 2
#: Bars shorter or longer than this say little.
LEAST_BAR, LONGEST_BAR = 8, 30
#: No flexible column is made narrower.
LEAST_WIDTH = 8
WIDEST_TEXT = 110


def _console(stream: TextIO, width: int | None = None) -> Console:
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a stream leads to a terminal that can show more than plain lines."""
    console = _console(stream)
    return console.is_terminal and not console.is_dumb_terminal


def show(blocks: Iterable[Block], stream: TextIO, *, width: int | None = None) -> None:
    """Show a report: with colours and wrapping in a terminal, as plain lines anywhere else.

    Parameters
    ----------
    blocks : iterable of Block
    stream : text stream
    width : int, optional
        Columns; those of the terminal if not given.
    """
    if not is_terminal(stream):
        stream.write(plain_text(blocks))
        return
    console = _console(stream, width)
    for block in blocks:
        for part in _parts(block, console):
            console.print(part)


def _parts(block: Block, console: Console) -> Iterable[RenderableType]:
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Table):
        return _table(block, console)
    if isinstance(block, Items):
        return _entries(block.items, 0, console)
    if isinstance(block, Facts):
        return [_facts(block, console)]
    if isinstance(block, Picture):
        return _picture(block, console)
    return [_limited(_text(block.text, block.tone), 0, console)]


def _text(text: str, tone: Tone = "plain") -> Text:
    return Text(printable(text), style=STYLES[tone])


def _heading(heading: Heading) -> list[RenderableType]:
    text = Text(printable(heading.text), style="bold" if heading.level == 1 else "bold cyan")
    if heading.level == 1:
        return [Text(), text]
    if heading.level > 2:
        return [Text(), text]
    return [Text(), Rule(text, align="left", style="dim")]


def _limited(text: Text, indent: int, console: Console) -> Padding:
    """Keep lines short enough to read in a wide window."""
    return Padding(text, (0, max(console.width - WIDEST_TEXT, 0), 0, indent))


def _facts(facts: Facts, console: Console) -> Padding:
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for label, text in facts.pairs:
        grid.add_row(label, _text(text))
    return Padding(grid, (0, max(console.width - WIDEST_TEXT, 0), 0, 0))


def _picture(picture: Picture, console: Console) -> Iterable[RenderableType]:
    """Show the lines as they are, or say in words what a narrow window cannot show."""
    poor = console.options.ascii_only or console.legacy_windows
    lines = [visible(line) for line in (picture.ascii_lines if poor else picture.lines)]
    if max(map(cell_len, lines), default=0) > console.width:
        return [_limited(_text(picture.alternative), 0, console)]
    return [Text(line, no_wrap=True, overflow="ignore") for line in lines]


def _entries(items: Sequence[Item], indent: int, console: Console) -> Iterable[RenderableType]:
    mark = "-" if console.options.ascii_only or indent else "•"
    for item in items:
        grid = Grid.grid(padding=(0, 1, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column()
        grid.add_row(mark, _text(item.text, item.tone))
        yield Padding(grid, (0, max(console.width - WIDEST_TEXT, 0), 0, indent))
        yield from _entries(item.inner, indent + 2, console)


def _table(table: Table, console: Console) -> Iterable[RenderableType]:
    indent = 2 if any(section.name or section.key for section in table.sections) else 0
    widths = _widths(table, console.width - indent)
    head = Section(rows=(tuple(Cell(text=column.name, tone="muted") for column in table.columns),))
    yield Padding(_rows(table, head, widths, console), (0, 0, 0, indent))
    for section in table.sections:
        if section.name:
            yield _text(section.name, "strong") + Text(f"  {section.key}", style="dim")
        elif section.key:
            yield _text(section.key, "strong")
        yield Padding(_rows(table, section, widths, console), (0, 0, 0, indent))


def _widths(table: Table, available: int) -> list[int]:
    """Give each column what it needs, then take from the flexible ones and give to the bar."""
    rows = [row for section in table.sections for row in section.rows]
    needed = [
        max([cell_len(column.name), *(cell_len(printable(row[k].text)) for row in rows)])
        for k, column in enumerate(table.columns)
    ]
    missing = sum(needed) + table.gap * (len(needed) - 1) - available
    flexible = [k for k, column in enumerate(table.columns) if column.flexible]
    while missing > 0 and any(needed[k] > LEAST_WIDTH for k in flexible):
        needed[max(flexible, key=needed.__getitem__)] -= 1
        missing -= 1
    for k, column in enumerate(table.columns):
        if column.bar:
            room = -missing + needed[k]
            needed[k] = min(room, LONGEST_BAR) if room >= LEAST_BAR else 0
    return needed


def _rows(table: Table, section: Section, widths: Sequence[int], console: Console) -> Grid:
    columns = table.columns
    shown = [k for k, width in enumerate(widths) if width]
    grid = Grid.grid(padding=(0, table.gap, 0, 0))
    for k in shown:
        justify = "right" if columns[k].right else "left"
        grid.add_column(width=widths[k], justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in section.rows:
        grid.add_row(*(_cell(row[k], columns[k], widths[k], console) for k in shown))
    return grid


def _cell(cell: Cell, column: Column, width: int, console: Console) -> Text:
    if not column.bar or cell.bar is None:
        return _text(cell.text, cell.tone)
    full, perhaps, rest = "#=." if console.options.ascii_only else "█▒░"
    least, most = (round(width * min(max(share, 0.0), 1.0)) for share in cell.bar)
    bar = Text(full * least, style="cyan") + Text(perhaps * (most - least), style="cyan")
    return bar + Text(rest * (width - most), style="dim")
