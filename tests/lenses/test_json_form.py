"""The head of the JSON of every lens, and its text."""

from __future__ import annotations

import json

import pytest

from detente import __version__
from detente.lenses.json_form import json_head, json_start, json_text


def test_the_head_is_the_same_for_all_lenses() -> None:
    """Version first, then what was asked; principals sorted in whatever order they come."""
    head = json_head(
        "trust",
        title="A talk",
        dossier="talk",
        reading="dove",
        draws=5,
        seed=None,
        principals=("west", "north"),
    )
    assert list(head) == [
        *("detente", "format", "lens", "title", "dossier", "reading", "draws", "seed", "principals")
    ]
    assert head["principals"] == ["north", "west"]
    assert json_start("trust") == {"detente": __version__, "format": 1, "lens": "trust"}


def test_text_is_json_that_others_can_read() -> None:
    """Letters as they are, a newline at the end, and no number that JSON does not know."""
    text = json_text({"name": "Łódź", "draws": 1})
    assert text == '{\n  "name": "Łódź",\n  "draws": 1\n}\n'
    assert json.loads(text) == {"name": "Łódź", "draws": 1}
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"share": float("nan")})
