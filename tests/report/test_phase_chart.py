"""A phase plane as a chart."""

from __future__ import annotations

import dataclasses
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.report.chart_files import save_chart
from detente.report.phase_chart import chart
from detente.report.phase_picture import Arrow, PhasePicture, phase_picture
from report.phase_planes import drifting, exploding
from report.spirals import answering

WIDTH, HEIGHT, LEFT, HEAD = 470.0, 400.0, 78.0, 8.0


@cache
def rows(picture: PhasePicture) -> list[tuple[Any, dict[str, Any]]]:
    """Everything drawn: the kind of mark and a row of its data."""
    spec = chart(picture).to_dict()
    found = []
    for layer in spec["layer"]:
        mark = layer["mark"]
        values = layer["data"].get("values") or spec["datasets"][layer["data"]["name"]]
        found += [(mark["type"] if isinstance(mark, dict) else mark, row) for row in values]
    return found


def texts(picture: PhasePicture) -> list[str]:
    """Every text written on the chart."""
    return [row["text"] for mark, row in rows(picture) if mark == "text"]


def within(x: float, y: float) -> bool:
    """Whether a place is within the field, up to rounding."""
    return -0.01 <= x - LEFT <= WIDTH + 0.01 and -0.01 <= y - HEAD <= HEIGHT + 0.01


@pytest.mark.parametrize("found", [answering, exploding, drifting])
def test_every_kind_of_plane_can_be_drawn(found: Any, tmp_path: Path) -> None:
    """As PNG, with the words of the picture as its text alternative."""
    picture = phase_picture(found())
    drawn = chart(picture)
    save_chart(drawn, tmp_path / "plane.png")
    assert (tmp_path / "plane.png").read_bytes().startswith(b"\x89PNG")
    assert drawn.to_dict()["description"] == picture.alternative()


def test_notes_stand_below_the_caption() -> None:
    """How sure the resting point is, and what is clipped, is to be read on the chart itself."""
    picture = phase_picture(drifting())
    head = " ".join(chart(picture).to_dict()["title"]["subtitle"])
    assert all(note in head for note in picture.notes)
    assert "Clipped" in head


def test_the_key_names_what_is_drawn() -> None:
    """Lines, resting point, region, path and its ends; no entry for what is not there."""
    stable, boom, far = (texts(phase_picture(found())) for found in (answering, exploding, drifting))
    lines = {"us>russia stays as it is", "russia>us stays as it is"}
    assert lines <= set(stable)
    assert lines <= set(boom)
    assert "resting point" in stable
    assert "parting line: the side of" not in stable
    assert "parting line: the side of" in boom
    assert "nothing changes here, but" in boom
    assert not any("region" in text for text in boom)
    assert "resting point" not in far
    assert any("90% region" in text for text in far)


def test_nothing_of_the_plane_leaves_the_field() -> None:
    """Dots, region, path and straight lines stay inside the axes, whatever is far away."""
    for found in (answering, exploding, drifting):
        drawn = rows(phase_picture(found()))
        plane = [(mark, row) for mark, row in drawn if mark != "text" and row["x"] < LEFT + WIDTH + 10]
        assert all(within(row["x"], row["y"]) for mark, row in plane if mark in ("line", "point", "area"))
        wide = [row for mark, row in plane if mark == "rule" and row["width"] > 2]
        assert wide
        assert all(within(row["x"], row["y"]) and within(row["x2"], row["y2"]) for row in wide)


def test_every_period_within_the_axes_has_a_dot() -> None:
    """With its name and its two numbers for a pointer that rests on it."""
    picture = phase_picture(answering())
    inside = [point.name for point in picture.periods if picture.inside((point.x, point.y))]
    tips = [row["tip"] for mark, row in rows(picture) if mark == "rect" and ": " in row["tip"]]
    assert [tip.split(":")[0] for tip in tips] == inside


def test_arrows_point_where_the_equations_lead() -> None:
    """Up is towards more of the second, right towards more of the first; no move, no arrow."""
    base = phase_picture(answering())
    middle = {"x": (base.across.low + base.across.high) / 2, "y": (base.up.low + base.up.high) / 2}
    still = dataclasses.replace(base, arrows=(Arrow(**middle, dx=0, dy=0),))
    right = dataclasses.replace(base, arrows=(Arrow(**middle, dx=1, dy=0),))
    up = dataclasses.replace(base, arrows=(Arrow(**middle, dx=0, dy=1e-6),))

    def shaft(picture: PhasePicture) -> dict[str, Any] | None:
        arrows = [row for mark, row in rows(picture) if mark == "rule" and row["ink"] == "#b0b0b0"]
        return max(
            arrows, key=lambda row: math.hypot(row["x2"] - row["x"], row["y2"] - row["y"]), default=None
        )

    assert shaft(still) is None
    east, north = shaft(right), shaft(up)
    assert east is not None
    assert north is not None
    assert east["x2"] > east["x"]
    assert east["y2"] == pytest.approx(east["y"])
    assert north["y2"] < north["y"]


def test_names_of_periods_do_not_cover_each_other() -> None:
    """The first and the last are there, and no two names overlap."""
    for found in (answering, exploding, drifting):
        picture = phase_picture(found())
        names = {point.name.split(" to ")[0] for point in picture.path}
        placed = [
            row
            for mark, row in rows(picture)
            if mark == "text" and row["text"] in names and row["size"] == 10
        ]
        assert {picture.path[0].name[:7], picture.path[-1].name[:7]} <= {row["text"] for row in placed}
        for k, one in enumerate(placed):
            for other in placed[:k]:
                assert abs(one["x"] - other["x"]) >= 50 or abs(one["y"] - other["y"]) >= 14


def test_a_picture_of_a_single_stretch_and_no_lines_can_be_drawn() -> None:
    """One point of the path, no straight line, no region, no balance."""
    base = phase_picture(answering())
    bare = dataclasses.replace(
        base, path=base.path[:1], still_x=None, still_y=None, balance=None, region=(), arrows=()
    )
    assert any("begins: 1990-01" in text for text in texts(bare))
    assert "us>russia stays as it is" not in texts(bare)


def test_thousands_of_dots_are_thinned() -> None:
    """Of 4,001 one in three is drawn, and the chart says so."""
    base = phase_picture(answering())
    inside = next(point for point in base.periods if base.inside((point.x, point.y)))
    many = dataclasses.replace(base, periods=(inside,) * 4001)
    dots = [row for mark, row in rows(many) if mark == "rect" and ": " in row["tip"]]
    assert len(dots) == 1334
    assert "Of 4,001 dots one in 3 is drawn." in chart(many).to_dict()["title"]["subtitle"]
