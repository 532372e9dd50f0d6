"""The judgements of a dossier, told one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

from detente import load
from detente.dossier.dossier import Dossier
from detente.explain.entries import FARTHEST, Entry, entries_of
from detente.model.blueprint import Blueprint

POINTS = Entry(
    path="stakes.a.b.c", words="x", who=("a",), unit="points", low=2.0, middle=3.0, high=6.0, scale=10.0
)
SHARE = Entry(
    path="trust.keeps_word.a", words="x", who=("a",), unit="share", low=0.2, middle=0.3, high=0.5, scale=1.0
)


@settings(deadline=None)
@given(uncertain_dossiers())
def test_an_entry_for_every_quantity(dossier: Dossier) -> None:
    """Every number that the model draws has its entry, and no other has, with the same median."""
    quantities = {q.path: q.middle for q in Blueprint(dossier).quantities}
    entries = entries_of(dossier)
    assert {path: entry.middle for path, entry in entries.items()} == quantities
    assert list(entries) == sorted(entries)
    assert all(entry.low <= entry.middle <= entry.high for entry in entries.values())


def test_reference_case() -> None:
    """Numbers of the US-Russia case are told with whose they are, sources, and the ledger's record."""
    entries = entries_of(load("us-russia"))
    assert len(entries) == len(Blueprint(load("us-russia")).quantities)
    relief = entries["stakes.congress.sanctions-relief.staged"]
    assert relief.who == ("congress",)
    assert relief.words.endswith("is worth to US Congress")
    assert relief.cite
    word = entries["trust.keeps_word.russia"]
    assert word.words == "the chance that Russia (Kremlin) keeps its word"
    assert any(citation.startswith("kramer-2017#") for citation in word.cite)
    assert (word.issue, word.unit, word.scale) == (None, "share", 1.0)


@pytest.mark.parametrize(("reach", "up", "value"), [(0, True, 3), (0.5, True, 4.5), (1, True, 6)])
def test_reach_inside_the_range(reach: float, up: bool, value: float) -> None:
    """From the median to the end of the range a value moves in proportion."""
    assert POINTS.at_reach(reach, up=up) == value
    assert POINTS.beyond(value) == 0
    assert POINTS.reach_of(value) == reach


@pytest.mark.parametrize(("reach", "up", "value"), [(1.5, True, 11), (2, True, 16), (1.5, False, -3)])
def test_reach_beyond_the_range(reach: float, up: bool, value: float) -> None:
    """Beyond its end a value moves by parts of the party's largest stake."""
    assert POINTS.at_reach(reach, up=up) == value
    assert POINTS.beyond(value) == pytest.approx(reach - 1)
    assert POINTS.reach_of(value) == pytest.approx(reach)


@given(st.floats(0, FARTHEST), st.booleans())
def test_shares_stay_shares(reach: float, up: bool) -> None:
    """A share never leaves 0 to 1, and its reach is found again."""
    value = float(SHARE.at_reach(reach, up=up))
    assert 0 <= value <= 1
    assert SHARE.reach_of(value) <= reach + 1e-12
    assert SHARE.reach_of(1.5) == float("inf")


def test_many_reaches_at_once() -> None:
    """An array of reaches gives an array of values."""
    assert SHARE.at_reach(np.array([0, 1, 1.1]), up=True).tolist() == pytest.approx([0.3, 0.5, 0.6])


def test_words_sources_and_indicators() -> None:
    """Every kind of number is told in its own words; an indicator may stand beside it or its option."""
    data = plain(
        sources={"essay": {"title": "An essay", "author": "A. Reader", "date": "2017-02-05"}},
        claims={"essay": {"1": {"paraphrase": "Aid is dear.", "paragraph": 3}}},
        links=[{"name": "swap", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 1}}],
        no_deal={"north": {"points": "-1..1"}},
        dealing_costs={"south": {"per_deal": 1, "per_issue": 0.5}},
        relative_gains={"north": 0.1},
        trust={
            "keeps_word": {"south": {"value": 0.5, "indicator": "Inspectors are let in."}},
            "monitoring": {"south": 0.5},
            "ledger": [{"agreement": "Old", "party": "north", "verdict": "kept", "cite": ["essay#1"]}],
        },
    )
    data["issues"]["aid"]["control"] = {"north": 0.6}
    data["issues"]["aid"]["leakage"] = {"south": 0.1}
    data["issues"]["aid"]["options"]["grant"] |= {"requires": 0.5, "indicator": "Money is voted."}
    data["stakes"]["north"]["aid"]["grant"] = {"points": -2, "cite": ["essay#1"]}
    data["parties"]["north"]["discount_factor"] = 0.9
    dossier = loaded(data)
    entries = entries_of(dossier)
    assert {path: entry.words for path, entry in entries.items() if not path.startswith("stakes")} == {
        "dealing_costs.south.per_deal": "what any deal costs south",
        "dealing_costs.south.per_issue": "what each issue of a deal costs south",
        "issues.aid.control.north": "the share of control of north over aid",
        "issues.aid.leakage.south": "the share that south undoes of what others do on aid",
        "issues.aid.options.grant.requires": "the control that grant (aid) requires",
        "links.0.points.north": "what the link swap is worth to north",
        "no_deal.north.points": "what no deal is worth to north",
        "parties.north.discount_factor": "how much north cares for the next period against this one",
        "relative_gains.north": "how much north minds what the other side gains",
        "trust.keeps_word.north": "the chance that north keeps its word",
        "trust.keeps_word.south": "the chance that south keeps its word",
        "trust.monitoring.south": "the chance per period that cheating by south is noticed",
    }
    grant = entries["stakes.north.aid.grant"]
    assert (grant.words, grant.indicator) == ("what grant (aid) is worth to north", "Money is voted.")
    assert grant.sources(dossier) == ("A. Reader, An essay, 2017, paragraph 3, claim 1: Aid is dear.",)
    assert entries["trust.keeps_word.south"].indicator == "Inspectors are let in."
    assert entries["trust.keeps_word.north"].cite == ("essay#1",)
    assert entries["issues.aid.options.grant.requires"].who == ("north",)
    assert grant.to_dict()["who"] == ["north"]
