"""What is told of a bundle in a list, whatever state it is in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from detente.bundles.identity import SHORT
from detente.bundles.ledger import LEDGER, DamagedLedgerError, Ledger
from detente.bundles.locking import is_in_use
from detente.bundles.manifest import Manifest, read_manifest
from detente.errors import RunError

__all__ = ["BundleInfo", "info_of", "size_of"]

InfoState = Literal["running", "complete", "damaged"]


@dataclass(frozen=True, kw_only=True)
class BundleInfo:
    """One bundle in a list.

    Attributes
    ----------
    folder : Path
    hash : str or None
        None where the manifest is damaged; ``short`` is there all the same.
    state : {"running", "complete", "damaged"}
        ``"running"`` for every run that is not finished, whether a process works on it or not.
    wrong : str or None
        What is damaged.
    in_use : bool
        Whether a process uses it now.
    manifest : Manifest or None
    begun : str
        ISO 8601 in UTC; of a damaged one when its folder was last changed.
    cells : int
        Finished, by the ledger; 0 where that is damaged.
    draws : int
        Sum of the draws of finished cells over all stages and jobs.
    seconds : float
        Sum of the time that finished cells took.
    size : int
        Bytes of all its files.
    """

    folder: Path
    hash: str | None
    state: InfoState
    wrong: str | None
    in_use: bool
    manifest: Manifest | None
    begun: str
    cells: int
    draws: int
    seconds: float
    size: int

    @property
    def short(self) -> str:
        """The digits of the hash that name the folder."""
        return self.folder.name[:SHORT]

    @property
    def is_complete(self) -> bool:
        """Whether the results were written, whatever was damaged since; False where that is not known."""
        return self.manifest is not None and self.manifest.is_complete

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "run": self.short,
            "hash": self.hash,
            "state": self.state,
            "wrong": self.wrong,
            "in_use": self.in_use,
            "begun": self.begun,
            "finished": (self.manifest.finished or None) if self.manifest else None,
            "identity": dict(self.manifest.identity) if self.manifest else None,
            "command": self.manifest.command if self.manifest else None,
            "cells": self.cells,
            "cell_draws": self.draws,
            "cell_seconds": self.seconds,
            "bytes": self.size,
        }


def info_of(folder: Path) -> BundleInfo:
    """Look at a bundle without changing it; nothing that is wrong with it is an error.

    Parameters
    ----------
    folder : Path
        A folder that is there, or was a moment ago.
    """
    manifest, wrong = None, None
    cells, draws, seconds = 0, 0, 0.0
    try:
        manifest = read_manifest(folder)
        found = Ledger(folder / LEDGER).cells()
        cells, draws = len(found), sum(cell.count for cell in found)
        seconds = sum(cell.seconds or 0.0 for cell in found)
    except RunError as error:
        wrong = str(error)
    except DamagedLedgerError as error:
        # The next that opens it makes a new one from the blocks.
        wrong = f"{folder / LEDGER}: {error}; detente run --resume makes it anew from the blocks"
    return BundleInfo(
        folder=folder,
        hash=manifest.hash if manifest else None,
        state="damaged" if wrong or manifest is None else manifest.state,
        wrong=wrong,
        in_use=is_in_use(folder),
        manifest=manifest,
        begun=manifest.begun if manifest else _changed(folder),
        cells=cells,
        draws=draws,
        seconds=seconds,
        size=size_of(folder),
    )


def _changed(folder: Path) -> str:
    try:
        changed = folder.stat().st_mtime
    except OSError:
        changed = 0.0
    return datetime.fromtimestamp(changed, UTC).isoformat(timespec="microseconds")


def size_of(folder: Path) -> int:
    """Add up the bytes of all files of a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except OSError:
                continue
    return total
