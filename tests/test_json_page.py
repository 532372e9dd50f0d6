"""The reference of the JSON against the JSON of runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import detente
from detente.dossier import load_text
from detente.report.run_files import run_files
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
BEFORE, AFTER = PAGE.split("| field of the manifest |")
FIELDS = re.findall(r"^\| `([^`]+)` \|", BEFORE, flags=re.MULTILINE)
MANIFEST_FIELDS = re.findall(r"^\| `([^`]+)` \|", AFTER, flags=re.MULTILINE)

#: Both sides gain from a visit, and the north from a speech: two findings of the status-quo test.
EASY = """
detente: 1
title: A visit
parties: {north: {role: principal}, south: {role: principal}}
issues:
  visit: {options: {none: {status_quo: true}, held: {performers: [north, south]}}}
  speech: {options: {quiet: {status_quo: true}, loud: {performers: [north], pressure: true}}}
stakes: {north: {visit: {held: 1..2}, speech: {loud: 1}}, south: {visit: {held: 1}, speech: {loud: -1}}}
deals: {any: {}}
"""


def _paths(value: Any, path: str = "") -> Iterator[str]:
    """Every path from the top to a value that holds no others."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")
    else:
        yield path


def _pattern(field: str) -> re.Pattern[str]:
    """A field as a pattern: a name in angle brackets stands for any key, one of a file also for dots."""
    quoted = re.escape(field).replace("<file>", r".+")
    return re.compile(re.sub(r"<\w+>", r"[^.\\[\\]]+", quoted))


@pytest.fixture(scope="module")
def paths() -> set[str]:
    """Paths of a run, of its readings (each taken as a run) and of a run with findings."""
    base = detente.run(detente.load("two-issues"), draws=20, workers=1)
    readings = detente.run_readings(lambda key: detente.load("two-issues", reading=key), draws=20, workers=1)
    easy = detente.run(load_text(EASY), draws=20, workers=1)
    runs = [base.to_dict(), easy.to_dict(), *readings.to_dict()["readings"].values()]
    assert set(readings.to_dict()) == {"readings"}
    return {path for run in runs for path in _paths(json.loads(json.dumps(run)))}


def test_every_field_of_a_run_is_explained(paths: set[str]) -> None:
    """Each path of the JSON is that of a documented field."""
    patterns = [_pattern(field) for field in FIELDS]
    assert sorted(path for path in paths if not any(p.fullmatch(path) for p in patterns)) == []


def test_every_field_explained_is_there(paths: set[str]) -> None:
    """Each documented field occurs, or holds others that do."""
    gone = [
        field
        for field in FIELDS
        if field != "readings.<reading>" and not any(_pattern(field).match(path) for path in paths)
    ]
    assert gone == []


def test_every_field_of_the_manifest_is_explained() -> None:
    """The manifest has the documented fields and no others."""
    dossier = detente.load("two-issues")
    files = run_files(detente.run(dossier, draws=5, workers=1), dossier, "detente run two-issues")
    manifest = json.loads(files["manifest.json"])
    patterns = {field: _pattern(field) for field in MANIFEST_FIELDS}
    paths = _paths(manifest)
    found = {next((f for f, p in patterns.items() if p.fullmatch(path)), path) for path in paths}
    assert found == set(MANIFEST_FIELDS)


def test_no_field_stands_twice() -> None:
    """Each field has one row."""
    assert len(FIELDS) == len(set(FIELDS))


def test_quantities_keep_to_their_ranges() -> None:
    """Shares lie between 0 and 1, and what should add up to 1 does."""
    run = detente.run(detente.load("two-issues"), draws=20, workers=1).to_dict()
    for row in run["verdict"]["classes"]:
        assert sum(row["deaths"].values()) + row["share"] == pytest.approx(1.0)
        assert all(0.0 <= share <= 1.0 for share in row["survives"].values())
    for gate in run["funnel"]["gates"]:
        shares = gate["share_exact"] + gate["share_estimated"] + gate["share_bracketed"]
        assert shares == pytest.approx(1.0)
