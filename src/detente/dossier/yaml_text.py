"""YAML text to plain data that remembers where every key and value stood.

The scalars follow the YAML 1.2 core rules: only ``true`` and ``false`` are booleans, so ``NO``,
``yes`` and ``on`` stay words, and a date such as ``2018-10-31`` stays text. Tags are refused,
and aliases are followed only as far as a bound on the size of the result allows. Nothing is
constructed and nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from detente.dossier.marks import Mark, Marks, Path, dotted
from detente.dossier.syntax import syntax_problem
from detente.errors import Problem

__all__ = ["MAX_DEPTH", "MAX_NODES", "Document", "read_yaml"]

MAX_NODES = 200_000
MAX_DEPTH = 60

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAX_DIGITS = 30
# Path of what is read over but not kept; no dossier path begins with an empty key.
_NOWHERE: tuple[str | int, ...] = ("",)


@dataclass
class Document:
    """What was read: the data, the marks, and the problems met on the way.

    ``data`` is None when the text could not be read at all.
    """

    data: Any
    marks: Marks
    problems: list[Problem]


def read_yaml(text: str, *, file: str, prefix: Path = ()) -> Document:
    """Read one YAML document.

    Parameters
    ----------
    text : str
        The whole text.
    file : str
        The name to show in problems.
    prefix : tuple
        Path under which the marks are kept, for a part that has a file of its own.

    Returns
    -------
    Document
        With ``data`` None and at least one problem if the text has no usable document.
        Never raises.
    """
    return _Reader(text, file).document(prefix)


class _UnreadableError(Exception):
    """The rest of the text cannot be read; the problem is already listed."""


class _Reader:
    """Builds data and marks from the parser's events."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.marks = Marks()
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Path, Any]] = {}
        self.open_anchors: set[str] = set()
        self.nodes = 0

    def document(self, prefix: Path) -> Document:
        data = None
        try:
            self.events: Iterator[Any] = yaml.parse(self.text, Loader=_LOADER)
            data = self.only_document(prefix)
        except _UnreadableError:
            data = None
        except yaml.YAMLError as error:
            self.problems.append(syntax_problem(error, self.text, self.file))
            data = None
        except UnicodeEncodeError as error:
            self.problems.append(
                Problem(
                    code="D006",
                    message="the text holds half a character",
                    file=self.file,
                    hint="save the file again as UTF-8 text",
                    found=error.reason,
                )
            )
        return Document(data, self.marks, self.problems)

    def only_document(self, prefix: Path) -> Any:
        next(self.events)  # start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.stop("D007", "the file is empty", None, "start from `detente new NAME`")
        data = self.node(next(self.events), prefix, 0)
        next(self.events)  # end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.add(
                "D008",
                "a second document starts here",
                after,
                prefix,
                "keep one document per file, without `---`",
            )
        if data is None and not self.problems:
            self.stop("D007", "the file is empty", None, "start from `detente new NAME`")
        return data

    def node(self, event: Any, path: Path, depth: int) -> Any:
        """Build the value that starts at ``event``; the events after it are consumed."""
        if depth > MAX_DEPTH:
            self.stop(
                "D014", f"nested more than {MAX_DEPTH} levels deep", event, "a dossier needs no more than ten"
            )
        self.count(event)
        self.marks.values[path] = self.mark(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path)
        if event.tag is not None:
            self.add("D012", "tags are not allowed", event, path, "remove the tag", found=event.tag)
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
        data = self.content(event, path, depth)
        if event.anchor is not None:
            self.open_anchors.discard(event.anchor)
            self.anchors[event.anchor] = (path, data)
        return data

    def content(self, event: Any, path: Path, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.style in (None, "") else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, (*path, len(items)), depth + 1))
            return items
        return self.mapping(path, depth)

    def mapping(self, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, path, depth)
            if key is None:
                self.node(next(self.events), _NOWHERE, depth + 1)
                continue
            place = (*path, key)
            if key in data:
                first = self.marks.keys[place].line
                self.add(
                    "D011",
                    f"the key {key!r} stands twice; first on line {first}",
                    event,
                    place,
                    "keep one of them",
                )
                self.node(next(self.events), _NOWHERE, depth + 1)
                continue
            self.marks.keys[place] = self.mark(event)
            data[key] = self.node(next(self.events), place, depth + 1)
        return data

    def key(self, event: Any, path: Path, depth: int) -> str | None:
        """Return a key as text, however it is written; None for a list or mapping."""
        if isinstance(event, yaml.ScalarEvent):
            self.count(event)
            if event.tag is not None:
                self.add("D012", "tags are not allowed", event, path, "remove the tag", found=event.tag)
            return str(event.value)
        self.add("D015", "a key must be a plain word", event, path, "write `key: value`")
        self.node(event, _NOWHERE, depth + 1)
        return None

    def alias(self, event: Any, path: Path) -> Any:
        if event.anchor in self.open_anchors:
            self.stop(
                "D013", f"the alias *{event.anchor} stands inside what it names", event, "write the part out"
            )
        if event.anchor not in self.anchors:
            self.stop(
                "D013",
                f"the alias *{event.anchor} names nothing above it",
                event,
                "put text with * in quotes",
            )
        origin, data = self.anchors[event.anchor]
        return self.copied(data, origin, path, event)

    def copied(self, data: Any, origin: Path, path: Path, event: Any) -> Any:
        """Copy an anchored value to where its alias stands, marks and all."""
        self.count(event)
        if origin in self.marks.values:
            self.marks.values[path] = self.marks.values[origin]
        if isinstance(data, dict):
            for key in data:
                self.marks.keys[(*path, key)] = self.marks.keys.get((*origin, key), self.mark(event))
            return {k: self.copied(v, (*origin, k), (*path, k), event) for k, v in data.items()}
        if isinstance(data, list):
            return [self.copied(v, (*origin, i), (*path, i), event) for i, v in enumerate(data)]
        return data

    def count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop("D013", f"the file unfolds to more than {MAX_NODES} values", event, "use fewer aliases")

    def mark(self, event: Any) -> Mark:
        start = event.start_mark
        return Mark(self.file, start.line + 1, start.column + 1)

    def add(
        self, code: str, message: str, event: Any, path: Path, hint: str, found: str | None = None
    ) -> None:
        mark = None if event is None else self.mark(event)
        self.problems.append(
            Problem(
                code=code,
                message=message,
                file=self.file,
                line=mark.line if mark else None,
                column=mark.column if mark else None,
                path=dotted(path),
                found=found,
                hint=hint,
            )
        )

    def stop(self, code: str, message: str, event: Any, hint: str) -> None:
        self.add(code, message, event, (), hint)
        raise _UnreadableError


def _scalar(text: str) -> Any:
    """Resolve an unquoted scalar by the core rules."""
    if _NULL.fullmatch(text):
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text) and len(text) <= _MAX_DIGITS:
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text):
        return float(text.lower().replace(".", ""))
    return text
