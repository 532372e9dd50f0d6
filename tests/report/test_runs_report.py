"""Run bundles in a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.bundles.kept_runs import finished, name_of, opened

from detente.bundles.array_differences import ArrayDifference
from detente.bundles.bundle import Bundle
from detente.bundles.collecting import Collected
from detente.bundles.comparing import compare
from detente.bundles.info import info_of
from detente.bundles.replay_result import CellDifference, Replay
from detente.bundles.replaying import replay
from detente.bundles.store import Store
from detente.report.plain import plain_text
from detente.report.runs_report import (
    collected_report,
    comparison_report,
    list_report,
    replay_report,
    show_report,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path)


def row_of(bundle: Bundle, text: str) -> list[str]:
    """The words of a bundle's line."""
    return next(line for line in text.splitlines() if line.startswith(bundle.short)).split()


def test_list(store: Store) -> None:
    """One line each with what was asked, and how far it is."""
    done, begun = finished(store), opened(store, 2, seed=4, readings=["base"])
    done.close()
    text = plain_text(list_report(store.list(), "runs"))
    assert row_of(done, text)[1:8] == ["complete", "talks", "base", "and", "hawk", "256", "3"]
    assert row_of(begun, text)[1:9] == ["unfinished,", "in", "use", "talks", "base", "256", "4", "2"]


def test_an_empty_list() -> None:
    """It says how to make one."""
    assert plain_text(list_report((), "there")) == (
        "There are no runs in there. detente run CASE --keep makes one.\n"
    )


def test_damaged_ones(store: Store) -> None:
    """What is wrong stands below the table, and control characters do no harm."""
    bundle = opened(store)
    info = replace(info_of(bundle.folder), manifest=None, state="damaged", wrong="it is \x1b[31mlost")
    text = plain_text(list_report([info], "runs"))
    assert f"- {bundle.short}: it is [31mlost\n" in text
    assert "\x1b" not in text


def test_show(store: Store) -> None:
    """Cells by job and stage; the results, or how to go on."""
    bundle = opened(store)
    bundle.save("hawk.track.1", {"a": np.ones(1)}, stage="track", job="hawk", start=0, count=64, seconds=2.5)
    text = plain_text(show_report(info_of(bundle.folder), bundle.manifest, bundle.cells()))
    lines = [line.split() for line in text.splitlines()]
    assert ["base", "judge", "4", "256", "2.0"] in lines
    assert ["hawk", "track", "1", "64", "2.5"] in lines
    assert "seed: 3\n" in text
    assert "goes on with it" in text
    bundle.finish({"verdict.json": b""})
    text = plain_text(show_report(info_of(bundle.folder), bundle.manifest, ()))
    assert "- verdict.json\n" in text
    assert "None yet." in text
    assert "goes on with it" not in text


def test_comparison(store: Store) -> None:
    """What was asked otherwise stands side by side."""
    text = plain_text(comparison_report(compare(finished(store), finished(store, verdict=b"{}", seed=4))))
    assert ["seed", "3", "4"] in [line.split() for line in text.splitlines()]
    assert "4 of 4 are the same, byte for byte" in text
    assert "## Made otherwise" not in text


def test_replay(store: Store) -> None:
    """The outcome first; cells that differ are named, the first ten of them."""
    bundle = finished(store)
    text = plain_text(replay_report(replay(bundle, lambda _: {"scalar": np.ones(3)})))
    assert "outcome: not the same\n" in text
    assert f"- {name_of(0)}: names (in one of them only), none (in one of them only)" in text
    assert "scalar (of another type or shape)" in text
    cell = bundle.cells()[0]
    arrays = (ArrayDifference(name="f", kind="float", entries=2, largest=1e-15),)
    many = [CellDifference(cell=cell, digest="", arrays=arrays)] * 12
    many.append(CellDifference(cell=cell, digest="", arrays=None))
    found = Replay(
        run="ab",
        kept=20,
        asked=20,
        compared=20,
        different=tuple(many),
        damaged=(),
        unknown=0,
        files={},
        other_versions=(),
    )
    text = plain_text(replay_report(found))
    assert text.count("f (floats, 2 entries, at most 1.0e-15 of their size)") == 10
    assert "3 more cells are left out" in text


def test_collected(store: Store) -> None:
    """What goes, what is left and why."""
    info = replace(info_of(finished(store).folder), size=3_040_000)
    found = Collected(
        removed=(info,),
        in_use=(info,),
        failed=((info, "denied"),),
        strays=(Path("a"), Path("b")),
        kept=2,
        freed=5_000,
        dry_run=True,
    )
    lines = plain_text(collected_report(found)).splitlines()
    assert lines[0] == "1 run would be removed, 2 kept; 5.0 kB would be freed."
    assert lines[1].startswith(f"- {info.short}: complete, begun ")
    assert lines[1].endswith(", 3.0 MB")
    assert lines[2:4] == [f"- {info.short}: left, as it is in use", f"- {info.short}: left: denied"]
    assert lines[4].endswith("2 temporary files or folders would be removed.")
