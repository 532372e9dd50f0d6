"""Two run bundles side by side: what was asked, what made them, and which results are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.bundles.bundle import Bundle
from detente.bundles.manifest import Manifest

__all__ = ["ABSENT", "Comparison", "compare"]

ABSENT = "-"
FileState = Literal["same", "different", "only first", "only second"]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two bundles compared.

    Attributes
    ----------
    before, after : Manifest
    asked_same : tuple of (str, str)
        Entries of the identity that both share: name and value as text.
    asked_otherwise : tuple of (str, str, str)
        Those that differ: name, first, second; ``"-"`` where one has none.
    made_otherwise : tuple of (str, str, str)
        Versions and platform that differ. No part of the identity.
    files : mapping of str to {"same", "different", "only first", "only second"}
    cells_same, cells_different : int
        Cells that both keep, by name.
    cells_only_before, cells_only_after : int
    """

    before: Manifest
    after: Manifest
    asked_same: tuple[tuple[str, str], ...]
    asked_otherwise: tuple[tuple[str, str, str], ...]
    made_otherwise: tuple[tuple[str, str, str], ...]
    files: Mapping[str, FileState]
    cells_same: int
    cells_different: int
    cells_only_before: int
    cells_only_after: int

    @property
    def is_same(self) -> bool:
        """Whether both are complete and every result file is the same, byte for byte."""
        complete = self.before.is_complete and self.after.is_complete
        return complete and all(state == "same" for state in self.files.values())

    @property
    def sentences(self) -> tuple[str, ...]:
        """The bottom line."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for name, one in (("first", self.before), ("second", self.after)):
            if not one.is_complete:
                yield f"The {name} run is not finished, so it has no results yet."
        if self.asked_otherwise:
            yield f"Asked otherwise: {', '.join(name for name, _, _ in self.asked_otherwise)}."
        else:
            yield "The same was asked in both."
        if not (self.before.is_complete and self.after.is_complete):
            return
        other = [f"{name} ({state})" for name, state in self.files.items() if state != "same"]
        if other:
            yield f"Result files that are not the same: {', '.join(other)}."
        else:
            yield f"All {len(self.files)} result files are the same, byte for byte."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "same": self.is_same,
            "sentences": list(self.sentences),
            "asked_otherwise": _triples(self.asked_otherwise),
            "made_otherwise": _triples(self.made_otherwise),
            "files": dict(self.files),
            "cells": {
                "same": self.cells_same,
                "different": self.cells_different,
                "only_before": self.cells_only_before,
                "only_after": self.cells_only_after,
            },
        }


def _triples(found: tuple[tuple[str, str, str], ...]) -> list[dict[str, str]]:
    return [{"what": what, "before": old, "after": new} for what, old, new in found]


def compare(before: Bundle, after: Bundle) -> Comparison:
    """Compare two bundles; neither is changed.

    Parameters
    ----------
    before, after : Bundle
        Complete or not.

    Raises
    ------
    RunError
        If a ledger may not be read.
    """
    first, second = before.manifest, after.manifest
    asked = (_flat(first.identity), _flat(second.identity))
    made = tuple({**one.versions, "platform": one.platform} for one in (first, second))
    cells = tuple({cell.name: cell.digest for cell in one.cells()} for one in (before, after))
    both = cells[0].keys() & cells[1].keys()
    same = sum(cells[0][name] == cells[1][name] for name in both)
    return Comparison(
        before=first,
        after=second,
        asked_same=tuple((key, text) for key, text in asked[0].items() if asked[1].get(key) == text),
        asked_otherwise=tuple(_otherwise(*asked)),
        made_otherwise=tuple(_otherwise(*made)),
        files=_files(first.files, second.files),
        cells_same=same,
        cells_different=len(both) - same,
        cells_only_before=len(cells[0]) - len(both),
        cells_only_after=len(cells[1]) - len(both),
    )


def _flat(data: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Write nested objects as dotted keys, and every value as one line of text."""
    flat: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            flat[f"{above}{key}"] = ", ".join(value) or ABSENT
        else:
            flat[f"{above}{key}"] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return flat


def _otherwise(first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for key in dict.fromkeys((*first, *second)):
        old, new = first.get(key, ABSENT), second.get(key, ABSENT)
        if old != new:
            yield key, old, new


def _files(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, FileState]:
    states: dict[str, FileState] = {}
    for name in sorted(first.keys() | second.keys()):
        if name not in second:
            states[name] = "only first"
        elif name not in first:
            states[name] = "only second"
        else:
            states[name] = "same" if first[name] == second[name] else "different"
    return states
