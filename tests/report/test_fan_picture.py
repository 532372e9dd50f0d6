"""What a picture of a simulation holds and says."""

from __future__ import annotations

from dataclasses import replace

from detente.report.fan_picture import MOST_POLICIES, fan_picture
from report.simulations import simulation

POLICIES = ("cbm", "ramp-up:by=north")


def test_a_panel_for_each_side() -> None:
    """Means and quantiles are those of the result, over its dates."""
    found = simulation(*POLICIES)
    drawn = fan_picture(found)
    assert [panel.title for panel in drawn.panels] == ["Hostility of Northland", "Hostility of Southland"]
    south, ramp = drawn.panels[1], found.policy("ramp-up:by=north")
    assert south.periods == found.dates
    assert (south.ends, south.level) == ((-10.0, 10.0), 0.0)
    assert south.lines[2].values == tuple(ramp.means["south"])
    assert south.lines[2].bands[0][7] == (ramp.fans["south"][7, 0], ramp.fans["south"][7, 4])


def test_lines_can_be_told_apart() -> None:
    """Each has its name and look; doing nothing is named in words."""
    lines = fan_picture(simulation(*POLICIES)).panels[0].lines
    assert [line.name for line in lines] == ["usual answers alone", *POLICIES]
    assert len({line.look for line in lines}) == 3


def test_alone_a_fan_has_two_bands() -> None:
    """Several would not be read with more than one each."""
    found = simulation()
    drawn = fan_picture(found)
    (line,) = drawn.panels[0].lines
    fan = found.policies[0].fans["north"]
    assert [band[-1] for band in line.bands] == [(fan[-1, 0], fan[-1, 4]), (fan[-1, 1], fan[-1, 3])]
    assert "nine draws in ten and five in ten lie, of 60." in drawn.caption
    several = fan_picture(simulation(*POLICIES))
    assert {len(line.bands) for line in several.panels[0].lines} == {1}
    assert "five in ten" not in several.caption


def test_more_policies_than_can_be_read_are_counted() -> None:
    """The first six are drawn."""
    found = simulation(*POLICIES)
    many = replace(found, policies=found.policies * 3)
    drawn = fan_picture(many)
    assert len(drawn.panels[0].lines) == MOST_POLICIES == 6
    assert "3 more policies are not drawn." in drawn.caption
    assert "1 more policy is not drawn." in fan_picture(replace(found, policies=many.policies[:7])).caption
    assert "not drawn" not in fan_picture(found).caption


def test_the_words_say_where_hostility_goes() -> None:
    """For each policy from where to where, and that it is no forecast."""
    found = simulation(*POLICIES)
    cbm = found.policy("cbm")
    start = (cbm.means["north"][0] + cbm.means["south"][0]) / 2
    words = fan_picture(found).alternative()
    assert (
        f"Confidence-building measures kept up: from {start:.1f} on average to Northland "
        f"{cbm.means['north'][-1]:.1f}, Southland {cbm.means['south'][-1]:.1f} at 2020-10." in words
    )
    assert "No forecast" in words
