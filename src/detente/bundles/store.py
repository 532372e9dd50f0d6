"""The folder that holds run bundles: making, finding, listing and removing them."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from detente.bundles.atomic import write_atomic
from detente.bundles.bundle import DOSSIER, Bundle
from detente.bundles.cell_store import BLOCKS
from detente.bundles.collecting import Collected, collect
from detente.bundles.failing import told_reading, told_writing
from detente.bundles.identity import SHORT, hash_of, is_short
from detente.bundles.info import BundleInfo, info_of
from detente.bundles.kept_files import check_names, file_fault, hashes
from detente.bundles.ledger import LEDGER, Ledger
from detente.bundles.locking import LOCK, Hold
from detente.bundles.manifest import (
    MANIFEST,
    DamagedManifestError,
    Manifest,
    begin,
    read_manifest,
    versions,
)
from detente.errors import RunError, UnknownNameError

__all__ = ["LATEST", "Store"]

LATEST = "latest"
#: A bundle may be removed between being found and being held.
ATTEMPTS = 5
#: Runs named in an error.
NAMED = 8


class Store:
    """A folder of run bundles.

    Parameters
    ----------
    root : Path or str
        Need not be there: :meth:`open` makes it.

    Raises
    ------
    RunError
        For a name that no folder can bear.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)
        if "\0" in str(root):
            raise RunError(f"{str(root)!r} is no name of a folder")

    def __repr__(self) -> str:
        return f"<Store {self.root}>"

    def open(self, identity: Mapping[str, Any], dossier_files: Mapping[str, bytes], command: str) -> Bundle:
        """Open the bundle of a run: a new one, or that of the same run begun before.

        A damaged manifest or dossier file of an earlier one is put right, with a warning.

        Parameters
        ----------
        identity : mapping
            Plain JSON: everything that the results depend on. Its hash names the bundle.
        dossier_files : mapping of str to bytes
            Plain file names.
        command : str
            That does the same again.

        Returns
        -------
        Bundle
            Held until it is closed.

        Raises
        ------
        RunError
            If it cannot be made or written: the root is a file, read-only, or the disk full.
        """
        check_names(dossier_files)
        manifest = begin(identity, command, hashes(dossier_files))
        folder = self.root / manifest.hash[:SHORT]
        for _ in range(ATTEMPTS):
            self._make(folder, manifest, dossier_files)
            try:
                hold = _held(folder)
            except FileNotFoundError:
                continue
            return _mended(folder, manifest, dossier_files, hold)
        raise RunError(f"{folder} is removed again and again by another program; end that first")

    def _make(self, folder: Path, manifest: Manifest, dossier_files: Mapping[str, bytes]) -> None:
        """Make a bundle beside its place and move it there, unless one is there already."""
        with told_writing(folder):
            if folder.is_dir():
                return
            self.root.mkdir(parents=True, exist_ok=True)
            scratch = self.root / f".new-{folder.name}-{secrets.token_hex(6)}"
            scratch.mkdir()
            try:
                _fill(scratch, manifest, dossier_files)
                try:
                    os.rename(scratch, folder)
                except OSError:
                    # Another process may have been faster; anything else is a refusal.
                    if not (folder / MANIFEST).exists():
                        raise
            finally:
                shutil.rmtree(scratch, ignore_errors=True)

    def find(self, name: str, *, unfinished: bool = False) -> Bundle:
        """Find a bundle by the first digits of its hash.

        Parameters
        ----------
        name : str
            At least one digit, the whole hash, the bundle's folder, or ``latest``: the one begun
            last.
        unfinished : bool
            Look among unfinished ones only.

        Returns
        -------
        Bundle
            Held until it is closed, where the system allows it.

        Raises
        ------
        UnknownNameError
            If there is none: with those there are.
        RunError
            If there are several, no bundles at all, or the one meant is damaged.
        """
        folder = self._folder(name, unfinished)
        try:
            hold = _held(folder)
        except FileNotFoundError as error:
            raise RunError(f"{folder} was removed by another program just now") from error
        return Bundle(folder, read_manifest(folder), hold=hold)

    def resume(self, name: str, wanted: Mapping[str, Any], *, unfinished: bool = False) -> Bundle:
        """Find a bundle to go on with; one begun by another version is refused.

        Parameters
        ----------
        name : str
        wanted : mapping
            Entries of the identity that must be as they are here: see :meth:`Bundle.check_same`.
        unfinished : bool

        Raises
        ------
        UnknownNameError, RunError
            As :meth:`find`, and for another version, with both named.
        """
        bundle = self.find(name, unfinished=unfinished)
        try:
            bundle.check_same(wanted)
        except RunError:
            bundle.close()
            raise
        bundle.warnings += _library_warnings(bundle.manifest)
        return bundle

    def _folder(self, name: str, unfinished: bool) -> Path:
        asked = Path(name.strip().lower()).name
        infos = [info for info in self.list() if not (unfinished and info.is_complete)]
        known = [info.short for info in infos]
        if not known:
            which = "unfinished runs" if unfinished else "runs"
            raise RunError(f"there are no {which} in {self.root}; detente run CASE --keep makes one")
        if asked == LATEST:
            # A lost ledger is made anew, so only a lost manifest keeps a run from being the latest.
            whole = [info for info in infos if info.manifest is not None]
            return (whole or infos)[0].folder
        found = [info for info in infos if asked and info.short == asked[:SHORT]]
        found = found or [info for info in infos if asked and info.short.startswith(asked)]
        if len(asked) > SHORT:
            found = [info for info in found if (info.hash or asked).startswith(asked)]
        if not found:
            raise UnknownNameError("run", name, (*known[:NAMED], LATEST))
        if len(found) > 1:
            names = ", ".join(info.short for info in found[:NAMED])
            raise RunError(f"several runs begin with {name}: {names}; give more digits")
        return found[0].folder

    def list(self) -> tuple[BundleInfo, ...]:
        """Return every bundle, the one begun last first; damaged ones with what is wrong.

        Returns
        -------
        tuple of BundleInfo
            Empty where the root is empty or not there.

        Raises
        ------
        RunError
            If the root is a file or may not be read.
        """
        with told_reading(self.root):
            try:
                names = sorted(os.listdir(self.root))
            except FileNotFoundError:
                return ()
        folders = [self.root / name for name in names if is_short(name)]
        infos = [info_of(folder) for folder in folders if folder.is_dir()]
        return tuple(sorted(infos, key=lambda info: (info.begun, info.short), reverse=True))

    def gc(
        self,
        *,
        keep: int | None = None,
        older_than: timedelta | None = None,
        unfinished: bool = False,
        dry_run: bool = False,
    ) -> Collected:
        """Remove bundles that are no longer wanted, and what killed processes left behind.

        A bundle goes if every condition given says so; with none given no bundle goes. One that a
        process uses never does.

        Parameters
        ----------
        keep : int, optional
            The newest so many stay.
        older_than : timedelta, optional
            Those begun less long ago stay.
        unfinished : bool
            Complete ones stay. One whose manifest is damaged counts as unfinished.
        dry_run : bool
            Only tell what would go.

        Returns
        -------
        Collected

        Raises
        ------
        RunError
            If the root may not be read, or ``keep`` or ``older_than`` is negative.
        """
        return collect(
            self.root, self.list(), keep=keep, older_than=older_than, unfinished=unfinished, dry_run=dry_run
        )


def _held(folder: Path) -> Hold | None:
    """Hold a bundle; where the system lets nobody hold it, on a read-only disk, go without."""
    try:
        return Hold(folder)
    except FileNotFoundError:
        if folder.is_dir() and not os.access(folder, os.W_OK):
            return None
        raise
    except TimeoutError as error:
        raise RunError(
            f"{folder} is being removed by another program; try again when that is done"
        ) from error
    except OSError:
        return None


def _fill(folder: Path, manifest: Manifest, dossier_files: Mapping[str, bytes]) -> None:
    (folder / BLOCKS).mkdir()
    (folder / DOSSIER).mkdir()
    (folder / LOCK).touch()
    for name, content in dossier_files.items():
        write_atomic(folder / DOSSIER / name, content)
    Ledger(folder / LEDGER).create()
    manifest.write(folder)


def _mended(
    folder: Path, manifest: Manifest, dossier_files: Mapping[str, bytes], hold: Hold | None
) -> Bundle:
    """Open a bundle that is there and put right what can be told from what was given."""
    warnings: list[str] = []
    try:
        found = read_manifest(folder)
    except DamagedManifestError as error:
        warnings.append(f"{error}: it was written anew, and what was finished is kept")
        _keep_damaged(folder / MANIFEST)
        manifest.write(folder)
        found = manifest
    if found.hash != hash_of(manifest.identity):
        raise RunError(f"{folder} holds another run whose hash begins alike; keep this one elsewhere")
    if found.dossier_files != manifest.dossier_files:
        found = replace(found, dossier_files=manifest.dossier_files)
        found.write(folder)
    for name, sha256 in found.dossier_files.items():
        fault = file_fault(folder / DOSSIER / name, sha256)
        if fault:
            warnings.append(f"{folder / DOSSIER / name} {fault}: it was put back")
            with told_writing(folder / DOSSIER):
                (folder / DOSSIER).mkdir(exist_ok=True)
            write_atomic(folder / DOSSIER / name, dossier_files[name])
    warnings += _library_warnings(found)
    return Bundle(folder, found, hold=hold, warnings=warnings)


def _keep_damaged(file: Path) -> None:
    with told_writing(file):
        if file.exists():
            os.replace(file, file.with_name(f"{file.name}.damaged"))


def _library_warnings(manifest: Manifest) -> list[str]:
    """Tell of libraries that are not those the run was begun with."""
    here = versions()
    other = [
        f"{name} {there} (here {here[name]})"
        for name, there in manifest.versions.items()
        if name in here and here[name] != there
    ]
    if not other:
        return []
    return [
        f"this run was begun with {', '.join(other)}: float estimates of the blocks still to be done may "
        "differ in their last digits from what those would have given"
    ]
