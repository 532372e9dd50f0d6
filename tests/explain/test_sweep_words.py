"""What a sweep says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.dossier.dossier import Correlation
from detente.ensemble.depths import SWEETENED
from detente.explain.sweep import sweep
from detente.explain.sweep_words import caveats_of, crossing, sentences_of
from explain.driven import certain, never, trust_dossier
from explain.swept import TRUST, by_reading, grid, line, reading, still
from explain.test_sweep_result import kind


def test_where_the_answer_flips() -> None:
    """Between which points, near what value, and whether that is in the elicited range."""
    found = sweep(trust_dossier(), ["trust.keeps_word.south=0.2,0.8"], draws=40)
    assert found.sentences == (
        "The kind 'swap' would pass in half of the draws once trust.keeps_word.south is above 0.5 (between "
        "0.2 and 0.8: 0% at 0.2, 100% at 0.8), inside the elicited range of 0 to 1.",
    )


def test_a_crossing_is_on_the_straight_line() -> None:
    """A third of the way from 4 to 7 of 10."""
    found = kind(4, 7)
    assert crossing(found.axes[0], found.points, 0) == pytest.approx(0.2 / 3)


def test_falling_and_crossing_twice() -> None:
    """Each crossing is told, and that it rises and falls."""
    found = replace(line(), kinds=(kind(2, 8, 8, 2, 2, 2),))
    text = next(sentences_of(found))
    assert "above 0.1 (between 0 and 0.2: 20% at 0, 80% at 1)" in text
    assert "below 0.5 (between 0.4 and 0.6" in text
    assert text.endswith("The share rises and falls along the way.")


def test_another_gate_of_death_is_a_flip() -> None:
    """It is told stretch by stretch."""
    gates = ("acceptable", "acceptable", "credible", "credible", "credible", "ratifiable")
    found = replace(line(), kinds=(kind(0, 0, 0, 0, 0, 0, gates=gates),))
    assert next(sentences_of(found)) == (
        f"The kind 'X' never passes in half of the draws, at most in 0%; it dies at acceptance for "
        f"{TRUST} 0 to 0.2, at credibility for {TRUST} 0.4 to 0.8, at ratification for {TRUST} 1."
    )


def test_nothing_flips() -> None:
    """It is said, and that shares do not move."""
    assert still().sentences[1] == "Shares do not move at all."
    assert still().sentences[0].startswith("Nothing flips anywhere: the kind 'Eased sanctions for a truce' ")
    found = sweep(never(), ["stakes.north.base.closed=0..7:8"], draws=20)
    assert found.sentences[0] == "Nothing flips anywhere: the kind 'swap' dies at acceptance at every point."


def test_the_largest_swing_is_told() -> None:
    """Of those that do not flip."""
    found = replace(line(), kinds=(kind(1, 3, 2, 2, 2, 2),))
    assert list(sentences_of(found))[1] == (
        f"Shares move by at most 20 percentage points: 'X' is between 10% and 30% over {TRUST}."
    )


def test_a_grid_is_told_by_its_ends() -> None:
    """How many points, the best, and where each end of the first axis crosses."""
    text = grid().sentences[0]
    assert "passes in half of the draws or more at" in text
    assert "of 18 points" in text
    assert "with stakes.north.border.truce at 0 nowhere" in text


def test_readings_are_put_together() -> None:
    """By verdict, with shares above 0."""
    text = by_reading().sentences[0]
    assert text.startswith("The kind 'Eased sanctions for a truce' ")
    assert "dies at credibility under sceptic" in text


def test_where_readings_put_the_number() -> None:
    """Only where they differ."""
    text = line().sentences[-1]
    assert text.startswith(f"Readings put {TRUST} in different places: base ")
    assert "sceptic 0.05 to 0.2" in text
    assert not any(one.startswith("Readings put") for one in still().sentences)


def test_correlations_are_a_caveat() -> None:
    """Setting one judgement says nothing about those that go with it."""
    case = reading(None)
    together = Correlation(name="trust", of=(TRUST, "trust.keeps_word.north"), rank=0.5)
    text = " ".join(caveats_of(line(), [replace(case, correlations=(together,))], whole=True))
    assert f"judgements that go together ({TRUST} is one of them)" in text
    assert "go together" not in " ".join(line().caveats)


def test_caveats_say_what_was_left_out() -> None:
    """Unless kinds of deal were named."""
    assert any(one.startswith("Left out") and one.endswith(": any.") for one in line().caveats)
    assert not any(one.startswith("Left out") for one in still().caveats)
    found = sweep(certain(), ["stakes.north.aid.grant=-3,3"], deals=["any"], form=SWEETENED, draws=5)
    assert any(one.startswith("With sweeteners") for one in found.caveats)
