"""Packages are listed where their names do not say what is in them."""

from __future__ import annotations

from detente.report.packages_listing import packages_listing
from detente.report.plain import plain_text


def test_a_package_is_listed_with_what_it_changes() -> None:
    """By issue and option, as they are typed."""
    blocks = packages_listing([("robust 1", {"border": "truce", "sanctions": "ease"})])
    assert "- robust 1: border=truce, sanctions=ease" in plain_text(blocks)


def test_a_package_called_by_its_contents_is_not_listed() -> None:
    """Nothing is said twice, and no empty heading is left."""
    typed = "border=truce,sanctions=ease"
    assert packages_listing([(typed, {"border": "truce", "sanctions": "ease"})]) == ()
    assert packages_listing([]) == ()
