"""Series and answers as charts: what their specification says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.report.chart_files import save_chart
from detente.report.spiral_picture import responses_picture, series_picture
from detente.report.time_chart import TimePicture, chart
from detente.report.time_panel import panel_size
from report import spirals


def spec(picture: TimePicture) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def rows(drawn: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    """Everything drawn that has entries of these names."""
    found = [row for layer in drawn["layer"] for row in layer["data"]["values"]]
    return [row for row in found if set(names) <= set(row)]


def test_the_words_of_the_picture_stand_there() -> None:
    """Title, caption, text alternative, and the month of the break."""
    picture = series_picture(spirals.shifted())
    drawn = spec(picture)
    assert drawn["title"]["text"] == [picture.title]
    assert " ".join(drawn["title"]["subtitle"]) == picture.caption
    assert drawn["description"] == picture.alternative()
    texts = [row["text"] for row in rows(drawn, "text")]
    assert {"1996-04", "mean between breaks", "1990-01", "2002-06"} <= set(texts)


def test_every_period_is_drawn() -> None:
    """Two series, and the means between the breaks of each, in two stretches."""
    drawn = spec(series_picture(spirals.shifted()))
    assert len(rows(drawn, "order")) == 4 * spirals.MONTHS
    assert len({row["of"] for row in rows(drawn, "order")}) == 2 + 2 * 2
    width, height = panel_size()
    assert drawn["width"] == width
    assert drawn["height"] > 2 * height


def test_bands_are_drawn() -> None:
    """25 points of each of four answers, none outside its field."""
    for found in (spirals.answering(), spirals.short()):
        drawn = spec(responses_picture(found))
        bands = rows(drawn, "of", "y2", "fill")
        assert len(bands) == 4 * 25
        assert all(0 <= row["y"] <= row["y2"] <= drawn["height"] for row in bands)


def test_it_can_be_a_file(tmp_path: Path) -> None:
    """An SVG with its words."""
    path = tmp_path / "series.svg"
    save_chart(chart(series_picture(spirals.answering())), path)
    assert "Event data measure reports" in path.read_text("utf-8")
