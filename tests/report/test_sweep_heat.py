"""A map of shares over two axes."""

from __future__ import annotations

from typing import Any

import altair
import pytest

from detente.explain.sweep_axes import Placed
from detente.report.sweep_canvas import Canvas
from detente.report.sweep_heat import draw_map, map_size, shade
from detente.report.sweep_picture import PictureAxis, Place, SweepLine, SweepPanel
from report.test_sweep_map import kind

Rows = list[dict[str, Any]]


def panel(down: int, across: int, *places: Placed) -> SweepPanel:
    """A map with ranges beside its axes."""
    swept = kind(down, across)
    told = tuple(Place(one.name, one.low, one.middle, one.high) for one in places)
    first, second = (
        PictureAxis(
            name=axis.name,
            words=axis.words,
            numbers=axis.numbers,
            texts=tuple(axis.text(value) for value in axis.values),
            places=told,
        )
        for axis in swept.axes
    )
    line = SweepLine(deal="x", name="X", points=swept.points)
    return SweepPanel(title="X", across=second, down=first, lines=(line,))


def drawn(what: SweepPanel) -> dict[str, Rows]:
    """The data of all layers, by the kind of their marks."""
    width, height = map_size(what)
    canvas = Canvas(width=width, height=height)
    draw_map(canvas, what, (0, 0))
    found: dict[str, Rows] = {}
    for layer in canvas.chart(altair).to_dict()["layer"]:
        found.setdefault(layer["mark"]["type"], []).extend(layer["data"]["values"])
    for rows in found.values():
        assert all(0 <= row["x"] <= width and 0 <= row["y"] <= height for row in rows)
    return found


def test_shades_get_darker() -> None:
    """The sum of the three colours falls with every step."""
    light = [sum(bytes.fromhex(shade(k / 20)[1:])) for k in range(21)]
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == 21


def test_cells() -> None:
    """One for each point, the largest of the first axis on top; share and gate are written."""
    found = drawn(panel(2, 3))
    assert len(found["rect"]) == 6
    first, last = found["rect"][0], found["rect"][-1]
    assert first["tip"] == "0 / 0: 0%, credible"
    assert last["tip"] == "1 / 1: 100%, a deal"
    assert last["y"] < first["y"]
    texts = [row["text"] for row in found["text"]]
    assert texts.count("cred") == 3
    assert {"0%", "33%", "67%", "100%"} <= set(texts)


def test_a_thick_line_goes_round_the_deals() -> None:
    """Between cells on either side of one half, and nowhere else."""
    thick = [row for row in drawn(panel(2, 3))["rule"] if row["width"] == 3]
    assert len(thick) == 3
    assert all(row["x"] == row["x2"] or row["y"] == row["y2"] for row in thick)


@pytest.mark.parametrize(("across", "written"), [(11, True), (60, False)])
def test_narrow_cells_are_not_written_in(across: int, written: bool) -> None:
    """Their shade says it."""
    texts = [row["text"] for row in drawn(panel(3, across))["text"]]
    assert ("100%" in texts) is written


def test_ranges_beside_the_axes() -> None:
    """A bar with its median; a triangle for a range beyond the map."""
    inside = Placed(name="base", low=0.25, middle=0.5, high=0.75)
    found = drawn(panel(3, 3, inside))
    bars = [row for row in found["rule"] if row["ink"] != "#1a1a1a"]
    assert len(bars) == 2
    assert "point" not in found
    beyond = Placed(name="stutte", low=2.0, middle=3.0, high=4.0)
    found = drawn(panel(3, 3, beyond))
    assert len(found["point"]) == 2
    assert [row["text"] for row in found["text"]].count("stutte") == 2


@pytest.mark.parametrize(
    "shape",
    [
        (1, 1),
        (12, 12),
        *(pytest.param(shape, marks=pytest.mark.slow) for shape in ((50, 50), (2, 1250), (1250, 2))),
    ],
)
def test_any_grid_stays_on_its_sheet(shape: tuple[int, int]) -> None:
    """However many values there are."""
    assert len(drawn(panel(*shape))["rect"]) == shape[0] * shape[1]
