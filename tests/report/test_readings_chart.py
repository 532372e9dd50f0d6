"""Readings side by side as a chart: what its specification says."""

from __future__ import annotations

import json
from typing import Any

from detente.report.readings_chart import COLUMN, MOST_COLUMNS, MOST_ROWS, ROW, chart
from detente.report.readings_picture import ReadingsCell, ReadingsPicture
from report.pictures import HOSTILE

FORM = "exactly as described"


def spec(
    readings: tuple[str, ...], kinds: tuple[str, ...], forms: tuple[str, ...] = (FORM,)
) -> dict[str, Any]:
    """Draw a picture in which everything dies at acceptance in 30% of draws."""
    picture = ReadingsPicture(
        title="Readings",
        caption="Where draws end.",
        readings=readings,
        rows=tuple((kind, form) for kind in kinds for form in forms),
        cells=tuple(
            ReadingsCell(kind, f"Name of {kind}", form, reading, "acceptable", 0.3)
            for kind in kinds
            for form in forms
            for reading in readings
        ),
        text="Words.",
    )
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def data(found: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    """Rows of one layer."""
    rows: list[dict[str, Any]] = found["layer"][layer]["data"]["values"]
    return rows


def test_cells_have_places_and_words() -> None:
    """Each cell has its place, a fill, and words that say the same without colour."""
    found = spec(("base", "hawk"), ("swap",))
    last = data(found, 0)[-1]
    assert (last["left"], last["right"], last["top"], last["says"]) == (1, 2, 0, "accept 30%")
    assert (found["width"], found["height"]) == (2 * COLUMN, ROW)
    assert [name["name"] for name in data(found, 2)] == ["Name of swap"]
    assert found["description"] == "Words."


def test_forms_are_told_apart() -> None:
    """With both forms each row says which it is."""
    found = spec(("base",), ("swap",), (FORM, "with sweeteners"))
    assert [name["name"] for name in data(found, 2)] == ["Name of swap, described", "Name of swap, sweetened"]


def test_heads_are_wrapped() -> None:
    """A long name of a reading takes several lines, the last next to the rows, with room left for them."""
    found = spec(("base", "weighted mixture"), ("swap",))
    heads = data(found, 3)
    assert [(head["line"], head["up"]) for head in heads] == [
        ("base", -6),
        ("mixture", -6),
        ("weighted", -20),
    ]
    assert found["title"]["subtitle"][-2:] == ["", ""]


def test_too_many_are_cut() -> None:
    """Readings and kinds past a number are left out, and the caption says so."""
    found = spec(
        tuple(f"r{k}" for k in range(MOST_COLUMNS + 1)), tuple(f"k{k}" for k in range(MOST_ROWS + 2))
    )
    assert len(data(found, 0)) == MOST_COLUMNS * MOST_ROWS
    notes = found["title"]["subtitle"]
    assert f"Of {MOST_COLUMNS + 1} readings the first {MOST_COLUMNS} are drawn." in notes
    assert f"Of {MOST_ROWS + 2} kinds of deal the first {MOST_ROWS} are drawn." in notes


def test_nothing_to_draw() -> None:
    """Without rows there are only the words."""
    found = spec((), ())
    assert data(found, 0) == []


def test_hostile_names_are_data() -> None:
    """Names of any kind are shortened and free of control characters."""
    for text in HOSTILE:
        found = spec((text,), (text,))
        assert "\\u001b" not in json.dumps([data(found, k) for k in (2, 3)])
        assert all(len(row["name"]) <= 70 for row in data(found, 2))
