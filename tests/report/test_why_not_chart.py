"""What speaks for and against a package as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.lenses.spread import Spread
from detente.report.why_not_chart import chart
from detente.report.why_not_picture import WaterfallBar, WaterfallPanel, WhyNotPicture, why_not_picture
from report.pictures import HOSTILE
from report.why_nots import failing


def panel(*bars: WaterfallBar, name: str = "North accepts") -> WaterfallPanel:
    """A condition that fails by 2."""
    return WaterfallPanel(
        name=name, bars=bars, margin=-2.0, margins=Spread(low=-6.0, middle=-2.0, high=1.0), fails=0.9
    )


def spec(*panels: WaterfallPanel) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(WhyNotPicture(title="For", caption="How.", panels=panels)).to_dict()
    return found


def data(found: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The data of the first layer whose rows have a field."""
    for layer in found["layer"]:
        rows: list[dict[str, Any]] = layer["data"]["values"]
        if rows and field in rows[0]:
            return rows
    return []


UP, DOWN = WaterfallBar("a gain", 0.0, 3.0), WaterfallBar("a loss", 3.0, -2.0)


def test_bars_and_what_is_left() -> None:
    """A row each below the head, then the total with its range and words."""
    found = spec(panel(UP, DOWN))
    up, down = data(found, "adds")
    assert (up["place"], down["place"]) == (1.5, 2.5)
    assert (up["adds"], down["adds"]) == ("+3.0", "-5.0")
    assert (up["helps"], down["helps"]) == (True, False)
    (total,) = data(found, "says")
    assert (total["place"], total["low"], total["high"]) == (3.5, -6.0, 1.0)
    assert total["says"] == "2.0 short; fails in 90% of draws"


def test_everything_is_on_the_axis() -> None:
    """Bars, ranges and 0, with some room."""
    found = spec(panel(UP, DOWN))
    scales = [layer["encoding"]["x"].get("scale") for layer in found["layer"] if "x" in layer["encoding"]]
    low, high = next(scale["domain"] for scale in scales if scale)
    assert low < -6.0
    assert high > 3.0


def test_long_pictures_are_cut() -> None:
    """Five conditions, and the caption says so."""
    found = spec(*(panel(UP, DOWN) for _ in range(7)))
    assert len(data(found, "says")) == 5
    assert found["title"]["subtitle"][-1] == "Of 7 conditions in points the first 5 are drawn."


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    assert spec()["description"] == "Nothing is measured in points."


def test_a_real_one_can_be_drawn() -> None:
    """All its data inside."""
    found = chart(why_not_picture(failing())).to_dict()
    assert "Lifted at once" in json.dumps(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(panel(WaterfallBar(text, 0.0, -2.0), name=text))
    assert len(data(found, "adds")[0]["label"]) <= 60
    assert data(found, "adds")[0]["label"].isprintable()
    assert data(found, "says")[0]["name"].isprintable()
    assert "\\u001b" not in json.dumps(found)
