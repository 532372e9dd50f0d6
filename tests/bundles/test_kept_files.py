"""Whole files in a bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.bundles.kept_files import check_names, file_fault, hashes, read_kept
from detente.errors import RunError


@pytest.mark.parametrize("name", ["", ".hidden", "..", "a/b", "a\\b", "C:x", "a\0", "/etc/x"])
def test_names_with_a_folder(name: str) -> None:
    """They are refused, in both directions."""
    with pytest.raises(RunError, match="plain file name"):
        check_names([name])
    with pytest.raises(RunError, match="plain file name"):
        read_kept(Path(), {name: "00"}, "")


def test_a_taken_name() -> None:
    """A result may not take the place of the bundle's own."""
    with pytest.raises(RunError, match="'blocks' cannot be kept"):
        check_names(["a", "blocks"], ("blocks",))


def test_there_and_back(tmp_path: Path) -> None:
    """Files fit their hashes until they are changed or lost."""
    (tmp_path / "a").write_bytes(b"1\r\n")
    known = hashes({"a": b"1\r\n"})
    assert read_kept(tmp_path, known, "") == {"a": b"1\r\n"}
    assert file_fault(tmp_path / "a", known["a"]) is None
    (tmp_path / "a").write_bytes(b"1\n")
    assert file_fault(tmp_path / "a", known["a"]) == "is not as it was written"
    with pytest.raises(RunError, match="is not as it was written; run again"):
        read_kept(tmp_path, known, "run again")
    (tmp_path / "a").unlink()
    assert file_fault(tmp_path / "a", known["a"]) == "is lost"
    with pytest.raises(RunError, match="is lost; run again"):
        read_kept(tmp_path, known, "run again")
