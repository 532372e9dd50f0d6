"""Trust needed and had as a chart: what its specification says."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from detente.lenses.spread import Spread
from detente.report.trust_chart import chart
from detente.report.trust_picture import TrustBar, TrustPanel, TrustPicture
from report.pictures import HOSTILE


def spread(low: float, middle: float, high: float) -> Spread:
    """Make a spread."""
    return Spread(low=low, middle=middle, high=high)


def panel(*bars: TrustBar, viewer: str = "North", other: str = "South") -> TrustPanel:
    """A pair with trust of a third."""
    return TrustPanel(viewer=viewer, other=other, had=spread(0.2, 0.3, 0.4), bars=bars)


def spec(*panels: TrustPanel) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(TrustPicture(title="Trust", caption="How much.", panels=panels)).to_dict()
    return found


def rows(found: dict[str, Any], layer: int = 0) -> list[dict[str, Any]]:
    """The data of one layer."""
    part = found["layer"][layer]
    data: list[dict[str, Any]] = part["data"]["values"]
    return data


SOME = TrustBar("swap", spread(0.1, 0.25, math.inf), 0.6)
NEVER = TrustBar("gift", spread(0.5, math.inf, math.inf), 0.0)


def test_rows_and_bands() -> None:
    """Below the head of its pair each package has a row, a band for what there is, and words."""
    first, second = rows(spec(panel(SOME, NEVER)))
    assert (first["top"], first["place"], second["top"]) == (1, 1.5, 2)
    assert (first["low"], first["middle"], first["high"]) == (0.1, 0.25, 1.1)
    assert (first["had_low"], first["had_middle"], first["had_high"]) == (0.2, 0.3, 0.4)
    assert first["says"] == "signs in 60% of draws"
    assert (first["never"], second["never"]) == (False, True)


def test_never_has_a_sign_of_its_own() -> None:
    """A cross where a circle would be, beyond certainty on the axis."""
    found = spec(panel(SOME, NEVER))
    shapes = [layer["mark"].get("shape") for layer in found["layer"] if layer["mark"]["type"] == "point"]
    assert shapes == ["circle", "cross"]
    axis = found["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"][-1] == 1.1
    assert "never" in axis["labelExpr"]


def test_panels_follow_one_another() -> None:
    """A head each; the height is that of all rows."""
    found = spec(panel(SOME), panel(SOME, NEVER, viewer="South", other="North"))
    heads = rows(found, -1)
    assert [(head["place"], head["head"]) for head in heads] == [
        (0.5, "North on the word of South"),
        (2.5, "South on the word of North"),
    ]
    assert found["height"] == 5 * 24


def test_long_pictures_are_cut() -> None:
    """Four pairs, of each 24 packages, and the caption says so."""
    found = spec(*(panel(*(SOME for _ in range(30))) for _ in range(6)))
    assert len(rows(found)) == 4 * 24
    assert found["title"]["subtitle"][-2:] == [
        "Of 6 pairs of parties the first 4 are drawn.",
        "Of up to 30 packages the first 24 are drawn.",
    ]


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    found = spec()
    assert found["title"]["text"] == ["Trust"]
    assert found["description"] == "No package rests on a word that is in doubt."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(panel(TrustBar(text, spread(0, 0.5, 1), 0.5), viewer=text, other=text))
    row, head = rows(found)[0], rows(found, -1)[0]
    assert len(row["package"]) <= 46
    assert row["package"].isprintable()
    assert head["head"].isprintable()
    assert "\\u001b" not in json.dumps(found)
