"""The chart of control against requirement: what its specification says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.lenses.spread import Spread
from detente.report.chart_files import save_chart
from detente.report.leverage_chart import ROW, WIDTH, chart
from detente.report.leverage_picture import ControlBar, ControlShare, LeveragePicture
from report.pictures import HOSTILE

NEEDED = Spread(low=0.4, middle=0.5, high=0.6)


def bar(*shares: ControlShare, issue: str = "Truce") -> ControlBar:
    """Make a bar."""
    return ControlBar(issue=issue, option="Hold", shares=shares, required=NEEDED, delivered=0.25)


TWO = (ControlShare("south", 0.3, True), ControlShare("patron", 0.05, False))


def spec_of(*bars: ControlBar) -> dict[str, Any]:
    """Return the specification of a chart."""
    found: dict[str, Any] = chart(LeveragePicture(title="Who", caption="How much.", bars=bars)).to_dict()
    return found


def data(spec: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """Return the rows of one layer."""
    rows: list[dict[str, Any]] = spec["layer"][layer]["data"]["values"]
    return rows


def test_shares_lie_end_to_end() -> None:
    """Each from where the last ended; large ones have their name inside, small ones beside the bar."""
    spec = spec_of(bar(*TWO))
    first, second = data(spec, 0)
    assert (first["start"], first["end"], first["who"], first["inside"]) == (
        0,
        0.3,
        "at the table",
        "south 30%",
    )
    assert (second["start"], second["end"], second["inside"]) == (0.3, 0.35, "")
    assert second["who"] == "not at the table"
    (issue,) = data(spec, 2)
    assert issue["note"] == "delivered 25%; patron 5%"


def test_the_requirement_is_a_line_below_the_bar() -> None:
    """From the 5th to the 95th percentile, with the median."""
    spec = spec_of(bar(*TWO))
    (issue,) = data(spec, 2)
    assert (issue["start"], issue["median"], issue["end"]) == (0.4, 0.5, 0.6)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == [
        "rect",
        "text",
        "rule",
        "tick",
        "text",
        "text",
    ]
    assert data(spec, 0)[0]["bottom"] < issue["line"] < 1


def test_rows_have_their_height_and_shares_their_room() -> None:
    """40 pixels an issue; an axis past 100% where shares add up to more."""
    wide = bar(ControlShare("a", 0.9, True), ControlShare("b", 0.9, True))
    spec = spec_of(wide, bar(*TWO))
    assert spec["height"] == 2 * ROW
    assert spec["width"] == WIDTH
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1.8]
    assert spec["layer"][0]["encoding"]["x"]["axis"]["values"][-1] == 1.75


def test_many_issues_are_cut() -> None:
    """The caption says of how many."""
    spec = spec_of(*(bar(*TWO, issue=f"Issue {k}") for k in range(30)))
    assert len(data(spec, 2)) == 25
    assert spec["title"]["subtitle"][-1] == "Of 30 issues the first 25 are drawn."


def test_no_bars_at_all(tmp_path: Path) -> None:
    """The chart has its words and its axis, and can be written."""
    empty = LeveragePicture(title="Who", caption="How much.", bars=())
    save_chart(chart(empty), tmp_path / "empty.svg")
    assert "share of control" in (tmp_path / "empty.svg").read_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    spec = spec_of(bar(ControlShare(text, 0.9, True), issue=text))
    for shown in (data(spec, 2)[0]["issue"], data(spec, 0)[0]["inside"], data(spec, 0)[0]["says"]):
        assert len(shown) <= 80
        assert shown.isprintable()
