"""The table of mechanisms against the coding, the modules, the format and the tests."""

from __future__ import annotations

import ast
import importlib.util
import re
from dataclasses import dataclass

import pytest
import yaml

from detente.dossier import json_schema
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "mechanisms.md").read_text(encoding="utf-8")
CODING = ROOT / "src" / "detente" / "cases" / "us-russia" / "coding" / "mechanisms.yaml"
STATUSES = ("computed", "in part", "not yet")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    words: str
    where: str
    test: str

    @property
    def status(self) -> str:
        """First words of the third column."""
        return self.where.partition(":")[0]


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in PAGE.splitlines()
    if re.match(r"\| M[0-9]{2} \|", line)
]
SHOWN = [row for row in ROWS if row.status != "not yet"]


def _spans(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_every_mechanism_stands_once_and_in_order() -> None:
    """The table has the mechanisms of the coding, all of them."""
    coded = yaml.safe_load(CODING.read_text(encoding="utf-8"))["mechanisms"]
    assert [row.key for row in ROWS] == [mechanism["id"] for mechanism in coded]


def test_no_mechanism_is_told_in_the_words_of_the_coding() -> None:
    """Each line is a sentence of our own."""
    coded = {m["id"]: m["text"] for m in yaml.safe_load(CODING.read_text(encoding="utf-8"))["mechanisms"]}
    for row in ROWS:
        assert row.words.endswith(".")
        assert row.words != coded[row.key]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_each_row_says_honestly_where_it_stands(row: Row) -> None:
    """A mechanism is computed, computed in part or not yet, and only what is computed names a test."""
    assert row.status in STATUSES
    assert bool(row.test) == (row.status != "not yet")
    if row.status == "in part":
        assert ";" in row.where, "say what is missing"


def test_the_sum_is_right() -> None:
    """The sentence above the table counts its rows."""
    found = [sum(row.status == status for row in ROWS) for status in STATUSES]
    told = re.search(r"Of the 53, (\d+) are computed, (\d+) in part, and (\d+) not yet\.", PAGE)
    assert told
    assert found == [int(n) for n in told.groups()]


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.key)
def test_each_place_named_exists(row: Row) -> None:
    """Modules can be imported, and keys are keys of the format."""
    schema = json_schema()
    parts = [schema, *schema["definitions"].values()]
    keys = {key for part in parts for key in part.get("properties", {})}
    places = _spans(row.where)
    assert places
    for place in places:
        if place.startswith("detente."):
            assert importlib.util.find_spec(place), place
        else:
            assert set(place.split(".")) <= keys, place


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.key)
def test_each_test_named_exists_and_names_the_mechanism(row: Row) -> None:
    """The tests are there, and their docstrings begin with the mechanism's number."""
    tests = _spans(row.test)
    assert tests
    for named in tests:
        path, _, name = named.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in functions, named
        assert (ast.get_docstring(functions[name]) or "").startswith(f"{row.key}: ")
