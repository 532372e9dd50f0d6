"""Scenario discovery as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

import detente
from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.scenarios import TOGETHER, scenarios
from explain.driven import in_step, never, trust_dossier


def test_a_region_in_words() -> None:
    """With sweeteners unless asked otherwise; found on the draws, checked on fresh ones."""
    found = scenarios(trust_dossier(), deal="swap", draws=300)
    assert (found.form, found.status, found.fresh_seed) == ("with sweeteners", "found", 1)
    assert found.sentences[0] == found.boxes[0].sentence
    assert found.sentences[0].startswith("Where the chance that south keeps its word is at least 0.")
    assert "against 4" in found.sentences[0]
    assert (
        "In fresh draws, among which it was not sought: 9" in found.sentences[0]
        or "100%" in found.sentences[0]
    )
    assert found == scenarios(trust_dossier(), deal="swap", draws=300)


def test_a_package_is_judged_as_it_is() -> None:
    """And a run is asked on its own draws."""
    run = detente.run(trust_dossier(), draws=200, seed=2)
    found = scenarios(run, package={"aid": "grant", "base": "closed"})
    assert (found.form, found.draws, found.seed) == ("exactly as described", 200, 2)
    assert found.status == "found"


def test_nothing_to_discover() -> None:
    """A status, a sentence, and where else to look."""
    found = scenarios(never(), deal="swap", draws=50)
    assert (found.status, found.boxes) == ("never", ())
    assert found.caveats[0].startswith("Only values inside the ranges")
    assert found.sentences == ("There is a deal in none of 50 draws, so there is no region to discover.",)
    assert found.to_frame().empty
    uneven = scenarios(
        detente.load("two-issues", reading="sceptic"),
        deal="full-swap",
        form="exactly as described",
        draws=100,
    )
    assert uneven.status == "never"
    assert "can be asked with gate='" in uneven.sentences[1]
    gate = uneven.sentences[1].split("gate='")[1].split("'")[0]
    asked = scenarios(
        detente.load("two-issues"), deal="full-swap", form="exactly as described", draws=100, gate=gate
    )
    assert asked.gate == gate


def test_forms_of_the_result() -> None:
    """JSON, a frame with one row a limit, a notebook, a short repr."""
    found = scenarios(trust_dossier(), deal="swap", draws=200)
    content = json.loads(found.to_json())
    assert content["lens"] == "scenarios"
    assert content["boxes"][0]["limits"][0]["judgement"]["path"] == "trust.keeps_word.south"
    frame = found.to_frame()
    assert frame["box"].tolist() == [1]
    assert frame["judgement"].tolist() == ["trust.keeps_word.south"]
    assert repr(found) == "<Scenarios of small, 'swap' with sweeteners: 1 boxes>"
    bundle = found._repr_mimebundle_()
    assert "Where the chance" in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    assert (
        repr(scenarios(never(), deal="swap", draws=20))
        == "<Scenarios of small, 'swap' with sweeteners: never>"
    )


@pytest.mark.parametrize(
    ("question", "error", "message"),
    [
        ({"gate": "accepted"}, UnknownNameError, "did you mean 'acceptable'"),
        ({"sought": "war"}, UnknownNameError, "outcome to look for"),
        ({"boxes": 0}, RunError, "regions must be from 1 to 5"),
        ({"draws": 10**6}, RunError, "draws must be"),
        ({"package": {"aid": "grant"}}, DetenteError, "either"),
    ],
)
def test_questions_that_cannot_be_asked(
    question: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Say what is wrong."""
    with pytest.raises(error, match=message):
        scenarios(trust_dossier(), deal="swap", **question)


def test_judgements_that_go_together() -> None:
    """A limit on one shifts the other, which is said where regions are told."""
    found = scenarios(in_step(), deal="swap", draws=300)
    assert found.status == "found"
    assert any(text.endswith(TOGETHER) and "(in step)" in text for text in found.caveats)
    apart = scenarios(trust_dossier(), deal="swap", draws=300)
    assert not any(text.endswith(TOGETHER) for text in apart.caveats)
