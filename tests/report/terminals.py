"""Reports as a terminal of a given width shows them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from detente.report.blocks import Block
from detente.report.console import show

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def terminal_lines(blocks: Iterable[Block], width: int) -> list[str]:
    """Show a report in a terminal and return its lines without their colours."""
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    show(blocks, stream, width=width)
    return [STYLE.sub("", line).rstrip() for line in stream.getvalue().splitlines()]
