"""A plan as a chart: what its specification says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.report.chart_files import save_chart
from detente.report.plan_chart import LABEL_WIDTH, chart
from detente.report.plan_picture import PlanPicture
from report.pictures import HOSTILE
from report.test_plan_picture import picture, row


def spec_of(drawn: PlanPicture) -> dict[str, Any]:
    """Return the specification."""
    spec: dict[str, Any] = chart(drawn).to_dict()
    return spec


def values(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the rows of data that have a key, each once."""
    found = [entry for layer in spec["layer"] for entry in layer["data"]["values"] if key in entry]
    return [entry for k, entry in enumerate(found) if entry not in found[:k]]


def test_a_bar_is_as_high_as_what_is_done() -> None:
    """Dark from what was done before to what is done now; numbers only where something is added."""
    bars = values(spec_of(picture(row(0.25, 0.25, 1, checked=True))), "stage")
    assert [bar["text"] for bar in bars] == ["25%", "", "100%"]
    whole = bars[0]["foot"] - bars[0]["top"]
    assert bars[0]["foot"] - bars[0]["reached"] == pytest.approx(whole / 4)
    assert bars[1]["was"] == pytest.approx(bars[1]["reached"])
    assert bars[2]["was"] - bars[2]["reached"] == pytest.approx(whole * 3 / 4)
    assert bars[2]["says"] == "100% done, 75% in this stage, verified before the next"


def test_names_stand_beside_their_bars() -> None:
    """Sides above their items; what stays done says so."""
    names = values(spec_of(picture(row(1.0, stays=True), row(1.0, issue="Base", option="Closed"))), "name")
    assert [(n["name"], n["is_side"]) for n in names] == [
        ("North", True),
        ("Aid: Granted (stays)", False),
        ("Base: Closed", False),
    ]
    bars = values(spec_of(picture(row(1.0), row(1.0))), "stage")
    assert [bar["half"] for bar in bars] == pytest.approx([1.7, 2.7])


@pytest.mark.parametrize(("stages", "width"), [(1, 120), (4, 480), (6, 480), (12, 600)])
def test_many_stages_are_narrower(stages: int, width: int) -> None:
    """Up to a width that can be read."""
    assert spec_of(picture(row(*([0.5] * (stages - 1)), 1.0)))["width"] == width


def test_the_first_forty_items_are_drawn() -> None:
    """The caption says of how many."""
    spec = spec_of(picture(*(row(1.0, issue=f"Item {k}") for k in range(50))))
    assert len([n for n in values(spec, "name") if not n["is_side"]]) == 40
    assert spec["title"]["subtitle"][-1] == "Of 50 items the first 40 are drawn."


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    for entry in values(spec_of(picture(row(1.0, issue=text, option=text, stays=True), side=text)), "name"):
        assert entry["name"].isprintable()
        assert len(entry["name"]) <= LABEL_WIDTH


def test_it_can_be_written(tmp_path: Path) -> None:
    """The charting library accepts it."""
    save_chart(chart(picture(row(0.5, 1, checked=True))), tmp_path / "plan.svg")
    assert "Aid: Granted" in (tmp_path / "plan.svg").read_text("utf-8")
