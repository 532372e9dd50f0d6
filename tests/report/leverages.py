"""Looks at leverage to be told."""

from __future__ import annotations

import re
from typing import Any

from detente.lenses.leverage.result import Leverage
from detente.report.blocks import Block
from detente.report.plain import plain_text
from lenses.leverage.cases import look

__all__ = ["everything", "text_of"]


def everything(**values: Any) -> Leverage:
    """Return a look that has something of every kind."""
    return look(
        **{
            "issues__truce__leakage": {"trader": 0.1},
            "issues__truce__instigators": ["south"],
            "positions__south__truce": {"declared": "hold", "conduct": "war"},
            **values,
        }
    )


def text_of(blocks: Any) -> str:
    """Return blocks as lines of text, with one space between columns."""
    found: tuple[Block, ...] = tuple(blocks)
    return re.sub(" +", " ", plain_text(found))
