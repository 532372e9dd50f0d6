"""How options are written."""

from __future__ import annotations

import detente
from detente.lenses.leverage.result import Leverage
from detente.report.leverage_words import change_words
from detente.verdict.leverage import leverage
from lenses.leverage.cases import look


def test_options_by_key_and_name() -> None:
    """A long name is cut."""
    found: Leverage = leverage(detente.load("us-russia"), draws=1)
    assert change_words(found, "nk-pressure", "full") == "nk-pressure=full (Chinese and Russian full cut-off)"
    assert change_words(found, "syria-settlement", "elections").endswith("...)")


def test_a_name_that_is_the_key_is_said_once() -> None:
    """Nothing stands in brackets that stands before them."""
    assert change_words(look(), "truce", "hold") == "truce=hold"
