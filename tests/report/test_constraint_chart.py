"""What tied hands do, as a chart: what its specification says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente.report.chart_files import save_chart
from detente.report.constraint_chart import NAME_WIDTH, chart
from detente.report.constraint_picture import (
    ConstraintLine,
    ConstraintPanel,
    ConstraintPicture,
    constraint_picture,
)
from lenses.ratification.small import STAKES
from report.pictures import HOSTILE
from report.ratifications import found

#: A senate and a house with something to spare.
WILLING = {**STAKES, "senate": {"aid": {"grant": 2}}, "house": {"aid": {"grant": 3}}}


def picture(
    name: str = "north", *, ends: float | None = 3.0, ending: str = "nothing is left"
) -> ConstraintPicture:
    """Make a picture of one home with a line at the medians and one in a draw."""
    lines = (
        ConstraintLine(name, None, ((0.0, 5.0), (1.0, 6.0))),
        ConstraintLine(name, 0, ((0.0, 4.0),)),
    )
    panel = ConstraintPanel(home=name, lines=lines, ends=ends, ending=ending)
    return ConstraintPicture(title="Tied hands", caption="What is left.", parties=(name,), panels=(panel,))


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Points of the first panel."""
    (panel,) = spec["hconcat"]
    found: list[dict[str, Any]] = panel["layer"][0]["data"]["values"]
    return found


def test_a_point_for_each_step_of_each_line() -> None:
    """Medians are told from draws."""
    spec = chart(picture()).to_dict()
    assert [(row["medians"], row["asked"], row["points"]) for row in rows(spec)] == [
        (True, 0.0, 5.0),
        (True, 1.0, 6.0),
        (False, 0.0, 4.0),
    ]
    assert spec["title"]["text"] == ["Tied hands"]
    (panel,) = spec["hconcat"]
    assert panel["layer"][0]["encoding"]["y"]["axis"]["title"] == "points above no deal, each party's own"


def test_the_end_is_marked_where_there_is_one() -> None:
    """A rule and what it means."""
    marks = [layer["mark"]["type"] for layer in chart(picture()).to_dict()["hconcat"][0]["layer"]]
    assert marks == ["line", "line", "point", "rule", "text"]
    without = chart(picture(ends=None, ending="")).to_dict()["hconcat"][0]["layer"]
    assert [layer["mark"]["type"] for layer in without] == ["line", "line", "point"]


def test_all_of_the_caption_is_drawn() -> None:
    """Nothing of the words under the title is cut off."""
    wide = replace(picture(), caption=constraint_picture(found(stakes=WILLING, draws=2)).caption)
    assert " ".join(chart(wide).to_dict()["title"]["subtitle"]) == wide.caption


def test_it_can_be_written_to_a_file(tmp_path: Any) -> None:
    """As any other chart."""
    save_chart(chart(picture()), tmp_path / "hands.svg")
    assert "Tied hands" in (tmp_path / "hands.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    for row in rows(chart(picture(text)).to_dict()):
        assert row["party"].isprintable()
        assert len(row["party"]) <= NAME_WIDTH
