"""Blockers as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.blockers_chart import chart
from detente.report.blockers_picture import BlockerBar, BlockersPanel, BlockersPicture
from detente.verdict.intervals import wilson
from report.pictures import HOSTILE

SOME = BlockerBar("Congress", wilson(40, 100), wilson(80, 100))


def panel(*bars: BlockerBar, name: str = "Parties") -> BlockersPanel:
    """A panel with a note."""
    return BlockersPanel(name=name, note="can be opened in 90%", bars=bars)


def spec(*panels: BlockersPanel) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(BlockersPicture(title="Who", caption="Shares.", panels=panels)).to_dict()
    return found


def rows(found: dict[str, Any], layer: int = 0) -> list[dict[str, Any]]:
    """The data of one layer."""
    data: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return data


def test_bars_and_lines() -> None:
    """Two bars below the head of their panel, with intervals and words."""
    (row,) = rows(spec(panel(SOME)))
    assert (row["sole"], row["needed"]) == (0.4, 0.8)
    assert row["sole_low"] < 0.4 < row["sole_high"]
    assert row["needed_low"] < 0.8 < row["needed_high"]
    assert 1 < row["sole_top"] < row["sole_end"] < row["needed_end"] < 2
    assert row["says"] == "alone 40%, needed 80%"


def test_panels_follow_one_another() -> None:
    """A head each, empty ones too; the height is that of all rows."""
    found = spec(panel(SOME), panel(name="Rules"), panel(SOME, SOME, name="Gates"))
    heads = rows(found, -1)
    assert [(head["place"], head["head"]) for head in heads] == [
        (0.5, "Parties"),
        (2.5, "Rules"),
        (3.5, "Gates"),
    ]
    assert found["height"] == 6 * 24


def test_long_pictures_are_cut() -> None:
    """Twenty panels, and the caption says so."""
    found = spec(*(panel(SOME) for _ in range(25)))
    assert len(rows(found)) == 20
    assert found["title"]["subtitle"][-1] == "Of 25 kinds of deal the first 20 are drawn."


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    found = spec()
    assert found["title"]["text"] == ["Who"]
    assert found["description"] == "There is no kind of deal to ask about."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(BlockersPanel(name=text, note=text, bars=(BlockerBar(text, SOME.sole, SOME.needed),)))
    row, head = rows(found)[0], rows(found, -1)[0]
    assert len(row["name"]) <= 46
    assert row["name"].isprintable()
    assert head["head"].isprintable()
    assert head["note"].isprintable()
    assert "\\u001b" not in json.dumps(found)
