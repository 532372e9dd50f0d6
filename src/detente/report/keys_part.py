"""What keys stand for that a report tells in place of long names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from detente.explain.short_names import ShortNames
from detente.report.blocks import Block, Heading, Item, Items
from detente.report.plain import plain_text

__all__ = ["keys_part"]


def keys_part(blocks: Sequence[Block], names: ShortNames, *, known: Collection[str] = ()) -> Iterator[Block]:
    """List the keys that a report tells in place of long names, with the names.

    Parameters
    ----------
    blocks : sequence of Block
        The report.
    names : ShortNames
    known : collection of str
        Keys that it has explained already.

    Yields
    ------
    Block
        None where every key is explained.
    """
    found = [key for key in names.keys_in(plain_text(blocks)) if key not in known]
    if found:
        yield Heading(text="What the keys stand for")
        yield Items(items=tuple(Item(text=f"{key}: {_full(key, names)}") for key in found))


def _full(key: str, names: ShortNames) -> str:
    issue, is_option, _ = key.partition("=")
    return f"{names.full[issue]}: {names.full[key]}" if is_option else names.full[key]
