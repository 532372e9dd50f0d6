"""Readings and successors are lists of changes to a dossier; here they are made, on the plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.dossier.findings import Findings
from detente.dossier.marks import Marks, Path

__all__ = ["Applied", "ancestry", "apply_reading", "apply_successor"]

#: What each may not change.
_FIXED = {"readings": ("detente", "readings"), "successors": ("detente", "readings", "successors")}
_SINGULAR = {"readings": "reading", "successors": "successor"}


@dataclass
class Applied:
    """A dossier's plain data with the changes of one reading or successor made.

    ``targets`` maps each path that was set to the path under which it was written.
    """

    data: dict[str, Any]
    marks: Marks
    targets: dict[Path, Path] = field(default_factory=dict)


class _PathError(Exception):
    """A path that leads nowhere."""


def ancestry(readings: Mapping[str, Any], key: str) -> list[str]:
    """Return the readings to apply for ``key``, the one all others rest on first.

    Unknown ancestors and circles, reported elsewhere, end the list.
    """
    chain = [key]
    while True:
        base = _mapping(readings.get(chain[-1])).get("based_on")
        if not isinstance(base, str) or base not in readings or base in chain:
            return chain[::-1]
        chain.append(base)


def apply_reading(data: dict[str, Any], marks: Marks, key: str, findings: Findings) -> Applied:
    """Make the changes of a reading and of those it is based on.

    Parameters
    ----------
    data : dict
        Plain data of the base dossier; not changed.
    findings : Findings
        Takes a problem for each path that leads nowhere.
    """
    readings = _mapping(data.get("readings"))
    applied = Applied({k: v for k, v in data.items() if k != "readings"}, marks.copy())
    for name in ancestry(readings, key):
        changes = _mapping(_mapping(readings.get(name)).get("set"))
        for written, value in changes.items():
            _change(applied, marks, ("readings", name, "set", written), value, findings)
    return applied


def apply_successor(data: dict[str, Any], marks: Marks, key: str, findings: Findings) -> Applied:
    """Make the changes of a successor to data that a reading may have changed already.

    Parameters are those of :func:`apply_reading`.
    """
    applied = Applied(dict(data), marks.copy())
    changes = _mapping(_mapping(_mapping(data.get("successors")).get(key)).get("set"))
    for written, value in changes.items():
        _change(applied, marks, ("successors", key, "set", written), value, findings)
    return applied


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _change(applied: Applied, marks: Marks, origin: Path, value: Any, findings: Findings) -> None:
    parts = str(origin[-1]).split(".")
    section = str(origin[0])
    try:
        if parts[0] in _FIXED[section]:
            raise _PathError(f"a {_SINGULAR[section]} cannot change `{parts[0]}`")
        target = _resolved(applied.data, parts, removes=value is None)
        applied.data = _with(applied.data, target, value)
    except _PathError as reason:
        hint = "write the path as the base dossier nests it, such as trust.keeps_word.russia"
        findings.add("D062", origin, str(reason), found=origin[-1], hint=hint, key=True)
        return
    below = [path for path in applied.targets if path[: len(target)] == target]
    for path in below:
        del applied.targets[path]
    applied.targets[target] = origin
    mark = marks.keys[origin]
    for end in range(1, len(target) + 1):
        if target[:end] not in applied.marks.values or end == len(target):
            applied.marks.keys[target[:end]] = mark
            applied.marks.values[target[:end]] = mark
    applied.marks.transplant(value, origin, target, marks)


def _resolved(data: Any, parts: list[str], *, removes: bool) -> Path:
    """Turn the words of a path into keys and list positions."""
    path: list[str | int] = []
    for depth, part in enumerate(parts):
        last = depth == len(parts) - 1
        if part == "":
            raise _PathError("the path has an empty step")
        if isinstance(data, list):
            if last and removes:
                raise _PathError("one item of a list cannot be removed; set the whole list")
            path.append(_position(data, part))
            data = data[int(path[-1])]
        elif isinstance(data, dict) or data is None:
            if removes and part not in (data or {}):
                raise _PathError("there is nothing here to remove")
            path.append(part)
            data = (data or {}).get(part)
        else:
            raise _PathError(f"`{'.'.join(parts[:depth])}` is one value, with nothing below it")
    return tuple(path)


def _position(items: list[Any], part: str) -> int:
    """Find an item of a list by its position, from 0, or by its name."""
    if part.isascii() and part.isdigit() and len(part) < 7 and int(part) < len(items):
        return int(part)
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("name") == part:
            return index
    raise _PathError(f"the list has no item {part!r}")


def _with(data: Any, path: Path, value: Any) -> Any:
    """Return a copy of ``data`` with one value set, or removed where it is None."""
    head, rest = path[0], path[1:]
    if isinstance(data, list):
        changed = list(data)
        at = int(head)
        changed[at] = _with(changed[at], rest, value) if rest else value
        return changed
    copy = dict(data or {})
    if rest:
        copy[str(head)] = _with(copy.get(str(head)), rest, value)
    elif value is None:
        copy.pop(str(head), None)
    else:
        copy[str(head)] = value
    return copy
