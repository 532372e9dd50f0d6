"""Hints at the nearest right thing."""

from __future__ import annotations

from detente.exchange.hints import cut, did_you_mean


def test_the_nearest_name_is_hinted_at() -> None:
    """In the words that fit, or not at all."""
    assert did_you_mean("Prise", ["Price", "Term"]) == "; did you mean 'Price'?"
    assert did_you_mean("Prise", ["Price"], saying="there is {}") == "; there is 'Price'"
    assert did_you_mean("xyzzy", ["Price"]) == ""


def test_long_names_are_not_compared() -> None:
    """As that takes time that grows with the square of their length."""
    assert did_you_mean("a" * 100_000, ["a" * 100_001]) == ""
    assert did_you_mean("aaa", ["a" * 100_000, "aab"]) == "; did you mean 'aab'?"
    assert did_you_mean("high", ("x" for _ in range(10**9))) == ""


def test_a_message_keeps_its_ends() -> None:
    """The place at the start, and the hint at the end."""
    assert cut("short") == "short"
    assert cut("start" + "x" * 10_000 + "end").startswith("startxxx")
    assert cut("start" + "x" * 10_000 + "end").endswith("xxxend")
    assert len(cut("x" * 10_000)) < 700
