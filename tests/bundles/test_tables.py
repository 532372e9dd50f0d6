"""Results as flat rows."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.bundles.kept_runs import finished
from tests.bundles.verdicts import verdict_of

from detente.bundles.store import Store
from detente.bundles.tables import CELLS, JUDGEMENTS, VERDICTS, cell_rows, judgement_rows, verdict_rows
from detente.errors import RunError


def test_cells(tmp_path: Path) -> None:
    """One row each; a damaged block is told of and left alone."""
    bundle = finished(Store(tmp_path))
    file = next((bundle.folder / "blocks").iterdir())
    os.truncate(file, 50)
    rows = list(cell_rows(bundle))
    assert len(rows) == 4
    assert sum(row["undamaged"] for row in rows) == 3
    assert {row["arrays"] for row in rows if row["undamaged"]} == {5}
    assert all(row.keys() <= CELLS.keys() for row in rows)
    assert file.exists()


def test_verdicts_of_one_run() -> None:
    """A row per kind of deal, form and gate, in order; the interval stands at the last gate."""
    rows = list(verdict_rows("ab", json.dumps(verdict_of(share=0.25)).encode()))
    assert [(row["gate"], row["gate_number"], row["share"], row["low"]) for row in rows] == [
        ("deliverable", 1, 1.0, None),
        ("credible", 2, 0.25, 0.2),
    ]
    assert {(row["reading"], row["weights"], row["deal"]) for row in rows} == {("base", "all draws", "swap")}
    assert all(row.keys() <= VERDICTS.keys() for row in rows)


def test_all_readings_and_conditioning() -> None:
    """Each reading has its rows, and the weighted draws theirs."""
    data = {"readings": {"base": verdict_of(), "hawk": verdict_of(inertia=0.5)}}
    content = json.dumps(data).encode()
    found = [(row["reading"], row["weights"]) for row in verdict_rows("ab", content)]
    assert found == [("base", "all draws")] * 2 + [("hawk", "all draws")] * 2 + [("hawk", "status quo")] * 2
    (row,) = judgement_rows("ab", content)
    assert (row["reading"], row["path"], row["after_p50"], row["moved"]) == ("hawk", "trust.x", 0.4, -0.1)
    assert row.keys() == JUDGEMENTS.keys()


def test_one_reading() -> None:
    """Its key is told."""
    data = {**verdict_of(), "reading": {"key": "hawk"}}
    assert {row["reading"] for row in verdict_rows("ab", json.dumps(data).encode())} == {"hawk"}


@pytest.mark.parametrize("share", [None, "x", True, 10**400, float("nan")])
def test_what_is_no_number(share: Any) -> None:
    """It is left out, not made up."""
    rows = list(verdict_rows("ab", json.dumps(verdict_of(share=share)).encode()))
    assert rows[1]["share"] is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"readings": 3}',
        b'{"readings": {"a": 3}}',
        b'{"verdict": {"classes": 3}}',
        b'{"verdict": {"classes": [3]}}',
        b'{"verdict": {"classes": [{}]}}',
        b'{"verdict": {"classes": []}, "conditioned": 3}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_verdict(content: bytes) -> None:
    """It is refused with what is wrong."""
    with pytest.raises(RunError, match=r"verdict\.json"):
        list(verdict_rows("ab", content))
