"""A simulation as a report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.simulation_report import CAVEATS, simulation_readings, simulation_report
from detente.verdict.simulation_result import Change, Simulation
from report.simulations import simulation
from report.terminals import terminal_lines

POLICIES = ("cbm", "ramp-up:by=north")


def text(found: Simulation) -> str:
    """Write a report as plain lines."""
    return plain_text(simulation_report(found))


def cells(found: Simulation, table: int) -> list[list[str]]:
    """The texts of one of the tables, row by row."""
    tables = [block for block in simulation_report(found) if isinstance(block, Table)]
    return [[cell.text for cell in row] for section in tables[table].sections for row in section.rows]


def test_the_head_says_of_what_it_is() -> None:
    """Title, dossier, dates, draws; caveats at the end."""
    told = text(simulation())
    assert told.startswith("# Sanctions for a ceasefire?\n")
    assert "reading: base\nfrom: 2018-10 to 2020-10, by month\ndraws: 60, seed 2\n" in told
    assert [line[2:] for line in told.splitlines()[-len(CAVEATS) :]] == list(CAVEATS)


def test_paths_are_those_of_the_result() -> None:
    """Six dates of each policy, the first and the last among them."""
    found = simulation(*POLICIES)
    rows = cells(found, 0)
    assert [row[0] for row in rows[:6]] == ["2018-10", "2019-03", "2019-08", "2019-12", "2020-05", "2020-10"]
    assert len(rows) == 6 * 3
    ramp = found.policy("ramp-up:by=north")
    low, high = ramp.fans["south"][-1, [0, -1]]
    assert rows[-1][2] == f"{ramp.means['south'][-1]:.1f} ({low:.1f} to {high:.1f})"
    table = next(block for block in simulation_report(found) if isinstance(block, Table))
    assert [section.key for section in table.sections] == ["none", *POLICIES]
    assert [column.name for column in table.columns] == ["at", "Northland", "Southland"]


def test_a_short_simulation_shows_every_date() -> None:
    """Two steps are three dates."""
    found = replace(simulation(), dates=("2018", "2019", "2020"))
    assert [row[0] for row in cells(found, 0)] == ["2018", "2019", "2020"]


def test_changes_are_those_of_the_result() -> None:
    """Of each side at the end and of both on average, against the usual answers, which change nothing."""
    found = simulation(*POLICIES)
    cbm, ramp = found.policies[1:]
    rows = cells(found, 1)
    idle = found.policies[0]
    assert rows[0] == ["both, on average", "", "", f"{idle.accident.share:.0%}"]
    names = ["Northland at the end", "Southland at the end", "both, on average"]
    assert [row[0] for row in rows[1:]] == names * 2
    change = cbm.on_average
    assert rows[3] == [
        "both, on average",
        f"{change.mean:+.2f} ({change.low:+.2f} to {change.high:+.2f})",
        f"{change.helps.share:.0%}",
        f"{cbm.accident.share:.0%}",
    ]
    end = ramp.at_end["north"]
    assert rows[4][1:] == [f"{end.mean:+.2f} ({end.low:+.2f} to {end.high:+.2f})", "0%", ""]
    assert end.mean > 0 > change.mean


def test_what_helps_and_harms_has_a_tone() -> None:
    """Only where the interval leaves out 0."""
    found = simulation(*POLICIES)
    cbm = found.policies[1]
    unsure = replace(cbm, on_average=replace(cbm.on_average, low=-0.1, high=0.1))
    for policy, tone in ((cbm, "good"), (found.policies[2], "poor"), (unsure, "plain")):
        told = replace(found, policies=(found.policies[0], policy))
        table = [block for block in simulation_report(told) if isinstance(block, Table)][1]
        assert [section.key for section in table.sections] == ["none", policy.text]
        assert table.sections[1].rows[-1][1].tone == tone


def test_without_policies_nothing_is_compared() -> None:
    """There is no such part."""
    assert "What the policies change" not in text(simulation())


def test_whether_answers_die_down() -> None:
    """Shares, half-lives of the whole and of an act, resting points."""
    found = simulation()
    told, settling = text(found), found.settling
    assert f"memory included, halves in {settling.half_life:.1f} steps at the median" in told
    assert "one friendly act of Northland does to both is gone 2 steps after its peak" in told
    assert "one friendly act of Southland does to both is gone 1 step after its peak" in told
    low, median, high = settling.rest["south"]
    assert f"Southland would rest at {median:.1f} ({low:.1f} to {high:.1f}) without chance" in told
    assert "an end of the scale" not in told


def test_what_never_halves_is_told() -> None:
    """Without half-lives and resting points there are words, and no numbers made up."""
    found = simulation()
    never = replace(found.settling, half_life=None, act={"north": None, "south": 1.5}, rest={})
    told = text(replace(found, settling=never))
    assert "halves in never" not in told
    assert "in half of the draws the slowest part of a deviation, memory included, never halves" in told
    assert "Half of what one friendly act of Northland does is still there at the end" in told
    assert "1.5 steps after its peak" in told
    assert "would rest" not in told


def test_the_ends_of_the_scale_are_named() -> None:
    """Where hostility is held there, figures say less."""
    found = simulation(*POLICIES)
    share = found.policies[2].at_limit
    assert share > 0
    assert f"Under ramp-up:by=north hostility reaches an end of the scale in {share:.0%} of draws." in text(
        found
    )


def test_readings_side_by_side() -> None:
    """A column for each: both sides' mean at the end, and the share in which answers die down."""
    base = simulation("cbm")
    fierce = simulation("cbm", change=("drift: {north: 0..1, south: 0..1}", "drift: {north: 3, south: 3}"))
    told = plain_text(simulation_readings({"base": base, "fierce": fierce}))
    rows = {
        line.split()[0]: line.split()[1:] for line in told.splitlines() if line.startswith(("none", "cbm"))
    }
    for k, name in enumerate(("none", "cbm")):
        ends = [
            (found.policy(name).means["north"][-1] + found.policy(name).means["south"][-1]) / 2
            for found in (base, fierce)
        ]
        assert rows[name] == [f"{end:.1f}" for end in ends], k
    assert "Mean hostility of both sides at 2020-10" in told
    assert "disagree on the advice" not in told
    assert all(caveat in told for caveat in CAVEATS)


def test_readings_that_disagree_are_named() -> None:
    """Which policy helps under which, and harms under which."""
    base = simulation("cbm")
    cbm = base.policies[1]
    change = cbm.on_average
    turned = Change(mean=-change.mean, low=-change.high, high=-change.low, helps=change.helps)
    other = replace(base, policies=(base.policies[0], replace(cbm, on_average=turned)))
    told = plain_text(simulation_readings({"base": base, "sceptic": other}))
    assert "- cbm lowers hostility under base and raises it under sceptic." in told


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_a_terminal(width: int) -> None:
    """No line is longer, with long names of policies as well."""
    found = simulation(*POLICIES, below=0.5)
    long = replace(found.policies[1], text="cbm:by=north,measures=border=truce+quiet+reset" * 2)
    for told in (found, replace(found, policies=(found.policies[0], long))):
        lines = terminal_lines(simulation_report(told), width)
        assert max(map(cell_len, lines)) <= width
        for change in (told.policies[1].on_average, told.policies[1].at_end["north"]):
            whole = f"{change.mean:+.2f} ({change.low:+.2f} to {change.high:+.2f})"
            assert any(whole in line for line in lines)
