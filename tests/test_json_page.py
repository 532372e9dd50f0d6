"""The reference of the JSON against the JSON of runs and of bargains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import detente
from detente.cli import cli
from detente.dossier import load_text
from detente.report.run_files import run_files
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
RUNS, BARGAINS = PAGE.split("## The JSON of a bargain")
BEFORE, AFTER = RUNS.split("| field of the manifest |")
FIELDS = re.findall(r"^\| `([^`]+)` \|", BEFORE, flags=re.MULTILINE)
MANIFEST_FIELDS = re.findall(r"^\| `([^`]+)` \|", AFTER, flags=re.MULTILINE)
OUTCOME, BARGAIN = BARGAINS.split("### The bargain")
OUTCOME_FIELDS = re.findall(r"^\| `([^`]+)` \|", OUTCOME, flags=re.MULTILINE)
BARGAIN_ROWS = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", BARGAIN, flags=re.MULTILINE)

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

#: A score sheet with a blank cell, which a note tells of.
SHEET = """
issue,option,Buyer,Seller
Price,high,,3
,low,3,1
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


def _bargain_fields() -> list[str]:
    """Fields of a bargain, those of an outcome written out wherever one stands."""
    fields: list[str] = []
    for field, kind in BARGAIN_ROWS:
        if kind.startswith("outcome"):
            fields += [f"{field}.{part}" for part in OUTCOME_FIELDS]
        if not kind.startswith("outcome") or kind.endswith("null"):
            fields.append(field)
    return fields


BARGAIN_FIELDS = _bargain_fields()


@pytest.fixture(scope="module")
def bargain_paths(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Paths of bargains of dossiers and games, with all that can be asked for."""
    sheet: Path = tmp_path_factory.mktemp("sheets") / "sheet.csv"
    sheet.write_text(SHEET.lstrip(), encoding="utf-8")
    swap, truce = "swap: sanctions=lift, border=disarm", "border=truce"
    asked = [
        ["two-issues", "--draws", "5", "--divide", "--package", swap],
        ["two-issues", "--draws", "0", "--gates", "credible", "--resolution", "1", "--package", truce],
        ["panama-1977", "--draws", "0", "--divide", "--package", "duration=shared"],
        [str(sheet)],
    ]
    found = set(_paths(detente.bargain(load_text(EASY), draws=0, counted=False).to_dict()))
    for arguments in asked:
        result = CliRunner().invoke(cli, ["bargain", *arguments, "--json"])
        assert result.exit_code == 0, result.output
        found |= set(_paths(json.loads(result.stdout)))
    return found


def test_every_field_of_a_bargain_is_explained(bargain_paths: set[str]) -> None:
    """Each path of the JSON is that of a documented field."""
    patterns = [_pattern(field) for field in BARGAIN_FIELDS]
    assert sorted(p for p in bargain_paths if not any(pattern.fullmatch(p) for pattern in patterns)) == []


def test_every_field_of_a_bargain_explained_is_there(bargain_paths: set[str]) -> None:
    """Each documented field occurs, or holds others that do."""
    gone = [f for f in BARGAIN_FIELDS if not any(_pattern(f).match(path) for path in bargain_paths)]
    assert gone == []


def test_no_field_of_a_bargain_stands_twice() -> None:
    """Each field has one row."""
    assert len(BARGAIN_FIELDS) == len(set(BARGAIN_FIELDS))
