"""The table of events, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.errors import RunError
from detente.events.event_output import check_output, folder_beside, write_table
from detente.events.event_sql import KEPT

duckdb = pytest.importorskip("duckdb")


def kept(count: int) -> object:
    """Make a database with a view of some events."""
    connection = duckdb.connect()
    texts = ", ".join(f"'{name}' AS {name}" for name, kind in KEPT.items() if kind == "VARCHAR")
    connection.execute(
        f"""CREATE VIEW kept AS SELECT DATE '2014-01-01' + i::INTEGER AS date, 1.5 AS score,
            2::TINYINT AS quad, {texts} FROM range({count}) AS t(i)"""
    )
    return connection


@pytest.mark.parametrize("name", ["o.parquet", "o.csv", "new/o.CSV"])
def test_tables_are_written_and_summed_up(tmp_path: Path, name: str) -> None:
    """The table is in its place with all rows, nothing is beside it, and its figures are told."""
    output = tmp_path / name
    with folder_beside(output) as scratch:
        written = write_table(kept(5), output, scratch)
    assert (written.rows, str(written.first), str(written.last)) == (5, "2014-01-01", "2014-01-05")
    assert (written.dyads, os.listdir(output.parent)) == ((("source", "target", 5),), [output.name])


def test_names_that_cannot_be_written(tmp_path: Path) -> None:
    """Other endings, folders and existing files are refused."""
    (tmp_path / "o.csv").touch()
    (tmp_path / "d.csv").mkdir()
    for name, said in (
        ("o.txt", "let its name end so"),
        ("o.csv", "exists already"),
        ("d.csv", "is a folder"),
    ):
        with pytest.raises(RunError, match=said):
            check_output(tmp_path / name, force=False)
    check_output(tmp_path / "o.csv", force=True)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where a folder should be is told."""
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match="cannot be written"), folder_beside(tmp_path / "file" / "o.csv"):
        pass


def test_nothing_is_left_after_an_interrupt(tmp_path: Path) -> None:
    """The temporary folder goes whatever happens."""

    def work() -> None:
        with folder_beside(tmp_path / "o.csv") as scratch:
            (scratch / "part").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert os.listdir(tmp_path) == []
