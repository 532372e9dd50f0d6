"""A case without one of its sources."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from tests.properties.dossiers import loaded, uncertain_dossiers

import detente
from detente.dossier.dossier import Dossier
from detente.errors import RunError, UnknownNameError
from detente.explain.diff_judging import AnyForm
from detente.explain.retract import Retraction, retract
from detente.explain.retract_words import CONTROL, NOT_RIGHT
from explain.sourced import sourced, sourced_data


def shares(dossier: Dossier, draws: int, seed: int = 0) -> dict[tuple[str, str], tuple[object, ...]]:
    """What a run says of every kind of deal."""
    verdicts = detente.run(dossier, draws=draws, seed=seed, counted=0).verdict.classes
    return {(v.form, v.key): (dict(v.survives), v.gate_of_death) for v in verdicts if v.is_deal}


def told(found: Retraction, when: str) -> dict[tuple[str, str], tuple[object, ...]]:
    """What a retraction says of every kind of deal."""
    standings = {(m.form, m.key): getattr(m, when) for m in found.movements}
    return {at: (dict(one.survives), one.gate_of_death) for at, one in standings.items()}


def test_certificate() -> None:
    """The case and the case without the source, run, have just the shares and gates that are told."""
    dossier = sourced()
    found = retract(dossier, "alpha", form="both", draws=60, seed=3)
    assert told(found, "before") == shares(dossier, 60, 3)
    assert told(found, "after") == shares(found.without, 60, 3)


def test_an_answer_that_hangs_on_one_number() -> None:
    """South gains from the swap for sure while the essay stands; without it perhaps, or perhaps not."""
    data = sourced_data(ratification={}, trust={})
    data["stakes"]["south"]["base"]["closed"] = {"points": -5, "cite": ["beta"]}
    found = retract(loaded(data), "alpha", draws=400)
    (swap,) = found.movements
    assert (swap.before.word, swap.before.share) == ("deal", 1.0)
    # Of -5..5 nothing up to 5 is enough.
    assert (swap.after.word, swap.after.share, swap.after.gate_of_death) == ("no deal", 0.0, "acceptable")
    assert (found.flips, found.gates_changed, found.largest) == (1, 1, 1.0)
    assert found.sentences[0] == (
        "The answer hangs on alpha for 1 of 1 kind of deal: swap, exactly as described, is a deal with it; "
        "without it no deal, dying at acceptance (0% of draws pass then)."
    )


def test_a_share_near_one_half_is_no_flip() -> None:
    """South's gain may be anything evenly about 0, and next to nothing of it would be enough."""
    data = sourced_data(ratification={}, trust={})
    data["stakes"]["south"]["base"]["closed"] = {"points": -0.1, "cite": ["beta"]}
    data["issues"]["reef"] = {"options": {"open": {"status_quo": True}, "shut": None}}
    data["stakes"]["south"]["reef"] = {"shut": {"points": 5, "cite": ["beta"]}}
    found = retract(loaded(data), "alpha", draws=300)
    (swap,) = found.movements
    assert 0.45 < swap.after.share < 0.55
    assert (found.flips, found.unsettled, swap.after.answer) == (0, 1, "too close to call")
    assert "without it too close to call (" in found.sentences[0]
    assert found.sentences[1] == NOT_RIGHT


def test_a_rule_that_falls_lets_a_deal_pass() -> None:
    """The house would refuse; without the essay nobody asks it."""
    data = sourced_data(trust={})
    data["stakes"]["south"]["aid"]["grant"]["cite"] = ["beta"]
    found = retract(loaded(data), "alpha", draws=20)
    (swap,) = found.movements
    assert (swap.before.gate_of_death, swap.after.gate_of_death) == ("ratifiable", None)


def test_the_record_follows() -> None:
    """Without the broken treaty South keeps its word more often than not, so a deal is worth the risk."""
    data = sourced_data(ratification={})
    data["stakes"]["south"]["aid"]["grant"]["cite"] = ["beta"]
    data["stakes"]["north"]["aid"]["grant"] = -4
    before = retract(loaded(data), "alpha", draws=500).movements[0]
    assert before.after.survives["acceptable"] == before.before.survives["acceptable"]
    assert before.after.survives["credible"] > before.before.survives["credible"]


def test_nothing_rests_on_it() -> None:
    """Nothing moves, and it is said."""
    found = retract(sourced(), "gamma", draws=10)
    assert (found.replaced, found.flips, found.most_moved, found.largest) == ((), 0, None, 0.0)
    assert "No kind of deal moves at any gate in any draw." in found.sentences
    assert "Nothing that a verdict asks for rests on it alone, so all stands as it is." in found.sentences


def test_sentences() -> None:
    """What rests on it, what gives way to what, what keeps its value, what is left out."""
    text = "\n".join(retract(sourced(), "alpha", draws=10).sentences)
    assert (
        "A. Alpha, First essay: 2 of 5 numbers cite it, 1 of them nothing else; so 20% of all stakes" in text
    )
    assert "gives way to vague ranges (1 number)" in text
    assert "1 number keeps its value, which others support." in text
    assert "no other source tells of them: 1 entry of the ledger and 1 rule of ratification." in text
    assert "the chance that south keeps its word: 1 kept, 1 broken; now 1 kept, 0 broken." in text


def test_a_claim_is_less_than_its_source() -> None:
    """Only the number that rests on the claim falls."""
    found = retract(sourced(), "alpha#1", draws=10)
    assert [one.path for one in found.replaced] == ["stakes.south.aid.grant"]
    assert found.source_or_claim == "alpha#1"


def test_vague_control_is_a_caveat() -> None:
    """Shares of control may add up to more than the whole."""
    data = sourced_data()
    assert CONTROL not in retract(loaded(data), "alpha", draws=2).caveats
    data["issues"]["aid"]["control"] = {"north": {"value": 0.8, "cite": ["alpha"]}}
    assert CONTROL in retract(loaded(data), "alpha", draws=2).caveats


def test_json_and_frame_and_notebook() -> None:
    """The head names the command; a row for each kind of deal and form."""
    found = retract(sourced(), "alpha", form="both", draws=10)
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert list(content)[:9] == [
        *("detente", "format", "lens", "title", "dossier", "reading", "draws", "seed", "principals")
    ]
    assert content["lens"] == "retract"
    assert len(found.to_frame()) == len(content["kinds_of_deal"]) == 3
    shown = found._repr_mimebundle_()
    assert shown["text/plain"].startswith("The answer")
    assert "<table" in shown["text/html"]
    assert repr(found).startswith("<Retraction of alpha from small: 4 replaced, ")


def test_no_kind_of_deal() -> None:
    """Nothing to judge is a status."""
    found = retract(sourced(deals={}), "alpha", draws=5)
    assert found.movements == ()
    assert found.sentences[0] == "There is no kind of deal to judge in this form."
    assert len(found.to_frame()) == 0


def test_bad_questions() -> None:
    """Each is refused with what would be right."""
    dossier = sourced()
    with pytest.raises(UnknownNameError, match="did you mean 'alpha'"):
        retract(dossier, "alpah")
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        retract(dossier, "alpha", deals=["swop"])
    with pytest.raises(UnknownNameError, match="no form 'exact'"):
        retract(dossier, "alpha", form="exact")  # type: ignore[arg-type]
    with pytest.raises(RunError, match="draws must be"):
        retract(dossier, "alpha", draws=0)


@pytest.mark.parametrize("form", ["exactly as described", "both"])
def test_progress_ends_with_all(form: AnyForm) -> None:
    """It never runs back and never passes the end, also where nothing has to be judged again."""
    for source in ("alpha", "gamma"):
        seen: list[tuple[int, int]] = []
        retract(sourced(), source, form=form, draws=40, workers=1, progress=lambda *x, s=seen: s.append(x))
        assert seen == sorted(seen)
        assert seen[-1][0] == seen[-1][1]


def test_a_run_keeps_its_draws() -> None:
    """And the answer does not depend on the number of workers."""
    run = detente.run(sourced(), draws=30, seed=5, counted=0)
    one, other = retract(run, "alpha", workers=1), retract(run.source, "alpha", draws=30, seed=5, workers=2)
    assert (one.draws, one.seed) == (30, 5)
    assert one.to_dict() == other.to_dict()


@settings(deadline=None, max_examples=8)
@given(uncertain_dossiers())
def test_nothing_cited_nothing_moved(dossier: Dossier) -> None:
    """A source that no number cites can be withdrawn from any dossier without a trace."""
    data = sourced_data()
    with_source = loaded({**data, "deals": data["deals"]})
    sources = with_source.sources
    found = retract(Dossier(**{**vars(dossier), "sources": sources}), "alpha", draws=4, workers=1)
    assert all(m.before == m.after for m in found.movements)


@pytest.mark.slow
def test_the_reference_case() -> None:
    """The case without Kramer, run, has the shares that are told."""
    dossier = detente.load("us-russia")
    start = time.perf_counter()
    found = retract(dossier, "kramer-2017", draws=300)
    assert time.perf_counter() - start < 60
    few = retract(dossier, "kramer-2017", draws=4)
    expected = shares(few.without, 4)
    assert all(one == expected[at] for at, one in told(few, "after").items())
    assert len(found.movements) == 15
