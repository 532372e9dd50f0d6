"""Writing to disk: a whole file or a whole folder, or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from detente.errors import RunError
from detente.report import writing
from detente.report.writing import MANIFEST, check_file, check_folder, write_file, write_folder

OLD = {MANIFEST: b"old", "report.txt": b"old"}
NEW = {MANIFEST: b"new", "verdict.json": b"new"}


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    """Nothing but the folder is left."""
    write_folder(tmp_path / "a" / "b", NEW)
    assert _content(tmp_path / "a" / "b") == NEW
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_an_earlier_run_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """No file of the earlier run stays."""
    write_folder(tmp_path / "run", OLD)
    write_folder(tmp_path / "run", NEW)
    assert _content(tmp_path / "run") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """It may have been made for the purpose."""
    (tmp_path / "run").mkdir()
    write_folder(tmp_path / "run", NEW)
    assert _content(tmp_path / "run") == NEW


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["notes.txt"], "holds no earlier run"),
        ([MANIFEST, "notes.txt"], r"more than an earlier run \(notes.txt\)"),
    ],
)
def test_the_work_of_others_is_not_touched(tmp_path: Path, names: list[str], message: str) -> None:
    """A folder with anything that is not of a run is refused."""
    for name in names:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match=message):
        write_folder(tmp_path, NEW)
    assert sorted(_content(tmp_path)) == sorted(names)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Neither as the folder itself nor above it."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="is a file"):
        check_folder(tmp_path / "file")
    with pytest.raises(RunError, match=r"is a file|cannot be written"):
        check_folder(tmp_path / "file" / "run")


def test_a_read_only_place_is_found_before_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check asks whether the folder above may be written to."""
    monkeypatch.setattr(writing.os, "access", lambda *_: False)
    with pytest.raises(RunError, match="is read-only"):
        check_folder(tmp_path / "run")


def test_a_full_disk_leaves_the_earlier_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the reason, and no temporary folder stays."""
    write_folder(tmp_path / "run", OLD)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RunError, match="cannot be written: no space left on device"):
        write_folder(tmp_path / "run", NEW)
    assert _content(tmp_path / "run") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_earlier_run_comes_back_when_it_cannot_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the last step fails the first is undone."""
    write_folder(tmp_path / "run", OLD)
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace(source, target)

    monkeypatch.setattr(writing.os, "replace", refuse)
    with pytest.raises(RunError, match="permission denied"):
        write_folder(tmp_path / "run", NEW)
    assert _content(tmp_path / "run") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_file_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    """Nothing but the file is left, and everybody may read it."""
    path = tmp_path / "a" / "b.yaml"
    write_file(path, b"new", force=False)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_written_over_only_by_force(tmp_path: Path) -> None:
    """Also a link that leads nowhere is something that exists."""
    path = tmp_path / "a.yaml"
    path.symlink_to(tmp_path / "nowhere")
    for refuse in (lambda: check_file(path, force=False), lambda: write_file(path, b"new", force=False)):
        with pytest.raises(RunError, match=r"a\.yaml exists already; .*--force"):
            refuse()
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """The reason is the system's, in plain words."""
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match=r"a\.yaml cannot be written: (not a directory|file exists)"):
        write_file(tmp_path / "file" / "a.yaml", b"new", force=False)
    with pytest.raises(RunError, match="cannot be written: embedded null"):
        write_file(tmp_path / "a\0b", b"new", force=True)
