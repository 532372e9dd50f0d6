"""A sheet of paper in pixels."""

from __future__ import annotations

from typing import Any

import altair

from detente.report.sweep_canvas import Canvas


def spec(canvas: Canvas) -> dict[str, Any]:
    """Draw."""
    found: dict[str, Any] = canvas.chart(altair).to_dict()
    return found


def test_everything_is_a_layer() -> None:
    """From the back to the front, those of one look together."""
    canvas = Canvas(width=200, height=100)
    canvas.words((5, 5), "left")
    canvas.words((5, 20), "right", align="right")
    canvas.words((5, 40), "left again")
    canvas.rect((0, 0, 10, 10), "#ffffff", "tip")
    canvas.band([(0, 1, 2), (1, 1, 3)], "#ff0000")
    canvas.rule((0, 0, 1, 1))
    canvas.rule((0, 0, 1, 1), dash=4)
    canvas.line([(3, 1), (1, 2)], "#00ff00")
    canvas.sign((4, 4), "circle", "#0000ff")
    layers = spec(canvas)["layer"]
    kinds = [layer["mark"]["type"] for layer in layers]
    assert kinds == ["rect", "area", "rule", "rule", "line", "point", "text", "text"]
    assert [row["text"] for row in layers[6]["data"]["values"]] == ["left", "left again"]


def test_places_are_pixels_from_above() -> None:
    """And the chart is as large as the sheet."""
    canvas = Canvas(width=200, height=100)
    canvas.line([(3, 1), (1, 2)], "#00ff00")
    found = spec(canvas)
    y = found["layer"][0]["encoding"]["y"]
    assert (y["scale"]["domain"], y["scale"]["reverse"]) == ([0, 100], True)
    assert (found["width"], found["height"]) == (200, 100)
    assert [row["order"] for row in found["data"]["values"]] == [0, 1]


def test_separate_lines_stay_apart() -> None:
    """Each has a name of its own."""
    canvas = Canvas(width=10, height=10)
    canvas.line([(0, 0), (1, 1)], "#000000")
    canvas.line([(2, 2), (3, 3)], "#000000")
    # The data of a single layer stand above it.
    assert [row["of"] for row in spec(canvas)["data"]["values"]] == [0, 0, 1, 1]


def test_an_empty_sheet() -> None:
    """Is a chart without anything on it."""
    assert len(spec(Canvas(width=10, height=10))["layer"]) == 1
