"""XML of unknown origin."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.xml_tree import MAX_BYTES, MAX_DEPTH, Element, read_xml


def read(folder: Path, content: str | bytes) -> Element:
    """Read one file with this content."""
    path = folder / "file.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_xml(path)


def test_elements_know_their_lines(tmp_path: Path) -> None:
    """Their attributes, and their children in order."""
    root = read(tmp_path, '<a>\n<b x="0.1"/>\n<c/>\n<b/></a>')
    assert [(child.tag, child.line) for child in root.children] == [("b", 2), ("c", 3), ("b", 4)]
    assert [child.line for child in root.named("b")] == [2, 4]
    assert root.children[0].number("x") == Fraction(1, 10)


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>\n',
        b'<!-- profile 1 -->\n<?xml version="1.0" encoding="UTF-8"?>\n',
        b"\n\n",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-16"?>',
    ],
)
def test_how_files_begin(tmp_path: Path, start: bytes) -> None:
    """A mark, a comment above the declaration or a wrong declaration do no harm."""
    root = read(tmp_path, start + '<a name="é"/>'.encode())
    assert root.attributes == {"name": "é"}
    assert root.line == start.count(b"\n") + 1


def test_a_declared_encoding_is_believed(tmp_path: Path) -> None:
    """Where it is one of the common ones."""
    root = read(tmp_path, '<?xml version="1.0" encoding="ISO-8859-1"?><a name="é"/>'.encode("latin-1"))
    assert root.attributes == {"name": "é"}
    with pytest.raises(ExchangeError, match="says it is cp1252 text but is not"):
        read(tmp_path, b'<?xml version="1.0" encoding="windows-1252"?><a name="\x81"/>')


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]><a/>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETER])
def test_entities_are_refused(tmp_path: Path, content: str) -> None:
    """Neither small ones that grow nor those that reach outside the file are looked at."""
    with pytest.raises(ExchangeError, match=r"file\.xml defines entities"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<a><b></a>", "line 1, column 9: mismatched tag"),
        ("<a>\n<b x='1'", "line 2, column 1: unclosed token"),
        ("", "line 1, column 1: no element found"),
        ("<a/><b/>", "junk after document element"),
        ("<a>&nothing;</a>", "undefined entity"),
        (b"<a x='\xff'/>", "not UTF-8 text"),
        (b"<\0a/>", "NUL"),
        (b"PK\x03\x04", "not UTF-8|not well-formed|NUL"),
        ("<a " * (MAX_DEPTH + 5), "not well-formed"),
    ],
)
def test_what_is_no_xml(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """The place and the reason are said."""
    with pytest.raises(ExchangeError, match=reason):
        read(tmp_path, content)


def test_depth_and_size_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the tree is built."""
    with pytest.raises(ExchangeError, match="nested more than 100 levels deep"):
        read(tmp_path, "<a>" * 100_000)
    monkeypatch.setattr("detente.exchange.xml_tree.MAX_ELEMENTS", 10)
    with pytest.raises(ExchangeError, match="more than 10 elements"):
        read(tmp_path, "<a>" + "<b/>" * 10 + "</a>")
    large = tmp_path / "large.xml"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ExchangeError, match="at most 32 MB are read"):
        read_xml(large)


def test_an_attribute_that_is_missing_or_no_number(tmp_path: Path) -> None:
    """The nearest attribute is named, and the line."""
    root = read(tmp_path, '<a>\n<b valeu="NaN"/></a>')
    with pytest.raises(ExchangeError, match=r"file\.xml, line 2: <b>: 'value' is missing; there is 'valeu'"):
        root.children[0].attribute("value")
    with pytest.raises(ExchangeError, match="<b>: 'valeu': 'NaN' is no finite number"):
        root.children[0].number("valeu")
