"""Parquet files of a bundle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.bundles.kept_runs import finished, opened
from tests.bundles.verdicts import verdict_of

from detente.bundles import exporting
from detente.bundles.bundle import Bundle
from detente.bundles.exporting import export
from detente.bundles.store import Store
from detente.bundles.tables import CELLS, JUDGEMENTS, VERDICTS
from detente.errors import RunError

VERDICT = json.dumps({"readings": {"base": verdict_of(), "hawk": verdict_of(inertia=0.5)}}).encode()


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A complete bundle with two readings, one of them conditioned."""
    return finished(Store(tmp_path / "runs"), verdict=VERDICT)


def asked(query: str, path: Path) -> list[Any]:
    """Rows of a query on a file."""
    return duckdb.connect().execute(query, [str(path)]).fetchall()


def test_files(bundle: Bundle, tmp_path: Path) -> None:
    """Every table has its columns, with their types, and its rows."""
    folder = tmp_path / "new" / "out"
    paths = export(bundle, folder)
    assert [path.name for path in paths] == ["cells.parquet", "verdicts.parquet", "judgements.parquet"]
    assert sorted(os.listdir(folder)) == sorted(path.name for path in paths)
    for path, columns, rows in zip(paths, (CELLS, VERDICTS, JUDGEMENTS), (4, 6, 1), strict=True):
        found = asked("DESCRIBE SELECT * FROM read_parquet(?)", path)
        kinds = {name: kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ") for name, kind, *_ in found}
        assert kinds == columns
        assert asked("SELECT count(*) FROM read_parquet(?)", path) == [(rows,)]


def test_content(bundle: Bundle, tmp_path: Path) -> None:
    """Values are those of the results, unknown ones null."""
    _, verdicts, judgements = export(bundle, tmp_path / "out")
    query = (
        "SELECT reading, gate, share, low FROM read_parquet(?) WHERE weights = 'status quo' ORDER BY ALL DESC"
    )
    assert asked(query, verdicts) == [("hawk", "deliverable", 1.0, None), ("hawk", "credible", 0.5, 0.2)]
    query = "SELECT path, before_p50, after_p50, inertia FROM read_parquet(?)"
    assert asked(query, judgements) == [("trust.x", 0.5, 0.4, 0.5)]


def test_the_same_bytes(bundle: Bundle, tmp_path: Path) -> None:
    """Exporting twice gives the same files."""
    first, second = (export(bundle, tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_unfinished(tmp_path: Path) -> None:
    """Only the cells; none of them is a table as well."""
    (path,) = export(opened(Store(tmp_path / "runs"), 0), tmp_path / "out")
    assert asked("SELECT count(*) FROM read_parquet(?)", path) == [(0,)]


def test_files_that_are_there(bundle: Bundle, tmp_path: Path) -> None:
    """They are written over only if that is asked for."""
    (tmp_path / "cells.parquet").write_bytes(b"mine")
    with pytest.raises(RunError, match=r"has cells\.parquet already; choose another folder"):
        export(bundle, tmp_path)
    assert (tmp_path / "cells.parquet").read_bytes() == b"mine"
    assert len(export(bundle, tmp_path, force=True)) == 3


def test_odd_names(bundle: Bundle, tmp_path: Path) -> None:
    """A folder may have quotes and brackets in its name, not a NUL."""
    folder = tmp_path / "it's [a] * 'folder'"
    assert len(export(bundle, folder)) == 3
    assert len(os.listdir(folder)) == 3
    with pytest.raises(RunError, match="no name of a folder"):
        export(bundle, tmp_path / "a\0b")


def test_a_file_in_its_way(bundle: Bundle, tmp_path: Path) -> None:
    """The folder cannot be made."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(RunError, match="cannot be written"):
        export(bundle, tmp_path / "out")


def test_a_disk_that_refuses(bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What DuckDB says becomes an error with what to do, and nothing is left behind."""

    def refuse(*_: object) -> None:
        raise duckdb.IOException('IO Error: Could not write "x": No space left on device')

    monkeypatch.setattr(exporting.os, "replace", refuse)
    with pytest.raises(RunError, match="the disk is full"):
        export(bundle, tmp_path / "out")
    assert os.listdir(tmp_path / "out") == []


def test_without_duckdb(bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is told, before anything is written."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(RunError, match=r"pip install 'detente\[query\]'"):
        export(bundle, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_damaged_results(bundle: Bundle, tmp_path: Path) -> None:
    """They are not exported."""
    (bundle.folder / "verdict.json").write_bytes(b"{}")
    with pytest.raises(RunError, match="is not as it was written"):
        export(bundle, tmp_path / "out")
