"""Data files of other programs, JSON or YAML, read within bounds and with exact numbers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from detente.errors import ExchangeError
from detente.exchange.data_part import Data, Figure, Key, Part
from detente.exchange.scoresheet_content import decoded, read_content

__all__ = ["read_data"]

MAX_DEPTH = 60
MAX_NODES = 500_000

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULL = re.compile(r"~|null|Null|NULL|")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def read_data(path: Path) -> Part:
    """Read a file of at most 8 MB; one that begins with a brace is JSON, any other YAML.

    Every scalar stays the text it is written as, except null and the booleans of JSON: ``NO``,
    ``on`` and ``1.50`` are no booleans or doubles but options of somebody's issue. Tags are
    refused, nothing is constructed, and aliases are followed only as far as a bound on the size
    of the result allows.

    Raises
    ------
    ExchangeError
        If the file cannot be read, is neither, or names a key twice.
    """
    text = decoded(read_content(path), path.name)
    if text.lstrip().startswith(("{", "[")):
        return Part(path.name, "", _json(text, path.name))
    return Part(path.name, "", _yaml(text, path.name))


def _json(text: str, file: str) -> Data:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise ExchangeError(f"{file}: the name {twice!r} stands twice in one object; keep one of them")
        return found

    try:
        data: Data = json.loads(
            text, parse_float=Figure, parse_int=Figure, parse_constant=Figure, object_pairs_hook=unique
        )
    except json.JSONDecodeError as error:
        raise ExchangeError(f"{file}, line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise ExchangeError(f"{file} is nested too deep") from None
    return data


def _yaml(text: str, file: str) -> Data:
    try:
        return _YamlReader(text, file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ExchangeError(f"{file}{line}: {getattr(error, 'problem', None) or 'no YAML'}") from None
    except UnicodeEncodeError as error:
        raise ExchangeError(f"{file} holds half a character ({error.reason})") from None


class _YamlReader:
    """Builds the data from the parser's events, counting as it goes."""

    def __init__(self, text: str, file: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.file = file
        self.anchors: dict[str, tuple[Data, int]] = {}
        self.nodes = 0

    def document(self) -> Data:
        next(self.events)  # start of the stream
        if isinstance(event := next(self.events), yaml.StreamEndEvent):
            raise ExchangeError(f"{self.file} is empty")
        data = self.node(next(self.events), 0)
        next(self.events)  # end of the document
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            raise self.fault(event, "a second document starts here; keep one per file")
        return data

    def node(self, event: Any, depth: int) -> Data:
        if depth > MAX_DEPTH:
            raise self.fault(event, f"nested more than {MAX_DEPTH} levels deep")
        self.count(event, 1)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise self.fault(event, f"the alias *{event.anchor} names nothing complete above it")
            data, size = self.anchors[event.anchor]
            self.count(event, size)
            return data
        if event.tag is not None:
            raise self.fault(event, f"the tag {event.tag} is not read; nothing is constructed from a file")
        before = self.nodes
        data = self.content(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = (data, self.nodes - before + 1)
        return data

    def content(self, event: Any, depth: int) -> Data:
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style not in (None, "") else _plain(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Data] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
            return items
        return self.mapping(depth)

    def mapping(self, depth: int) -> Data:
        found: dict[Key, Data] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            if key in found:
                raise self.fault(event, f"the key {key!r} stands twice; keep one of them")
            found[key] = self.node(next(self.events), depth + 1)
        return found

    def key(self, event: Any, depth: int) -> Key:
        if isinstance(event, yaml.ScalarEvent) and event.tag is None:
            self.count(event, 1)
            plain = event.style in (None, "") and _NUMBER.fullmatch(event.value)
            return Figure(event.value) if plain else str(event.value)
        data = self.node(event, depth + 1)
        if isinstance(data, list):
            texts = [str(item) for item in data if isinstance(item, str)]
            if len(texts) == len(data):
                return tuple(texts)
        raise self.fault(event, "a key must be a text or a list of texts")

    def count(self, event: Any, size: int) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise self.fault(event, f"the file unfolds to more than {MAX_NODES} values")

    def fault(self, event: Any, message: str) -> ExchangeError:
        return ExchangeError(f"{self.file}, line {event.start_mark.line + 1}: {message}")


def _plain(text: str) -> Data:
    """Resolve an unquoted scalar: null, a number, or a text."""
    if _NULL.fullmatch(text):
        return None
    return Figure(text) if _NUMBER.fullmatch(text) else text
