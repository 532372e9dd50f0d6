"""Shares over one axis as lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import altair

from detente.report.chart_style import LOOKS
from detente.report.sweep_canvas import Canvas
from detente.report.sweep_lines import draw_lines, lines_size
from detente.report.sweep_picture import SweepPanel, sweep_picture
from explain.swept import by_reading, line

Rows = list[dict[str, Any]]


def drawn(panel: SweepPanel) -> dict[str, Rows]:
    """The data of all layers, by the kind of their marks."""
    width, height = lines_size(panel)
    canvas = Canvas(width=width, height=height)
    draw_lines(canvas, panel, (0, 0))
    found: dict[str, Rows] = {}
    for layer in canvas.chart(altair).to_dict()["layer"]:
        found.setdefault(layer["mark"]["type"], []).extend(layer["data"]["values"])
    for rows in found.values():
        assert all(0 <= row["x"] <= width and 0 <= row["y"] <= height for row in rows)
    return found


def test_a_line_with_its_band() -> None:
    """A place for each value, inside its interval; the elicited range is shaded."""
    (panel,) = sweep_picture(line()).panels
    found = drawn(panel)
    assert len(found["line"]) == len(found["area"]) == 6
    for at, band in zip(found["line"], found["area"], strict=True):
        assert band["y"] <= at["y"] <= band["y2"]
    assert len(found["rect"]) == 1
    texts = [row["text"] for row in found["text"]]
    assert {"cred", "a deal", "base", "sceptic", "50%", "Eased sanctions for a truce"} <= set(texts)


def test_readings_are_not_joined() -> None:
    """Between two of them is nothing."""
    (panel,) = sweep_picture(by_reading()).panels
    found = drawn(panel)
    assert "line" not in found
    assert "area" not in found
    assert {"base", "sceptic"} <= {row["text"] for row in found["text"]}


def test_names_do_not_lie_on_each_other() -> None:
    """Lines that end at one place have their names one below the other."""
    (panel,) = sweep_picture(line()).panels
    several = tuple(replace(panel.lines[0], name=f"kind {k}", look=k) for k in range(6))
    found = drawn(replace(panel, lines=several))
    heights = sorted(row["y"] for row in found["text"] if row["text"].startswith("kind"))
    assert all(after - before >= 14 for before, after in pairwise(heights))


def test_looks_differ_without_colour() -> None:
    """Every line has a dash and a shape of its own."""
    assert len({dash for _, dash, _ in LOOKS}) == len({shape for *_, shape in LOOKS}) == len(LOOKS)
