"""The fenced blocks of a Markdown page, with what the comment above each of them asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Block", "blocks_of", "pages"]

ROOT = Path(__file__).resolve().parents[1]

_FENCE = re.compile(r"^(`{3,})(\S*)[^\n]*\n(.*?)^\1`*\s*$", flags=re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"<!-- exit: (\d) -->\s*$")


@dataclass(frozen=True, kw_only=True)
class Block:
    """One fenced block.

    ``line`` is that of its first line of content, from 1. ``exit_code`` is what commands of
    the block must return: 0, or the number in a comment ``<!-- exit: 1 -->`` right above it.
    """

    language: str
    text: str
    line: int
    exit_code: int = 0


def blocks_of(text: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    blocks = []
    for found in _FENCE.finditer(text):
        above = _EXIT.search(text[: found.start()])
        blocks.append(
            Block(
                language=found[2],
                text=found[3],
                line=text[: found.start(3)].count("\n") + 1,
                exit_code=int(above[1]) if above else 0,
            )
        )
    return blocks


def pages() -> list[Path]:
    """Return every page of the documentation and the project's own pages."""
    docs = [page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts]
    return [*sorted(docs), *(ROOT / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "README"))]
