"""The report of readings side by side."""

from __future__ import annotations

from dataclasses import replace

from tests.explain.test_compared_readings import case, compared

from detente.report.blocks import Block, Heading, Table
from detente.report.compared_readings_report import MOST_SIGNS, compared_readings_report
from detente.report.plain import plain_text


def headings(blocks: tuple[Block, ...]) -> list[str]:
    """Titles of the parts."""
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_parts() -> None:
    """All parts, the mixture under its label and apart from the readings."""
    blocks = compared_readings_report(compared(weights={"hawk": 1, "dove": 2}))
    assert headings(blocks) == [
        "A small bargain",
        "Kinds of deal by readings",
        "Weighted mixture (hawk 1, dove 2)",
        "Packages that survive most often under some reading",
        "Do the authors' own gates come out?",
        "Prescriptions that change sign",
        "To keep in mind",
    ]
    text = plain_text(blocks)
    assert "0% accept" in text
    assert "67% pass" in text


def test_cells() -> None:
    """A verdict with its gate, who is alone in the way, a package with a star, and what turns the sign."""
    text = plain_text(compared_readings_report(compared()))
    assert "100% pass" in text
    assert "north 100%" in text
    assert "100%*" in text
    assert "1: aid=grant and base=closed" in text
    assert "+4.0 dove (2)" in text
    assert "-1.0 hawk (1)" in text
    assert "stakes.north.base" in text


def test_without_some() -> None:
    """No packages where they were not looked for, no sign where none turns, no deal where it is pressure."""
    data = case()
    data["readings"]["hawk"]["set"] = {"stakes.north.base.closed": 5}
    found = compared(data, robust=False)
    blocks = compared_readings_report(found)
    assert "Packages that survive most often under some reading" not in headings(blocks)
    assert "None: no kind of deal" in plain_text(blocks)
    none = replace(found, kinds=tuple(replace(kind, is_deal=False) for kind in found.kinds))
    assert "no deal" in plain_text(compared_readings_report(none))
    empty = replace(found, kinds=(), theses=())
    assert not any(isinstance(block, Table) for block in compared_readings_report(empty))


def test_long_lists_are_cut() -> None:
    """Of many prescriptions the first are shown, and how many more there are is said."""
    found = compared(robust=False)
    many = replace(found, changes_of_sign=found.changes_of_sign * (MOST_SIGNS + 5))
    assert "5 more prescriptions are left out; --json has them all." in plain_text(
        compared_readings_report(many)
    )
