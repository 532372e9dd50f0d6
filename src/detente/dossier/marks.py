"""Where every key and value of a dossier stands, by path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Mark", "Marks", "Path", "dotted"]

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """A 1-based place in a file."""

    file: str
    line: int
    column: int


@dataclass
class Marks:
    """Where each key and each value stands, by path.

    A path is the tuple of keys and list positions that leads to a value. A list item has a
    value mark and no key mark.
    """

    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)

    def key(self, path: Path) -> Mark | None:
        """Return the place of the key at ``path``, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            found = self.keys.get(path[:end]) or self.values.get(path[:end])
            if found is not None:
                return found
        return None

    def value(self, path: Path) -> Mark | None:
        """Return the place of the value at ``path``, or of the nearest thing around it."""
        return self.values.get(path) or self.key(path)

    def copy(self) -> Marks:
        """Return marks that can be changed without changing these."""
        return Marks(dict(self.keys), dict(self.values))

    def transplant(self, data: Any, old: Path, new: Path, source: Marks) -> None:
        """Give ``data``, standing at ``old`` in ``source``, the same places under ``new`` here."""
        for below in _paths(data):
            if old + below in source.values:
                self.values[new + below] = source.values[old + below]
            if old + below in source.keys:
                self.keys[new + below] = source.keys[old + below]


def dotted(path: Path) -> str:
    """Write a path as ``stakes.us.sanctions``."""
    return ".".join(str(part) for part in path)


def _paths(data: Any, prefix: Path = ()) -> Iterator[Path]:
    """Yield the path of a value and of everything in it."""
    yield prefix
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*prefix, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _paths(value, (*prefix, index))
