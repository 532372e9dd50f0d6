"""Which options are looked at."""

from __future__ import annotations

from detente.lenses.leverage.options import option_of, options_in_question
from detente.lenses.named_package import named_package
from detente.model.blueprint import Blueprint
from lenses.leverage.cases import case


def test_neither_the_status_quo_nor_pressure() -> None:
    """All other options, and among them those that require control."""
    found = options_in_question(Blueprint(case()))
    assert found.all == (("aid", "grant"), ("relief", "ease"), ("truce", "hold"), ("truce", "retreat"))
    assert found.controlled == (("truce", "hold"), ("truce", "retreat"))


def test_packages_choose_the_options() -> None:
    """Only what some package changes; no packages leave no options."""
    blueprint = Blueprint(case())
    package = named_package(blueprint, "x", {"truce": "hold", "relief": "keep"})
    assert options_in_question(blueprint, [package]).all == (("truce", "hold"),)
    assert options_in_question(blueprint, []).all == ()


def test_an_option_by_its_names() -> None:
    """The pair names the option of the dossier."""
    assert option_of(case(), ("truce", "hold")).performers == ("south", "militia")
