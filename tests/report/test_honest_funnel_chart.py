"""The honest funnel as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.honest_funnel_chart import chart
from detente.report.honest_funnel_picture import Band, HonestPicture
from report.pictures import HOSTILE


def gate(name: str = "acceptable", lower: float | None = 9.0) -> Band:
    """A band of counts."""
    return Band(name, lower, 6.0, None, 6.5, 5.5, "many, some, none")


def kind(name: str = "swap", *, has_badge: bool = False) -> Band:
    """A band of shares."""
    return Band(name, 1.0, 0.6, 0.0, 0.7, 0.5, "100%, 60%, 0%", has_badge=has_badge)


def spec(gates: tuple[Band, ...] = (), kinds: tuple[Band, ...] = ()) -> dict[str, Any]:
    """Draw and describe."""
    picture = HonestPicture(
        title="Honest", caption="Bands.", log10_conceivable=20.0, gates=gates, kinds=kinds
    )
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def rows(found: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """The data of one layer."""
    data: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return data


def test_bands_and_lines() -> None:
    """From the higher to the lower thresholds, a dot as judged, a line for control; none has a place."""
    (row,) = rows(spec(gates=(gate(),)), 1)
    assert row["least"] < 0 < row["judged"] == 6.0 < row["most"] == 9.0
    assert (row["control_least"], row["control_most"]) == (5.5, 6.5)
    assert 1 < row["top"] < row["middle"] < row["end"] < row["line"] < 2


def test_two_scales() -> None:
    """Packages above, shares below, each with its own axis and its own rows."""
    found = spec(gates=(gate(), gate()), kinds=(kind(),))
    assert found["resolve"]["scale"]["x"] == "independent"
    assert found["height"] == (3 + 2) * 26
    axes = [layer["encoding"]["x"].get("axis") for layer in found["layer"] if "x" in layer["encoding"]]
    orients = [axis.get("orient", "bottom") for axis in axes if isinstance(axis, dict)]
    assert orients == ["top", "bottom"]
    assert rows(found, 9)[0]["top"] > 4


def test_ends_in_order() -> None:
    """Where an estimate puts the lower thresholds below those judged, the band still has two ends."""
    (row,) = rows(spec(gates=(gate(lower=5.0),)), 1)
    assert row["least"] < row["most"] == 6.0


def test_badges_are_bold() -> None:
    """What wears the badge stands out without colour."""
    found = spec(kinds=(kind(), kind("any", has_badge=True)))
    assert [row["weight"] for row in rows(found, 1)] == ["normal", "bold"]


def test_long_pictures_are_cut() -> None:
    """Twenty-four kinds of deal, and the caption says so."""
    found = spec(kinds=tuple(kind() for _ in range(30)))
    assert len(rows(found, 1)) == 24
    assert found["title"]["subtitle"][-1] == "Of 30 kinds of deal the first 24 are drawn."


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    found = spec()
    assert found["title"]["text"] == ["Honest"]
    assert "Nothing was counted" in found["description"]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(kinds=(kind(text)._replace(says=text),))
    row = rows(found, 1)[0]
    assert len(row["name"]) <= 46
    assert row["name"].isprintable()
    assert row["says"].isprintable()
    assert "\\u001b" not in json.dumps(found)
