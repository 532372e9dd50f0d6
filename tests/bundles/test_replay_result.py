"""What a replay says."""

from __future__ import annotations

import json
from typing import Any

from detente.bundles.array_differences import ArrayDifference
from detente.bundles.kept_cell import KeptCell
from detente.bundles.replay_result import CellDifference, Replay

CELL = KeptCell(name="a", stage="judge", job="base", start=0, count=64, digest="00")


def result(**given: Any) -> Replay:
    """A replay in which all is the same but for what is given."""
    usual: dict[str, Any] = {
        "run": "0123456789ab",
        "kept": 3,
        "asked": 3,
        "compared": 3,
        "different": (),
        "damaged": (),
        "unknown": 0,
        "files": {"verdict.json": "same"},
        "other_versions": (("numpy", "1", "2"),),
    }
    return Replay(**{**usual, **given})


def test_all_the_same() -> None:
    """Two sentences; other versions do not matter then."""
    assert result().sentences == (
        "3 of 3 cells computed again are the same, byte for byte.",
        "All 1 result files are the same, byte for byte.",
    )


def test_what_is_not_the_same() -> None:
    """Any of it spoils it."""
    difference = CellDifference(cell=CELL, digest="11", arrays=None)
    spoilt = (
        {"different": (difference,)},
        {"damaged": ("a",)},
        {"compared": 2},
        {"files": {"verdict.json": "different"}},
    )
    assert [result(**one).is_same for one in spoilt] == [False] * 4
    assert result(unknown=5).is_same


def test_kinds_of_difference() -> None:
    """A cell with any whole number that differs is not one of floats only."""
    float_ = ArrayDifference(name="f", kind="float", entries=1, largest=1e-15)
    exact = ArrayDifference(name="i", kind="exact", entries=1)
    cells = [CellDifference(cell=CELL, digest="11", arrays=arrays) for arrays in ((float_,), (float_, exact))]
    assert [cell.is_float_only for cell in cells] == [True, False]
    told = " ".join(result(different=tuple(cells)).sentences)
    assert "In 1 cells only estimates in floats differ, by at most 1.0e-15" in told
    assert "In 1 cells whole numbers differ" in told


def test_json_form() -> None:
    """Plain JSON, with the verdict first."""
    data = result(different=(CellDifference(cell=CELL, digest="11", arrays=None),)).to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert (data["run"], data["same"], data["different"][0]["cell"]) == ("0123456789ab", False, "a")
