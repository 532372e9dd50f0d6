"""Lines of a text file, none longer than a limit."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.events.bounded_lines import LONGEST_LINE, bounded_lines, opened_rows


def rows(path: Path) -> list[list[str]]:
    """Read all rows."""
    with opened_rows(path) as found:
        return list(found)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_rows_are_read(tmp_path: Path, name: str) -> None:
    """A mark at the begin, quotes and line ends within them are read, packed or not."""
    content = '\ufeffa,b\r\n1,"x\ny"\r\n'.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert rows(tmp_path / name) == [["a", "b"], ["1", "x\ny"]]


def test_a_line_without_end_is_refused() -> None:
    """Of an endless line no more is read than the limit."""

    class Endless(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            assert size is not None
            assert 0 < size <= LONGEST_LINE + 1
            return "x" * size

    with pytest.raises(ExchangeError, match="endless:1: the line has more than 1,000,000 characters"):
        list(bounded_lines(Endless(), "endless"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"a\n\xff\xfe\n", "is no text in UTF-8"),
        ("a.csv", b"a\n\0\n", "NUL in the line"),
        ("a.csv.gz", gzip.compress(b"a,b\n" * 5000, mtime=0)[:-20], "cannot be read"),
        ("a.csv.gz", b"a,b\n1,2\n", "cannot be read"),
        ("a.csv", b'a\n"' + b"x\n" * 100_000, "cannot be read"),
    ],
)
def test_broken_files_are_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """Other encodings, cut-off archives and quotes that never close give an error in words."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExchangeError, match=told):
        rows(tmp_path / name)


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is told, and so is a folder."""
    with pytest.raises(ExchangeError, match="there is no file"):
        rows(tmp_path / "none.csv")
    with pytest.raises(ExchangeError, match="cannot be read"):
        rows(tmp_path)
