"""Ripeness as a chart: what its specification says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.report.chart_files import save_chart
from detente.report.ripeness_picture import ripeness_picture
from detente.report.time_chart import TimePicture, chart
from detente.report.time_panel import panel_size
from report.simulations import ripe


def spec(picture: TimePicture) -> dict[str, Any]:
    """Draw and describe."""
    found: dict[str, Any] = chart(picture).to_dict()
    return found


def texts(drawn: dict[str, Any]) -> list[str]:
    """Everything that is written."""
    return [row["text"] for layer in drawn["layer"] for row in layer["data"]["values"] if "text" in row]


def test_the_words_of_the_picture_stand_there() -> None:
    """Title, caption, text alternative, names of lines and dates, shares in percent."""
    picture = ripeness_picture(ripe("cbm"))
    drawn = spec(picture)
    assert drawn["title"]["text"] == ["Sanctions for a ceasefire?"]
    assert " ".join(drawn["title"]["subtitle"]) == picture.caption
    assert drawn["description"] == picture.alternative()
    names = {"Northland", "Southland", "sweetened: Any deal", "either form: Eased sanctions for a truce"}
    assert names | {"100%", "0%", "-10", "10", "2018-10", "2019-04"} <= set(texts(drawn))


def test_every_date_has_a_sign_that_says_its_value() -> None:
    """Four lines of four dates, and a sign at each name."""
    drawn = spec(ripeness_picture(ripe("cbm")))
    tips = [row["tip"] for layer in drawn["layer"] for row in layer["data"]["values"] if "shape" in row]
    assert len(tips) == 4 * 4 + 4
    assert "sweetened: Any deal, 2018-10: 0.7" in tips


def test_without_an_open_kind_one_panel_is_drawn() -> None:
    """It is as high as one."""
    found = ripe("cbm")
    dead = tuple(kind for kind in found.kinds if kind.ripest is None)
    drawn = spec(ripeness_picture(replace(found, kinds=dead)))
    assert (drawn["width"], drawn["height"]) == panel_size()
    assert "Draws with a deal" not in texts(drawn)


def test_it_can_be_a_file(tmp_path: Path) -> None:
    """An SVG with its words."""
    path = tmp_path / "ripe.svg"
    save_chart(chart(ripeness_picture(ripe("cbm"))), path)
    assert "No forecast" in path.read_text("utf-8")
