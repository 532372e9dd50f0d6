"""Data as the text of a JSON or YAML file, with exact numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import yaml

from detente.exchange.exact_numbers import decimal_text

__all__ = ["Tree", "json_bytes", "yaml_bytes"]

#: What is written: texts, numbers whose decimals end, lists, and mappings by texts or numbers.
Tree: TypeAlias = "str | Fraction | Sequence[Tree] | Mapping[str, Tree] | Mapping[int, Tree] | None"

_TAG = "tag:yaml.org,2002:"


def json_bytes(tree: Tree) -> bytes:
    """Write JSON in UTF-8; numbers are decimals without an exponent.

    Raises
    ------
    ValueError
        For a number whose decimal has no end or is too long.
    """
    return (_json(tree, "\n") + "\n").encode("utf-8")


def _json(tree: Tree, line: str) -> str:
    """Write one value; ``line`` is a line break with the indentation of the value's own line."""
    inner = line + "  "
    if isinstance(tree, Mapping):
        pairs = [f"{_string(str(key))}: {_json(value, inner)}" for key, value in tree.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}" if pairs else "{}"
    if isinstance(tree, str):
        return _string(tree)
    if isinstance(tree, Sequence):
        items = [_json(value, inner) for value in tree]
        return f"[{inner}{f',{inner}'.join(items)}{line}]" if items else "[]"
    return "null" if tree is None else decimal_text(tree)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def yaml_bytes(tree: Tree) -> bytes:
    """Write YAML in UTF-8; texts are quoted wherever a reader might take them for something else.

    Raises
    ------
    ValueError
        For a number whose decimal has no end or is too long.
    """
    text: str = yaml.serialize(_node(tree), Dumper=yaml.SafeDumper, allow_unicode=True, width=2**31)
    return text.encode("utf-8")


def _node(tree: Tree) -> yaml.Node:
    if isinstance(tree, Mapping):
        pairs = [(_key(key), _node(value)) for key, value in tree.items()]
        return yaml.MappingNode(_TAG + "map", pairs, flow_style=not pairs)
    if isinstance(tree, str):
        return yaml.ScalarNode(_TAG + "str", tree, style='"')
    if isinstance(tree, Sequence):
        return yaml.SequenceNode(_TAG + "seq", [_node(value) for value in tree], flow_style=not tree)
    if tree is None:
        return yaml.ScalarNode(_TAG + "null", "null")
    kind = "int" if tree.denominator == 1 else "float"
    return yaml.ScalarNode(_TAG + kind, decimal_text(tree))


def _key(key: str | int) -> yaml.Node:
    if isinstance(key, int):
        return yaml.ScalarNode(_TAG + "int", str(key))
    # A plain key is easier on the eye; the emitter quotes what would be read as something else.
    return yaml.ScalarNode(_TAG + "str", key)
