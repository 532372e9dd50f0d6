"""A crux as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

from detente.report.crux_chart import MOST_BARS, MOST_PANELS, chart
from detente.report.crux_picture import CruxBar, CruxPanel, CruxPicture
from report.pictures import HOSTILE

HALF = {"deliverable": 0.5, "acceptable": 0.4, "ratifiable": 0.0, "deal": 0.1}


def spec(*panels: CruxPanel) -> dict[str, Any]:
    """Draw and describe."""
    picture = CruxPicture(title="Crux", caption="Step by step.", panels=panels, text="Words.")
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def panel(n: int = 2, name: str = "swap") -> CruxPanel:
    """A panel of some bars, the second of the smallest set."""
    bars = tuple(CruxBar(f"step {k}", HALF, is_set=k == 1) for k in range(n))
    return CruxPanel(kind="swap", name=name, bars=bars)


def data(found: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """Rows of one layer."""
    rows: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return rows


def test_parts_fill_the_bar() -> None:
    """Parts of a bar lie end to end; words stand in those with room, and parts of nothing are not drawn."""
    first = data(spec(panel()), 0)[:3]
    assert [(part["left"], round(part["right"], 9)) for part in first] == [(0, 0.5), (0.5, 0.9), (0.9, 1)]
    assert [part["says"] for part in first] == ["deliver 50%", "accept 40%", ""]
    assert {part["place"] for part in first} == {1.5}


def test_names_and_heads() -> None:
    """Each panel has a head; steps of the set are bold."""
    found = spec(panel(), panel(name="gift"))
    texts = data(found, 2)
    assert [text["text"] for text in texts if text["kind"] == "head"] == ["swap", "gift"]
    weights = [layer["mark"].get("fontWeight") for layer in found["layer"][2:]]
    assert weights == ["normal", "bold", "bold"]
    assert found["height"] == 6 * 24


def test_too_many_are_cut() -> None:
    """Panels and bars past a number are left out, and the caption says so."""
    found = spec(*[panel(MOST_BARS + 3)] * (MOST_PANELS + 1))
    assert len({(p["place"]) for p in data(found, 0)}) == MOST_PANELS * MOST_BARS
    notes = found["title"]["subtitle"]
    assert f"Of {MOST_PANELS + 1} kinds of deal the first {MOST_PANELS} are drawn." in notes
    assert f"Of up to {MOST_BARS + 3} steps the first {MOST_BARS} are drawn." in notes


def test_nothing_to_draw() -> None:
    """Without panels there are the words and the axis."""
    found = spec()
    assert data(found, 0) == []
    assert found["description"] == "Words."


def test_hostile_names_are_data() -> None:
    """Names of any kind stand in the data, shortened, and nowhere else."""
    for text in HOSTILE:
        found = spec(CruxPanel(kind="x", name=text, bars=(CruxBar(text, HALF, is_set=False),)))
        assert "\\u001b" not in json.dumps(data(found, 2))
        assert all(len(row["text"]) <= 80 for row in data(found, 2))
