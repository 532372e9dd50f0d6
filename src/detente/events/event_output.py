"""The table of events: written beside its place, and there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import RunError
from detente.events.event_sql import KEPT, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["ENDINGS", "Written", "check_output", "folder_beside", "write_table"]

#: Dyads that are told.
MOST_DYADS = 10
#: How each kind of table is written.
ENDINGS = {
    ".parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880",
    ".csv": "FORMAT csv, HEADER true",
}


def check_output(output: Path, *, force: bool) -> None:
    """Refuse a table that could not be written, before anything is read.

    Raises
    ------
    RunError
        If its name ends otherwise than in ``.parquet`` or ``.csv``, if it exists and ``force`` is
        False, or if it is a folder.
    """
    if output.suffix.lower() not in ENDINGS:
        raise RunError(f"{output}: a table of events is written as .parquet or .csv; let its name end so")
    if "\0" in str(output):
        raise RunError(f"{str(output)!r} is no name of a file")
    if output.is_dir():
        raise RunError(f"{output} is a folder; give the name of a file")
    if os.path.lexists(output) and not force:
        raise RunError(f"{output} exists already; choose another name, or write over it with --force")


@contextmanager
def folder_beside(output: Path) -> Iterator[Path]:
    """Give a temporary folder on the disk of the output; it is gone afterwards, whatever happens.

    Raises
    ------
    RunError
        If it cannot be made, or the disk is full.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{output.name[:40]}.", dir=output.parent))
    except OSError as error:
        raise _refused(output, error) from error
    try:
        yield scratch
    except OSError as error:
        raise _refused(output, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _refused(output: Path, error: OSError) -> RunError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return RunError(f"{output} cannot be written: {reason[:1].lower()}{reason[1:]}")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is in a table of events: rows, first and last day, the dyads with the most events."""

    rows: int
    first: date | None
    last: date | None
    dyads: tuple[tuple[str, str, int], ...]


def write_table(connection: DuckDBPyConnection, output: Path, scratch: Path) -> Written:
    """Write the rows of the view ``kept`` in their order, and put the table in its place.

    Parameters
    ----------
    connection : DuckDBPyConnection
    output : Path
    scratch : Path
        Folder on the same disk.
    """
    ending = output.suffix.lower()
    made = scratch / f"table{ending}"
    # Duplicates are taken out by a join, and the rows stay in order only while its large side is the one
    # gone through, by one thread: several hand on what they joined in pieces whose ends change places.
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    connection.execute("SET threads = 1")
    connection.execute(f"COPY (SELECT {', '.join(KEPT)} FROM kept) TO {literal(made)} ({ENDINGS[ending]})")
    summary = _summary(connection)
    made.chmod(0o644)
    os.replace(made, output)
    return summary


def _summary(connection: DuckDBPyConnection) -> Written:
    found = connection.execute("SELECT count(*), min(date), max(date) FROM kept").fetchone()
    rows, first, last = found or (0, None, None)
    dyads = connection.execute(
        f"""SELECT source, target, count(*) AS events FROM kept GROUP BY ALL
            ORDER BY events DESC, source, target LIMIT {MOST_DYADS}"""
    ).fetchall()
    return Written(rows=rows, first=first, last=last, dyads=tuple(dyads))
