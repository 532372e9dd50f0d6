"""A sweep as a chart: what its specification says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente.report.chart_files import save_chart
from detente.report.sweep_chart import chart
from detente.report.sweep_picture import sweep_picture
from explain.swept import by_reading, grid, line, one_at_a_time, still
from report.pictures import HOSTILE


def test_every_layout_is_drawn() -> None:
    """Title, caption, words for those who cannot see it, and at most a thousand pixels."""
    for found in (line(), grid(), by_reading(), one_at_a_time(), still()):
        told = chart(sweep_picture(found)).to_dict()
        assert told["title"]["text"] == ["Sanctions for a ceasefire?"]
        assert told["description"].startswith(found.sentences[0][:40])
        assert told["width"] <= 1000


def test_panels_stand_side_by_side_where_they_fit() -> None:
    """Two small maps in a row, the third below."""
    picture = sweep_picture(grid())
    one = chart(picture).to_dict()
    three = chart(replace(picture, panels=picture.panels * 3)).to_dict()
    assert one["width"] < three["width"] <= 1000
    assert three["height"] > 1.5 * one["height"]


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    told = chart(replace(sweep_picture(line()), panels=())).to_dict()
    assert told["title"]["text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    kinds = tuple(replace(kind, name=text) for kind in grid().kinds)
    told = chart(sweep_picture(replace(grid(), kinds=kinds))).to_dict()
    words = [
        row["text"]
        for layer in told["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]
    assert all(len(word) <= 114 and word.isprintable() for word in words)
    assert json.dumps(told)


def test_a_file(tmp_path: Path) -> None:
    """A map can be written."""
    save_chart(chart(sweep_picture(grid())), tmp_path / "map.svg")
    assert "Sanctions for a ceasefire?" in (tmp_path / "map.svg").read_text(encoding="utf-8")
