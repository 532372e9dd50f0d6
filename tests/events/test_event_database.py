"""DuckDB in bounded memory."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from detente.errors import ExchangeError, RunError, TooLargeError
from detente.events.event_database import opened_database, opened_table

duckdb = pytest.importorskip("duckdb")


def test_settings_are_those_asked_for(tmp_path: Path) -> None:
    """Memory, threads and the place of what is spilled are set, and nothing is fetched."""
    with opened_database(tmp_path, memory="200MB", threads=1) as connection:
        names = ("threads", "temp_directory", "autoinstall_known_extensions", "enable_progress_bar")
        found = [connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0] for name in names]
    assert found == [1, str(tmp_path / "spilled"), False, False]


def test_too_little_memory_is_told(tmp_path: Path) -> None:
    """A question that does not fit says so, and what to do."""

    def ask() -> None:
        with opened_database(tmp_path, memory="20MB", threads=1) as connection:
            connection.execute("SET temp_directory = ''")
            connection.execute("SELECT list(i) FROM range(20000000) AS t(i)").fetchall()

    with pytest.raises(TooLargeError, match="does not fit into 20MB; allow more with --memory"):
        ask()


def test_bad_sizes_are_told(tmp_path: Path) -> None:
    """A size that is none is refused with how one is written."""
    with (
        pytest.raises(RunError, match="memory is written as 500MB"),
        opened_database(tmp_path, memory="x", threads=None),
    ):
        pass


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_an_interrupt_within_a_question(tmp_path: Path) -> None:
    """Control-C is an interrupt also where it reaches DuckDB itself."""

    def ask() -> None:
        with opened_database(tmp_path, memory="200MB", threads=1) as connection:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
            connection.execute("SELECT count(*) FROM range(20000000000) AS t(i) WHERE hash(i) = 1").fetchall()

    with pytest.raises(KeyboardInterrupt):
        ask()


def test_it_is_closed_afterwards(tmp_path: Path) -> None:
    """The connection does not outlive its use, and other errors pass through."""
    with pytest.raises(KeyError), opened_database(tmp_path, memory="100MB", threads=1) as connection:
        raise KeyError
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    """A question to a broken table names the table; what the block itself raises passes as it is."""
    path = tmp_path / "events.parquet"
    path.write_bytes(b"no table")
    with (
        pytest.raises(ExchangeError, match=r"events\.parquet is no sound table of events"),
        opened_table(path) as connection,
    ):
        connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    with pytest.raises(ZeroDivisionError), opened_table(path):
        raise ZeroDivisionError
