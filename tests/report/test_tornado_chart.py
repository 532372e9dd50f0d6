"""A tornado as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.tornado_chart import chart
from detente.report.tornado_picture import Measure, TornadoPicture, TornadoPictureBar
from report.pictures import HOSTILE

LONG = TornadoPictureBar("What truce is worth to South", 0.1, 0.8, "10% at 1", "80% at 9")
SHORT = TornadoPictureBar("What any deal costs North", 0.5, 0.42, "50% at 1", "42% at 2")


def spec(*bars: TornadoPictureBar, measure: Measure = "share", base: float = 0.4) -> dict[str, Any]:
    """Draw and describe."""
    picture = TornadoPicture(
        title="Tornado",
        caption="What moves it.",
        measure=measure,
        axis="share of draws",
        base=base,
        bars=bars,
    )
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def rows(found: dict[str, Any], layer: int = 0) -> list[dict[str, Any]]:
    """The data of one layer."""
    data: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return data


def test_two_bars_a_judgement() -> None:
    """From the outcome as it stands, the low end above the high one, the text beyond the end of the bar."""
    found = spec(LONG, SHORT)
    drawn = rows(found)
    assert [(bar["end"], bar["from"], bar["to"], bar["left"]) for bar in drawn] == [
        ("low", 0.4, 0.1, True),
        ("high", 0.4, 0.8, False),
        ("low", 0.4, 0.5, False),
        ("high", 0.4, 0.42, False),
    ]
    assert drawn[0]["place"] < drawn[1]["place"] < drawn[2]["place"]
    aligned = {layer["mark"].get("align"): layer["mark"].get("dx") for layer in found["layer"][2:4]}
    assert aligned == {"right": -4, "left": 4}
    assert found["height"] == 88


def test_the_line_across() -> None:
    """Is the outcome as it stands, and every value lies inside the axis."""
    found = spec(LONG)
    assert rows(found, 1) == [{"base": 0.4}]
    axis = found["layer"][0]["encoding"]["x"]
    low, high = axis["scale"]["domain"]
    assert low < 0.1
    assert high > 0.8
    assert min(axis["axis"]["values"]) >= 0
    assert axis["axis"]["format"] == ".0%"


def test_gates_have_plain_ticks() -> None:
    """Numbers, not per cent."""
    bar = TornadoPictureBar("What truce is worth", 1.0, 2.0, "1.00 at 1", "2.00 at 2")
    axis = spec(bar, measure="gates", base=1.4)["layer"][0]["encoding"]["x"]["axis"]
    assert "%" not in axis["format"]


def test_long_pictures_are_cut() -> None:
    """After 15 judgements, and the caption says so."""
    found = spec(*([LONG] * 20))
    assert len(rows(found)) == 30
    assert found["title"]["subtitle"][-1] == "Of 20 judgements the first 15 are drawn."


def test_long_names_keep_their_ends() -> None:
    """In at most three lines."""
    name = "What a very long option (of an issue with a very long name, that goes on and on) " * 2
    found = spec(LONG._replace(name=f"{name}is worth to South"))
    lines = [row["line"] for row in rows(found, -1)]
    assert len(lines) <= 3
    assert lines[-1].endswith("is worth to South")


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    found = spec()
    assert found["title"]["text"] == ["Tornado"]
    assert found["description"] == "No judgement alone moves the outcome."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(LONG._replace(name=text))
    assert all(len(row["line"]) <= 44 and row["line"].isprintable() for row in rows(found, -1))
    assert found["description"].isprintable()
    assert json.dumps(found)
