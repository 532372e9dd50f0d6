"""From the YAML parser's complaints to problems an analyst can act on."""

from __future__ import annotations

from typing import Any

import yaml

from detente.errors import Problem

__all__ = ["syntax_problem"]


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Turn the parser's own complaint into a problem with a place and a hint."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        return Problem(
            code="D006",
            message="the file holds a character that no text has",
            file=file,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            found=f"U+{_code_point(error.character):04X}",
            hint="save the file again as plain UTF-8 text",
        )
    message = str(getattr(error, "problem", None) or error).strip()
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    rows = text.splitlines()
    row = rows[line - 1] if line and line <= len(rows) else ""
    return Problem(
        code="D010",
        message=f"this is not YAML: {message}",
        file=file,
        line=line,
        column=mark.column + 1 if mark else None,
        found=row.strip()[:60] or None,
        hint=_syntax_hint(message, row, getattr(error, "context_mark", None)),
    )


def _code_point(character: Any) -> int:
    return ord(character) if isinstance(character, str) else int(character)


def _syntax_hint(message: str, row: str, opened: Any) -> str:
    if "\t" in row:
        return "indent with spaces, never with tabs"
    if "mapping values are not allowed" in message:
        return "put text that holds `: ` in quotes"
    if opened is not None and ("end of stream" in message or "expected ',' or" in message):
        return f"a quote or bracket opened on line {opened.line + 1} is never closed"
    return "check indentation, colons, quotes and brackets on this line and the one above"
