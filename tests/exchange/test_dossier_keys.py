"""Keys from names, and texts that YAML reads back."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.scalars import SLUG
from detente.dossier.yaml_text import read_yaml
from detente.exchange.dossier_keys import keys_of_names, yaml_text, yaml_word


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Price", "price!", "PRICE"], ["price", "price-2", "price-3"]),
        (["Panama's way", "$4.37", "Été"], ["panamas-way", "4-37", "ete"]),
        (["", "中文", "a"], ["option-1", "option-2", "a"]),
        (["a", "a-2", "A"], ["a", "a-2", "a-3"]),
        (["word " * 20], ["word-word-word-word-word-word-word-word"]),
        (["x" * 99], ["x" * 40]),
    ],
)
def test_keys_are_made_from_names(names: list[str], keys: list[str]) -> None:
    """In small letters, without half words, all different."""
    assert list(keys_of_names(names, "option").values()) == keys


@given(st.lists(st.text(), unique=True))
def test_every_key_is_a_slug_of_its_own(names: list[str]) -> None:
    """Whatever the names are."""
    keys = keys_of_names(names, "issue")
    assert list(keys) == names
    assert len(set(keys.values())) == len(names)
    assert all(re.match(SLUG, key) for key in keys.values())


@pytest.mark.parametrize("key", ["yes", "null", "1", "1e5", "0x1f", "true", "a-b", "2024-01-01", "y"])
def test_a_key_stays_a_word(key: str) -> None:
    """In YAML of either version."""
    assert yaml.safe_load(yaml_word(key)) == key
    assert read_yaml(f"a: {yaml_word(key)}", file="").data == {"a": key}


@given(
    st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["No", "a: b", "a #b", "x" * 2000])
)
def test_any_text_is_read_back(text: str) -> None:
    """Inside a flow mapping, on one line of characters that can be seen."""
    written = yaml_text(text)
    assert written.isprintable()
    assert read_yaml(f"{{name: {written}, b: 1}}", file="").data == {"name": text, "b": 1}
    assert yaml.safe_load(f"{{name: {written}, b: 1}}") == {"name": text, "b": 1}


def test_simple_texts_need_no_quotes() -> None:
    """Half characters, which no file can hold, are marked."""
    assert yaml_text("Upon delivery (at most 30%)") == "Upon delivery (at most 30%)"
    assert yaml_text("$4.37") == '"$4.37"'
    assert yaml_text("a\ud800") == '"a?"'
