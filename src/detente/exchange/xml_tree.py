"""XML of unknown origin as a tree whose elements know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import exact_number
from detente.exchange.hints import cut, did_you_mean
from detente.exchange.scoresheet_content import decoded, read_content

__all__ = ["MAX_BYTES", "Element", "read_xml"]

#: Largest file that is read.
MAX_BYTES = 32 * 2**20
MAX_DEPTH = 100
MAX_ELEMENTS = 500_000

#: The declaration, wherever it stands: some programs write a comment above it.
_DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
#: Encodings other than UTF-8 that are read where a file declares them.
_ENCODINGS = {"iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "cp1252", "cp1252": "cp1252"}


@dataclass(eq=False)
class Element:
    """An element with its attributes and elements inside; text between tags is dropped."""

    file: str
    line: int
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)

    def named(self, tag: str) -> Iterator[Element]:
        """Yield the direct children with a tag, in order."""
        return (child for child in self.children if child.tag == tag)

    def fault(self, message: str) -> ExchangeError:
        """Return an error that says where the element stands and what is wrong with it."""
        return ExchangeError(cut(f"{self.file}, line {self.line}: <{self.tag}>: {message}"))

    def attribute(self, name: str) -> str:
        """Return an attribute, or raise an ExchangeError if it is not there."""
        if name not in self.attributes:
            hint = did_you_mean(name, self.attributes, saying="there is {}")
            raise self.fault(f"{name!r} is missing{hint}")
        return self.attributes[name]

    def number(self, name: str) -> Fraction:
        """Return the number of an attribute, or raise an ExchangeError."""
        text = self.attribute(name)
        try:
            return exact_number(text)
        except ValueError as error:
            raise self.fault(f"{name!r}: {error}") from None


def read_xml(path: Path) -> Element:
    """Read a file of at most 32 MB, 500 000 elements and 100 levels.

    Nothing outside the file is ever looked at, and entities are not expanded.

    Returns
    -------
    Element
        The root.

    Raises
    ------
    ExchangeError
        If the file cannot be read, is too large, is no well-formed XML or defines entities.
    """
    text = _text(read_content(path, limit=MAX_BYTES), path.name)
    builder = _Builder(path.name)
    parser: Any = DefusedXMLParser(target=builder)
    builder.expat = parser.parser
    try:
        parser.feed(_DECLARATION.sub(_blank, text, count=1))
        parser.close()
    except DefusedXmlException:
        raise ExchangeError(f"{path.name} defines entities, which are not expanded; remove them") from None
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(": line")[0]
        raise ExchangeError(f"{path.name}, line {line}, column {column + 1}: {reason}") from None
    if builder.root is None:
        raise ExchangeError(f"{path.name} holds no element")
    return builder.root


def _text(content: bytes, file: str) -> str:
    declared = _ENCODING.search(content[:1000])
    encoding = _ENCODINGS.get(declared[1].decode("ascii").lower()) if declared else None
    if encoding is None:
        return decoded(content, file)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file} says it is {encoding} text but is not ({error.reason})") from None


def _blank(found: re.Match[str]) -> str:
    """Keep the line breaks, so that the lines of everything after stay what they are."""
    return "\n" * found[0].count("\n")


class _Builder:
    """Receives what the parser meets; limits depth and number as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.expat: Any = None
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(self.file, self.expat.CurrentLineNumber, tag, dict(attributes))
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise element.fault(f"the file holds more than {MAX_ELEMENTS} elements")
        if len(self.open) >= MAX_DEPTH:
            raise element.fault(f"nested more than {MAX_DEPTH} levels deep")
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, tag: str) -> None:  # noqa: ARG002
        self.open.pop()

    def data(self, text: str) -> None:
        """Drop text; nothing that is read here has any."""

    def close(self) -> None:
        """Finish; the tree is complete already."""
