"""Files found and read in pieces."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.events.event_inputs import BrokenFileError, find_inputs, pieces


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    """Of a folder all lists are taken by name, hidden and other files are not."""
    for name in ("b.csv", "a.tab", ".c.csv", "d.png"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "e.txt").write_text("x")
    found, broken = find_inputs([tmp_path])
    assert ([item.name for item in found], broken) == (["a.tab", "b.csv", "e.txt"], ())


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Missing files, empty folders, pipes and locked or foreign archives are refused by name."""
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x.bz2").write_bytes(b"BZh91AY")
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
    with zipfile.ZipFile(tmp_path / "none.zip", "w"):
        pass
    told = {
        "nothing.csv": "there is no file",
        "no*.tab": "there is no file",
        "a\0b": "there is no file",
        "empty": "holds no lists of events",
        "pipe": "neither a file nor a folder",
        "x.bz2": "unpack it first",
        "x.xlsx": "save it as CSV",
    }
    for name, text in told.items():
        with pytest.raises(ExchangeError, match=text):
            find_inputs([tmp_path / name])
    with pytest.raises(ExchangeError, match="no files"):
        find_inputs([])


def test_zips_are_lists_within(tmp_path: Path) -> None:
    """Each file within a zip is a list, what systems put beside them is not."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.csv", "1")
        archive.writestr("__MACOSX/one.csv", "no")
        archive.writestr("sub/two.csv", "2")
    found, _ = find_inputs([tmp_path / "a.zip", tmp_path / "a.zip"])
    assert [(item.name, b"".join(pieces(item))) for item in found] == [
        ("a.zip/one.csv", b"1"),
        ("a.zip/sub/two.csv", b"2"),
    ]


def test_gzip_of_several_members_and_padding(tmp_path: Path) -> None:
    """Files put together from several gzips are read to the end, zeros after it are padding."""
    big = os.urandom(3 << 20)
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"one\n") + gzip.compress(big) + b"\0" * 512)
    moved: list[int] = []
    (item,), _ = find_inputs([path])
    read = list(pieces(item, moved.append))
    assert b"".join(read) == b"one\n" + big
    assert (sum(moved), max(map(len, read)) <= 1 << 20) == (path.stat().st_size, True)


@pytest.mark.parametrize("tail", [b"junk after the end", b"\x1f\x8b\x08"])
def test_what_comes_before_a_break_is_given_out(tmp_path: Path, tail: bytes) -> None:
    """A gzip followed by rubbish gives its content before it says so."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"whole\n") + tail)
    (item,), _ = find_inputs([path])
    stream = pieces(item)
    assert next(stream) == b"whole\n"
    with pytest.raises(BrokenFileError, match=r"damaged|cut off"):
        next(stream)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file that goes missing between finding and reading is told as the system says it."""
    (tmp_path / "a.csv").write_text("x")
    (item,), _ = find_inputs([tmp_path / "a.csv"])
    item.path.unlink()
    with pytest.raises(ExchangeError, match="cannot be read: no such file"):
        list(pieces(item))
