"""A kept run computed again: which cells and files came out the same, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.bundles.array_differences import ArrayDifference
from detente.bundles.kept_cell import KeptCell

__all__ = ["CellDifference", "FileState", "Replay"]

FileState = Literal["same", "different", "only kept", "only computed"]


@dataclass(frozen=True, kw_only=True)
class CellDifference:
    """A cell that came out otherwise when computed again.

    Attributes
    ----------
    cell : KeptCell
        As it was kept.
    digest : str
        Of what was computed now.
    arrays : tuple of ArrayDifference or None
        None where the kept block is damaged, so that only the digests can be compared.
    """

    cell: KeptCell
    digest: str
    arrays: tuple[ArrayDifference, ...] | None

    @property
    def is_float_only(self) -> bool:
        """Whether nothing but floats differs."""
        return self.arrays is not None and all(array.kind == "float" for array in self.arrays)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "cell": self.cell.name,
            "kept": self.cell.digest,
            "computed": self.digest,
            "float_only": self.is_float_only,
            "arrays": None if self.arrays is None else [array.to_dict() for array in self.arrays],
        }


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A run computed again, compared with what was kept.

    Attributes
    ----------
    run : str
        Digits of its hash.
    kept : int
        Cells in the ledger.
    asked : int
        Of them, how many were to be computed again.
    compared : int
        How many were.
    different : tuple of CellDifference
    damaged : tuple of str
        Cells whose kept block no longer fits the ledger, whatever was computed now.
    unknown : int
        Cells computed that are not kept: of an unfinished run, or one whose blocks were lost.
    files : mapping of str to {"same", "different", "only kept", "only computed"}
        Result files; empty where they were not compared.
    other_versions : tuple of (str, str, str)
        Libraries that are not as they were: name, then, now.
    """

    run: str
    kept: int
    asked: int
    compared: int
    different: tuple[CellDifference, ...]
    damaged: tuple[str, ...]
    unknown: int
    files: Mapping[str, FileState]
    other_versions: tuple[tuple[str, str, str], ...]

    @property
    def is_same(self) -> bool:
        """Whether everything that was asked for was computed and is the same, byte for byte."""
        whole = not (self.different or self.damaged) and self.compared >= self.asked
        return whole and all(state == "same" for state in self.files.values())

    @property
    def sentences(self) -> tuple[str, ...]:
        """What came of it and what it means."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        same = self.compared - len(self.different)
        yield f"{same} of {self.compared} cells computed again are the same, byte for byte."
        if self.compared < self.asked:
            missing = self.asked - self.compared
            yield f"{missing} of the {self.asked} cells asked for were not computed and stay unknown."
        yield from self._meaning()
        if self.damaged:
            yield (
                f"The kept block of {len(self.damaged)} cells no longer fits the ledger: it was damaged "
                f"after it was written; detente run --resume {self.run} computes it again."
            )
        if self.unknown:
            yield f"{self.unknown} cells were computed that are not kept, so they could not be compared."
        yield from self._about_files()

    def _meaning(self) -> Iterator[str]:
        floats = [one for one in self.different if one.is_float_only]
        exact = [one for one in self.different if one.arrays is not None and not one.is_float_only]
        if floats:
            largest = max(array.largest or 0.0 for one in floats for array in one.arrays or ())
            yield (
                f"In {len(floats)} cells only estimates in floats differ, by at most {largest:.1e} of their "
                "size: another processor or another version of a library can do that."
            )
        if exact:
            yield (
                f"In {len(exact)} cells whole numbers differ, which no processor and no library may change: "
                "the block was changed, memory failed, or detente has a fault; please report it if it comes "
                "again."
            )
        if len(floats) + len(exact) < len(self.different):
            yield "Of cells that differ and whose kept block is damaged it cannot be told what differs."
        if self.different and self.other_versions:
            told = ", ".join(f"{name} {then} (now {now})" for name, then, now in self.other_versions)
            yield f"The run was made with {told}."

    def _about_files(self) -> Iterator[str]:
        if not self.files:
            yield "Result files were not compared."
        elif all(state == "same" for state in self.files.values()):
            yield f"All {len(self.files)} result files are the same, byte for byte."
        else:
            other = [f"{name} ({state})" for name, state in self.files.items() if state != "same"]
            yield f"Result files that are not the same: {', '.join(other)}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "run": self.run,
            "same": self.is_same,
            "sentences": list(self.sentences),
            "cells": {
                "kept": self.kept,
                "asked": self.asked,
                "compared": self.compared,
                "not_kept": self.unknown,
            },
            "different": [one.to_dict() for one in self.different],
            "damaged": list(self.damaged),
            "files": dict(self.files),
            "other_versions": [
                {"name": name, "then": then, "now": now} for name, then, now in self.other_versions
            ],
        }
