"""The bytes of files that somebody else wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.scoresheet_content import decoded, foreign_kind, read_content

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_a_file_within_the_bound_is_read(tmp_path: Path) -> None:
    """The bound itself included."""
    (tmp_path / "a.csv").write_bytes(b"12345")
    assert read_content(tmp_path / "a.csv", limit=5) == b"12345"
    with pytest.raises(ExchangeError, match=r"a\.csv has 0\.0 MB; at most"):
        read_content(tmp_path / "a.csv", limit=4)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The error names the one that was perhaps meant."""
    (tmp_path / "points.csv").write_bytes(b"")
    with pytest.raises(ExchangeError, match=r"there is no file .*point\.csv; did you mean 'points\.csv'"):
        read_content(tmp_path / "point.csv")
    with pytest.raises(ExchangeError, match="there is no file"):
        read_content(tmp_path / "no" / "such" / "folder.csv")


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a name that no system can have."""
    with pytest.raises(ExchangeError, match="no ordinary file"):
        read_content(tmp_path)
    with pytest.raises(ExchangeError, match="cannot be read"):
        read_content(tmp_path / "a\0b")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n", "picture"),
        (OLD_OFFICE, "old Office format"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_files_are_known_by_how_they_begin(content: bytes, kind: str) -> None:
    """Whatever they are called."""
    assert kind in str(foreign_kind(content))
    with pytest.raises(ExchangeError, match=kind):
        decoded(content, "a.csv")


def test_text_has_to_be_utf_8() -> None:
    """With or without a byte order mark; anything else is refused with the line."""
    assert decoded("é".encode("utf-8-sig"), "a.csv") == decoded("é".encode(), "a.csv") == "é"
    with pytest.raises(ExchangeError, match=r"a\.csv is not UTF-8 text \(byte 0xe9 on line 2\)"):
        decoded(b"a\nb\xe9c", "a.csv")
    with pytest.raises(ExchangeError, match="is UTF-16 text"):
        decoded("é".encode("utf-16"), "a.csv")
    with pytest.raises(ExchangeError, match="NUL"):
        decoded(b"a\0b", "a.csv")
