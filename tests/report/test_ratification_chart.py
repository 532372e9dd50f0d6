"""Who consents to which package, as a chart: what its specification says."""

from __future__ import annotations

from typing import Any

import pytest

from detente.report.ratification_chart import MEMBER_WIDTH, chart
from detente.report.ratification_picture import ConsentCell, RatificationPicture
from report.pictures import HOSTILE


def _spec(*cells: ConsentCell) -> dict[str, Any]:
    packages = tuple(dict.fromkeys((cell.package, 0.5) for cell in cells))
    members = tuple(dict.fromkeys(cell.member for cell in cells))
    picture = RatificationPicture(
        title="Ratification", caption="Who consents.", packages=packages, members=members, cells=cells
    )
    spec: dict[str, Any] = chart(picture).to_dict()
    return spec


def _rows(spec: dict[str, Any], layer: int = 0) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec["layer"][layer]["data"]["values"]
    return rows


def test_a_cell_says_how_often_its_ratifier_consents() -> None:
    """Who refuses is dark, with white text; a veto has a frame."""
    spec = _spec(ConsentCell("relief", "senate", 0.996, True), ConsentCell("relief", "house", 0.1, False))
    assert [(row["row"], row["column"], row["says"], row["dark"], row["veto"]) for row in _rows(spec)] == [
        (0, 0, ">99", False, True),
        (0, 1, "10", True, False),
    ]
    assert spec["layer"][1]["transform"] == [{"filter": "datum.veto"}]
    assert _rows(spec, 3) == [{"row": 0, "name": "relief", "ratified": "50%"}]
    assert [row["name"] for row in _rows(spec, 5)] == ["senate", "house"]


def test_the_grid_grows_with_packages_and_ratifiers() -> None:
    """A cell has 34 by 24 pixels."""
    spec = _spec(*(ConsentCell(f"p{k % 3}", f"m{k}", 0.5, False) for k in range(6)))
    assert (spec["width"], spec["height"]) == (6 * 34, 3 * 24)


def test_what_is_left_out_is_said() -> None:
    """Below the caption."""
    spec = _spec(*(ConsentCell(f"p{k}", f"m{k}", 0.5, False) for k in range(50)))
    assert len(_rows(spec)) == 24
    assert spec["title"]["subtitle"][-2:] == [
        "Of 50 packages the first 40 are drawn.",
        "Of 50 ratifiers the first 24 are drawn.",
    ]


def test_no_cells_at_all() -> None:
    """The chart has its words."""
    spec = _spec()
    assert _rows_or_none(spec) == []
    assert spec["title"]["text"] == ["Ratification"]


def _rows_or_none(spec: dict[str, Any]) -> list[dict[str, Any]]:
    data = spec["layer"][0].get("data", spec.get("data", {}))
    rows: list[dict[str, Any]] = data.get("values", [])
    return rows


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    spec = _spec(ConsentCell(text, text, 0.5, True))
    (row,) = _rows(spec)
    assert (row["package"] + row["member"]).isprintable()
    assert len(row["member"]) <= MEMBER_WIDTH
