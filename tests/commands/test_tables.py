"""Tables of results as files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from detente.commands.tables import check_table, write_table
from detente.errors import RunError


def test_written_without_index(tmp_path: Path) -> None:
    """Columns and rows, lines ended alike everywhere; and not twice unless asked."""
    path = tmp_path / "t.csv"
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "ü"]})
    write_table(frame, path, force=False)
    assert path.read_bytes() == "a,b\n1,x\n2,ü\n".encode()
    with pytest.raises(RunError, match="exists already"):
        write_table(frame, path, force=False)
    write_table(frame[:1], path, force=True)
    assert path.read_bytes() == b"a,b\n1,x\n"


def test_refused_before_anything_is_computed(tmp_path: Path) -> None:
    """Another ending, and a file that is there; no file at all is fine."""
    check_table(None, force=False)
    with pytest.raises(RunError, match=r"end in \.csv"):
        check_table(tmp_path / "t.xlsx", force=True)
    (tmp_path / "t.csv").write_text("", "utf-8")
    with pytest.raises(RunError, match="exists already"):
        check_table(tmp_path / "t.csv", force=False)
    check_table(tmp_path / "t.csv", force=True)
