"""The ledger of finished cells."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from detente.bundles import ledger as module
from detente.bundles.kept_cell import KeptCell
from detente.bundles.ledger import LEDGER, DamagedLedgerError, Ledger
from detente.errors import RunError


def cell(name: str, digest: str = "00") -> KeptCell:
    """A finished cell."""
    return KeptCell(
        name=name,
        stage="judge",
        job="base",
        start=0,
        count=64,
        digest=digest,
        seconds=1.5,
        worker="w",
        written_at="2026-01-01",
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with two rows."""
    found = Ledger(tmp_path / LEDGER)
    found.create([cell("b"), cell("a")])
    return found


def test_rows(ledger: Ledger) -> None:
    """They are found as they were entered, by name."""
    assert ledger.cells() == (cell("a"), cell("b"))
    assert (ledger.find("b"), ledger.find("c")) == (cell("b"), None)


def test_the_first_row_stands(ledger: Ledger) -> None:
    """A second of the same name is passed over, unless it is to replace it."""
    assert ledger.add(cell("c", "11")) == cell("c", "11")
    assert ledger.add(cell("c", "22")) == cell("c", "11")
    ledger.put(cell("c", "22"))
    assert ledger.find("c") == cell("c", "22")


def test_forgetting(ledger: Ledger) -> None:
    """A row is gone; forgetting it twice does no harm."""
    ledger.forget("a")
    ledger.forget("a")
    assert ledger.cells() == (cell("b"),)


@pytest.mark.parametrize("content", [b"", b"not a database, though long enough" * 50])
def test_damage_is_told_apart(ledger: Ledger, content: bytes) -> None:
    """An empty or foreign file is damaged; a new one takes its place and the old one is kept."""
    ledger.file.write_bytes(content)
    with pytest.raises(DamagedLedgerError):
        ledger.cells()
    ledger.file.with_name(f"{LEDGER}-journal").write_bytes(b"of the old one")
    ledger.replace([cell("x")])
    assert ledger.cells() == (cell("x"),)
    assert sorted(path.name for path in ledger.file.parent.iterdir()) == [LEDGER, f"{LEDGER}.damaged"]


def test_lost(tmp_path: Path) -> None:
    """A ledger that is not there is not made by asking it."""
    ledger = Ledger(tmp_path / LEDGER)
    for ask in (ledger.cells, lambda: ledger.add(cell("a")), lambda: ledger.forget("a")):
        with pytest.raises(DamagedLedgerError, match="lost"):
            ask()
    assert list(tmp_path.iterdir()) == []


def test_a_row_of_the_wrong_kind(ledger: Ledger) -> None:
    """SQLite would keep any type in any column."""
    with sqlite3.connect(ledger.file) as connection:
        connection.execute("UPDATE cells SET start = 'x' WHERE name = 'a'")
    with pytest.raises(DamagedLedgerError, match="a row of it"):
        ledger.cells()


def test_locked(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that does not let go is named as the trouble."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(ledger.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RunError, match="is locked by another program"):
        ledger.add(cell("c"))
    other.execute("ROLLBACK")
    other.close()
    assert ledger.add(cell("c")) == cell("c")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY, "may not be opened or written"),
        (sqlite3.SQLITE_CANTOPEN, "may not be opened or written"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "see to the disk"),
    ],
)
def test_refusals(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, code: int, told: str) -> None:
    """What the system refuses is no damage."""

    def refuse(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("refused")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(module.sqlite3, "connect", refuse)
    with pytest.raises(RunError, match=told):
        ledger.cells()
