"""The report of the third-parties lens, and readings side by side."""

from __future__ import annotations

import detente
from detente.report.plain import plain_text
from detente.report.third_parties_report import third_parties_readings, third_parties_report
from detente.verdict.third_parties import third_parties
from report.outside_results import helped, hurt, idle, package, result


def told(*packages: object) -> str:
    """The report on made-up packages as text."""
    return plain_text(third_parties_report(result(*packages)))  # type: ignore[arg-type]


def test_a_few_packages_are_told_one_by_one() -> None:
    """Whom a package hurts and who can spoil it stand in its sentence, by name."""
    text = told(package("swap", hurt("ally", spoils=0.7), helped("rival")))
    assert (
        "swap: it hurts nobody outside in 0% of draws; it hurts The Ally (100%). "
        "Who can spoil it: The Ally (70%)." in text
    )
    assert "swap: what it is worth to those outside" in text
    assert "Third parties over all" not in text


def test_a_package_that_concerns_nobody() -> None:
    """Nobody hurt and nobody able to spoil is said as plainly."""
    text = told(package("swap", idle("ally")))
    assert "swap: nobody outside has a stake in it. Nobody outside can spoil it." in text
    assert "what it is worth to those outside" not in text
    assert "How they can spoil it" not in text
    assert "Who outside has to act" not in text


def test_many_packages_are_counted() -> None:
    """With more than three the bottom line counts, and names those concerned most."""
    bad = [package(f"bad {k}", hurt("ally", spoils=1.0), hurt("rival")) for k in range(3)]
    good = package("good", idle("ally"), helped("rival"), passes=0.9)
    text = told(*bad, good)
    assert (
        "Of 4 packages 1 hurts nobody outside in at least two draws of three, and 3 can be spoilt from "
        "outside as often." in text
    )
    assert "Hurt by most packages: The Ally (3) and The Rival (3). Able to spoil most: The Ally (3)." in text
    assert (
        "The one package that passes all gates in most draws cannot be spoilt from outside even then." in text
    )
    assert "Third parties over all these packages" in text


def test_what_passes_and_can_be_spoilt() -> None:
    """Packages that pass the gates and still have a spoiler are counted."""
    spoilt = [package(str(k), hurt("ally", spoils=1.0), passes=0.8) for k in range(4)]
    assert "most draws, all 4 can be spoilt from outside even then" in told(*spoilt)


def test_nobody_outside_and_no_package() -> None:
    """Both are said in a sentence, without tables that would be empty."""
    none = told(package("swap"))
    assert "The dossier names no third party" in none
    assert "whom they hurt outside" not in none
    text = plain_text(third_parties_report(result()))
    assert "The dossier names no third party" in text
    assert "There is no package to ask about" in text


def test_the_report_on_a_case() -> None:
    """It says who spoils staged relief, how, and who else has to act."""
    staged = {"staged": {"sanctions-relief": "staged", "donbas": "minsk", "syria-settlement": "elections"}}
    found = third_parties(detente.load("us-russia"), packages=staged, draws=60)
    text = plain_text(third_parties_report(found))
    assert "  - separatists (100%): does not act: donbas=minsk\n" in text
    assert "United Nations" in text
    assert "A share of draws is a statement about the judgements put in" in text


def test_readings_stand_side_by_side() -> None:
    """What differs between readings comes first."""
    alike = package("alike", hurt("ally", spoils=1.0))
    base = result(alike, package("apart", hurt("ally", spoils=1.0)))
    other = result(alike, package("apart", idle("ally")))
    text = plain_text(third_parties_readings({"base": base, "other": other}))
    rows = [line.split() for line in text.splitlines()]
    assert rows.index(["apart", "0%", "ally", "100%"]) < rows.index(["alike", "0%", "ally", "0%", "ally"])
    assert ["apart", "100%", "ally", "0%"] in rows
    assert ["ally", "2", "/", "2", "1", "/", "1"] in rows


def test_a_package_that_a_reading_lacks() -> None:
    """Its cell is empty, and a party that a reading lacks counts nothing."""
    text = plain_text(third_parties_readings({"base": result(package("a", hurt("ally"))), "other": result()}))
    rows = [line.split() for line in text.splitlines()]
    assert ["a", "0%", "ally", "-"] in rows
    assert ["ally", "1", "/", "0", "-"] in rows


def test_long_comparisons_are_cut() -> None:
    """Sixteen packages are compared; how many more there are is said."""
    many = result(*(package(f"p{k}", hurt("ally")) for k in range(18)))
    text = plain_text(third_parties_readings({"base": many}))
    assert "2 more packages are left out; --json has them all." in text
    assert "\np15 " in text
    assert "\np16 " not in text
