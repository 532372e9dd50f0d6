"""The finished cells of a bundle: a block file and a row in the ledger each.

A cell counts as done only if its row is there *and* its block fits the row's digest. Blocks are
written before rows, each whole or not at all. A lost ledger is made anew from the blocks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from numpy.typing import NDArray

from detente.bundles.atomic import read_bytes, write_atomic
from detente.bundles.blocks import MAX_BYTES, Arrays, DamagedBlockError, file_name, pack, unpack
from detente.bundles.failing import read_refused, told_writing
from detente.bundles.identity import SHORT
from detente.bundles.kept_cell import KeptCell
from detente.bundles.ledger import LEDGER, DamagedLedgerError, Ledger
from detente.bundles.manifest import now
from detente.errors import RunError

__all__ = ["BLOCKS", "CellStore"]

BLOCKS = "blocks"
DAMAGED = ".damaged"
Found = TypeVar("Found")


class CellStore:
    """The finished cells of one bundle.

    Parameters
    ----------
    folder : Path
        Of the bundle.
    short : str
        Digits that name the run, for warnings.
    warnings : list of str
        What is found damaged and mended is added to it.
    """

    def __init__(self, folder: Path, short: str, warnings: list[str]) -> None:
        self.blocks = folder / BLOCKS
        self.short = short
        self.warnings = warnings
        self._ledger = Ledger(folder / LEDGER)

    def cells(self) -> tuple[KeptCell, ...]:
        """Return the rows of the ledger, by name; their blocks are not looked at.

        A lost or damaged ledger is made anew from the blocks.

        Raises
        ------
        RunError
            If the ledger is locked or may not be read.
        """
        try:
            return self._ledger.cells()
        except DamagedLedgerError as error:
            return self._rebuilt(error)

    def done(self) -> dict[str, str]:
        """Return the cells with a row in the ledger and a block file: name and digest.

        Whether the block fits the digest is seen when it is loaded.

        Raises
        ------
        RunError
            If ledger or blocks may not be read.
        """
        try:
            there = set(os.listdir(self.blocks))
        except FileNotFoundError:
            there = set()
        except OSError as error:
            raise read_refused(self.blocks, error) from error
        return {cell.name: cell.digest for cell in self.cells() if file_name(cell.name) in there}

    def load(self, name: str) -> Arrays | None:
        """Return the arrays of a finished cell.

        A damaged block is moved aside (``.damaged``) and its row forgotten, with a warning: that
        cell alone has to be computed again.

        Parameters
        ----------
        name : str
            Of the cell.

        Returns
        -------
        dict of str to array, or None
            None where the cell is not done.

        Raises
        ------
        RunError
            If ledger or block may not be read.
        """
        cell = self._with_ledger(lambda ledger: ledger.find(name))
        if cell is None:
            return None
        try:
            return self.peek(cell)
        except DamagedBlockError as error:
            self._set_aside(cell, str(error))
            return None

    def peek(self, cell: KeptCell) -> Arrays:
        """Return the arrays of a finished cell, and leave everything as it is.

        Raises
        ------
        DamagedBlockError
            If the block is lost, damaged, or not what the row says.
        RunError
            If it may not be read.
        """
        found, arrays = self._block(self.blocks / file_name(cell.name))
        if (found.name, found.digest) != (cell.name, cell.digest):
            raise DamagedBlockError("its content does not fit the ledger")
        return arrays

    def _block(self, file: Path) -> tuple[KeptCell, Arrays]:
        try:
            content = read_bytes(file, MAX_BYTES)
        except (FileNotFoundError, IsADirectoryError) as error:
            raise DamagedBlockError("it is lost") from error
        except OSError as error:
            raise read_refused(file, error) from error
        if content is None:
            raise DamagedBlockError(f"it is larger than {MAX_BYTES // 2**20} MB, which no block is")
        return unpack(content)

    def save(self, cell: KeptCell, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep a finished cell: first its block, then its row; see :meth:`Bundle.save`.

        Parameters
        ----------
        cell : KeptCell
            Whose digest is that of the arrays.
        arrays : mapping of str to array

        Raises
        ------
        RunError, TooLargeError
        """
        content = pack(cell, arrays)
        folder = self.blocks
        with told_writing(folder):
            folder.mkdir(exist_ok=True)
        write_atomic(folder / file_name(cell.name), content)
        known = self._with_ledger(lambda ledger: ledger.add(cell))
        if known.digest != cell.digest:
            self.warnings.append(
                f"cell {cell.name} came out otherwise than before ({cell.digest[:SHORT]}, not "
                f"{known.digest[:SHORT]}); the later is kept: see detente runs replay {self.short}"
            )
            self._with_ledger(lambda ledger: ledger.put(cell))

    def _with_ledger(self, ask: Callable[[Ledger], Found]) -> Found:
        """Ask the ledger, and once more after making it anew where it is lost or damaged."""
        try:
            return ask(self._ledger)
        except DamagedLedgerError as error:
            self._rebuilt(error, must_write=True)
        try:
            return ask(self._ledger)
        except DamagedLedgerError as error:
            raise RunError(
                f"{self._ledger.file}: {error}, again and again; see to the disk, or move the ledger away"
            ) from error

    def _rebuilt(self, why: DamagedLedgerError, *, must_write: bool = False) -> tuple[KeptCell, ...]:
        """Make the ledger anew from the blocks, each of which says whose it is."""
        cells = tuple(self._told_by_blocks())
        self.warnings.append(
            f"the ledger of run {self.short}: {why}; it was made anew from {len(cells)} undamaged blocks"
        )
        with suppress(*(() if must_write else (RunError,))), told_writing(self._ledger.file):
            self._ledger.replace(cells)
        return cells

    def _told_by_blocks(self) -> Iterator[KeptCell]:
        for file in sorted(self.blocks.glob("*.npz")):
            with suppress(DamagedBlockError):
                cell, _ = self._block(file)
                if file_name(cell.name) == file.name:
                    yield replace(cell, written_at=now())

    def _set_aside(self, cell: KeptCell, what: str) -> None:
        """Move a damaged block away and forget its row; where that is not allowed, only tell."""
        file = self.blocks / file_name(cell.name)
        with suppress(OSError):
            os.replace(file, file.with_name(file.name + DAMAGED))
        with suppress(RunError):
            self._with_ledger(lambda ledger: ledger.forget(cell.name))
        self.warnings.append(
            f"the block of cell {cell.name} is damaged ({what}): it was moved aside, and the "
            "cell is computed again"
        )
