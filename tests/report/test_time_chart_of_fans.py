"""A simulation as a chart: what its specification says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.report.chart_files import save_chart
from detente.report.fan_picture import fan_picture
from detente.report.time_chart import chart
from detente.verdict.simulation_result import Simulation
from report.simulations import simulation


def rows(found: Simulation, *names: str) -> list[dict[str, Any]]:
    """Everything drawn that has entries of these names."""
    drawn = chart(fan_picture(found)).to_dict()
    return [row for layer in drawn["layer"] for row in layer["data"]["values"] if set(names) <= set(row)]


def test_the_words_of_the_picture_stand_there() -> None:
    """Title, caption, text alternative; panels, policies and dates by name."""
    found = simulation("cbm")
    picture = fan_picture(found)
    drawn = chart(picture).to_dict()
    assert drawn["title"]["text"] == ["Sanctions for a ceasefire?"]
    assert " ".join(drawn["title"]["subtitle"]) == picture.caption
    assert drawn["description"] == picture.alternative()
    texts = {row["text"] for row in rows(found, "text")}
    assert {"Hostility of Northland", "Hostility of Southland", "cbm", "usual answers alone"} <= texts
    assert {"2018-10", "2019-10", "2020-10", "-10", "10"} <= texts


def test_a_band_for_each_policy_and_side() -> None:
    """One each of 25 steps where there are two policies, two where there is one."""
    assert len(rows(simulation("cbm"), "of", "y2", "fill")) == 2 * 2 * 25
    assert len(rows(simulation(), "of", "y2", "fill")) == 2 * 2 * 25
    assert len(rows(simulation("cbm"), "order")) == 2 * 2 * 25
    assert len(rows(simulation(), "order")) == 2 * 25


def test_more_hostile_is_higher() -> None:
    """The upper end of a band is above its lower end, on paper too."""
    for row in rows(simulation("cbm"), "of", "y2", "fill"):
        assert row["y"] <= row["y2"]
    start, *_, end = (row["y"] for row in rows(simulation("cbm"), "order") if row["of"] == 1)
    cbm = simulation("cbm").policy("cbm").means["north"]
    assert cbm[0] > cbm[-1]
    assert start < end


def test_it_can_be_a_file(tmp_path: Path) -> None:
    """An SVG with its words."""
    path = tmp_path / "fan.svg"
    save_chart(chart(fan_picture(simulation("cbm"))), path)
    assert "No forecast" in path.read_text("utf-8")
