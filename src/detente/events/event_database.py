"""DuckDB as the import uses it: in bounded memory, with what does not fit on the disk beside the output."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError, ExchangeError, RunError, TooLargeError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["opened_database", "opened_table"]

#: What DuckDB may take where a table is asked.
READING_MEMORY = "1GB"


@contextmanager
def opened_database(scratch: Path, *, memory: str, threads: int | None) -> Iterator[DuckDBPyConnection]:
    """Open a database that is gone afterwards, and tell its refusals as errors a user can act on.

    Parameters
    ----------
    scratch : Path
        Folder for what does not fit into memory.
    memory : str
        What it may take, such as ``"1GB"``.
    threads : int, optional
        All cores if not given.

    Raises
    ------
    KeyboardInterrupt
        If it was interrupted.
    RunError
        If DuckDB is not installed, ``memory`` is no size or ``threads`` no number of them, or the disk
        is full.
    TooLargeError
        If a step cannot be done within ``memory``.
    """
    try:
        import duckdb
    except ImportError as error:
        raise RunError(
            "event data are imported with DuckDB, which is not installed: pip install 'detente[events]'"
        ) from error
    try:
        connection = duckdb.connect(":memory:", config=_settings(scratch, memory, threads))
    except duckdb.Error as error:
        raise RunError(
            f"DuckDB cannot start with memory {memory!r} and {threads or 'all'} threads: "
            f"{_first_line(error)}; memory is written as 500MB or 2GB"
        ) from error
    try:
        # Progress is ours to show.
        connection.execute("SET enable_progress_bar = false")
        yield connection
    except (duckdb.Error, RuntimeError) as error:
        # DuckDB has its own words for an interrupt that reaches it within a question.
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        raise _told(error, memory) from error
    finally:
        connection.close()


@contextmanager
def opened_table(path: Path) -> Iterator[DuckDBPyConnection]:
    """Open a database to ask a Parquet table of events, and tell what is wrong with the table.

    Raises
    ------
    ExchangeError
        If the file is no Parquet, broken, or holds other kinds of values.
    KeyboardInterrupt, RunError, TooLargeError
        As :func:`opened_database` does.
    """
    with (
        tempfile.TemporaryDirectory() as scratch,
        opened_database(Path(scratch), memory=READING_MEMORY, threads=None) as connection,
    ):
        import duckdb

        try:
            yield connection
        except (duckdb.OutOfMemoryException, duckdb.InterruptException):
            # The database's own affair, told where it is opened.
            raise
        except duckdb.Error as error:
            raise ExchangeError(f"{path} is no sound table of events: {_first_line(error)}") from error


def _settings(scratch: Path, memory: str, threads: int | None) -> dict[str, Any]:
    # Everything needed is built in; nothing is to be fetched from anywhere.
    settings: dict[str, Any] = {
        "memory_limit": memory,
        "temp_directory": str(scratch / "spilled"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        settings["threads"] = threads
    return settings


def _told(error: Exception, memory: str) -> DetenteError:
    text = _first_line(error)
    if "Out of Memory" in text:
        return TooLargeError(f"the import does not fit into {memory}; allow more with --memory ({text})")
    if "No space left" in text:
        return RunError("the disk of the output is full; an import needs room beside its output as well")
    return RunError(f"DuckDB could not finish the import: {text}")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
