"""What the picture of ratification shows."""

from __future__ import annotations

import pytest

from detente.errors import RunError
from detente.report.ratification_picture import ConsentCell, RatificationPicture, ratification_picture
from lenses.ratification.small import PARTIES, SWAP
from report.ratifications import found, usual


def test_cells_are_where_consent_is_needed() -> None:
    """With who has a veto; a package without rules is a row without cells."""
    picture = ratification_picture(usual())
    assert [name for name, _ in picture.packages] == ["swap", "fair"]
    assert {cell.member: cell.has_veto for cell in picture.cells} == {
        "neighbour": True,
        "senate": True,
        "house": False,
        "guild": False,
    }
    assert picture.rows() == picture.cells
    assert {cell.package for cell in picture.cells} == {"swap"}


def test_those_who_refuse_most_stand_first() -> None:
    """The neighbour never does."""
    assert ratification_picture(usual()).members == ("house", "guild", "senate", "neighbour")


def test_ratifiers_of_one_name_are_told_apart() -> None:
    """By their keys."""
    parties = {k: {**p, "name": "The people"} if k in ("house", "guild") else p for k, p in PARTIES.items()}
    picture = ratification_picture(found(packages={"swap": SWAP}, parties=parties, draws=2))
    assert {"The people (house)", "The people (guild)"} < set(picture.members)


def test_it_says_what_is_to_be_seen() -> None:
    """For those who cannot see it."""
    told = ratification_picture(usual()).alternative()
    first = "Which ratifier consents to which package: "
    assert told == f"{first}1 of 2 packages ratified in most draws: fair (100% of draws)."
    refused = ratification_picture(found(packages={"swap": SWAP}, draws=2)).alternative()
    assert refused == f"{first}none of 1 packages ratified in most draws."
    nothing = RatificationPicture(title="", caption="", packages=(), members=(), cells=())
    assert nothing.alternative() == "No package is asked about."


def test_a_share_past_one_is_refused() -> None:
    """Whoever made it."""
    with pytest.raises(RunError, match=r"a share of 1\.5 draws"):
        RatificationPicture(
            title="t",
            caption="c",
            packages=(("p", 1.0),),
            members=("m",),
            cells=(ConsentCell("p", "m", 1.5, False),),
        )
