"""Runs as they were written to disk, read back: verdicts, and what was asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.schemes import MONTE_CARLO
from detente.errors import RunError
from detente.explain.diff_standing import Standing
from detente.model.predicate import GATES
from detente.verdict.draw_limits import MAX_DRAWS

__all__ = ["MAX_BYTES", "StoredKind", "StoredReading", "StoredRun", "is_stored_run", "read_stored_run"]

#: A larger file is not opened.
MAX_BYTES = 64 * 2**20
VERDICT, MANIFEST = "verdict.json", "manifest.json"
FORMAT = 1
BASE = "base"


@dataclass(frozen=True, kw_only=True)
class StoredKind:
    """The verdict on one kind of deal in one form."""

    key: str
    name: str
    form: Form
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class StoredReading:
    """One run: a dossier under one reading.

    Attributes
    ----------
    reading : str
        Its key; ``"base"`` for the base dossier.
    detente, title, dossier, sha256 : str
        Version that made it; title, key and content hash of the dossier.
    draws, seed : int
    scheme : str
        How the draws were spread; ``"monte carlo"`` for runs of before there was a choice.
    kinds : mapping of (form, key) to StoredKind
        In the order of the file; those that ask for pressure only are left out.
    """

    reading: str
    detente: str
    title: str
    dossier: str
    sha256: str
    draws: int
    seed: int
    scheme: str
    kinds: Mapping[tuple[Form, str], StoredKind]


@dataclass(frozen=True, kw_only=True)
class StoredRun:
    """What ``detente run`` wrote.

    Attributes
    ----------
    file : str
        Where it was read from.
    readings : mapping of str to StoredReading
        By key, ``"base"`` first where it is there; at least one.
    versions : mapping of str to str
        Of the language and the libraries, from the manifest; empty where there is none.
    command : str or None
        That made it, from the manifest.
    notes : tuple of str
        What is amiss, though it can be read.
    """

    file: str
    readings: Mapping[str, StoredReading]
    versions: Mapping[str, str]
    command: str | None = None
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<StoredRun {self.file}: {', '.join(self.readings)}>"


def is_stored_run(path: Path | str) -> bool:
    """Tell whether a path looks like a run that was written, rather than like a dossier.

    Returns
    -------
    bool
        True for a folder with a ``verdict.json`` in it and for a file whose name ends in ``.json``,
        whatever they hold.
    """
    place = Path(path)
    return _exists(place / VERDICT) or (place.suffix == ".json" and _exists(place))


def read_stored_run(path: Path | str) -> StoredRun:
    """Read a run back.

    Parameters
    ----------
    path : Path or str
        A folder that ``detente run -o`` wrote, its ``verdict.json``, or a file with what ``detente run
        --json`` printed; of one reading or all.

    Returns
    -------
    StoredRun

    Raises
    ------
    RunError
        If there is no such file, if it cannot be read or is larger than 64 MB, or if it is no run:
        with the file and what is wrong with it.
    """
    place = Path(path)
    file = place / VERDICT if _is_folder(place) else place
    content = _content(file)
    data = _parsed(content, file)
    if isinstance(data.get("readings"), dict):
        if not data["readings"]:
            raise RunError(f"{file} holds no run: there is nothing under `readings`")
        runs = {str(key): _Part(file, f"readings.{key}", run) for key, run in data["readings"].items()}
        readings = {key: _reading(part, key) for key, part in runs.items()}
    else:
        one = _reading(_Part(file, "", data), None)
        readings = {one.reading: one}
    beside = file.with_name(MANIFEST)
    manifest = _parsed(_content(beside), beside) if file.name == VERDICT and _exists(beside) else {}
    versions = manifest.get("versions")
    command = manifest.get("command")
    return StoredRun(
        file=str(file),
        readings=readings,
        versions={str(k): str(v) for k, v in versions.items()} if isinstance(versions, dict) else {},
        command=command if isinstance(command, str) else None,
        notes=_notes(file, content, manifest),
    )


def _is_folder(path: Path) -> bool:
    try:
        if not path.is_dir():
            return False
        if not (path / VERDICT).exists():
            raise RunError(f"{path} holds no run: there is no {VERDICT} in it; detente run -o writes one")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return True


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _unreadable(path: Path, error: Exception) -> RunError:
    reason = getattr(error, "strerror", None) or str(error)
    return RunError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}")


def _content(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise RunError(f"{file} is no file that holds a run")
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    if len(content) > MAX_BYTES:
        raise RunError(f"{file} is larger than {MAX_BYTES // 2**20} MB, which no run is")
    return content


def _parsed(content: bytes, file: Path) -> dict[str, Any]:
    if not content.strip():
        raise RunError(f"{file} is empty")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RunError(f"{file} is no text in UTF-8, at byte {error.start}") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RunError(f"{file} is no JSON, or only a part of it: {error.msg} at {place}") from error
    except (RecursionError, ValueError) as error:
        raise RunError(f"{file} is no run: it is nested too deep or holds a number too long") from error
    if not isinstance(data, dict):
        raise RunError(f"{file} is no run: an object was expected, with `verdict` in it")
    return data


class _Part:
    """One object of a file, whose entries are looked up with what is expected of them."""

    def __init__(self, file: Path, path: str, data: Any) -> None:
        self.file, self.path = file, path
        if not isinstance(data, dict):
            raise RunError(f"{file} is no run: `{path}` is no object")
        self.data: dict[str, Any] = data

    def fault(self, key: str, what: str) -> RunError:
        return RunError(f"{self.file} is no run: `{self._path(key)}` {what}")

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def part(self, key: str) -> _Part:
        if key not in self.data:
            raise self.fault(key, "is missing")
        return _Part(self.file, self._path(key), self.data[key])

    def parts(self, key: str) -> list[_Part]:
        found = self.data.get(key)
        if not isinstance(found, list):
            raise self.fault(key, "is missing or no list")
        return [_Part(self.file, f"{self._path(key)}[{k}]", item) for k, item in enumerate(found)]

    def text(self, key: str) -> str:
        found = self.data.get(key)
        if not isinstance(found, str):
            raise self.fault(key, "is missing or no text")
        return found

    def whole(self, key: str, least: int, most: int | None = None) -> int:
        found = self.data.get(key)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.fault(key, "is missing or no whole number")
        if found < least or (most is not None and found > most):
            raise self.fault(key, "is out of range")
        return found

    def share(self, key: str) -> float:
        found = self.data.get(key)
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise self.fault(key, "is missing or no number")
        # Compared before it is made a float, which a huge whole number cannot be; NaN is nowhere.
        if not 0 <= found <= 1:
            raise self.fault(key, "is no share between 0 and 1")
        return float(found)


def _reading(part: _Part, key: str | None) -> StoredReading:
    if "verdict" not in part.data:
        lens = part.data.get("lens")
        known = f"it is the result of `detente {lens}`" if isinstance(lens, str) else "`verdict` is missing"
        raise RunError(f"{part.file} is no run: {known}")
    version = part.whole("format", 0)
    if version != FORMAT:
        raise part.fault("format", f"is {version}; this version of detente reads {FORMAT}")
    inner = part.data.get("reading")
    name = part.part("reading").text("key") if inner is not None else BASE
    draws = part.whole("draws", 1, MAX_DRAWS)
    kinds = {}
    for one in part.part("verdict").parts("classes"):
        if one.data.get("is_deal", True) is False:
            continue
        kind = _kind(one, draws)
        kinds[kind.form, kind.key] = kind
    return StoredReading(
        reading=key or name,
        detente=part.text("detente"),
        title=part.text("title"),
        dossier=part.text("dossier"),
        sha256=part.text("sha256"),
        draws=draws,
        seed=part.whole("seed", 0),
        scheme=part.text("scheme") if "scheme" in part.data else MONTE_CARLO,
        kinds=kinds,
    )


def _kind(part: _Part, draws: int) -> StoredKind:
    forms: dict[str, Form] = {AS_DESCRIBED: AS_DESCRIBED, SWEETENED: SWEETENED}
    form = forms.get(part.text("form"))
    if form is None:
        raise part.fault("form", f"is neither {AS_DESCRIBED!r} nor {SWEETENED!r}")
    survives = part.part("survives")
    shares = {gate: survives.share(gate) for gate in GATES}
    death = part.data.get("gate_of_death")
    if death is not None and death not in GATES:
        raise part.fault("gate_of_death", "is no gate")
    return StoredKind(
        key=part.text("key"),
        name=part.text("name"),
        form=form,
        standing=Standing(survives=shares, gate_of_death=death, draws=draws),
    )


def _notes(file: Path, content: bytes, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Say whether the verdict is still the one that was written."""
    files = manifest.get("files")
    known = files.get(VERDICT) if isinstance(files, dict) else None
    if isinstance(known, str) and known != hashlib.sha256(content).hexdigest():
        return (f"{file} is not as detente wrote it: its content does not fit the manifest beside it.",)
    return ()
