"""Answers as frames and JSON."""

from __future__ import annotations

import json

import pytest

import detente
from detente.explain.block_results import Blockers
from detente.explain.blockers import blockers


@pytest.fixture(scope="module")
def found() -> Blockers:
    """The kinds of deal of a small case."""
    return blockers(detente.load("two-issues"), draws=60, workers=1)


def test_frame(found: Blockers) -> None:
    """One row for each question and unit, with shares that fit."""
    frame = found.to_frame()
    units = sum(len(kind.units) for question in found.questions for kind in question.kinds)
    assert len(frame) == units
    assert set(frame["kind"]) == {"party", "rule", "gate"}
    assert (frame["sole_low"] <= frame["sole"]).all()
    assert (frame["pivotal"] >= frame["joint"]).all()


def test_json(found: Blockers) -> None:
    """Begins as all results do, and says what was found of every question."""
    told = json.loads(found.to_json())
    assert told["lens"] == "blockers"
    assert [question["key"] for question in told["questions"]] == [q.key for q in found.questions]
    first = told["questions"][0]["kinds"][0]
    assert first["kind"] == "party"
    assert {"sole", "joint", "pivotal", "needed"} <= set(first["units"][0])
    assert [goal["goal"] for goal in first["hitting_sets"]] == [0.5, 0.8, 1.0]


def test_by_key(found: Blockers) -> None:
    """Questions, kinds and units are found by their keys."""
    question = found.of("full-swap")
    assert question.of("gate").of("ratifiable").name == "ratifiable"
    with pytest.raises(KeyError):
        found.of("nothing")
    with pytest.raises(KeyError):
        question.of("gate").of("nothing")


def test_in_a_notebook(found: Blockers) -> None:
    """Short as text, a table otherwise."""
    assert repr(found) == "<Blockers of two-issues: 2 questions, 60 draws>"
    shown = found._repr_mimebundle_()
    assert "<table" in shown["text/html"]
    assert "Blockers of two-issues" in shown["text/plain"]
