"""What a picture of readings side by side shows."""

from __future__ import annotations

from dataclasses import replace

from tests.explain.test_compared_readings import compared

from detente.report.readings_picture import MIXTURE, readings_picture


def test_cells() -> None:
    """A cell for each kind of deal and reading, with where most draws end and how many do."""
    picture = readings_picture(compared(robust=False))
    assert picture.readings == ("base", "hawk", "dove")
    assert picture.rows == (("swap", "exactly as described"),)
    assert [(cell.reading, cell.outcome, cell.share) for cell in picture.cells] == [
        ("base", "deal", 1),
        ("hawk", "acceptable", 1),
        ("dove", "deal", 1),
    ]
    assert picture.table()[1]["outcome"] == "acceptable"
    assert "exactly as described" in picture.caption
    assert picture.alternative().startswith("Exactly as described: swap passes under base and dove")


def test_mixture_is_last_and_labelled() -> None:
    """A mixture is a column of its own; the caption has its weights."""
    picture = readings_picture(compared(robust=False, weights={"hawk": 3, "dove": 1}))
    assert picture.readings[-1] == picture.cells[-1].reading == MIXTURE
    assert (picture.cells[-1].outcome, picture.cells[-1].share) == ("acceptable", 0.75)
    assert picture.caption.endswith("Last: weighted mixture (hawk 3, dove 1).")


def test_nothing_to_draw() -> None:
    """Kinds that are pressure alone are left out; with none left the words say so."""
    found = compared(robust=False)
    none = replace(
        found, kinds=tuple(replace(kind, is_deal=False) for kind in found.kinds), changes_of_sign=()
    )
    picture = readings_picture(none)
    assert (picture.rows, picture.cells) == ((), ())
    assert picture.alternative() == "No kind of deal was asked about."
