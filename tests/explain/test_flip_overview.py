"""Flips of every kind of deal, told."""

from __future__ import annotations

import json

from detente.explain.flip_fewest import Fewest
from detente.explain.flip_sets import Completeness
from explain.flip_cases import flip_set, kind, overview

INSIDE = kind("near", flip_set(5.0))
FAR = kind("far", flip_set(9.0, 9.0))
NONE = kind("none")
PRESSURE = kind("pressure", verdict=None, to=None, share=None, reason="it asks only for pressure")


def test_sentences() -> None:
    """How many turn and how many inside their ranges, then the nearest ones."""
    found = overview(FAR, NONE, INSIDE, PRESSURE).sentences
    assert found[0] == (
        "Of 3 kinds of deal 2 would turn with up to three judgements moved, 1 of them with all inside the "
        "elicited ranges."
    )
    assert found[1].startswith("Kind near: no deal at the medians; it turns with x, from 4 to at least 5")
    assert len(found) == 3
    assert overview().sentences == ("The dossier names no kind of deal.",)


def test_ranked() -> None:
    """The one that has to leave the ranges least comes first; those that nothing turns are left out."""
    assert [one.key for one in overview(FAR, NONE, INSIDE).ranked] == ["near", "far"]


def test_sentence_of_a_kind() -> None:
    """What turns it, how many would have to change, that it stands, or why it was not judged."""
    assert NONE.sentence.endswith("at least 4 judgements would have to change together.")
    lost = (Completeness(size=1, examined=4, others_at_least=1.5),)
    assert "Sets of one that turn it" in kind("open", fewest=None, completeness=lost).sentence
    assert kind("open", fewest=Fewest(number=1, parties=()), completeness=lost).together_at_least == 1
    assert kind("stands", verdict="deal").sentence == "Kind stands: deal at the medians, as asked for."
    assert PRESSURE.sentence == "Kind pressure: not judged; it asks only for pressure."
    assert [one.status for one in (INSIDE, NONE, PRESSURE)] == ["flips", "nothing flips it", "not judged"]


def test_frame() -> None:
    """One row for each kind."""
    frame = overview(FAR, INSIDE, PRESSURE).to_frame()
    assert frame["kind"].tolist() == ["far", "near", "pressure"]
    assert frame["nearest_size"].tolist()[:2] == [2, 1]
    assert frame.loc[1, "nearest_single_value"] == 5.0
    assert overview().to_frame().empty


def test_json_and_notebook() -> None:
    """Both say the same."""
    found = overview(FAR, NONE, PRESSURE)
    told = json.loads(found.to_json())
    assert [one["status"] for one in told["kinds"]] == ["flips", "nothing flips it", "not judged"]
    assert [one["together_at_least"] for one in told["kinds"]] == [None, 4, None]
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert repr(found) == "<FlipOverview of talk: 1 of 3 kinds of deal turn>"
