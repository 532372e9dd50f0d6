"""The reference of the dossier format against the format itself."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente.dossier import json_schema
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "format.md").read_text(encoding="utf-8")
SCHEMA = json_schema()
PARTS = {"root": SCHEMA, **{name: part for name, part in SCHEMA["definitions"].items() if name != "share"}}


def _keys(part: Any) -> set[str]:
    """All keys that a definition knows, those of its alternatives included."""
    if isinstance(part, list):
        return {key for item in part for key in _keys(item)}
    if not isinstance(part, dict):
        return set()
    inside = {key for name in ("anyOf", "oneOf") for key in _keys(part.get(name, []))}
    properties = part.get("properties", {})
    nested = {key for value in properties.values() for key in _keys_of_object(value)}
    return inside | set(properties) | nested


def _keys_of_object(value: Any) -> set[str]:
    return set(value.get("properties", {})) if isinstance(value, dict) else set()


def _documented(name: str) -> list[str]:
    """Keys in the table that follows the marker of a definition."""
    _, marker, after = PAGE.partition(f"<!-- schema: {name} -->\n")
    assert marker, f"format.md has no table for {name}"
    table = re.match(r"\n*((?:\|.*\n)+)", after)
    assert table, f"no table follows the marker of {name}"
    return re.findall(r"^\| `([^`]+)` \|", table[1], flags=re.MULTILINE)


@pytest.mark.parametrize("name", PARTS)
def test_every_key_of_the_format_has_its_row(name: str) -> None:
    """Each table lists the keys of its section: all of them, no others, each once."""
    assert sorted(_documented(name)) == sorted(_keys(PARTS[name]))


def test_every_table_is_of_the_format() -> None:
    """No table describes a section that is gone."""
    markers = re.findall(r"<!-- schema: (\S+) -->", PAGE)
    assert sorted(markers) == sorted(PARTS)


def test_each_row_is_whole() -> None:
    """Each row says key, type, range, default and meaning, with a type and a meaning that say something."""
    for table in re.findall(r"<!-- schema: \S+ -->\n\n*((?:\|.*\n)+)", PAGE):
        for row in table.splitlines()[2:]:
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            assert len(cells) == 5, row
            assert cells[0], row
            assert cells[1], row
            assert cells[4].endswith("."), row
