"""Proofs and caveats in words."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import numpy as np
import pytest

from detente.lenses.named_package import named_package
from detente.lenses.staging.plan_proof import NoPlan, Reason
from detente.lenses.staging.plan_search import Why
from detente.lenses.staging.plan_words import (
    UNDECIDED,
    caveats_of,
    doubts_of,
    labels_of,
    missing_in_words,
    proof_in_words,
)
from detente.lenses.staging.preconditions import missing_preconditions
from detente.lenses.staging.staged_deal import staged_deal
from detente.lenses.staging.staged_plan import Existence
from detente.model.blueprint import Blueprint
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import Data, loaded


def caveats(data: Data) -> str:
    """Return what is to be kept in mind, as one text."""
    b = Blueprint(loaded(data))
    values = np.array([[q.middle] for q in b.quantities]).reshape(-1, 1)
    return " ".join(caveats_of(b.dossier, staged_deal(b, values, named_package(b, "it", PACKAGE))))


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_proof_names_whose_it_is_and_what(reason: Reason) -> None:
    """Names for people, and by how much where that means something."""
    labels = labels_of(loaded(bases_for_relief()))
    proof = NoPlan(
        reason=reason,
        parties=() if reason == "circle" else ("south",),
        items=(("bases", "gone"),),
        gain=Fraction(7, 2),
        loss=Fraction(1),
    )
    text = proof_in_words(proof, labels)
    assert "south" not in text
    assert "{" not in text
    assert text.endswith(".")
    if reason != "circle":
        assert "Southland" in text
    if reason != "surplus":
        assert "Bases: Dismantled" in text
    if reason in ("surplus", "cheating after the end", "item"):
        assert "by 2.5 points per period" in text


def test_why_nothing_holds_a_party_is_said() -> None:
    """That cheating is never noticed, or the future counts for nothing; not that the rest is too little."""
    labels = labels_of(loaded(bases_for_relief()))
    texts = {
        reason: proof_in_words(NoPlan(reason=reason, parties=("south",), items=(("bases", "gone"),)), labels)
        for reason in get_args(Reason)
    }
    assert texts["never noticed"].startswith("Cheating by Southland is never noticed")
    assert texts["no future"].startswith("Southland does not value the future, its discount factor being 0")
    assert [reason for reason, text in texts.items() if "makes up for" in text] == ["last step"]


def test_what_is_not_shown_has_its_reason() -> None:
    """Time is blamed only where it ran out."""
    assert set(UNDECIDED) == {why for why in get_args(Why) if why}
    assert "time given" in UNDECIDED["time"]
    assert "margin" in UNDECIDED["margin"]
    assert doubts_of(None) == ()
    fewest, most = doubts_of(None, is_best=False, is_fewest=False)
    assert "fewer stages do not suffice is not shown" in fewest
    assert "more slack" in most


@pytest.mark.parametrize(
    ("undecided", "at_margin", "words"),
    [
        (3, 0, "was found: time ran out."),
        (3, 3, "was found: only plans at the very margin came up."),
        (3, 1, "was found: in 1 only plans at the very margin came up, in 2 time ran out."),
    ],
)
def test_undecided_draws_have_their_reason(undecided: int, at_margin: int, words: str) -> None:
    """Time, the margin, or both."""
    exists = Existence(draws=9, found=4, none=2, undecided=undecided, at_margin=at_margin)
    (doubt,) = doubts_of(exists)
    assert doubt == f"In 3 of 9 draws neither a plan nor its absence {words}"
    assert doubts_of(Existence(draws=9, found=9, none=0, undecided=0)) == ()


def test_what_is_missing_is_named() -> None:
    """The option that waits and those it waits for."""
    dossier = loaded(bases_for_relief())
    text = missing_in_words(missing_preconditions(dossier, {"recognition": "given"}), labels_of(dossier))
    assert text == (
        "The package cannot be delivered as it is: Recognition: Given must wait for Bases: Dismantled. "
        "Add that to it."
    )


def test_caveats_say_what_is_taken_for_granted() -> None:
    """Third parties that perform, ratifiers, parties that nothing binds, and deals without any sunk cost."""
    text = caveats(bases_for_relief())
    assert "Taken to perform on schedule, whatever it costs them: The militia." in text
    assert "Consent at home" not in text
    assert "Everything in it can be taken back" not in text
    data = bases_for_relief(trust={"monitoring": {"north": 0.5}})
    data["parties"]["assembly"] = {"role": "ratifier", "side": "north"}
    del data["issues"]["bases"]["options"]["gone"]["reversible"]
    text = caveats(data)
    assert "Consent at home is taken to be given once" in text
    assert "nothing says whether cheating pays: Southland" in text
    assert "Everything in it can be taken back" in text
