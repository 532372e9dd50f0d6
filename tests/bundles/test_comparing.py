"""Two bundles side by side."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.bundles.kept_runs import finished, name_of, opened, save

from detente.bundles.comparing import compare
from detente.bundles.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path)


def test_a_run_and_itself(store: Store) -> None:
    """Nothing differs."""
    bundle = finished(store)
    found = compare(bundle, bundle)
    assert (found.is_same, found.asked_otherwise, found.made_otherwise) == (True, (), ())
    assert (found.cells_same, found.cells_different, found.cells_only_before) == (4, 0, 0)
    assert found.sentences == (
        "The same was asked in both.",
        "All 2 result files are the same, byte for byte.",
    )


def test_two_runs(store: Store) -> None:
    """Entries of the identity, files and cells that differ are told."""
    before = finished(store)
    after = finished(store, verdict=b"{}", seed=4, content={"base": "aa"}, inertia=0.5)
    save(after, 7)
    save(after, 1, passed=np.ones(1))
    found = compare(before, after)
    assert found.asked_otherwise == (
        ("seed", "3", "4"),
        ("content.hawk", "bb", "-"),
        ("inertia", "-", "0.5"),
    )
    assert ("readings", "base, hawk") in found.asked_same
    assert found.files == {"report.txt": "same", "verdict.json": "different"}
    assert (found.cells_same, found.cells_different) == (3, 1)
    assert (found.cells_only_before, found.cells_only_after) == (0, 1)
    assert not found.is_same
    assert name_of(7) in after.done()
    assert json.loads(json.dumps(found.to_dict()))["cells"]["different"] == 1


def test_an_unfinished_one(store: Store) -> None:
    """It has no results to compare."""
    found = compare(opened(store), finished(store, seed=4))
    assert found.sentences[0] == "The first run is not finished, so it has no results yet."
    assert set(found.files.values()) == {"only second"}
    assert not found.is_same
