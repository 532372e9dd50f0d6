"""The reference of the JSON of kept runs against what ``detente runs`` prints."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

import detente
from detente.bundles.array_differences import ArrayDifference, Kind
from detente.bundles.collecting import Collected
from detente.bundles.comparing import FileState as ComparedState
from detente.bundles.info import InfoState
from detente.bundles.kept_cell import KeptCell
from detente.bundles.manifest import State
from detente.bundles.replay_result import CellDifference, Replay
from detente.bundles.replay_result import FileState as ReplayedState
from detente.bundles.store import Store
from detente.ensemble.cells import JUDGE, POINTS, TRACK
from detente.ensemble.schemes import SCHEMES
from explain_dossiers import DOSSIERS
from json_pages import (
    Values,
    asked,
    collect,
    odd_values,
    pooled,
    rows_of,
    sections_of,
    unexplained,
    written_out,
    written_to,
)
from markdown_blocks import ROOT

FOLDER = ROOT / "docs" / "reference"
PAGE = (FOLDER / "json.md").read_text(encoding="utf-8").split("## Kept runs")[1]
TEXTS = sections_of(PAGE.split("\n## ")[0], "###")
ELSEWHERE = sections_of((FOLDER / "json-explanations.md").read_text(encoding="utf-8"), "##")
SHARED = sections_of(ELSEWHERE["Parts that stand in several places"], "###")
MANIFEST, LIST, SHOW, COMPARE, REPLAY, GC = (
    "Manifest",
    "The list",
    "One run",
    "Two runs",
    "A replay",
    "What is removed",
)
PARTS = {name.lower(): rows_of(text) for name, text in (SHARED | TEXTS).items()}
PARTS["two stored runs"] = rows_of(ELSEWHERE["Two stored runs"])
FIELDS = {
    name: list(written_out(rows_of(TEXTS[name]), PARTS))
    for name in (MANIFEST, LIST, SHOW, COMPARE, REPLAY, GC)
}
by_section = pytest.mark.parametrize("section", FIELDS)
CELL = KeptCell(name="a", stage="judge", job="base", start=0, count=64, digest="0" * 64)
Printed = dict[str, list[dict[str, Any]]]


# ---------------------------------------------------------------------- what is kept


def _begun(store: Store, like: str, seed: int) -> Path:
    """A run that is asked for like another one and has no cell yet."""
    with store.find(like) as bundle:
        identity, files = {**bundle.identity, "seed": seed}, bundle.dossier_files()
    with store.open(identity, files, "detente run two-issues") as begun:
        return begun.folder


def _made_elsewhere(folder: Path) -> None:
    """Make a manifest say that another version made it."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told["versions"]["numpy"] = "1.0"
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A store with complete runs, one that is not finished and one whose manifest is damaged."""
    folder = tmp_path_factory.mktemp("kept")
    store, few = Store(folder / "runs"), ("--workers", "1", "--runs", str(folder / "runs"))
    asked("run", "two-issues", "--draws", "70", *few)
    plain = store.list()[0].short
    together = ("--all-readings", "--condition", "status-quo", "--precision", "0.4", "--draws", "10")
    asked("run", "two-issues", *together, *few)
    both = store.list()[0].short
    swap = written_to(folder, DOSSIERS)["swap"]
    detente.run(detente.load(swap, successor="heir"), draws=5, workers=1, keep=store.root)
    heir = store.list()[0].short
    begun = _begun(store, plain, 7).name
    (_begun(store, plain, 8) / "manifest.json").write_bytes(b"{")
    _made_elsewhere(store.root / heir)
    (store.root / ".removed-0123").mkdir()
    return {"store": store, "plain": plain, "both": both, "heir": heir, "begun": begun}


# ---------------------------------------------------------------------- what cannot be asked for


def _replays() -> list[dict[str, Any]]:
    """Replays in which something is not the same."""
    arrays = (
        ArrayDifference(name="f", kind="float", entries=1, largest=1e-15),
        ArrayDifference(name="i", kind="exact", entries=2),
    )
    usual: dict[str, Any] = {"run": "0123456789ab", "kept": 3, "asked": 3, "compared": 3, "unknown": 0}
    different = tuple(CellDifference(cell=CELL, digest="1" * 64, arrays=found) for found in (arrays, None))
    other = (("numpy", "1.0", "2.0"),)
    usual |= {"damaged": ("a",), "files": {"verdict.json": "different"}, "other_versions": other}
    return [Replay(different=different, **usual).to_dict()]


def _refused(store: Store) -> dict[str, Any]:
    """A run that the system does not let go."""
    info = store.list()[0]
    found = store.gc(dry_run=True)
    assert isinstance(found, Collected)
    return replace(found, failed=((info, "it may not be removed"),)).to_dict()


# ---------------------------------------------------------------------- what is printed


@pytest.fixture(scope="module")
def printed(kept: dict[str, Any]) -> Printed:
    """All that the commands print about the runs, by section of the page."""
    store, plain, heir = kept["store"], kept["plain"], kept["heir"]
    root = ("--runs", str(store.root))
    listed = asked("runs", "list", *root)
    (store.root / heir / "ledger.sqlite").unlink()
    with store.find(plain):
        collected = asked("runs", "gc", "--keep", "0", "--dry-run", *root)
    shown = [asked("runs", "show", name, *root) for name in (plain, heir, kept["begun"])]
    pairs = ((plain, kept["both"]), (plain, plain), (heir, kept["begun"]))
    return {
        MANIFEST: [one["manifest"] for one in shown],
        LIST: [listed],
        SHOW: shown,
        COMPARE: [asked("runs", "compare", *pair, *root) for pair in pairs],
        REPLAY: [asked("runs", "replay", plain, "--workers", "1", *root), *_replays()],
        GC: [collected, _refused(store)],
    }


@pytest.fixture(scope="module")
def told(printed: Printed) -> dict[str, Values]:
    """The values in it."""
    found: dict[str, Values] = {section: {} for section in FIELDS}
    for section, objects in printed.items():
        for one in objects:
            collect(one, found[section])
    return found


@by_section
def test_every_field_is_explained(section: str, told: dict[str, Values]) -> None:
    """Each path of the JSON is that of a documented field."""
    assert unexplained(FIELDS[section], told[section]) == []


@by_section
def test_every_field_explained_is_there(section: str, told: dict[str, Values]) -> None:
    """Each documented field occurs, one of a part in some place; what moved has a page of its own."""
    gone = [
        pool[0][1].path
        for pool in pooled(FIELDS, section, lambda field: not field.path.startswith("moved"))
        if not any(field.occurs_in(told[name]) for name, field in pool)
    ]
    assert gone == []


@by_section
def test_every_value_is_of_its_type_and_range(section: str, told: dict[str, Values]) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    assert odd_values(FIELDS[section], told[section]) == []


@by_section
def test_what_may_be_null_is_sometimes(section: str, told: dict[str, Values]) -> None:
    """Each field that may be null occurs as null, and as something else; of a part, in some place."""
    always_or_never = [
        pool[0][1].path
        for pool in pooled(FIELDS, section, lambda field: field.kind.endswith("null"))
        if not pool[0][1].path.startswith("moved.")
        and set().union(*(field.nulls_in(told[name]) for name, field in pool)) != {True, False}
    ]
    assert always_or_never == []


@by_section
def test_no_field_stands_twice(section: str) -> None:
    """Each field has one row, whatever parts it comes from."""
    paths = [field.path for field in FIELDS[section] if field.kind != "null"]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("part", "path", "words"),
    [
        ("manifest", "state", get_args(State)),
        ("identity", "identity.scheme", SCHEMES),
        ("kept run", "state", get_args(InfoState)),
        ("kept cell", "stage", (JUDGE, TRACK, POINTS)),
        ("two runs", "files.<file>", get_args(ComparedState)),
        ("a replay", "files.<file>", get_args(ReplayedState)),
        ("a replay", "different[].arrays[].kind", get_args(Kind)),
    ],
)
def test_all_words_are_listed(part: str, path: str, words: tuple[str, ...]) -> None:
    """The words that the page lists are those that the code knows."""
    (field,) = (row for row in PARTS[part] if row.path == path)
    assert sorted(field.words) == sorted(words)


def test_the_folder_is_as_the_page_draws_it(kept: dict[str, Any]) -> None:
    """Every name in the picture of a bundle is there."""
    found = {path.name for path in (kept["store"].root / kept["plain"]).iterdir()}
    drawn = {"manifest.json", "dossier", "blocks", "ledger.sqlite", "verdict.json"}
    assert drawn <= found
    assert all(name in PAGE for name in drawn)
