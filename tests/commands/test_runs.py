"""``detente runs``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from tests.bundles.kept_runs import VERDICT, arrays_of, finished, name_of, opened

from detente.bundles.bundle import Bundle
from detente.bundles.replaying import Checker
from detente.bundles.store import Store
from detente.commands.runs import (
    CompareRequest,
    ExportRequest,
    GcRequest,
    ListRequest,
    ReplayRequest,
    ShowRequest,
    collect_runs,
    compare_runs,
    export_run,
    list_runs,
    replay_run,
    show_run,
)
from detente.errors import RunError, UnknownNameError
from detente.model.predicate import GATES

Output = pytest.CaptureFixture[str]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "runs")


def stored(share: float) -> bytes:
    """A verdict that can be compared, with one kind of deal."""
    kind = {
        "key": "swap",
        "name": "A swap",
        "form": "exactly as described",
        "survives": dict.fromkeys(GATES, share),
        "gate_of_death": None,
    }
    data = {
        "detente": "0.1.0",
        "format": 1,
        "title": "Talks",
        "dossier": "talks",
        "sha256": "00",
        "reading": None,
        "draws": 256,
        "seed": 3,
        "verdict": {"classes": [kind]},
    }
    return json.dumps(data).encode()


def test_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says, else runs."""
    monkeypatch.delenv("DETENTE_RUNS", raising=False)
    assert ListRequest().root == Path("runs")
    monkeypatch.setenv("DETENTE_RUNS", "elsewhere")
    assert ListRequest().root == Path("elsewhere")


def test_list(store: Store, capsys: Output) -> None:
    """For people and for programs, damaged ones included."""
    list_runs(ListRequest(runs=store.root))
    assert "There are no runs" in capsys.readouterr().out
    first, second = finished(store), opened(store, seed=4)
    (second.folder / "manifest.json").write_bytes(b"")
    list_runs(ListRequest(runs=store.root))
    text = capsys.readouterr().out
    assert f"{first.short}  complete, in use" in text
    assert f"{second.short}: " in text
    list_runs(ListRequest(runs=store.root, as_json=True))
    data = json.loads(capsys.readouterr().out)
    assert {(run["run"], run["state"]) for run in data["runs"]} == {
        (first.short, "complete"),
        (second.short, "damaged"),
    }


def test_show(store: Store, capsys: Output) -> None:
    """What was asked and how far it is; a ledger made anew is told of."""
    bundle = opened(store)
    bundle.close()
    (bundle.folder / "ledger.sqlite").unlink()
    show_run(ShowRequest(runs=store.root, run="latest"))
    found = capsys.readouterr()
    assert f"detente run --resume {bundle.short} goes on with it." in found.out
    assert "state: unfinished\n" in found.out
    assert "note: the ledger of run" in found.err
    show_run(ShowRequest(runs=store.root, run=bundle.short, as_json=True))
    data = json.loads(capsys.readouterr().out)
    assert (data["state"], len(data["cells"]), data["manifest"]["hash"]) == ("running", 4, bundle.hash)


def test_show_what_is_not_there(store: Store) -> None:
    """The runs there are, are named."""
    bundle = opened(store)
    with pytest.raises(UnknownNameError, match=bundle.short):
        show_run(ShowRequest(runs=store.root, run="zz"))


def test_compare(store: Store, capsys: Output) -> None:
    """Which kinds of deal moved, where the verdicts differ."""
    before, after = finished(store, stored(0.25)), finished(store, stored(0.75), seed=4)
    request = CompareRequest(runs=store.root, before=before.short, after=after.short)
    compare_runs(request)
    text = capsys.readouterr().out
    assert "Asked otherwise: seed." in text
    assert "verdict.json (different)" in text
    assert "A swap" in text
    compare_runs(CompareRequest(runs=store.root, before=before.short, after=before.short, as_json=True))
    data = json.loads(capsys.readouterr().out)
    assert (data["same"], data["moved"]) == (True, None)


def computed(changed: bool) -> Any:
    """Something that runs a bundle again, with one array changed or none."""

    def run(bundle: Bundle, checker: Checker) -> Mapping[str, bytes]:
        assert checker.bundle is bundle
        for cell in checker.sample:
            arrays = arrays_of(cell.start)
            arrays["passed"][0, 0] += changed and cell.name == name_of(2)
            checker.save(cell.name, arrays)
        return {"verdict.json": VERDICT, "report.txt": b"talks\n"}

    return run


def test_replay(store: Store, capsys: Output) -> None:
    """It ends in 0 where all is the same, else in 1 with what differs."""
    finished(store)
    replay_run(ReplayRequest(runs=store.root, run="latest"), computed(changed=False))
    assert "outcome: the same, byte for byte" in capsys.readouterr().out
    with pytest.raises(click.exceptions.Exit) as found:
        replay_run(ReplayRequest(runs=store.root, run="latest", as_json=True), computed(changed=True))
    assert found.value.exit_code == 1
    data = json.loads(capsys.readouterr().out)
    assert [one["cell"] for one in data["different"]] == [name_of(2)]


def test_gc(store: Store, capsys: Output) -> None:
    """A dry run first; days that are none are refused."""
    finished(store).close()
    for dry_run, words in ((True, "1 run would be removed, 0 kept"), (False, "1 run removed, 0 kept")):
        collect_runs(GcRequest(runs=store.root, keep=0, dry_run=dry_run))
        assert words in capsys.readouterr().out
    assert store.list() == ()
    for days in (1e300, float("nan"), -1.0):
        with pytest.raises(RunError, match=r"age of"):
            collect_runs(GcRequest(runs=store.root, older_than=days))


def test_export(store: Store, tmp_path: Path, capsys: Output) -> None:
    """The paths are printed, one a line."""
    opened(store)
    export_run(ExportRequest(runs=store.root, run="latest", output=tmp_path / "out"))
    found = capsys.readouterr()
    assert found.out == f"{tmp_path / 'out' / 'cells.parquet'}\n"
    assert "the run is not finished" in found.err
