"""What an influence means, in a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import drawn_outcomes, subject_of
from detente.explain.influence_words import in_words, measured_text, outcome_words
from detente.explain.sensitivity_outcome import Outcome, outcome_of
from explain.driven import never
from explain.test_influences import influence


def outcome(kind: str = "deal", gate: str | None = None) -> Outcome:
    """An outcome without values."""
    return Outcome(kind=kind, values=np.zeros(1), why="", gate=gate)  # type: ignore[arg-type]


def margin() -> Outcome:
    """An outcome in points."""
    dossier = never()
    return outcome_of(
        drawn_outcomes(subject_of(dossier, deal="swap"), Asked(dossier=dossier, draws=50, seed=0))
    )


def test_the_first_and_the_next() -> None:
    """The first moves the outcome most; a share is told as per cent, with the values at the fifths."""
    told = [one.sentence for one in in_words([influence(0.02, 0.1, 0.31)] * 2, outcome())]
    assert told[0] == (
        "Of all judgements what grant (aid) is worth to north moves the share of draws with a deal most: "
        "from 2% where it is lowest (up to 1 point) to 31% where it is highest (2 points and more)."
    )
    assert told[1].startswith("What grant (aid) is worth to north moves it from 2% where it is lowest")


def test_up_and_down() -> None:
    """Where the outcome is least and most, wherever that is."""
    (one,) = in_words([influence(0.1, 0.9, 0.2)], outcome())
    assert "from 10% where that is least (up to 1 point) to 90% where it is most (1 point to 2 points)" in (
        one.sentence
    )


def test_noise_is_called_noise() -> None:
    """Whatever its rank."""
    quiet = replace(influence(0.1, 0.2), stands_out=False)
    (one,) = in_words([quiet], outcome())
    assert one.sentence.startswith(
        "What grant (aid) is worth to north does not stand out of the noise: from 10%"
    )


def test_outcomes_have_names() -> None:
    """One each."""
    assert outcome_words(outcome()) == "the share of draws with a deal"
    assert (
        outcome_words(outcome("gate", "ratifiable")) == "the share of draws in which ratification is passed"
    )
    assert outcome_words(outcome("gates passed")) == "the mean number of gates passed"
    assert outcome_words(margin()) == "the mean margin by which north accepts"


def test_outcomes_are_written_in_their_units() -> None:
    """Shares, gates, points."""
    assert measured_text("gate", None, 0.25, 1.0) == "25%"
    assert measured_text("gates passed", None, 1.255, 1.0) == "1.25"
    found = margin()
    assert found.decisive is not None
    assert measured_text("margin", found.decisive.condition, -4.64, 3.0) == "-4.6 points"
