"""From a path or a text to a checked, frozen dossier."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.dossier.building import build
from detente.dossier.checking import Checked, check_base, check_reading, check_successor, in_order
from detente.dossier.dossier import Dossier
from detente.dossier.files import DossierFile, digest, read_files
from detente.dossier.marks import Mark, Marks, dotted
from detente.dossier.yaml_text import Document, read_yaml
from detente.errors import DossierError, Problem, UnknownNameError

__all__ = ["load", "load_text"]


def load(
    path: str | os.PathLike[str],
    *,
    reading: str | None = None,
    successor: str | None = None,
    check_readings: bool = True,
) -> Dossier:
    """Load and check a dossier.

    Parameters
    ----------
    path : str or path
        A YAML file of at most 8 MB, or a folder with ``dossier.yaml`` and, if wanted,
        ``sources.yaml``, ``claims.yaml``, ``ledger.yaml``, ``events.yaml`` and ``climate.yaml``.
    reading : str, optional
        Make the changes of this reading, after those of the readings it is based on.
    successor : str, optional
        Also make the changes of this successor, after those of the reading.
    check_readings : bool
        Also check the dossier as every reading and successor changes it; False checks only what
        is asked for.

    Returns
    -------
    Dossier
        Frozen, with all names resolved, in the order of the file.

    Raises
    ------
    DossierError
        With every problem found, in the order of the lines.
    UnknownNameError
        If there is no such reading or successor.
    """
    files, problems = read_files(path)
    wanted = _Wanted(reading, successor, check_readings)
    return _load(files, problems, name=os.fspath(path), wanted=wanted)


def load_text(
    text: str,
    *,
    file: str = "<text>",
    reading: str | None = None,
    successor: str | None = None,
    check_readings: bool = True,
) -> Dossier:
    """Load and check a dossier held in a string; ``file`` is the name to show in problems.

    Otherwise as :func:`load`.
    """
    content = text.encode("utf-8", errors="surrogatepass")
    wanted = _Wanted(reading, successor, check_readings)
    return _load([DossierFile(file, (), content)], [], name=file, wanted=wanted)


@dataclass(frozen=True)
class _Wanted:
    """What is asked for of a dossier."""

    reading: str | None
    successor: str | None
    check_all: bool


def _load(files: list[DossierFile], problems: list[Problem], *, name: str, wanted: _Wanted) -> Dossier:
    documents = [_document(file) for file in files]
    problems += [problem for document in documents for problem in document.problems]
    if not documents or files[0].section or documents[0].data is None:
        raise DossierError(in_order(problems))
    main = files[0].name
    whole = _merge(files, documents, problems)
    base = check_base(whole, main)
    chosen = _check_readings(base, main, wanted, problems)
    chosen = _check_successors(chosen, main, wanted, problems)
    if problems or base.model is None:
        raise DossierError(in_order(problems))
    return build(
        chosen,
        base.model,
        key=_key(name),
        file=name,
        sha256=digest(files),
        reading=wanted.reading,
        successor=wanted.successor,
    )


def _check_readings(base: Checked, file: str, wanted: _Wanted, problems: list[Problem]) -> Checked:
    """Check the readings wanted, gather all problems, and return the one asked for."""
    problems += base.problems
    names = _names_in(base, "readings")
    if wanted.reading is not None and wanted.reading not in names and not problems:
        raise UnknownNameError("reading", wanted.reading, names)
    chosen = base
    for name in names if wanted.check_all else [n for n in names if n == wanted.reading]:
        checked = check_reading(base, name, file)
        problems += checked.problems
        if name == wanted.reading:
            chosen = checked
    return chosen


def _check_successors(today: Checked, file: str, wanted: _Wanted, problems: list[Problem]) -> Checked:
    """Check the successors wanted on the dossier as it stands today, and return the one asked for."""
    names = _names_in(today, "successors")
    if wanted.successor is not None and wanted.successor not in names and not problems:
        raise UnknownNameError("successor", wanted.successor, names)
    chosen = today
    for name in names if wanted.check_all else [n for n in names if n == wanted.successor]:
        checked = check_successor(today, name, file)
        problems += checked.problems
        if name == wanted.successor:
            chosen = checked
    return chosen


def _names_in(checked: Checked, section: str) -> list[str]:
    """Return the keys of a section of changes, whatever stands there."""
    found = checked.data.get(section) if isinstance(checked.data, dict) else None
    return list(found) if isinstance(found, dict) else []


def _document(file: DossierFile) -> Document:
    """Decode one file and read its YAML."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content[: error.start].count(b"\n") + 1
        column = error.start - file.content.rfind(b"\n", 0, error.start)
        return _unread(file, "the file is not UTF-8 text", line, column)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return _unread(file, "the file holds NUL characters, so it is no text", line, None)
    return read_yaml(text, file=file.name, prefix=file.section)


def _unread(file: DossierFile, message: str, line: int, column: int | None) -> Document:
    hint = "save it again as UTF-8 text, or give the right file"
    problem = Problem(code="D006", message=message, file=file.name, line=line, column=column, hint=hint)
    return Document(None, Marks(), [problem])


def _merge(files: list[DossierFile], documents: list[Document], problems: list[Problem]) -> Document:
    """Put the parts of a folder into the main document."""
    whole = documents[0]
    for file, part in zip(files[1:], documents[1:], strict=True):
        if part.data is not None and isinstance(whole.data, dict):
            _put(whole, part, file, problems)
    return whole


def _put(whole: Document, part: Document, file: DossierFile, problems: list[Problem]) -> None:
    holder: Any = whole.data
    for step in file.section[:-1]:
        holder[step] = {} if holder.get(step) is None else holder[step]
        holder = holder[step]
    last = file.section[-1]
    if not isinstance(holder, dict):
        return
    if holder.get(last) is not None:
        mark = whole.marks.keys[file.section]
        message = f"`{dotted(file.section)}` stands here and in {os.path.basename(file.name)}"
        problems.append(
            Problem(
                code="D009",
                message=message,
                file=mark.file,
                line=mark.line,
                column=mark.column,
                path=dotted(file.section),
                hint="keep one of the two",
            )
        )
        return
    holder[last] = part.data
    for end in range(1, len(file.section)):
        whole.marks.keys.setdefault(file.section[:end], Mark(file.name, 1, 1))
    whole.marks.keys[file.section] = Mark(file.name, 1, 1)
    whole.marks.keys.update(part.marks.keys)
    whole.marks.values.update(part.marks.values)


def _key(name: str) -> str:
    """Return the short name of a dossier: that of its folder, or of its file."""
    path = Path(name)
    if path.name == "dossier.yaml":
        path = path.absolute().parent
    elif path.is_dir():
        path = path.absolute()
        return path.name
    return path.name.removesuffix(".yaml").removesuffix(".yml").strip("<>") or "dossier"
