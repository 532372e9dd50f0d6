"""The verdict as a whole."""

from __future__ import annotations

import pytest

from detente.dossier.dossier import DealClass
from detente.model.predicate import GATES
from detente.verdict.classes import class_verdicts
from detente.verdict.confidence import Confidence
from detente.verdict.verdict import Verdict
from verdict.making import PARTIES, outcome, summed


@pytest.fixture
def verdict() -> Verdict:
    """One class in both forms."""
    rows = [outcome(5, exact=1), outcome(2, exact=0, blockers=["b", "a"])]
    return Verdict(
        classes=class_verdicts([DealClass(key="swap", name="A swap")], summed(rows), PARTIES, [True]),
        confidence=Confidence(level="low", reasons=("a reason",)),
    )


def test_classes_by_key(verdict: Verdict) -> None:
    """A key asks for the sweetened form, with an exclamation mark for the exact one."""
    assert verdict["swap"].form == "with sweeteners"
    assert verdict["swap!"].form == "exactly as described"
    for key in ("nothing", "nothing!"):
        with pytest.raises(KeyError):
            verdict[key]


def test_likelihood_and_confidence_never_share_a_sentence(verdict: Verdict) -> None:
    """ICD 203: a sentence states a likelihood or a confidence."""
    *likelihoods, confidence = verdict.sentences
    assert len(likelihoods) == 2
    assert not any("onfidence" in sentence for sentence in likelihoods)
    assert confidence.startswith("Confidence")


def test_caveats(verdict: Verdict) -> None:
    """The output says what counts and shares are not."""
    text = " ".join(verdict.to_dict()["caveats"])
    assert "not a chance of peace" in text
    assert "judgements put in" in text


def test_frame(verdict: Verdict) -> None:
    """One row for each class and form, shares by gate, the main blocker or none."""
    frame = verdict.to_frame()
    assert frame["form"].tolist() == ["exactly as described", "with sweeteners"]
    assert frame[list(GATES)].loc[1].tolist() == [1.0, 1.0, 0.5, 0.5, 0.5]
    assert frame["main_sole_blocker"].isna().tolist() == [True, False]
    assert frame["main_sole_blocker"].loc[1] == "a"


def test_no_classes() -> None:
    """A dossier without deal classes has an empty table and its confidence."""
    empty = Verdict(classes=(), confidence=Confidence(level="low", reasons=("a reason",)))
    assert len(empty.sentences) == 1
    assert len(empty.to_frame()) == 0
