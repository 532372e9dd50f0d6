"""The finished cells of a bundle, without the bundle around them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.bundles.blocks import DamagedBlockError, digest_of
from detente.bundles.cell_store import BLOCKS, CellStore
from detente.bundles.kept_cell import KeptCell
from detente.errors import RunError

ARRAYS = {"a": np.arange(3)}
CELL = KeptCell(name="a", stage="s", job="j", start=0, count=3, digest=digest_of(ARRAYS), seconds=1.0)


@pytest.fixture
def cells(tmp_path: Path) -> CellStore:
    """A store of one cell, whose ledger and folder were made when it was saved."""
    found = CellStore(tmp_path, "0123456789ab", [])
    found.save(CELL, ARRAYS)
    return found


def test_made_on_the_way(cells: CellStore, tmp_path: Path) -> None:
    """A folder with nothing in it becomes one with a block and a ledger."""
    assert sorted(path.name for path in tmp_path.iterdir()) == [BLOCKS, "ledger.sqlite"]
    # The block was written before the ledger was missed, so it tells of itself.
    assert "made anew from 1 undamaged blocks" in cells.warnings[0]
    assert cells.done() == {"a": CELL.digest}


def test_told_by_its_block(cells: CellStore, tmp_path: Path) -> None:
    """Name, stage, job, draws and digest outlast the ledger; time and worker do not."""
    (tmp_path / "ledger.sqlite").unlink()
    (found,) = cells.cells()
    assert (found.name, found.stage, found.job, found.start, found.count) == ("a", "s", "j", 0, 3)
    assert (found.digest, found.seconds, found.worker) == (CELL.digest, None, None)


def test_a_block_under_another_name(cells: CellStore, tmp_path: Path) -> None:
    """It tells of no cell."""
    block = tmp_path / BLOCKS / "a.npz"
    block.rename(block.with_name("b.npz"))
    (tmp_path / "ledger.sqlite").unlink()
    assert cells.cells() == ()


def test_peeking_changes_nothing(cells: CellStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost, foreign or huge block is told of and left where it is."""
    block = tmp_path / BLOCKS / "a.npz"
    (row,) = cells.cells()
    block.write_bytes(b"x")
    with pytest.raises(DamagedBlockError, match="cannot be read"):
        cells.peek(row)
    block.unlink()
    with pytest.raises(DamagedBlockError, match="lost"):
        cells.peek(row)
    monkeypatch.setattr("detente.bundles.cell_store.MAX_BYTES", 3)
    block.write_bytes(b"abcd")
    with pytest.raises(DamagedBlockError, match="larger than"):
        cells.peek(row)
    assert cells.cells() == (row,)


def test_a_folder_in_the_place_of_a_block(cells: CellStore, tmp_path: Path) -> None:
    """It is moved aside like any damaged block."""
    block = tmp_path / BLOCKS / "a.npz"
    block.unlink()
    block.mkdir()
    assert cells.load("a") is None
    cells.save(CELL, ARRAYS)
    assert cells.load("a") is not None


def test_a_ledger_damaged_again_and_again(cells: CellStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried once more, then given up with what to do."""
    monkeypatch.setattr("detente.bundles.ledger.Ledger.replace", lambda *_: None)
    cells._ledger.file.write_bytes(b"no database" * 100)
    with pytest.raises(RunError, match="again and again; see to the disk"):
        cells.load("a")
