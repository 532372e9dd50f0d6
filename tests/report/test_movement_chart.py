"""How often issues move, as a chart: what its specification says."""

from __future__ import annotations

from typing import Any

import pytest

from detente.report.movement_chart import ISSUE_WIDTH, chart
from detente.report.movement_picture import Movement, MovementPicture
from report.pictures import HOSTILE


def _spec(*bars: Movement) -> dict[str, Any]:
    spec: dict[str, Any] = chart(MovementPicture(title="Movement", caption="How often.", bars=bars)).to_dict()
    return spec


def _rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    if "data" in spec:
        rows: list[dict[str, Any]] = spec["data"]["values"]
        return rows
    return [row for layer in spec["layer"][:1] for row in layer["data"]["values"]]


def test_a_bar_says_where_its_issue_goes() -> None:
    """Share and option stand beside it; an issue that never moves has no option."""
    spec = _spec(Movement("Border", 0.25, "Open"), Movement("Arms", 0.0))
    assert [(row["issue"], row["share"], row["says"]) for row in _rows(spec)] == [
        ("Border", 0.25, "25%, mostly: Open"),
        ("Arms", 0.0, "0%"),
    ]
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "text", "text"]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_bars_keep_their_order_and_height() -> None:
    """Each row has 24 pixels."""
    spec = _spec(*(Movement(f"Issue {k}", k / 5) for k in range(5)))
    assert [row["rank"] for row in _rows(spec)] == [0, 1, 2, 3, 4]
    assert spec["height"] == 5 * 24


def test_the_first_forty_are_drawn() -> None:
    """The caption says of how many."""
    spec = _spec(*(Movement(f"Issue {k}", 0.5) for k in range(1_234)))
    assert len(_rows(spec)) == 40
    assert spec["title"]["subtitle"][-1] == "Of 1,234 issues the first 40 are drawn."


def test_no_bars_at_all() -> None:
    """The chart has its words."""
    spec = _spec()
    assert _rows(spec) == []
    assert spec["title"]["text"] == ["Movement"]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    (row,) = _rows(_spec(Movement(text, 0.5, text)))
    assert (row["issue"] + row["says"]).isprintable()
    assert len(row["issue"]) <= ISSUE_WIDTH
