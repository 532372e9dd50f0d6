"""What a simulation advises, in a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.lenses.climate.measure_design import KeptUp
from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.simulation_design_part import MOST_ROWS, design_part
from detente.verdict.simulation_result import Simulation
from lenses.climate.test_trade_off_rows import offs, row
from report.simulations import simulation


def text(found: Simulation) -> str:
    """Write the part as plain lines."""
    return plain_text(design_part(found))


def cells(found: Simulation) -> list[list[str]]:
    """The texts of its first table, row by row."""
    table = next(block for block in design_part(found) if isinstance(block, Table))
    return [[cell.text for cell in row] for section in table.sections for row in section.rows]


def bare(found: Simulation) -> Simulation:
    """Without assurance."""
    return replace(found, assurance=replace(found.assurance, rows=(), missing={}, unscored=()))


def test_nothing_at_all() -> None:
    """Then there is nothing to read."""
    assert text(bare(simulation())) == ""


def test_signs_are_told_with_their_caveat() -> None:
    """One line each, and what the value is."""
    found = simulation("cbm", "ramp-up:by=north")
    assert len(found.signs) == 6
    told = text(found)
    turning = [sign for sign in found.signs if sign.turns]
    assert all(f"- {sign.meaning}\n" in told for sign in turning)
    for sign in found.signs:
        if not sign.turns:
            assert sign.meaning not in told
            (line,) = [
                line
                for line in told.splitlines()
                if line.startswith(f"- {sign.policy} ") and "on either side of 0" in line
            ]
            assert f"{sign.entry} of {sign.principal}" in line
            assert ("lowers" if sign.helps_first else "raises") in line
    assert told.count(found.signs[0].caveat) == 1


def test_a_design_that_finds_measures() -> None:
    """Which, by whom, at what cost, and how sure it is."""
    found = bare(simulation(below=0.5))
    design = found.design
    assert design is not None
    assert (design.status, len(design.measures)) == ("found", 1)
    kept = design.measures[0]
    told = text(found)
    assert "## The fewest measures for hostility below 0.5\n" in told
    assert design.meaning in told
    assert design.caveat in told
    north, south = kept.acts["north"], kept.acts["south"]
    assert cells(found)[0] == [
        f"{kept.title} (border=truce)",
        f"Northland {north:.2g}, Southland {south:.2g}",
        f"{kept.cost:.1f}",
        "",
    ]
    assert f"- Hostility itself lies below it in {design.share_below:.0%} of draws." in told
    assert "kept up as long as one likes" not in told


def test_a_design_that_finds_nothing() -> None:
    """What stands in the way, and what no choice gets below."""
    found = bare(simulation(below=-9.9))
    design = found.design
    assert design is not None
    assert design.status == "none"
    told = text(found)
    assert f"gets below {design.least:.2f}." in told
    assert design.least > -9.9
    assert len(design.obstacles) > 3
    assert all(f"- {obstacle.meaning}\n" in told for obstacle in design.obstacles)


def test_a_design_that_needs_nothing() -> None:
    """There are no measures to list."""
    found = bare(simulation(below=9.0))
    assert found.design is not None
    assert found.design.status == "not needed"
    told = text(found)
    assert "Nothing is needed" in told
    assert "costs both" not in told


def test_what_a_measure_waits_for_and_keeps_apart() -> None:
    """Both are told; a gain is a cost below 0."""
    found = bare(simulation(below=0.5))
    assert found.design is not None
    kept = KeptUp(
        measure="line=hot",
        title="Hot line",
        by=("north",),
        acts={},
        keeps_apart=True,
        cost=-2.0,
        after=("border=truce",),
    )
    told = cells(replace(found, design=replace(found.design, measures=(kept,))))
    assert told == [["Hot line (line=hot)", "keeps forces apart", "-2.0", "border=truce"]]


def test_assurance_beside_provocation() -> None:
    """Who is assured by how much, and how the other side takes it."""
    found = replace(simulation(), assurance=offs(row(), row(option="talks=held", by="north", expected=-0.3)))
    assert cells(found) == [
        ["drills=done", "us", "ally 4, union 2", "+1.10", "80%"],
        ["talks=held", "Northland", "ally 4, union 2", "-0.30", "80%"],
    ]
    told = text(found)
    assert found.assurance.meaning in told
    assert found.assurance.caveat in told


def test_what_could_not_be_judged_is_told() -> None:
    """Options by what they lack, and those without an act."""
    found = replace(
        simulation(), assurance=replace(offs(), missing={"a=b": "why", "c=d": "why", "e=f": "so"})
    )
    told = text(found)
    assert "No option of the dossier has both" in told
    assert "Not judged, why: a=b and c=d.\nNot judged, so: e=f.\n" in told
    assert "Third parties gain, but no act is stated: c=d.\n" in told


@pytest.mark.parametrize(("more", "said"), [(0, ""), (1, "1 more option is left out"), (4, "4 more options")])
def test_rows_beyond_the_twelfth_are_counted(more: int, said: str) -> None:
    """The table stays short."""
    found = replace(simulation(), assurance=offs(*[row()] * (MOST_ROWS + more)))
    assert len(cells(found)) == MOST_ROWS
    assert said in text(found)
    assert ("left out; --json" in text(found)) == bool(more)
