"""What a picture of third parties holds and says."""

from __future__ import annotations

import math

import pytest

from detente.errors import RunError
from detente.report.third_parties_picture import OutsideCell, ThirdPartiesPicture, third_parties_picture
from report.outside_results import helped, hurt, idle, package, result
from report.pictures import HOSTILE


def drawn(*cells: OutsideCell) -> ThirdPartiesPicture:
    """A picture of cells."""
    packages = tuple(dict.fromkeys(cell.package for cell in cells))
    parties = tuple(dict.fromkeys(cell.party for cell in cells))
    return ThirdPartiesPicture(
        title="Outside", caption="Who.", packages=packages, parties=parties, cells=cells
    )


def test_a_picture_of_a_result() -> None:
    """Points are scaled by the largest stake, and cut at it; who is hurt most stands first."""
    found = result(
        package("a", idle("x"), helped("ally"), hurt("rival")),
        package("b", idle("x"), hurt("ally", spoils=0.7), hurt("rival")),
    )
    picture = third_parties_picture(found)
    assert picture.packages == ("a", "b")
    assert picture.parties == ("The Rival", "The Ally")
    assert picture.rows() == (
        OutsideCell("a", "The Ally", 5.0, 1.0, 0.0),
        OutsideCell("a", "The Rival", -2.0, -0.5, 0.0),
        OutsideCell("b", "The Ally", -2.0, -0.5, 0.7),
        OutsideCell("b", "The Rival", -2.0, -0.5, 0.0),
    )
    assert "median of 10 draws" in picture.caption


def test_parties_of_one_name_are_kept_apart() -> None:
    """They get their keys behind it."""
    found = result(package("a", hurt("x"), hurt("y")), labels={"x": "Host", "y": "Host"})
    assert third_parties_picture(found).parties == ("Host (x)", "Host (y)")


def test_the_words_count_and_name() -> None:
    """How many packages hurt and can be spoilt, and who is hurt."""
    words = drawn(
        OutsideCell("a", "Ally", -2.0, -0.5, 0.7),
        OutsideCell("b", "Ally", 1.0, 0.2, 0.1),
        OutsideCell("b", "Rival", 1.0, 0.2, 0.0),
    ).alternative()
    assert words == (
        "What each package is worth to third parties: 1 of 2 packages cost some of them points at the "
        "median, and 1 of 2 can be spoilt by one of them in at least two draws of three. Hurt by some: Ally."
    )


def test_nothing_to_draw() -> None:
    """One sentence is enough."""
    assert third_parties_picture(result(package("a", idle("x")))).alternative() == (
        "No package is worth anything to anybody outside, and nobody there can spoil one."
    )


@pytest.mark.parametrize(
    ("points", "scaled", "spoils"),
    [(0.0, 0.0, 1.5), (0.0, 0.0, -0.1), (math.nan, 0.0, 0.5), (9.0, 1.5, 0.5), (9.0, math.nan, 0.5)],
)
def test_numbers_that_cannot_be(points: float, scaled: float, spoils: float) -> None:
    """Anything out of range is refused, and says whose it is."""
    with pytest.raises(RunError, match="Ally"):
        drawn(OutsideCell("a", "Ally", points, scaled, spoils))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_are_short_and_printable_whatever_the_names(text: str) -> None:
    """Long names are cut, control characters are gone."""
    words = drawn(OutsideCell(text, text, -1.0, -1.0, 1.0)).alternative()
    assert words.isprintable()
    assert len(words) < 400
