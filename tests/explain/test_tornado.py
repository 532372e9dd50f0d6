"""The tornado as a whole."""

from __future__ import annotations

import json

import pytest

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED
from detente.errors import UnknownNameError
from detente.explain.tornado import TOGETHER, tornado
from explain.driven import certain, hanging_on_trust, in_step, never, trust_dossier


def hanging_on_both() -> Dossier:
    """A swap on which trust and south's loss bear, which go together."""
    of = ["trust.keeps_word.south", "stakes.south.base.closed"]
    return hanging_on_trust(correlations=[{"name": "in step", "of": of, "rank": 0.5}])


def test_bars_are_sorted_by_their_swing() -> None:
    """What moves nothing is left out; the share as drawn is that of the run."""
    found = tornado(detente.load("two-issues"), deal="quiet-for-relief", draws=150)
    swings = [bar.swing for bar in found.bars]
    assert swings == sorted(swings, reverse=True)
    assert all(any(swing) for swing in swings)
    run = detente.run(detente.load("two-issues"), draws=150)
    shares = {(one.key, one.form): one.share for one in run.verdict.classes}
    assert found.share.share == shares["quiet-for-relief", "exactly as described"]
    assert tornado(run, deal="quiet-for-relief") == found


def test_exact_ends() -> None:
    """Trust decides alone: no deal at 0, always one at 1; a margin of 0 at the median."""
    found = tornado(trust_dossier(), deal="swap", draws=200)
    (bar,) = found.bars
    assert found.how == "exact"
    assert (bar.low.value, bar.high.value) == (0.0, 1.0)
    assert (bar.low.share.share, bar.high.share.share) == (0.0, 1.0)
    assert (found.median_gates, found.median_margin) == (5, 0.0)
    assert found.condition is not None
    assert found.condition.name == "north trusts the others"
    assert (bar.low.median_gates, bar.high.median_gates) == (3, 5)
    assert (bar.low.median_margin, bar.high.median_margin) == (-2.0, 2.0)


def test_with_sweeteners_fifths_are_compared() -> None:
    """And the first caveat says so."""
    found = tornado(trust_dossier(), deal="swap", form=SWEETENED, draws=200)
    assert (found.how, found.median_gates, found.condition) == ("fifths", None, None)
    assert found.caveats[0].startswith("With sweeteners each draw is a search of its own")
    assert [bar.entry.path for bar in found.bars] == ["trust.keeps_word.south"]


def test_a_margin_is_all_that_moves() -> None:
    """The share of draws stays at 0, the margin of what decides moves by the width of the range."""
    found = tornado(never(), deal="swap", draws=100)
    (bar,) = found.bars
    assert bar.swing == (0.0, 0.0, pytest.approx(4.0, abs=1e-5))
    assert found.sentences[-1].startswith("What closed (base) is worth to north: at 3.0 points the margin")


def test_nothing_moves() -> None:
    """No bars, and a sentence."""
    found = tornado(certain(), deal="swap", draws=20)
    assert found.bars == ()
    assert found.sentences[-1] == "No judgement alone, anywhere in its range, moves that."
    assert found.to_frame().empty


def test_forms_of_the_result() -> None:
    """JSON, a frame with one row a bar, a notebook, a short repr."""
    found = tornado(trust_dossier(), deal="swap", draws=100)
    content = json.loads(found.to_json())
    assert content["lens"] == "tornado"
    assert content["bars"][0]["high"]["share"]["share"] == 1.0
    frame = found.to_frame()
    assert frame["share_at_low"].tolist() == [0.0]
    assert frame["median_margin_at_high"].tolist() == [2.0]
    assert repr(found) == "<Tornado of small, 'swap' exactly as described: 1 bars, exact>"
    bundle = found._repr_mimebundle_()
    assert "As drawn there is a deal" in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    with pytest.raises(UnknownNameError, match="kind of deal"):
        tornado(trust_dossier(), deal="swapp")


def test_judgements_that_go_together() -> None:
    """By fifths the gain has a bar for the trust it rises with, which is said; moved alone it has none."""
    fifths = tornado(in_step(), deal="swap", form=SWEETENED, draws=300)
    assert "stakes.south.aid.grant" in {bar.entry.path for bar in fifths.bars}
    assert any(text.endswith(TOGETHER["fifths"]) for text in fifths.caveats)
    both = hanging_on_both()
    exact = tornado(both, deal="swap", draws=100)
    assert any(text.endswith(TOGETHER["exact"]) and "(in step)" in text for text in exact.caveats)
    apart = tornado(trust_dossier(), deal="swap", draws=100)
    assert not any("go together" in text for text in apart.caveats)
