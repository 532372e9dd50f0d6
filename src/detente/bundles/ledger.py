"""The ledger of a bundle: one row for each finished cell, in SQLite.

A rollback journal rather than a write-ahead log: it also works on network disks, and a bundle
that nobody writes to can be read from a read-only folder. Every question opens the file anew, so
that a ledger may be replaced, and a bundle used from several threads and processes, at any time.
Rows are not flushed to the disk one by one: a process may die at any moment without harm, and what
a loss of power can damage here is made anew from the blocks, which are flushed.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from detente.bundles.failing import GO_ON, disk_full
from detente.bundles.kept_cell import KeptCell
from detente.errors import RunError

__all__ = ["BUSY_SECONDS", "LEDGER", "DamagedLedgerError", "Ledger"]

LEDGER = "ledger.sqlite"
#: How long another process's writing is waited for.
BUSY_SECONDS = 30.0
TABLE = """
CREATE TABLE IF NOT EXISTS cells (
    name TEXT PRIMARY KEY,
    stage TEXT NOT NULL,
    job TEXT NOT NULL,
    start INTEGER NOT NULL,
    count INTEGER NOT NULL,
    digest TEXT NOT NULL,
    seconds REAL,
    worker TEXT,
    written_at TEXT NOT NULL
) WITHOUT ROWID
"""
COLUMNS = "name, stage, job, start, count, digest, seconds, worker, written_at"
ADD = f"INSERT OR IGNORE INTO cells ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
#: Files that SQLite may leave beside a ledger; they belong to that ledger and no other.
BESIDE = ("-journal", "-wal", "-shm")
FORBIDDEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH)


class DamagedLedgerError(Exception):
    """A ledger that is lost or cannot be understood; says what is wrong with it."""


class Ledger:
    """The ledger of one bundle.

    Parameters
    ----------
    file : Path
        :meth:`create` makes it.

    Raises
    ------
    DamagedLedgerError
        By every method but :meth:`create` and :meth:`replace`: if the file is lost or damaged.
    RunError
        By every method: if it is locked for longer than :data:`BUSY_SECONDS`, the disk is full, or
        it may not be read or written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def create(self, cells: Iterable[KeptCell] = ()) -> None:
        """Make a new ledger with some rows in it."""
        with self._open("rwc") as connection:
            connection.execute(TABLE)
            connection.executemany(ADD, map(_row, cells))

    def cells(self) -> tuple[KeptCell, ...]:
        """Return every finished cell, by name."""
        with self._open("ro") as connection:
            found = connection.execute(f"SELECT {COLUMNS} FROM cells ORDER BY name").fetchall()
        return tuple(map(_cell, found))

    def find(self, name: str) -> KeptCell | None:
        """Return a finished cell, or None."""
        with self._open("ro") as connection:
            found = connection.execute(f"SELECT {COLUMNS} FROM cells WHERE name = ?", (name,)).fetchone()
        return None if found is None else _cell(found)

    def add(self, cell: KeptCell) -> KeptCell:
        """Enter a finished cell, unless it is there already.

        Returns
        -------
        KeptCell
            The row that stands: ``cell``, or what another process entered before.
        """
        with self._open("rw") as connection:
            connection.execute(ADD, _row(cell))
            query = f"SELECT {COLUMNS} FROM cells WHERE name = ?"
            return _cell(connection.execute(query, (cell.name,)).fetchone())

    def put(self, cell: KeptCell) -> None:
        """Enter a finished cell in the place of what was there."""
        with self._open("rw") as connection:
            connection.execute(ADD.replace("IGNORE", "REPLACE"), _row(cell))

    def forget(self, name: str) -> None:
        """Remove a cell; it counts as not done from now on."""
        with self._open("rw") as connection:
            connection.execute("DELETE FROM cells WHERE name = ?", (name,))

    def replace(self, cells: Iterable[KeptCell]) -> None:
        """Put a new ledger in the place of a lost or damaged one, which is kept as ``.damaged``."""
        scratch = self.file.with_name(f".writing-{LEDGER}-{secrets.token_hex(6)}.tmp")
        Ledger(scratch).create(cells)
        with suppress(FileNotFoundError):
            os.replace(self.file, self.file.with_name(f"{LEDGER}.damaged"))
        for ending in BESIDE:
            # A journal left by the old ledger would be played back into the new one.
            with suppress(FileNotFoundError):
                os.unlink(self.file.with_name(LEDGER + ending))
        os.replace(scratch, self.file)

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        if mode != "rwc" and not self.file.is_file():
            raise DamagedLedgerError("it is lost")
        address = f"{self.file.absolute().as_uri()}?mode={mode}"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection, connection:
                connection.execute("PRAGMA synchronous = OFF")
                yield connection
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> Exception:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return RunError(
                f"{self.file} is locked by another program for more than {BUSY_SECONDS:g} seconds; close "
                f"what has it open; {GO_ON}"
            )
        if code == sqlite3.SQLITE_FULL:
            return disk_full(self.file)
        if code in FORBIDDEN:
            return RunError(
                f"{self.file} may not be opened or written: {error}; make its folder writable, or keep runs "
                f"elsewhere (--runs, or DETENTE_RUNS); {GO_ON}"
            )
        if code == sqlite3.SQLITE_IOERR:
            return RunError(f"{self.file} cannot be read or written: {error}; see to the disk; {GO_ON}")
        return DamagedLedgerError(f"it is damaged ({error})")


def _row(cell: KeptCell) -> tuple[object, ...]:
    return tuple(cell.to_dict().values())


def _cell(row: tuple[object, ...]) -> KeptCell:
    names = COLUMNS.split(", ")
    values = dict(zip(names, row, strict=True))
    texts = ("name", "stage", "job", "digest", "written_at")
    numbers = ("start", "count")
    if any(not isinstance(values[key], str) for key in texts) or any(
        not isinstance(values[key], int) for key in numbers
    ):
        raise DamagedLedgerError("a row of it is damaged")
    return KeptCell(**values)  # type: ignore[arg-type]
