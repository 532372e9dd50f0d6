"""One run bundle: a folder that keeps the finished cells of a run, its dossier and its results.

.. code-block:: text

    runs/3f2a9c01b7de/
      manifest.json       what the run is; what made it; the results and their hashes
      dossier/            the dossier's own files, byte for byte
      blocks/<cell>.npz   the arrays of each finished cell
      ledger.sqlite       one row for each finished cell
      verdict.json ...    the results, once it is complete

A cell counts as done only if its row is in the ledger *and* its block fits the row's digest. Every
file is written whole or not at all, blocks before rows, so that a process may be killed at any
moment: what it was about to write is missing then, and nothing else.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from numpy.typing import NDArray

from detente.bundles.atomic import write_atomic
from detente.bundles.blocks import Arrays, digest_of
from detente.bundles.cell_store import BLOCKS, CellStore
from detente.bundles.identity import SHORT
from detente.bundles.kept_cell import KeptCell
from detente.bundles.kept_files import check_names, hashes, read_kept
from detente.bundles.ledger import LEDGER
from detente.bundles.locking import LOCK, Hold
from detente.bundles.manifest import MANIFEST, Manifest, now
from detente.errors import RunError

__all__ = ["DOSSIER", "Bundle"]

DOSSIER = "dossier"
#: Names in a bundle's folder that no result may bear.
TAKEN = (BLOCKS, DOSSIER, LEDGER, LOCK)


class Bundle:
    """One run bundle; made by :class:`~detente.bundles.store.Store`.

    May be used by several threads and processes at a time. A context manager: leaving it lets go
    of the bundle, which until then is never removed by :meth:`Store.gc`.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    hold : Hold, optional
    warnings : list of str, optional

    Attributes
    ----------
    folder : Path
    manifest : Manifest
    warnings : list of str
        What was found damaged and mended so far, a sentence each without a full stop.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        *,
        hold: Hold | None = None,
        warnings: list[str] | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.warnings = warnings if warnings is not None else []
        self._hold = hold
        self._cells = CellStore(folder, self.short, self.warnings)

    def __repr__(self) -> str:
        return f"<Bundle {self.short}: {self.manifest.state}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the bundle; a second time does nothing."""
        if self._hold is not None:
            self._hold.release()

    @property
    def hash(self) -> str:
        """SHA-256 of the identity, 64 hexadecimal digits."""
        return self.manifest.hash

    @property
    def short(self) -> str:
        """The digits of the hash that name the folder."""
        return self.hash[:SHORT]

    @property
    def identity(self) -> Mapping[str, Any]:
        """Everything that the results depend on, as plain JSON."""
        return self.manifest.identity

    @property
    def is_complete(self) -> bool:
        """Whether the results were written."""
        return self.manifest.is_complete

    def check_same(self, wanted: Mapping[str, Any]) -> None:
        """Refuse to go on with a run that another version began.

        Parameters
        ----------
        wanted : mapping
            Entries of the identity that must be as they are here, such as ``{"detente": "0.1.0",
            "method": 1}``.

        Raises
        ------
        RunError
            With both versions.
        """
        if all(self.identity.get(key) == value for key, value in wanted.items()):
            return
        began = ", ".join(f"{key} {self.identity.get(key, 'unknown')}" for key in wanted)
        here = ", ".join(f"{key} {value}" for key, value in wanted.items())
        raise RunError(
            f"run {self.short} was begun with {began}, and this is {here}: their blocks must not be mixed; "
            f"go on with the version that began it, or run it anew with this one: {self.manifest.command}"
        )

    def cells(self) -> tuple[KeptCell, ...]:
        """Return the rows of the ledger, by name; their blocks are not looked at.

        A lost or damaged ledger is made anew from the blocks.

        Raises
        ------
        RunError
            If the ledger is locked or may not be read.
        """
        return self._cells.cells()

    def done(self) -> dict[str, str]:
        """Return the cells with a row in the ledger and a block file: name and digest.

        Whether the block fits the digest is seen when it is loaded.

        Raises
        ------
        RunError
            If ledger or blocks may not be read.
        """
        return self._cells.done()

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
        return self._cells.load(name)

    def peek(self, cell: KeptCell) -> Arrays:
        """Return the arrays of a finished cell, and leave everything as it is.

        Raises
        ------
        DamagedBlockError
            If the block is lost, damaged, or not what the row says.
        RunError
            If it may not be read.
        """
        return self._cells.peek(cell)

    def save(
        self,
        name: str,
        arrays: Mapping[str, NDArray[Any]],
        *,
        stage: str,
        job: str,
        start: int,
        count: int,
        seconds: float,
        worker: str | None = None,
    ) -> None:
        """Keep a finished cell: first its block, then its row.

        A cell that is there already is written once more and keeps its row; one whose digest is
        another than before is warned about, as the same cell must always come out the same.

        Parameters
        ----------
        name : str
            Unique within the bundle; any text.
        arrays : mapping of str to array
            Of numbers or text, not of Python objects.
        stage, job : str
        start, count : int
        seconds : float
            How long it took.
        worker : str, optional
            Who computed it; this machine and process if not given.

        Raises
        ------
        RunError
            If it cannot be written: the disk is full, the folder read-only, the ledger locked. What
            was kept before stays.
        TooLargeError
            If the arrays are larger than a block may be.
        """
        cell = KeptCell(
            name=name,
            stage=stage,
            job=job,
            start=int(start),
            count=int(count),
            digest=digest_of(arrays),
            seconds=float(seconds),
            worker=f"{platform.node()}:{os.getpid()}" if worker is None else worker,
            written_at=now(),
        )
        self._cells.save(cell, arrays)

    def finish(self, files: Mapping[str, bytes]) -> None:
        """Write the results and call the run complete.

        Parameters
        ----------
        files : mapping of str to bytes
            Plain file names; ``manifest.json`` is passed over, as the bundle's own stands for it.

        Raises
        ------
        RunError
            If a file cannot be written; the run is then still unfinished.
        """
        kept = {name: content for name, content in files.items() if name != MANIFEST}
        check_names(kept, TAKEN)
        found = hashes(kept)
        before = self.manifest.files
        changed = [name for name, known in before.items() if found.get(name, known) != known]
        if changed:
            self.warnings.append(
                f"{', '.join(changed)} came out otherwise than before; the later is kept: see detente runs "
                f"replay {self.short}"
            )
        for name, content in kept.items():
            write_atomic(self.folder / name, content)
        manifest = replace(self.manifest, state="complete", finished=now(), files=found)
        manifest.write(self.folder)
        self.manifest = manifest

    def results(self) -> dict[str, bytes]:
        """Return the result files; none while the run is unfinished.

        Raises
        ------
        RunError
            If one is lost or does not fit the manifest: with its name.
        """
        again = f"detente run --resume {self.short} writes it again from what is kept"
        return read_kept(self.folder, self.manifest.files, again)

    def dossier_files(self) -> dict[str, bytes]:
        """Return the dossier's files, byte for byte.

        Raises
        ------
        RunError
            If one is lost or does not fit the manifest: with its name.
        """
        again = "the command that began this run puts it back"
        return read_kept(self.folder / DOSSIER, self.manifest.dossier_files, again)
