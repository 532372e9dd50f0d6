"""What kind of file a file is, by its content."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.scoresheet_content import ZIP, decoded, read_content
from detente.exchange.scoresheet_csv import csv_grid
from detente.exchange.scoresheet_header import find_header
from detente.exchange.xml_tree import MAX_BYTES as MAX_XML

__all__ = ["DOSSIER", "SHEET", "family_of"]

#: The families that are no name of a format.
DOSSIER, SHEET = "dossier", "score sheet"

#: Files that were meant as a score sheet, whatever is in them.
_SHEET_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")
_GENIUS_ROOTS = ("negotiation_template", "utility_space")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,100})[\s/>]")
#: What may stand before the root, and how it ends.
_BEFORE_ROOT = {"<?": "?>", "<!--": "-->"}
_YAML_KEY = re.compile(r"^[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*:(?:\s|$)", re.MULTILINE)
#: How much of an XML file is looked at.
_START = 100_000


def family_of(path: Path) -> str | None:
    """Tell to which family of files a file belongs.

    Returns
    -------
    str or None
        ``genius``, ``geniusweb``, ``negmas``, ``negolog``, ``json`` (a domain with its parties in
        one file), ``SHEET`` or ``DOSSIER``; None for anything else.

    Raises
    ------
    ExchangeError
        If the file cannot be read.
    """
    if path.suffix.lower() in _SHEET_SUFFIXES:
        return SHEET
    content = read_content(path, limit=MAX_XML)
    if content.startswith(ZIP):
        return SHEET
    start = content[:_START].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<"):
        # Names of elements are ASCII in all encodings that are read.
        return "genius" if _xml_root(start.decode("latin-1")) in _GENIUS_ROOTS else None
    return _of_text(path)


def _of_text(path: Path) -> str | None:
    content = read_content(path)
    try:
        text = decoded(content, path.name).lstrip()
    except ExchangeError:
        return None
    if text.startswith(("{", "[")):
        return _by_keys(_json_keys(text))
    return _by_keys(_YAML_KEY.findall(text)) or _as_sheet(content, path.name)


def _xml_root(text: str) -> str | None:
    """Return the name of the first element after declarations and comments."""
    place = 0
    while end := next((e for start, e in _BEFORE_ROOT.items() if text.startswith(start, place)), None):
        place = text.find(end, place)
        if place < 0:
            return None
        place += len(end)
        place += len(text[place:]) - len(text[place:].lstrip())
    found = _ROOT.match(text, place)
    return found[1] if found else None


def _json_keys(text: str) -> Collection[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return data.keys() if isinstance(data, dict) else ()


def _by_keys(keys: Collection[str]) -> str | None:
    found = set(keys)
    if "detente" in found:
        return DOSSIER
    if "issuesValues" in found or any(key.endswith("UtilitySpace") for key in found):
        return "geniusweb"
    if "issueWeights" in found:
        return "negolog"
    if {"issues", "parties"} <= found:
        return "json"
    named = found & {"type", "__python_class__", "reserved_value"}
    return "negmas" if named and found & {"issues", "values", "weights", "mapping", "ufun"} else None


def _as_sheet(content: bytes, name: str) -> str | None:
    try:
        return SHEET if find_header(csv_grid(content, name)) is not None else None
    except ExchangeError:
        return None
