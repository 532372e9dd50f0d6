"""Going on with a kept run: everything about it is read off its bundle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.bundles.bundle import DOSSIER, Bundle
from detente.bundles.store import LATEST, Store
from detente.dossier import loading
from detente.dossier.dossier import Dossier
from detente.dossier.files import PARTS
from detente.ensemble.cells import METHOD
from detente.ensemble.climate_shift import Moment
from detente.errors import RunError, UnknownNameError
from detente.verdict.kept import identity_of
from detente.verdict.readings import BASE
from detente.verdict.run import wanted_of
from detente.verdict.running import Wanted
from detente.version import __version__

__all__ = ["AskedRun", "kept_run", "resumed"]

HASH = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True, kw_only=True)
class AskedRun:
    """A run to be made: of what, how, and where its blocks are kept.

    Attributes
    ----------
    bundle : Bundle or None
        None where nothing is kept.
    dossiers : mapping of str to Dossier
        By name of the reading.
    wanted : Wanted
    together : bool
        Whether it is a run of all readings side by side.
    command : str
        That does the same again.
    """

    bundle: Bundle | None
    dossiers: Mapping[str, Dossier]
    wanted: Wanted
    together: bool
    command: str


def resumed(root: Path, name: str | None) -> AskedRun | None:
    """Find the run to go on with.

    Parameters
    ----------
    root : Path
        The folder of the bundles.
    name : str or None
        First digits of its hash; None for the latest unfinished run.

    Returns
    -------
    AskedRun or None
        None where the name is no hash of a kept run: it may be that of a case.

    Raises
    ------
    RunError, UnknownNameError
        If there is nothing to go on with, several begin so, or another version began it.
    """
    store = Store(root)
    versions = {"detente": __version__, "method": METHOD}
    if name is None:
        return kept_run(store.resume(LATEST, versions, unfinished=True))
    if not HASH.fullmatch(name) or not store.list():
        return None
    try:
        return kept_run(store.resume(name, versions))
    except UnknownNameError:
        return None


def kept_run(bundle: Bundle) -> AskedRun:
    """Read a run off its bundle.

    Raises
    ------
    RunError
        If the dossier in it is not what was run.
    """
    identity = bundle.identity
    dossiers = {name: _dossier(bundle, name) for name in identity["readings"]}
    wanted = wanted_of(
        dossiers,
        draws=identity["draws"],
        seed=identity["seed"],
        counted=identity["counted"],
        scheme=identity["scheme"],
        precision=identity["precision"],
        inertia=identity["inertia"],
        moment=Moment.of_dict(identity["moment"]) if "moment" in identity else None,
    )
    together = bool(identity["together"])
    _check_same(bundle, identity_of(dossiers, wanted, together=together))
    return AskedRun(
        bundle=bundle,
        dossiers=dossiers,
        wanted=wanted,
        together=together,
        command=bundle.manifest.command,
    )


def _dossier(bundle: Bundle, name: str) -> Dossier:
    """Load the dossier that is kept with a run, under the name it had."""
    files = [file for file in bundle.dossier_files() if file not in PARTS]
    path = bundle.folder / DOSSIER / files[0]
    reading = None if name == BASE else name
    dossier = loading.load(
        path, reading=reading, successor=bundle.identity["successor"], check_readings=False
    )
    return replace(dossier, key=bundle.identity["dossier"])


def _check_same(bundle: Bundle, found: Mapping[str, Any]) -> None:
    other = [key for key, value in bundle.identity.items() if found.get(key) != value]
    if other:
        raise RunError(
            f"run {bundle.short} cannot be made again from what is kept ({', '.join(other)} differ): it was "
            "of a dossier changed in memory, or the files in the bundle were changed"
        )
