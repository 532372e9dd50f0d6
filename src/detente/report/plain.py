"""A report as lines of plain text: no colour, no boxes, nothing that depends on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.report.blocks import (
    Block,
    Facts,
    Heading,
    Item,
    Items,
    Paragraph,
    Picture,
    Table,
    printable,
    visible,
)

__all__ = ["plain_text"]

EMPTY = "-"
GAP = "  "


def plain_text(blocks: Iterable[Block]) -> str:
    """Write a report as text, one statement a line.

    Headings start with ``#``, list entries with ``-``. A table has a line for its column names
    and one a row; columns are two spaces or more apart, and an empty cell is ``-``. In tables
    with sections the first column is the key of the section and the last one its name, if any has
    one. A picture is one line of words, then the drawing in ASCII.

    Returns
    -------
    str
        Ends in a newline, unless there is nothing to write.
    """
    return "".join(f"{line}\n" for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.level > 1:
            yield ""
        yield f"{'#' * block.level} {printable(block.text)}"
    elif isinstance(block, Paragraph):
        yield printable(block.text)
    elif isinstance(block, Facts):
        yield from (f"{label}: {printable(text)}" for label, text in block.pairs)
    elif isinstance(block, Items):
        yield from _entries(block.items, "")
    elif isinstance(block, Picture):
        yield printable(block.alternative)
        yield from (visible(line).rstrip() for line in block.ascii_lines)
    else:
        yield from _table(block)


def _entries(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}- {printable(item.text)}"
        yield from _entries(item.inner, indent + "  ")


def _table(table: Table) -> Iterator[str]:
    shown = [k for k, column in enumerate(table.columns) if not column.bar]
    keyed = any(section.key for section in table.sections)
    named = keyed and any(section.name for section in table.sections)
    head = [table.columns[k].name for k in shown]
    rows = [[*[table.key_name] * keyed, *head, *["name"] * named]]
    for section in table.sections:
        name = [printable(section.name) or EMPTY] * named
        for row in section.rows:
            cells = [printable(row[k].text) or EMPTY for k in shown]
            rows.append([*[section.key] * keyed, *cells, *name])
    right = [table.columns[k].right for k in shown]
    return _aligned(rows, [*[False] * keyed, *right, *[False] * named])


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            text.rjust(width) if side else text.ljust(width)
            for text, width, side in zip(row, widths, right, strict=True)
        )
        yield GAP.join(cells).rstrip()
