"""A bundle as Parquet files, through DuckDB."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.bundles.bundle import Bundle
from detente.bundles.failing import disk_full, told_writing
from detente.bundles.tables import (
    CELLS,
    JUDGEMENTS,
    VERDICT,
    VERDICTS,
    cell_rows,
    judgement_rows,
    verdict_rows,
)
from detente.errors import RunError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FILES", "export"]

FILES = ("cells.parquet", "verdicts.parquet", "judgements.parquet")


def export(bundle: Bundle, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write a bundle as Parquet files that any data tool reads.

    Parameters
    ----------
    bundle : Bundle
        Left as it is. Of an unfinished one only the cells are written.
    folder : Path
        Made where it is missing.
    force : bool
        Write over files of these names.

    Returns
    -------
    tuple of Path
        ``cells.parquet``; of a complete bundle with a ``verdict.json`` also ``verdicts.parquet``,
        and ``judgements.parquet`` where it was conditioned on the status quo. Each is written
        whole or not at all.

    Raises
    ------
    RunError
        If DuckDB is not installed, a file exists, the results are damaged, or the folder cannot be
        written.
    """
    tables = _tables(bundle)
    paths = {name: folder / name for name in tables}
    _check(folder, paths.values(), force)
    connection = _connected()
    try:
        with told_writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for name, (columns, rows) in tables.items():
                _write(connection, paths[name], columns, rows)
    finally:
        connection.close()
    return tuple(paths.values())


def _tables(bundle: Bundle) -> dict[str, tuple[Mapping[str, str], list[dict[str, Any]]]]:
    tables: dict[str, tuple[Mapping[str, str], list[dict[str, Any]]]] = {}
    tables[FILES[0]] = (CELLS, list(cell_rows(bundle)))
    verdict = bundle.results().get(VERDICT)
    if verdict is not None:
        tables[FILES[1]] = (VERDICTS, list(verdict_rows(bundle.short, verdict)))
        judgements = list(judgement_rows(bundle.short, verdict))
        if judgements:
            tables[FILES[2]] = (JUDGEMENTS, judgements)
    return tables


def _check(folder: Path, paths: Iterable[Path], force: bool) -> None:
    if "\0" in str(folder):
        raise RunError(f"{str(folder)!r} is no name of a folder")
    if force:
        return
    there = [path.name for path in paths if os.path.lexists(path)]
    if there:
        raise RunError(
            f"{folder} has {', '.join(there)} already; choose another folder, or write over with --force"
        )


def _connected() -> DuckDBPyConnection:
    try:
        import duckdb
    except ImportError as error:
        raise RunError(
            "Parquet is written with DuckDB, which is not installed: pip install 'detente[query]'"
        ) from error
    # Everything needed is built in; nothing is to be fetched from anywhere.
    settings: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False}
    return duckdb.connect(":memory:", config=settings)


def _write(
    connection: DuckDBPyConnection, path: Path, columns: Mapping[str, str], rows: list[dict[str, Any]]
) -> None:
    """Write one table beside its place first, so that no half-written file is ever there."""
    import duckdb

    scratch = path.with_name(f".writing-{path.name}-{secrets.token_hex(6)}.tmp")
    shape = json.dumps([dict(columns)])
    quoted = str(scratch).replace("'", "''")
    try:
        query = "CREATE OR REPLACE TABLE found AS SELECT unnest(from_json(?, ?), recursive := true)"
        connection.execute(query, [json.dumps(rows, allow_nan=False), shape])
        connection.execute(f"COPY found TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
        os.replace(scratch, path)
    except duckdb.Error as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            os.unlink(scratch)


def _refused(path: Path, error: Exception) -> RunError:
    text = str(error).splitlines()[0]
    if "No space left" in text:
        return disk_full(path)
    return RunError(f"{path} cannot be written: {text}")
