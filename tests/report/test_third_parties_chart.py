"""What packages are worth to third parties, as a chart: what its specification says."""

from __future__ import annotations

from typing import Any

import pytest

from detente.report.third_parties_chart import HEIGHT, PACKAGE_WIDTH, PARTY_WIDTH, WIDTH, chart
from detente.report.third_parties_picture import OutsideCell, ThirdPartiesPicture
from report.pictures import HOSTILE


def spec_of(
    *cells: OutsideCell, packages: tuple[str, ...] = (), parties: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Specification of a picture of cells, and of names without any."""
    picture = ThirdPartiesPicture(
        title="Outside",
        caption="Who.",
        packages=packages or tuple(dict.fromkeys(cell.package for cell in cells)),
        parties=parties or tuple(dict.fromkeys(cell.party for cell in cells)),
        cells=cells,
    )
    spec: dict[str, Any] = chart(picture).to_dict()
    return spec


def data_of(spec: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """Rows that a layer draws."""
    rows: list[dict[str, Any]] = spec["layer"][layer]["data"]["values"]
    return rows


def test_a_cell_says_points_and_who_can_spoil() -> None:
    """Signs are written; a dot from two draws of three, a ring for less, nothing for never."""
    spec = spec_of(
        OutsideCell("a", "Ally", -2.04, -0.5, 0.7),
        OutsideCell("a", "Rival", 9.97, 0.95, 0.1),
        OutsideCell("b", "Rival", 0.04, 0.0, 0.0),
    )
    told = [(r["row"], r["column"], r["says"], r["sign"], r["dark"]) for r in data_of(spec, 0)]
    assert told == [
        (0, 0, "\u22122.0", "dot", False),
        (0, 1, "+10", "ring", True),
        (1, 1, "0", "", False),
    ]
    assert [layer["mark"]["type"] for layer in spec["layer"]] == [
        "rect",
        "text",
        "point",
        "point",
        "text",
        "text",
    ]
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["interpolate"]) == ([-1, 0, 1], "rgb")


def test_the_grid_has_room_for_all_names() -> None:
    """Rows and columns without a cell are there too."""
    spec = spec_of(packages=("a", "b", "c"), parties=("Ally",))
    assert (spec["width"], spec["height"]) == (WIDTH, 3 * HEIGHT)
    assert [row["name"] for row in data_of(spec, 4)] == ["a", "b", "c"]
    assert [row["name"] for row in data_of(spec, 5)] == ["Ally"]


def test_the_first_of_many_are_drawn() -> None:
    """The caption says of how many."""
    cells = [OutsideCell(f"p{k}", f"party {k}", 1.0, 0.5, 0.0) for k in range(50)]
    spec = spec_of(*cells)
    assert len(data_of(spec, 0)) == 24
    assert spec["title"]["subtitle"][-2:] == [
        "Of 50 packages the first 40 are drawn.",
        "Of 50 parties the first 24 are drawn.",
    ]


def test_nothing_at_all() -> None:
    """The chart has its words."""
    spec = spec_of()
    assert spec["title"]["text"] == ["Outside"]
    assert (spec["width"], spec["height"]) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """Names are short and printable."""
    spec = spec_of(OutsideCell(text, text, 1.0, 0.5, 0.0))
    (row,) = data_of(spec, 0)
    assert (row["package"] + row["party"]).isprintable()
    assert len(row["package"]) <= PACKAGE_WIDTH
    assert len(row["party"]) <= PARTY_WIDTH
