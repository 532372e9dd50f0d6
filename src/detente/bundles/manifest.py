"""The manifest of a bundle: what the run is, what made it, and what it came to."""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from detente.bundles.atomic import read_bytes, write_atomic
from detente.bundles.failing import read_refused
from detente.bundles.identity import SHORT, canonical, hash_of
from detente.errors import RunError

__all__ = [
    "FORMAT",
    "MANIFEST",
    "DamagedManifestError",
    "Manifest",
    "begin",
    "now",
    "read_manifest",
    "versions",
]

MANIFEST = "manifest.json"
FORMAT = 1
MAX_BYTES = 16 * 2**20
LIBRARIES = ("numpy", "numba", "scipy", "pandas")
State = Literal["running", "complete"]


class DamagedManifestError(RunError):
    """A manifest that is lost or cannot be understood."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a bundle says of itself.

    Attributes
    ----------
    identity : mapping
        Plain JSON; everything that the results depend on.
    command : str
        That does the same again.
    begun, finished : str
        ISO 8601 in UTC; ``finished`` is empty while it runs.
    versions : mapping of str to str
        Of Python and the libraries with which it was begun.
    platform : str
        System on which it was begun.
    dossier_files, files : mapping of str to str
        Name and SHA-256 of the dossier's files and of the result files.
    state : {"running", "complete"}
    """

    identity: Mapping[str, Any]
    command: str
    begun: str
    versions: Mapping[str, str]
    platform: str
    dossier_files: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    finished: str = ""
    state: State = "running"

    @property
    def hash(self) -> str:
        """SHA-256 of the identity, 64 hexadecimal digits."""
        return hash_of(self.identity)

    @property
    def is_complete(self) -> bool:
        """Whether the results were written."""
        return self.state == "complete"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "format": FORMAT,
            "state": self.state,
            "hash": self.hash,
            "identity": dict(self.identity),
            "command": self.command,
            "begun": self.begun,
            "finished": self.finished or None,
            "versions": dict(self.versions),
            "platform": self.platform,
            "dossier_files": dict(self.dossier_files),
            "files": dict(self.files),
        }

    def write(self, folder: Path) -> None:
        """Write it into a bundle's folder, whole or not at all.

        Raises
        ------
        RunError
            If it cannot be written.
        """
        text = json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"
        write_atomic(folder / MANIFEST, text.encode("utf-8", "surrogatepass"))


def begin(identity: Mapping[str, Any], command: str, dossier_files: Mapping[str, str]) -> Manifest:
    """Return the manifest of a run that begins now, here.

    Raises
    ------
    RunError
        If the identity is no plain JSON.
    """
    canonical(identity)  # refuses what is no plain JSON
    return Manifest(
        identity=json.loads(json.dumps(identity)),
        command=command,
        begun=now(),
        versions=versions(),
        platform=platform.platform(),
        dossier_files=dict(dossier_files),
    )


def now() -> str:
    """Return the time in UTC, ISO 8601 to the microsecond, so that runs sort by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that numbers depend on."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        found[name] = importlib.metadata.version(name)
    return found


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a bundle and check that it is whole.

    Parameters
    ----------
    folder : Path
        Named by the first 12 digits of the hash.

    Raises
    ------
    DamagedManifestError
        If it is lost, no JSON, lacks something, or its identity does not fit its hash.
    RunError
        If it may not be read, or was written by a later version of detente.
    """
    data = _parsed(folder / MANIFEST)
    if data.get("format") != FORMAT:
        number = data.get("format")
        if isinstance(number, int) and number > FORMAT:
            raise RunError(
                f"{folder} was written by a later version of detente (manifest format {number}, this one "
                f"knows {FORMAT}); open it with that version"
            )
        raise _damaged(folder, "its format is not known")
    found = _manifest(folder, data)
    if found.hash != data.get("hash") or found.hash[:SHORT] != folder.name[:SHORT]:
        raise _damaged(folder, "its identity does not fit its hash")
    return found


def _damaged(folder: Path, what: str) -> DamagedManifestError:
    return DamagedManifestError(
        f"{folder / MANIFEST} is damaged: {what}; the command that began this run repairs it and keeps "
        f"what was finished"
    )


def _parsed(file: Path) -> dict[str, Any]:
    try:
        content = read_bytes(file, MAX_BYTES)
    except FileNotFoundError as error:
        raise _damaged(file.parent, "it is lost") from error
    except OSError as error:
        raise read_refused(file, error) from error
    if content is None:
        raise _damaged(file.parent, f"it is larger than {MAX_BYTES // 2**20} MB, which none is")
    try:
        data = json.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise _damaged(file.parent, "it is no JSON, or only a part of it") from error
    if not isinstance(data, dict):
        raise _damaged(file.parent, "an object was expected")
    return data


def _manifest(folder: Path, data: Mapping[str, Any]) -> Manifest:
    identity, state = data.get("identity"), data.get("state")
    if not isinstance(identity, dict):
        raise _damaged(folder, "`identity` is missing or no object")
    if state not in ("running", "complete"):
        raise _damaged(folder, "`state` is neither running nor complete")
    texts = {key: data.get(key) for key in ("command", "begun", "platform")}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise _damaged(folder, f"`{key}` is missing or no text")
    tables = {key: data.get(key) for key in ("versions", "dossier_files", "files")}
    for key, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise _damaged(folder, f"`{key}` is missing or no table of texts")
    return Manifest(
        identity=identity,
        state=state,
        finished=str(data.get("finished") or ""),
        **texts,  # type: ignore[arg-type]
        **tables,  # type: ignore[arg-type]
    )
