"""Conditioning as a chart: what its specification says."""

from __future__ import annotations

from typing import Any

from detente.report.conditioned_chart import conditioned_chart
from detente.report.conditioned_picture import ConditionedPicture, ShiftedJudgement

ROW = ShiftedJudgement("dealing_costs.us.per_deal", 0.1, 0.62, 0.96, "8", "9")


def spec(*rows: ShiftedJudgement) -> dict[str, Any]:
    """Draw and describe."""
    picture = ConditionedPicture(title="Why?", caption="What moved.", rows_drawn=rows)
    found: dict[str, Any] = conditioned_chart(picture).to_dict()
    return found


def test_a_row_for_each_judgement() -> None:
    """Each has its bar, its median, its path at the left and both medians at the right."""
    found = spec(ROW, ROW._replace(path="trust.keeps_word.russia"))
    drawn = found["layer"][2]["data"]["values"]
    assert [row["name"] for row in drawn] == ["dealing_costs.us.per_deal", "trust.keeps_word.russia"]
    assert drawn[0]["medians"] == "8 to 9"
    assert drawn[0]["place"] < drawn[1]["place"]
    assert found["height"] == 52


def test_what_was_elicited_lies_behind() -> None:
    """The shaded part is the 5th to 95th percentile before, on the same scale."""
    found = spec(ROW)
    assert found["layer"][0]["data"]["values"] == [{"from": 0.05, "to": 0.95, "middle": 0.5}]
    assert found["layer"][2]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_long_paths_are_cut_in_the_middle() -> None:
    """Their beginning and end stay readable."""
    path = "dealing_costs." + "very-long-" * 9 + "party.per_deal"
    name = spec(ROW._replace(path=path))["layer"][2]["data"]["values"][0]["name"]
    assert len(name) <= 44
    assert name.startswith("dealing_costs")
    assert name.endswith("per_deal")


def test_no_judgements() -> None:
    """Only the words and the axis are left."""
    assert spec()["layer"][2]["data"]["values"] == []
