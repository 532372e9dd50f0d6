"""Runs computed again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.bundles.kept_runs import VERDICT, arrays_of, finished, name_of, opened

from detente.bundles.bundle import Bundle
from detente.bundles.kept_cell import KeptCell
from detente.bundles.replaying import Checker, replay
from detente.bundles.store import Store
from detente.errors import RunError

FILES = {"verdict.json": VERDICT, "report.txt": b"talks\n", "manifest.json": b"of now"}


def again(cell: KeptCell) -> Mapping[str, NDArray[Any]]:
    """The same arrays once more."""
    return arrays_of(cell.start)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A complete bundle."""
    return finished(Store(tmp_path))


def test_the_same(bundle: Bundle) -> None:
    """Every cell and every file, and nothing of the bundle is touched."""
    before = {path: path.stat().st_mtime_ns for path in bundle.folder.rglob("*")}
    steps: list[tuple[int, int]] = []
    found = replay(bundle, again, files=FILES, progress=lambda k, n: steps.append((k, n)))
    assert found.is_same
    assert (found.kept, found.asked, found.compared, found.files) == (
        4,
        4,
        4,
        {"report.txt": "same", "verdict.json": "same"},
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {path: path.stat().st_mtime_ns for path in bundle.folder.rglob("*")} == before


@pytest.mark.parametrize(("every", "sample"), [(1, [0, 1, 2, 3]), (2, [0, 2]), (3, [0, 3]), (9, [0])])
def test_a_sample(bundle: Bundle, every: int, sample: list[int]) -> None:
    """Every so-manieth, in the order of draws; the others are given out as they are kept."""
    checker = Checker(bundle, every=every)
    assert [cell.name for cell in checker.sample] == [name_of(k) for k in sample]
    assert sorted(checker.done()) == [name_of(k) for k in range(4) if k not in sample]
    for name in checker.done():
        found = checker.load(name)
        assert found is not None
        assert found["scalar"] == arrays_of(int(name.split(".")[2][:8]))["scalar"]
    assert checker.load("other") is None
    assert replay(bundle, again, every=every).compared == len(sample)


def test_each_job_and_stage_has_its_sample(bundle: Bundle) -> None:
    """None is passed over, however few cells it has."""
    bundle.save("hawk.track.0", {"a": np.ones(1)}, stage="track", job="hawk", start=0, count=64, seconds=0)
    assert {cell.job for cell in Checker(bundle, every=50).sample} == {"base", "hawk"}


def test_floats_that_differ(bundle: Bundle) -> None:
    """Told apart from whole numbers, as another machine may do that."""

    def other(cell: KeptCell) -> Mapping[str, NDArray[Any]]:
        arrays = arrays_of(cell.start)
        return {**arrays, "sums": arrays["sums"] * (1 + 1e-15)}

    found = replay(bundle, other)
    assert not found.is_same
    assert all(one.is_float_only for one in found.different)
    assert "another processor or another version of a library can do that" in " ".join(found.sentences)
    assert "whole numbers" not in " ".join(found.sentences)


def test_whole_numbers_that_differ(bundle: Bundle) -> None:
    """One cell with one entry."""

    def other(cell: KeptCell) -> Mapping[str, NDArray[Any]]:
        arrays = arrays_of(cell.start)
        arrays["passed"][0, 0] += cell.start == 64
        return arrays

    found = replay(bundle, other)
    (one,) = found.different
    assert (one.cell.name, one.is_float_only) == (name_of(1), False)
    assert one.arrays is not None
    assert [(array.name, array.kind, array.entries) for array in one.arrays] == [("passed", "exact", 1)]
    assert "which no processor and no library may change" in " ".join(found.sentences)


def test_damaged_blocks(bundle: Bundle) -> None:
    """The ledger still tells whether the cell is the same; the block is left where it is."""
    file = bundle.folder / "blocks" / f"{name_of(2)}.npz"
    os.truncate(file, 100)
    found = replay(bundle, again)
    assert (found.different, found.damaged, found.is_same) == ((), (name_of(2),), False)
    assert file.stat().st_size == 100
    worse = replay(bundle, lambda _: {"a": np.ones(1)})
    assert [one.arrays is None for one in worse.different] == [False, False, True, False]
    assert "it cannot be told what differs" in " ".join(worse.sentences)


def test_files_that_differ(bundle: Bundle) -> None:
    """Each is named."""
    checker = Checker(bundle)
    found = checker.result({"verdict.json": b"other", "new.txt": b""})
    assert found.files == {
        "new.txt": "only computed",
        "report.txt": "only kept",
        "verdict.json": "different",
    }
    assert not found.is_same


def test_cells_not_computed(bundle: Bundle) -> None:
    """A replay that left cells out is not called the same."""
    checker = Checker(bundle)
    checker.save(name_of(0), arrays_of(0), stage="judge", job="base", start=0, count=64, seconds=1.0)
    found = checker.result()
    assert (found.asked, found.compared, found.is_same) == (4, 1, False)


def test_an_unfinished_run(tmp_path: Path) -> None:
    """Its finished cells are compared; more than those, and files, are not held against it."""
    checker = Checker(opened(Store(tmp_path), 2))
    for k in range(4):
        checker.save(name_of(k), arrays_of(64 * k))
    found = checker.result(FILES)
    assert (found.compared, found.unknown, found.files, found.is_same) == (2, 2, {}, True)


def test_other_libraries(bundle: Bundle) -> None:
    """They are told where something differs."""
    versions = {**bundle.manifest.versions, "numpy": "0.1"}
    bundle.manifest = replace(bundle.manifest, versions=versions)
    found = replay(bundle, lambda _: {})
    assert [one[:2] for one in found.other_versions] == [("numpy", "0.1")]
    assert "The run was made with numpy 0.1 (now" in " ".join(found.sentences)


def test_nothing_to_replay(tmp_path: Path, bundle: Bundle) -> None:
    """No cells, or no such sample."""
    with pytest.raises(RunError, match="keeps no finished cell"):
        Checker(opened(Store(tmp_path), 0, seed=9))
    with pytest.raises(RunError, match="not every 0th"):
        Checker(bundle, every=0)
