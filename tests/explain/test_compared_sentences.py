"""Where readings agree and part, in sentences."""

from __future__ import annotations

import copy
from dataclasses import replace

from tests.explain.test_compared_readings import case, compared

from detente.explain.compared_result import ThesisCheck
from detente.explain.compared_sentences import agreements, thesis_sentence


def test_one_reading_parts() -> None:
    """The readings under which it passes are named, and where it dies under the others."""
    found = compared()
    assert found.sentences[0] == (
        "Exactly as described: swap passes under base and dove and dies at acceptance under hawk only."
    )
    assert found.sentences[1] == (
        "The one package that survives most often under some reading does not pass in at least half of the "
        "draws under all three readings; none was found under hawk."
    )
    assert found.sentences[2:] == (
        "From a gain for a principal into a loss, with the reading, one prescription turns: 1 for a kind of "
        "deal.",
    )


def test_all_agree() -> None:
    """Kinds of deal that end alike under all readings share a sentence; gates differ in another."""
    data = case()
    data["readings"]["hawk"]["set"] = {"stakes.north.base.closed": 5}
    found = compared(data, robust=False, form="both")
    assert list(agreements(found)) == [
        "Exactly as described: under all three readings swap passes.",
        "With sweeteners: under all three readings swap and any pass.",
    ]
    data["stakes"]["north"]["aid"]["grant"] = -50
    found = compared(data, robust=False, deals=["swap"])
    assert list(agreements(found)) == [
        "Exactly as described: under all three readings swap dies at acceptance."
    ]


def test_gates_differ() -> None:
    """Where it dies everywhere, but not at one gate, both gates are told."""
    data = case()
    data["ratification"] = {"north": [{"name": "House", "needs": {"not": "south"}}]}
    found = compared(data, robust=False)
    assert found.sentences[0] == (
        "Exactly as described: under all three readings swap dies: at ratification under base and dove "
        "and at acceptance under hawk only."
    )


def test_pressure_is_not_told() -> None:
    """Kinds that are no deal are left out."""
    found = compared(robust=False)
    none = replace(found, kinds=tuple(replace(kind, is_deal=False) for kind in found.kinds))
    assert not any("swap" in text for text in agreements(none))
    assert list(agreements(replace(copy.copy(found), kinds=(), changes_of_sign=()))) == []


def test_theses() -> None:
    """Whether it comes out, how often, and where questions end instead."""
    check = ThesisCheck(
        reading="hawk",
        gate="credible",
        questions=5,
        at_gate=1,
        at_gate_in_base=0,
        deaths={"acceptable": 3, "credible": 1},
    )
    assert thesis_sentence(check) == (
        "hawk: the author's gate is credibility, and it does not come out: of 5 questions 1 ends there under "
        "this reading and none in the base dossier (under this reading they die: 3 at acceptance and 1 at "
        "credibility)."
    )
    assert "names no gate" in thesis_sentence(replace(check, gate=None))
    assert "no kind of deal" in thesis_sentence(replace(check, questions=0, at_gate=0, deaths={}))
    assert "(under this reading all pass)" in thesis_sentence(replace(check, at_gate=0, deaths={}))
