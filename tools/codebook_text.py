"""Write plain data as YAML that a person likes to read: blocks, numbers on one line, comments kept."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

__all__ = ["Auto", "Raw", "document"]

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./()'+%&;=-]*[A-Za-z0-9._/()'%?]|[A-Za-z]")
_RESERVED = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_WIDTH = 112


class Raw(str):
    """A scalar that needs no quotes: a number, a range, a date, a citation."""


class Auto(dict[str, Any]):
    """A mapping that goes on one line where it fits and into a block where it does not."""


def scalar(value: object, *, flow: bool = False) -> str:
    """Return one scalar as YAML, quoted only where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Raw | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if not isinstance(value, str):
        raise TypeError(f"cannot write {value!r}")
    plain = _PLAIN.fullmatch(value if flow else value.replace(",", "_"))
    if plain and value.lower() not in _RESERVED and " #" not in value:
        return value
    return "'" + value.replace("'", "''") + "'"


def flow(value: object) -> str:
    """Return any value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return scalar(value, flow=True)


def _sentence(text: str, indent: int) -> list[str]:
    pad = " " * indent
    return [pad + line for line in textwrap.wrap(text, max(50, _WIDTH - indent), break_on_hyphens=False)]


def _entry(key: str, value: object, indent: int) -> list[str]:
    pad = " " * indent
    if key.startswith("#"):
        return [f"{pad}# {line}" for line in textwrap.wrap(key[1:].strip(), max(50, _WIDTH - indent))]
    plain = isinstance(value, str | int | float)
    text = scalar(value) if plain else "" if _is_block(value) else flow(value)
    line = f"{pad}{key}: {text}" if text else ""
    if line and len(line) <= _WIDTH:
        return [line]
    if isinstance(value, Mapping):
        return [f"{pad}{key}:", *block(value, indent + 2)]
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return [f"{pad}{key}:", *items(value, indent + 2)]
    if isinstance(value, list | tuple):
        return [f"{pad}{key}:", *_wrapped_list(value, indent + 2)]
    if isinstance(value, str) and not isinstance(value, Raw):
        return [f"{pad}{key}: >-", *_sentence(value, indent + 2)]
    return [f"{pad}{key}: {text}"]


def _is_block(value: object) -> bool:
    if isinstance(value, Auto):
        return any(k.startswith("#") or _is_block(v) for k, v in value.items())
    if isinstance(value, list | tuple):
        return any(isinstance(v, Mapping) for v in value)
    return isinstance(value, Mapping) and bool(value)


def _wrapped_list(values: list[object] | tuple[object, ...], indent: int) -> list[str]:
    pad = " " * indent
    text = ", ".join(flow(v) for v in values)
    lines = textwrap.wrap(text, _WIDTH - indent - 2, break_on_hyphens=False, break_long_words=False)
    first, *rest = lines
    body = [f"{pad}[{first}", *[f"{pad} {line}" for line in rest]]
    body[-1] += "]"
    return body


def block(mapping: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Return a mapping as indented lines."""
    return [line for key, value in mapping.items() for line in _entry(str(key), value, indent)]


def items(values: list[Any] | tuple[Any, ...], indent: int = 0) -> list[str]:
    """Return a list of mappings as indented lines, one dash each."""
    lines: list[str] = []
    for value in values:
        one = f"{' ' * indent}- {flow(value)}"
        if len(one) <= _WIDTH and not any(k.startswith("#") for k in value):
            lines.append(one)
            continue
        inner = block(value, indent + 2)
        lines += [" " * indent + "- " + inner[0].lstrip(), *inner[1:]]
    return lines


def document(head: str, body: Mapping[str, Any] | list[Any]) -> str:
    """Return a whole file: a comment of one or more lines, then the data."""
    comment = [f"# {line}".rstrip() for line in head.strip().splitlines()]
    lines = block(body) if isinstance(body, Mapping) else items(body)
    return "\n".join([*comment, *lines]) + "\n"
