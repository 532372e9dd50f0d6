"""The trust lens as a report, and its readings side by side."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from detente.report import console as module
from detente.report.plain import plain_text
from detente.report.trust_report import trust_readings, trust_report
from report.trusts import small, told


def test_the_bottom_line_comes_first() -> None:
    """Trust there is, packages for which it is enough, who keeps them, and what would help."""
    lines = plain_text(trust_report(small())).splitlines()
    assert lines[0] == "# Sanctions for a ceasefire?"
    start = next(k for k, line in enumerate(lines) if line.startswith("Northland can trust"))
    assert "the word of Southland to " in lines[start]
    assert "enough, in most draws, for 1 of 2 packages that rest on it" in lines[start]
    assert any("Southland would keep" in line for line in lines[start : start + 5])
    headings = [line for line in lines if line.startswith("##")]
    assert headings == [
        "## The record",
        "## The entries it rests on",
        "## Whose word it takes",
        "## What it is worth, and who would keep it",
        "## What one improvement would mend",
        "## To keep in mind",
    ]


def test_no_trust_would_do() -> None:
    """Packages for which not even certainty is enough are counted."""
    stakes = {"north": {"aid": {"grant": -9}, "base": {"closed": 4}}}
    found = plain_text(trust_report(told(stakes=stakes, trust={"keeps_word": {"south": "0.1..0.3"}})))
    assert "not enough, in most draws, for the package that rests on it; no trust in it would be." in found


def test_an_improvement_in_words() -> None:
    """The least costly at the medians, and in how many cases."""
    found = plain_text(trust_report(told(packages=2, trust={"keeps_word": {"south": 0.25}})))
    assert "a single improvement would make a package hold for a principal in 2 cases" in found
    assert "the least costly is more trust in south in all 2." in found


def test_one_package_is_not_counted() -> None:
    """Neither as one of one nor as several."""
    found = plain_text(trust_report(told(trust={"keeps_word": {"south": 0.25}})))
    assert "for a principal in 1 case; the least costly is more trust in south." in found
    enough = plain_text(trust_report(told(trust={"keeps_word": {"south": 0.9}})))
    assert "to 90%: enough, in most draws, for the package that rests on it." in enough


def test_who_keeps_a_single_package() -> None:
    """The package, or none."""
    small_one = replace(small(), packages=small().packages[1:])
    text = plain_text(trust_report(small_one))
    assert "Northland would keep the package in most draws." in text
    assert "Southland would keep no package in most draws." in text


def test_no_package() -> None:
    """Then only the record is told."""
    found = small()
    empty = plain_text(trust_report(type(found)(**{**vars(found), "packages": ()})))
    assert "There is no package to look at" in empty
    assert "Whose word it takes" not in empty
    assert "The record" in empty


@pytest.mark.parametrize("periods", [1, 3])
def test_punishment_is_told(periods: int) -> None:
    """For good, or for so many periods."""
    found = plain_text(trust_report(told(trust={"punishment": periods})))
    assert f"after an alarm: {periods} period" in found
    assert "after an alarm: no deal for good" in plain_text(trust_report(small()))


def test_readings_side_by_side() -> None:
    """Trust there is and trust needed, a column each; the sceptic has less and needs the same."""
    found = plain_text(trust_readings({"base": small(), "sceptic": small("sceptic")}))
    lines = found.splitlines()
    head = next(k for k, line in enumerate(lines) if line.startswith("## Trust in Southland that Northland"))
    assert lines[head + 1].split() == ["package", "base", "sceptic"]
    needed = lines[head + 2].split()
    assert needed[0] == "quiet-for-relief"
    assert needed[1:3] == [needed[4], "of"]
    assert int(needed[3].rstrip("%")) > int(needed[6].rstrip("%"))
    assert any(line.startswith("## Discount factor that Northland") for line in lines)
    assert any(line.startswith("Southland") and "%" in line for line in lines)


def test_readings_without_anything_to_compare() -> None:
    """No record, no packages with trust: only the head and the caveats are left."""
    found = plain_text(trust_readings({"base": told()}))
    assert "Trust there is" not in found
    assert "To keep in mind" in found


def test_a_package_that_one_reading_lacks() -> None:
    """Its cell stays empty."""
    other = small("sceptic")
    fewer = type(other)(**{**vars(other), "packages": other.packages[:1]})
    lines = plain_text(trust_readings({"base": small(), "sceptic": fewer})).splitlines()
    swap = next(line for line in lines if line.startswith("full-swap"))
    assert swap.split()[-1] == "-"


@pytest.mark.parametrize("width", [80, 118])
def test_it_fits_a_terminal(width: int) -> None:
    """No line is longer than the window."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    for blocks in (trust_report(small()), trust_readings({"base": small(), "sceptic": small("sceptic")})):
        for block in blocks:
            for part in module._parts(block, console):
                console.print(part)
    assert max(len(line.rstrip()) for line in stream.getvalue().splitlines()) <= width
