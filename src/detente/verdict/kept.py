"""What makes a kept run the run it is, and the bundle it is kept in."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.bundles.bundle import Bundle
from detente.bundles.store import Store
from detente.dossier.dossier import Dossier
from detente.dossier.files import digest, read_files
from detente.ensemble.cells import BLOCK, METHOD
from detente.errors import RunError
from detente.verdict.running import Wanted
from detente.version import __version__

__all__ = ["identity_of", "open_bundle"]


def identity_of(dossiers: Mapping[str, Dossier], wanted: Wanted, *, together: bool) -> dict[str, Any]:
    """Return everything that the results of a run depend on, as JSON.

    Parameters
    ----------
    dossiers : mapping of str to Dossier
        By name of the reading; ``"base"`` for the dossier without any.
    wanted : Wanted
    together : bool
        Whether the results are those of readings side by side.

    Returns
    -------
    dict
        Two runs with the same identity have the same results, byte for byte.
    """
    first = next(iter(dossiers.values()))
    return {
        "detente": __version__,
        "method": METHOD,
        "dossier": first.key,
        "sha256": first.sha256,
        "readings": list(dossiers),
        "together": together,
        "successor": first.successor,
        "content": {name: _content(dossier) for name, dossier in dossiers.items()},
        "seed": wanted.scheme.seed,
        "scheme": wanted.scheme.kind,
        "draws": wanted.draws,
        "precision": wanted.precision,
        "inertia": wanted.inertia,
        "counted": wanted.counted,
        "block": BLOCK,
        # Only where it is asked for, so that other runs keep the hash they had.
        **({} if wanted.moment is None else {"moment": wanted.moment.to_dict()}),
    }


def _content(dossier: Dossier) -> str:
    """Hash a dossier as it stands in memory, so that changes made there tell it from its file."""
    bare = dataclasses.replace(dossier, file="", key="")
    return hashlib.sha256(repr(bare).encode()).hexdigest()


def open_bundle(
    root: Path, dossiers: Mapping[str, Dossier], wanted: Wanted, command: str, *, together: bool
) -> Bundle:
    """Open the bundle of a run, a new one or that of the same run made before.

    Parameters
    ----------
    root : Path
        The folder that holds the bundles.
    dossiers, wanted
        As for :func:`~detente.verdict.running.run_all`.
    command : str
        That would do the same again.
    together : bool
        As for :func:`identity_of`.

    Raises
    ------
    RunError
        If the dossier's files are not what was loaded, or the folder cannot be written.
    """
    first = next(iter(dossiers.values()))
    files, _ = read_files(first.file)
    if not files or digest(files) != first.sha256:
        raise RunError(
            f"{first.file} is not the file that was loaded (it was changed or moved since, or the dossier "
            "came from a text), so the run could not be made again from what would be kept; load it again"
        )
    content = {os.path.basename(file.name): file.content for file in files}
    return Store(root).open(identity_of(dossiers, wanted, together=together), content, command)
