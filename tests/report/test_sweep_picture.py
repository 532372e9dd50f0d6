"""What a picture of a sweep shows."""

from __future__ import annotations

from dataclasses import replace

from detente.report.sweep_picture import MOST_PANELS, sweep_picture
from explain.swept import TRUST, by_reading, grid, line, one_at_a_time, still


def test_a_map_for_each_kind_that_moves() -> None:
    """With both axes, their ranges, and what stays counted."""
    found = sweep_picture(grid())
    (panel,) = found.panels
    assert found.is_map
    assert panel.title.startswith("Eased sanctions for a truce: as elicited ")
    assert panel.down is not None
    assert [place.name for place in panel.down.places] == ["elicited"]
    assert [place.name for place in panel.across.places] == ["base", "sceptic"]
    assert found.notes == ("1 map with the same at every point not drawn.",)
    assert len(found.rows()) == 18


def test_lines() -> None:
    """A panel for each axis; a kind of deal has the same look in all of them."""
    found = sweep_picture(one_at_a_time())
    assert not found.is_map
    assert [panel.across.name for panel in found.panels][-1] == "reading"
    looks = {(line.deal, line.look) for panel in found.panels for line in panel.lines}
    assert len(looks) == len({deal for deal, _ in looks})
    assert "The range elicited is shaded" in found.caption


def test_readings_have_no_places() -> None:
    """They stand side by side."""
    (panel,) = sweep_picture(by_reading()).panels
    assert panel.across.texts == ("base", "sceptic")
    assert not panel.across.is_continuous
    assert "shaded" not in sweep_picture(by_reading()).caption


def test_nothing_moves() -> None:
    """One is drawn all the same, and the words say so."""
    found = sweep_picture(still())
    assert len(found.panels) == 1
    assert found.notes == ()
    assert found.alternative().startswith("Nothing flips anywhere")


def test_many_panels_are_cut() -> None:
    """And counted."""
    moving = next(kind for kind in grid().kinds if kind.moves)
    found = sweep_picture(replace(grid(), kinds=(moving,) * 9))
    assert len(found.panels) == MOST_PANELS
    assert found.notes == ("3 more panels are left out; --json has them all.",)
    assert sweep_picture(line()).panels[0].title == TRUST
