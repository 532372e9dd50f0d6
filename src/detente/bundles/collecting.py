"""Removing bundles that are no longer wanted, and what killed processes left behind."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from detente.bundles.atomic import STRAY_AFTER, is_stray
from detente.bundles.failing import read_refused, remove_refused
from detente.bundles.info import BundleInfo, size_of
from detente.bundles.locking import alone
from detente.errors import RunError

__all__ = ["Collected", "collect"]

NEW, REMOVED = ".new-", ".removed-"


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What was removed, or would be.

    Attributes
    ----------
    removed : tuple of BundleInfo
    in_use : tuple of BundleInfo
        Meant to go and left, as a process uses them.
    failed : tuple of (BundleInfo, str)
        Meant to go and left, with the system's refusal.
    strays : tuple of Path
        Temporary files and folders that killed processes had left behind.
    kept : int
        Bundles that stay, in use or refused ones included.
    freed : int
        Bytes.
    dry_run : bool
        Whether nothing was done.
    """

    removed: tuple[BundleInfo, ...]
    in_use: tuple[BundleInfo, ...]
    failed: tuple[tuple[BundleInfo, str], ...]
    strays: tuple[Path, ...]
    kept: int
    freed: int
    dry_run: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "dry_run": self.dry_run,
            "removed": [info.to_dict() for info in self.removed],
            "in_use": [info.short for info in self.in_use],
            "failed": [{"run": info.short, "why": why} for info, why in self.failed],
            "strays": [str(path) for path in self.strays],
            "kept": self.kept,
            "freed_bytes": self.freed,
        }


def collect(
    root: Path,
    infos: Sequence[BundleInfo],
    *,
    keep: int | None = None,
    older_than: timedelta | None = None,
    unfinished: bool = False,
    dry_run: bool = False,
) -> Collected:
    """Remove bundles; see :meth:`~detente.bundles.store.Store.gc`.

    Parameters
    ----------
    root : Path
    infos : sequence of BundleInfo
        All of them, the one begun last first.
    keep, older_than, unfinished, dry_run
        As for ``Store.gc``.

    Raises
    ------
    RunError
        If the root may not be read, or ``keep`` or ``older_than`` is negative.
    """
    wanted = _chosen(infos, keep, older_than, unfinished)
    strays = tuple(_strays(root))
    freed = sum(size_of(path) if path.is_dir() else path.lstat().st_size for path in strays if path.exists())
    removed: list[BundleInfo] = []
    in_use: list[BundleInfo] = []
    failed: list[tuple[BundleInfo, str]] = []
    for info in wanted:
        try:
            gone = _remove(info, dry_run)
        except OSError as error:
            failed.append((info, str(remove_refused(info.folder, error))))
            continue
        (removed if gone else in_use).append(info)
    if not dry_run:
        _sweep(strays)
    return Collected(
        removed=tuple(removed),
        in_use=tuple(in_use),
        failed=tuple(failed),
        strays=strays,
        kept=len(infos) - len(removed),
        freed=freed + sum(info.size for info in removed),
        dry_run=dry_run,
    )


def _chosen(
    infos: Sequence[BundleInfo], keep: int | None, older_than: timedelta | None, unfinished: bool
) -> list[BundleInfo]:
    if keep is not None and keep < 0:
        raise RunError(f"the number of runs to keep is 0 or more, not {keep}")
    if older_than is not None and older_than < timedelta(0):
        raise RunError("the age of runs to remove is 0 or more")
    if keep is None and older_than is None and not unfinished:
        return []
    found = list(infos[keep or 0 :])
    if older_than is not None:
        found = [info for info in found if _age(info) > older_than]
    return [info for info in found if not (unfinished and info.is_complete)]


def _age(info: BundleInfo) -> timedelta:
    """How long ago a run was begun; one whose time cannot be read counts as new, and stays."""
    try:
        return datetime.now(UTC) - datetime.fromisoformat(info.begun)
    except (ValueError, TypeError, OverflowError):
        return timedelta(0)


def _remove(info: BundleInfo, dry_run: bool) -> bool:
    """Remove a bundle unless it is in use: out of the way in one step, then file by file."""
    with alone(info.folder) as is_mine:
        if not is_mine or dry_run:
            return is_mine
        aside = info.folder.with_name(f"{REMOVED}{info.short}-{secrets.token_hex(6)}")
        os.rename(info.folder, aside)
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _strays(root: Path) -> Iterator[Path]:
    """Yield what was left behind: half-made and half-removed bundles, and temporary files."""
    try:
        entries = sorted(root.iterdir()) if root.is_dir() else []
    except OSError as error:
        raise read_refused(root, error) from error
    for entry in entries:
        if entry.name.startswith(REMOVED):
            yield entry
        elif entry.name.startswith(NEW):
            if time.time() - entry.stat().st_mtime > STRAY_AFTER:
                yield entry
        elif entry.is_dir() and not entry.name.startswith("."):
            with suppress(OSError):
                yield from (path for path in sorted(entry.rglob(".writing-*")) if is_stray(path))


def _sweep(strays: Sequence[Path]) -> None:
    for path in strays:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
