"""The picture of retractions as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from detente.report.retract_chart import chart
from detente.report.retract_picture import RetractBar, RetractPicture, retract_picture
from report.compared import hanging
from report.pictures import HOSTILE

FLIPS = RetractBar("alpha", 0.8, 0.2, "swap passes every gate", "1 verdict flips", 1, 1)
STILL = RetractBar("gamma", 0.0, 0.0, "nothing moves", "no verdict changes", 0, 0)


def spec(*bars: RetractBar) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(RetractPicture(title="A case", caption="How.", bars=bars)).to_dict()
    return found


def rows(found: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """The data of one layer."""
    data: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return data


def test_rows_and_lines() -> None:
    """A line from with to without; to the right what it does, in bold where a verdict flips."""
    found = spec(FLIPS, STILL)
    first, second = rows(found, 0)
    assert (first["before"], first["after"], first["moves"], first["flips"]) == (0.8, 0.2, True, True)
    assert (second["moves"], second["source"]) == (False, "gamma")
    lines = rows(found, -1)
    assert [(line["line"], line["strong"]) for line in lines] == [
        ("1 verdict flips; most moved, 80% to 20%:", True),
        ("swap passes every gate", False),
        ("no verdict changes", False),
        ("nothing moves", False),
    ]
    assert found["height"] == 2 * 44


def test_many_sources_are_cut() -> None:
    """The first 25, and the caption says so."""
    found = spec(*(FLIPS for _ in range(30)))
    assert len(rows(found, 0)) == 25
    assert found["title"]["subtitle"][-1] == "Of 30 sources the first 25 are drawn."


def test_nothing_to_draw() -> None:
    """The chart has its words."""
    assert spec()["description"] == "There is no source to withdraw."
    assert spec()["height"] == 44


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    found = spec(RetractBar(text, 0.8, 0.2, text, text, 0, 0))
    assert rows(found, 0)[0]["source"].isprintable()
    assert len(rows(found, 0)[0]["source"]) <= 34
    assert all(line["line"].isprintable() and len(line["line"]) <= 54 for line in rows(found, -1))
    assert "\\u001b" not in json.dumps(found["layer"])


def test_a_real_one_is_drawn() -> None:
    """A row for each source."""
    assert len(rows(chart(retract_picture(hanging())).to_dict(), 0)) == 3
