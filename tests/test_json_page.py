"""The reference of the JSON against the JSON of runs and of bargains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import detente
from climate_dossier import text as climate_text
from detente.cli import cli
from detente.dossier import load_text
from detente.report.run_files import run_files
from detente.verdict.run import Run
from explain_dossiers import RIVER
from json_pages import (
    Field,
    Values,
    collect,
    never_both,
    never_there,
    odd_values,
    rows_of,
    sections_of,
    unexplained,
    written_out,
)
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
RUNS, BARGAINS = PAGE.split("## The JSON of a bargain")
SECTIONS = sections_of(RUNS.split("## Kept runs")[0], "##")
MANIFEST = rows_of(SECTIONS.pop("Files of a run").replace("field of the manifest", "field"))
READINGS = rows_of(SECTIONS.pop("All readings"))
KIND = "A kind of deal"
PARTS = {"kind of deal": rows_of(sections_of(SECTIONS["verdict"], "###")[KIND])}
FIELDS = [
    field for text in SECTIONS.values() for field in written_out(rows_of(text.split("\n### ")[0]), PARTS)
]
OUTCOME, BARGAIN = BARGAINS.split("### The bargain")
OUTCOME_FIELDS = re.findall(r"^\| `([^`]+)` \|", OUTCOME, flags=re.MULTILINE)
BARGAIN_ROWS = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", BARGAIN, flags=re.MULTILINE)

#: Nearly always both sides gain from a visit, and the north from a speech: two findings of the
#: status-quo test, and few draws that leave less on the table than the others.
EASY = """
detente: 1
title: A visit
parties: {north: {role: principal}, south: {role: principal}}
issues:
  visit:
    options:
      none: {status_quo: true}
      held: {performers: [north, south], why_not_already: nobody has asked}
  speech: {options: {quiet: {status_quo: true}, loud: {performers: [north], pressure: true}}}
stakes: {north: {visit: {held: 1..2}, speech: {loud: 1}}, south: {visit: {held: -0.1..1}, speech: {loud: -1}}}
deals: {any: {}}
"""

#: A score sheet with a blank cell, which a note tells of.
SHEET = """
issue,option,Buyer,Seller
Price,high,,3
,low,3,1
"""


def _paths(value: Any) -> Iterator[str]:
    """Every path from the top to a value that holds no others."""
    found: Values = {}
    collect(value, found)
    yield from found


def _pattern(field: str) -> re.Pattern[str]:
    """A field as a pattern: a name in angle brackets stands for any key."""
    return Field(path=field, kind="").pattern


def _estimated(run: Run) -> Run:
    """Packages that are estimated at the first gate, as they are where there are very many."""
    first, *others = run.funnel.gates
    gates = (replace(first, worst_error=0.02), *others)
    return replace(run, funnel=replace(run.funnel, gates=gates))


@pytest.fixture(scope="module")
def runs() -> list[dict[str, Any]]:
    """Runs, readings (each taken as a run), and runs with findings, conditioned and of other schemes."""
    case, easy = detente.load("two-issues"), load_text(EASY)
    readings = detente.run_readings(lambda key: load_text(RIVER, reading=key), draws=20, workers=1)
    assert set(readings.to_dict()) == {READINGS[0].path.split(".")[0]}
    found = [
        _estimated(detente.run(case, draws=20, workers=1, scheme="latin hypercube")),
        detente.run(case, draws=60, workers=1, inertia=0.5, precision=0.2),
        detente.run(easy, draws=200, workers=1, inertia=0.001, scheme="sobol"),
        detente.run(load_text(climate_text()), draws=5, workers=1, at="2019-01", policies=["cbm"]),
        *readings.runs.values(),
    ]
    return [json.loads(run.to_json()) for run in found]


@pytest.fixture(scope="module")
def values(runs: list[dict[str, Any]]) -> Values:
    """The values in them."""
    found: Values = {}
    for run in runs:
        collect(run, found)
    return found


def test_every_field_of_a_run_is_explained(values: Values) -> None:
    """Each path of the JSON is that of a documented field."""
    assert unexplained(FIELDS, values) == []


def test_every_field_explained_is_there(values: Values) -> None:
    """Each documented field occurs, or holds others that do."""
    assert never_there(FIELDS, values) == []


def test_every_value_is_of_its_type_and_range(values: Values) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    assert odd_values(FIELDS, values) == []


def test_what_may_be_null_is_sometimes(values: Values) -> None:
    """Each field that may be null occurs as null, and as something else."""
    assert never_both(FIELDS, values) == []


def test_every_field_of_the_manifest_is_explained() -> None:
    """The manifest has the documented fields and no others."""
    dossier = detente.load("two-issues")
    files = run_files(detente.run(dossier, draws=5, workers=1), dossier, "detente run two-issues")
    manifest: Values = {}
    collect(json.loads(files["manifest.json"]), manifest)
    assert unexplained(MANIFEST, manifest) == never_there(MANIFEST, manifest) == []
    assert odd_values(MANIFEST, manifest) == []


def test_no_field_stands_twice() -> None:
    """Each field has one row."""
    for fields in (FIELDS, MANIFEST):
        paths = [field.path for field in fields]
        assert len(paths) == len(set(paths))


def test_quantities_keep_to_their_sums(runs: list[dict[str, Any]]) -> None:
    """What should add up to 1, or to another field, does."""
    for run in runs:
        weighted = run["conditioned"] or {"classes": [], "judgements": [], "easy_gains": []}
        for row in (*run["verdict"]["classes"], *weighted["classes"]):
            assert sum(row["deaths"].values()) + row["share"] == pytest.approx(1.0)
            assert row["interval"]["low"] <= row["share"] <= row["interval"]["high"]
        for gate in run["funnel"]["gates"]:
            shares = gate["share_exact"] + gate["share_estimated"] + gate["share_bracketed"]
            assert shares == pytest.approx(1.0)
        effort = run["effort"]
        assert effort["questions"] == effort["anchored"] + effort["certified"] + effort["searched"]
        assert sum(gain["draws"] for gain in weighted["easy_gains"]) in (0, run["draws"])
        for judgement in weighted["judgements"]:
            assert sum(judgement["shares_before"]) == pytest.approx(1.0)
            assert sum(judgement["shares_after"]) == pytest.approx(1.0)


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
