"""Flips as a chart: what its specification says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.report.chart_files import save_chart
from detente.report.flip_chart import chart
from detente.report.flip_picture import FlipPicture, flip_picture
from explain.flip_cases import flip_set, flips
from report.pictures import HOSTILE

PICTURE = flip_picture(flips(flip_set(8.0), flip_set(3.0), flip_set(7.0, 7.0)))


def spec(picture: FlipPicture) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def rows(found: dict[str, Any], layer: int = 0) -> list[dict[str, Any]]:
    """The data of one layer."""
    data: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return data


def test_rows() -> None:
    """A row for each judgement below the head of its group, the way beyond starting at the range."""
    first, second, third, _ = rows(spec(PICTURE))
    assert (first["place"], first["low"], first["end"], first["needed"]) == (1.5, -0.2, 0.2, 0.4)
    assert (second["inside"], second["end"]) == (True, second["needed"])
    assert third["place"] == 4.5
    heads = rows(spec(PICTURE), -1)
    assert [head["place"] for head in heads] == [0.6, 3.6]
    assert spec(PICTURE)["height"] == 6 * 36


def test_inside_and_outside_differ_in_fill() -> None:
    """A dot outside is filled, one inside is open: told apart without colour."""
    points = [layer for layer in spec(PICTURE)["layer"] if layer["mark"]["type"] == "point"]
    assert [point["transform"][0]["filter"] for point in points] == ["!datum.inside", "datum.inside"]
    assert points[1]["mark"]["fill"] == "#ffffff"


def test_long_pictures_are_cut() -> None:
    """Twenty-four judgements are drawn, and the caption says so."""
    many = flip_picture(flips(*(flip_set(6.0 + k / 8) for k in range(1, 31))))
    found = spec(many)
    assert len(rows(found)) == 24
    assert found["title"]["subtitle"][-1] == "Of 30 judgements the first 24 are drawn."


def test_nothing_to_draw() -> None:
    """Without groups there are words and an axis."""
    found = spec(flip_picture(flips()))
    assert rows(found) == []
    assert found["title"]["subtitle"][-1] == "Nothing turns it."


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    """Whatever a dossier calls things, the chart is valid and short."""
    group = PICTURE.groups[0]
    bars = tuple(replace(bar, name=text, says=text[:80]) for bar in group.bars)
    found = spec(replace(PICTURE, title=text, groups=(replace(group, head=text, bars=bars),)))
    assert "\x1b" not in json.dumps(found["layer"][5])
    assert all(len(line["line"]) <= 48 for line in rows(found, 5))


def test_png(tmp_path: Path) -> None:
    """It can be written as a picture."""
    save_chart(chart(PICTURE), tmp_path / "flips.png")
    assert (tmp_path / "flips.png").read_bytes().startswith(b"\x89PNG")
