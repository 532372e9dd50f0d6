"""Regions as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.scenario_chart import chart
from detente.report.scenario_picture import ScenarioPicture, ScenarioPictureLimit, ScenarioPictureRegion
from report.pictures import HOSTILE

LIMIT = ScenarioPictureLimit(
    "The chance that South keeps its word", 0.5, 1.0, "0.20", "0.90", "at least 0.55"
)


def region(*limits: ScenarioPictureLimit, head: str = "Region 1: a deal in 81%") -> ScenarioPictureRegion:
    """A region with two boxes on the way."""
    steps = ((1.0, 0.1, False), (0.6, 0.5, True))
    return ScenarioPictureRegion(
        head=head, limits=limits, steps=steps, sentence="Where trust is high: a deal."
    )


def spec(*regions: ScenarioPictureRegion, nothing: str = "") -> dict[str, Any]:
    """Draw and describe."""
    picture = ScenarioPicture(
        title="Regions", caption="Where.", outcome="a deal", overall=0.1, regions=regions, nothing=nothing
    )
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def rows(found: dict[str, Any], part: int, layer: int) -> list[dict[str, Any]]:
    """The data of one layer of one part."""
    data: list[dict[str, Any]] = found["vconcat"][part]["layer"][layer]["data"]["values"]
    return data


def test_limits_within_ranges() -> None:
    """A pale bar for the range, a dark one for the part inside, ends and words beside them."""
    found = spec(region(LIMIT))
    (bar,) = rows(found, 0, 0)
    assert bar["start"] < bar["low"] < bar["high"] == bar["end"]
    assert bar["low"] == pytest.approx((bar["start"] + bar["end"]) / 2)
    assert (bar["range_low"], bar["range_high"], bar["text"]) == ("0.20", "0.90", "at least 0.55")
    assert found["vconcat"][0]["height"] == 88


def test_regions_follow_one_another() -> None:
    """A head each, then its limits."""
    found = spec(region(LIMIT, LIMIT), region(LIMIT, head="Region 2"))
    heads = rows(found, 0, -1)
    assert [(head["text"], head["place"]) for head in heads] == [
        ("Region 1: a deal in 81%", 0.6),
        ("Region 2", 3.6),
    ]
    assert [bar["place"] for bar in rows(found, 0, 0)] == [1.5, 2.5, 4.5]


def test_coverage_against_density() -> None:
    """A point for each box on the way, the one taken ringed, a line at the overall share."""
    found = spec(region(LIMIT), region(LIMIT, head="Region 2"))
    assert rows(found, 1, 0) == [{"density": 0.1}]
    points = rows(found, 1, 1)
    assert [point["region"] for point in points] == ["region 1"] * 2 + ["region 2"] * 2
    assert points[1] == {"region": "region 1", "coverage": 0.6, "density": 0.5, "chosen": True, "step": 1}
    ring = found["vconcat"][1]["layer"][-1]
    assert ring["transform"] == [{"filter": "datum.chosen"}]


def test_many_regions_are_cut() -> None:
    """After three, and the caption says so."""
    found = spec(*(region(LIMIT) for _ in range(5)))
    assert len(rows(found, 0, 0)) == 3
    assert found["title"]["subtitle"][-1] == "Of 5 regions the first 3 are drawn."


def test_nothing_to_draw() -> None:
    """The chart says why."""
    found = spec(nothing="There is a deal in none of 20 draws.")
    assert found["description"] == "There is a deal in none of 20 draws."
    assert found["title"]["subtitle"][-1] == "There is a deal in none of 20 draws."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names and heads are short and printable."""
    found = spec(region(LIMIT._replace(name=text), head=text))
    names, heads = rows(found, 0, -2), rows(found, 0, -1)
    assert all(len(row["text"]) <= 100 and row["text"].isprintable() for row in [*names, *heads])
    assert json.dumps(found)
