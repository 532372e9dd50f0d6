"""Computing a kept run again, and comparing it byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import NDArray

from detente.bundles.array_differences import array_differences
from detente.bundles.blocks import Arrays, DamagedBlockError, digest_of
from detente.bundles.bundle import Bundle
from detente.bundles.kept_cell import KeptCell
from detente.bundles.manifest import MANIFEST, versions
from detente.bundles.replay_result import CellDifference, FileState, Replay
from detente.errors import RunError

__all__ = ["Checker", "replay"]


class Checker:
    """Stands where a bundle stands while its run is computed again: keeps nothing, compares all.

    It has the three methods by which an engine keeps cells: those outside the sample are given out
    as they are kept, the others are computed by the engine and compared when it would keep them.

    Parameters
    ----------
    bundle : Bundle
        Left as it is.
    every : int
        Compute every so-manieth cell of each job and stage, in the order of draws; 1 for all.

    Raises
    ------
    RunError
        If ``every`` is below 1, or no cell is kept.
    """

    def __init__(self, bundle: Bundle, *, every: int = 1) -> None:
        if every < 1:
            raise RunError(f"every cell, or every second, third ... can be replayed, not every {every}th")
        cells = bundle.cells()
        if not cells:
            raise RunError(f"run {bundle.short} keeps no finished cell, so there is nothing to compare with")
        self.bundle = bundle
        self._cells = {cell.name: cell for cell in cells}
        self._sample = _sampled(cells, every)
        self._compared: dict[str, CellDifference | None] = {}
        self._damaged: set[str] = set()
        self._unknown: set[str] = set()

    @property
    def sample(self) -> tuple[KeptCell, ...]:
        """The cells that are to be computed again, in the order of names."""
        return tuple(self._cells[name] for name in sorted(self._sample))

    def done(self) -> dict[str, str]:
        """Return the cells outside the sample: name and digest."""
        return {name: cell.digest for name, cell in self._cells.items() if name not in self._sample}

    def load(self, name: str) -> Arrays | None:
        """Return a kept cell; None where it is not kept or damaged."""
        cell = self._cells.get(name)
        return None if cell is None else self._peek(cell)

    def save(
        self,
        name: str,
        arrays: Mapping[str, NDArray[Any]],
        **_: Any,
    ) -> None:
        """Compare a cell that was computed with the kept one; only its name and arrays count."""
        cell = self._cells.get(name)
        if cell is None:
            self._unknown.add(name)
            return
        kept = self._peek(cell)
        digest = digest_of(arrays)
        difference = None
        if digest != cell.digest:
            found = None if kept is None else array_differences(kept, arrays)
            difference = CellDifference(cell=cell, digest=digest, arrays=found)
        self._compared[name] = difference

    def _peek(self, cell: KeptCell) -> Arrays | None:
        try:
            return self.bundle.peek(cell)
        except DamagedBlockError:
            self._damaged.add(cell.name)
            return None

    def result(self, files: Mapping[str, bytes] | None = None) -> Replay:
        """Sum up.

        Parameters
        ----------
        files : mapping of str to bytes, optional
            The results as they came out now; ``manifest.json`` is passed over. Compared where the
            run is complete.

        Returns
        -------
        Replay
        """
        here, then = versions(), self.bundle.manifest.versions
        other = ((name, then[name], here[name]) for name in sorted(then.keys() & here.keys()))
        return Replay(
            run=self.bundle.short,
            kept=len(self._cells),
            asked=len(self._sample),
            compared=len(self._compared),
            different=tuple(one for _, one in sorted(self._compared.items()) if one is not None),
            damaged=tuple(sorted(self._damaged)),
            unknown=len(self._unknown),
            files={} if files is None else self._files(files),
            other_versions=tuple(one for one in other if one[1] != one[2]),
        )

    def _files(self, files: Mapping[str, bytes]) -> dict[str, FileState]:
        if not self.bundle.is_complete:
            return {}
        known = self.bundle.manifest.files
        now = {
            name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != MANIFEST
        }
        states: dict[str, FileState] = {}
        for name in sorted(known.keys() | now.keys()):
            if name not in now:
                states[name] = "only kept"
            elif name not in known:
                states[name] = "only computed"
            else:
                states[name] = "same" if known[name] == now[name] else "different"
        return states


def _sampled(cells: tuple[KeptCell, ...], every: int) -> frozenset[str]:
    groups: dict[tuple[str, str], list[KeptCell]] = {}
    for cell in cells:
        groups.setdefault((cell.job, cell.stage), []).append(cell)
    ordered = (sorted(group, key=lambda cell: (cell.start, cell.name)) for group in groups.values())
    return frozenset(cell.name for group in ordered for cell in group[::every])


def replay(
    bundle: Bundle,
    compute_cell: Callable[[KeptCell], Mapping[str, NDArray[Any]]],
    *,
    every: int = 1,
    files: Mapping[str, bytes] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Replay:
    """Compute cells of a run again, one after another, and compare them with the kept ones.

    A run with an engine of its own takes a :class:`Checker` instead.

    Parameters
    ----------
    bundle : Bundle
        Left as it is.
    compute_cell : callable
        From a cell to its arrays.
    every : int
        Every so-manieth cell; 1 for all.
    files : mapping of str to bytes, optional
        Results to be compared with the kept ones.
    progress : callable, optional
        Called with (cells done, cells in all).

    Returns
    -------
    Replay

    Raises
    ------
    RunError
        If ``every`` is below 1, or no cell is kept.
    """
    checker = Checker(bundle, every=every)
    sample = checker.sample
    for k, cell in enumerate(sample):
        checker.save(cell.name, compute_cell(cell))
        if progress:
            progress(k + 1, len(sample))
    return checker.result(files)
