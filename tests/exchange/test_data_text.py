"""Data written as JSON and YAML."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.exchange.data_files import read_data
from detente.exchange.data_part import Data
from detente.exchange.data_text import Tree, json_bytes, yaml_bytes
from detente.exchange.exact_numbers import decimal_text

from .random_games import names

scalars = st.none() | names | st.decimals(-1000, 1000, places=6).map(Fraction)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
)


def plain(tree: object) -> Data:
    """Turn a tree into what a reader gives."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(value) for value in tree]
    return decimal_text(tree) if isinstance(tree, Fraction) else tree  # type: ignore[return-value]


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(names, trees, min_size=1))
def test_what_is_written_is_read_back(tree: dict[str, Tree]) -> None:
    """Texts that look like something else stay texts, in both languages."""
    for content in (json_bytes(tree), yaml_bytes(tree)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "file")
            path.write_bytes(content)
            assert read_data(path).data == plain(tree)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(names, trees))
def test_other_readers_see_the_same(tree: dict[str, Tree]) -> None:
    """Those of the standard library and of PyYAML, with doubles for numbers."""
    assert yaml.safe_load(yaml_bytes(tree)) == json.loads(json_bytes(tree))


def test_how_it_looks() -> None:
    """Decimals without exponents, a line for each value."""
    tree: Tree = {"a": [Fraction(1, 100_000), "NO"], "b": {}, "c": None}
    expected = '{\n  "a": [\n    0.00001,\n    "NO"\n  ],\n  "b": {},\n  "c": null\n}\n'
    assert json_bytes(tree).decode() == expected
    assert yaml_bytes(tree).decode() == 'a:\n- 0.00001\n- "NO"\nb: {}\nc: null\n'
    assert yaml_bytes({0: ["x"]}).decode() == '0:\n- "x"\n'


def test_a_number_without_an_end() -> None:
    """It is refused, not rounded."""
    for write in (json_bytes, yaml_bytes):
        with pytest.raises(ValueError, match="no decimal with an end"):
            write({"a": Fraction(1, 3)})
