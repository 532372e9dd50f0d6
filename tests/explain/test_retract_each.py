"""Every source withdrawn in turn."""

from __future__ import annotations

import json

import pytest
from tests.properties.dossiers import loaded, plain

from detente.errors import UnknownNameError
from detente.explain.retract import retract
from detente.explain.retract_each import retract_each
from detente.explain.retract_words import NOT_RIGHT
from explain.sourced import sourced, sourced_data


def test_each_is_its_own_retraction() -> None:
    """The same as asked one by one."""
    dossier = sourced()
    found = retract_each(dossier, form="both", draws=30, seed=2)
    assert sorted(one.source_or_claim for one in found.retractions) == ["alpha", "beta", "gamma"]
    for source in dossier.sources:
        assert found[source].to_dict() == retract(dossier, source, form="both", draws=30, seed=2).to_dict()


def test_ranking() -> None:
    """By flips, gates and movement; those that move nothing last, in file order."""
    found = retract_each(sourced(), draws=200).retractions
    keys = [(one.flips, one.unsettled, one.gates_changed, one.largest) for one in found]
    assert keys == sorted(keys, reverse=True)
    assert found[-1].source_or_claim == "gamma"
    assert found[0].largest > 0


def test_sentences_where_an_answer_hangs_on_a_source() -> None:
    """The first essay is named, and what it moves."""
    data = sourced_data(ratification={}, trust={})
    data["stakes"]["south"]["base"]["closed"] = {"points": -5, "cite": ["beta"]}
    told = retract_each(loaded(data), draws=50).sentences
    assert told[0] == "The answer hangs on 1 of 3 sources: without alpha it flips for some kind of deal."
    assert told[1] == NOT_RIGHT
    assert told[-1] == (
        "What matters most is alpha: without it swap, exactly as described, passes every gate in 0% of "
        "draws, against 100%."
    )


def test_sentences_where_none_does() -> None:
    """It is said that none does."""
    data = plain(sources={"alpha": {"title": "First"}})
    assert retract_each(loaded(data), draws=5).sentences == (
        "No answer hangs on a single source: whichever of 1 is withdrawn, none flips.",
    )


def test_no_sources() -> None:
    """An empty ranking with one sentence."""
    found = retract_each(loaded(plain()), draws=5)
    assert found.retractions == ()
    assert found.sentences == ("The dossier names no sources, so there is nothing to withdraw.",)
    assert len(found.to_frame()) == 0


def test_json_and_frame() -> None:
    """A row for each source in order of rank; the JSON has each retraction whole."""
    found = retract_each(sourced(), draws=10)
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert content["lens"] == "retract-each"
    assert [part["source"] for part in content["sources"]] == list(found.to_frame()["source"])
    assert all("kinds_of_deal" in part and "rests_on_it" in part for part in content["sources"])
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert repr(found) == "<RetractionRanking of small: 3 sources>"


def test_unknown_names() -> None:
    """A source that is not there, a kind of deal that is not there."""
    with pytest.raises(KeyError):
        retract_each(sourced(), draws=2)["delta"]
    with pytest.raises(UnknownNameError):
        retract_each(sourced(), deals=["swop"])


def test_progress_ends_with_all() -> None:
    """It grows to the end, also for sources on which nothing rests."""
    seen: list[tuple[int, int]] = []
    retract_each(sourced(), draws=20, workers=1, progress=lambda *x: seen.append(x))
    assert seen == sorted(seen)
    assert seen[-1] == (80, 80)
