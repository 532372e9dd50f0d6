"""What must come first in a package."""

from __future__ import annotations

import graphlib

import pytest

from detente.dossier.dossier import Dossier
from detente.lenses.staging.preconditions import (
    circle_of,
    items_before,
    missing_preconditions,
    ranks_of,
)
from properties.dossiers import loaded, plain


def waiting(**after: list[str]) -> Dossier:
    """Make a dossier in which closing the base waits for what is named."""
    data = plain()
    data["issues"]["base"]["options"]["closed"]["after"] = after
    return loaded(data)


def test_what_the_package_brings_about_is_not_missing() -> None:
    """The option it waits for is in it; without it the package names what it lacks."""
    dossier = waiting(aid=["grant"])
    assert missing_preconditions(dossier, {"aid": "grant", "base": "closed"}) == ()
    (missing,) = missing_preconditions(dossier, {"base": "closed"})
    assert missing.to_dict() == {"issue": "base", "option": "closed", "before": "aid", "options": ["grant"]}


def test_an_unchanged_status_quo_is_met_from_the_start() -> None:
    """It holds nothing up, but only as long as the package leaves it as it is."""
    dossier = waiting(aid=["none"])
    assert missing_preconditions(dossier, {"base": "closed"}) == ()
    assert items_before(dossier, [("base", "closed")], ("base", "closed")) == ()
    assert len(missing_preconditions(dossier, {"aid": "grant", "base": "closed"})) == 1


def test_items_are_told_by_number() -> None:
    """Only those of the package count."""
    items = [("aid", "grant"), ("base", "closed")]
    assert items_before(waiting(aid=["grant"]), items, ("base", "closed")) == (0,)
    assert items_before(waiting(aid=["grant"]), items[1:], ("base", "closed")) == ()
    assert items_before(waiting(aid=["none", "grant"]), items, ("base", "closed")) == ()


def test_circles() -> None:
    """The first item of a circle comes last again."""
    circle = circle_of([(1,), (2,), (0,), ()])
    assert circle[0] == circle[-1]
    assert set(circle) == {0, 1, 2}
    assert circle_of([(), (0,), (0, 1)]) == ()
    with pytest.raises(graphlib.CycleError):
        ranks_of([(0,)])


def test_ranks_count_stages_that_must_pass() -> None:
    """The longest chain before an item."""
    assert ranks_of([(), (0,), (), (1, 2)]) == (0, 1, 0, 2)
