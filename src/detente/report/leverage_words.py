"""How the leverage lens writes options."""

from __future__ import annotations

from detente.lenses.leverage.result import Leverage
from detente.report.text_fitting import shortened

__all__ = ["change_words"]

#: Cells of the name of an option.
NAME_WIDTH = 64


def change_words(found: Leverage, issue: str, option: str) -> str:
    """Write an option by its key, as it is typed, and its name where that says more than the key."""
    change = f"{issue}={option}"
    name = found.label(change)
    return change if name in (change, option) else f"{change} ({shortened(name, NAME_WIDTH)})"
