"""The picture of an attribution as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.attribution_chart import chart
from detente.report.attribution_picture import AttributionPicture, AttributionStep, attribution_picture
from report.compared import compared
from report.pictures import HOSTILE


def spec(*steps: AttributionStep, before: float = 0.5, after: float = 0.5) -> dict[str, Any]:
    """Draw and describe."""
    picture = AttributionPicture(
        title="A swap", caption="How.", axis="share of draws", before=before, after=after, steps=steps
    )
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def bars(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of the bars."""
    rows: list[dict[str, Any]] = found["layer"][1]["data"]["values"]
    return rows


UP, DOWN = AttributionStep("up", 0.5, 0.7, 0.0), AttributionStep("down", 0.7, 0.4, 0.05)


def test_rows() -> None:
    """The share before, each step with its sign, the share after."""
    rows = bars(spec(UP, DOWN, after=0.4))
    assert [(row["name"], row["text"], row["kind"]) for row in rows] == [
        ("before", "50%", "whole"),
        ("up", "+20.0", "up"),
        ("down", "\u221230.0", "down"),
        ("after", "40%", "whole"),
    ]
    assert [(row["start"], row["end"]) for row in rows] == [(0, 0.5), (0.5, 0.7), (0.7, 0.4), (0, 0.4)]
    assert [row["unsure"] for row in rows] == [False, False, True, False]
    assert (rows[2]["least"], rows[2]["most"]) == pytest.approx((0.35, 0.45))


def test_joints_lead_from_bar_to_bar() -> None:
    """One less than there are rows, at the ends of the bars."""
    joints = spec(UP, DOWN)["layer"][0]["data"]["values"]
    assert [joint["at"] for joint in joints] == [0.5, 0.7, 0.4]


def test_the_axis_holds_everything() -> None:
    """Bars that leave 0 to 1, and their margins."""
    found = spec(AttributionStep("down", 0.1, -0.2, 0.1), AttributionStep("up", -0.2, 1.3, 0.0))
    low, high = found["layer"][1]["encoding"]["x"]["scale"]["domain"]
    assert low == pytest.approx(-0.3)
    assert high > 1.3


def test_height_and_words() -> None:
    """40 pixels a row; the words of the picture."""
    found = spec(UP, DOWN)
    assert found["height"] == 4 * 40
    assert found["title"]["text"] == ["A swap"]
    assert spec()["description"] == "Nothing moved."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(AttributionStep(text, 0.5, 0.6, 0.0))
    lines = [row["line"] for row in found["layer"][-1]["data"]["values"]]
    assert all(line.isprintable() and len(line) <= 46 for line in lines)
    assert "\\u001b" not in json.dumps(found["layer"][-1])


def test_a_real_one_is_drawn() -> None:
    """As many rows as steps, and two."""
    picture = attribution_picture(compared())
    assert len(bars(chart(picture).to_dict())) == len(picture.steps) + 2
