"""Sensitivity as a whole: what decides is told first, in every kind of outcome."""

from __future__ import annotations

import json
from typing import Any

import pytest

import detente
from detente.ensemble.depths import SWEETENED
from detente.errors import DetenteError, RunError
from detente.explain.sensitivity import TOGETHER, sensitivity
from explain.driven import certain, in_step, never, trust_dossier


@pytest.mark.parametrize("form", ["exactly as described", SWEETENED])
def test_what_decides_is_found(form: Any) -> None:
    """Alone above the noise, with its share in the lowest and highest fifth, in one sentence."""
    found = sensitivity(trust_dossier(), deal="swap", form=form, draws=400)
    first = found.leading[0]
    assert first.entry.path == "trust.keeps_word.south"
    assert (found.status, found.outcome, found.standing_out) == ("told", "deal", 1)
    assert (first.fifths[0].mean, first.fifths[-1].mean, first.direction) == (0.0, 1.0, "rises")
    assert found.sentences[1] == first.sentence
    assert first.sentence.startswith("Of all judgements the chance that south keeps its word moves the share")
    assert next(iter(found.pawn)) == first.entry.path
    assert found.pawn[first.entry.path] > found.floor > max(list(found.pawn.values())[1:])


def test_a_run_is_asked_on_its_own_draws() -> None:
    """Draws, seed and share are those of the run."""
    dossier = detente.load("two-issues")
    run = detente.run(dossier, draws=150, seed=4)
    found = sensitivity(run, deal="quiet-for-relief")
    shares = {(one.key, one.form): one.share for one in run.verdict.classes}
    assert (found.draws, found.seed) == (150, 4)
    assert found.share.share == shares["quiet-for-relief", "exactly as described"]
    same = sensitivity(dossier, deal="quiet-for-relief", draws=150, seed=4)
    assert same == found


def test_a_margin() -> None:
    """Where there is never a deal, what moves the condition that decides."""
    found = sensitivity(never(), deal="swap", draws=300)
    assert found.outcome == "margin"
    assert found.condition is not None
    assert found.condition.name == "north accepts"
    assert found.leading[0].entry.path == "stakes.north.base.closed"
    assert "points" in found.leading[0].sentence
    assert "there is a deal in no draw" in found.sentences[0].lower()
    assert found.caveats[-1].startswith("Nothing here says how to reach a deal")


@pytest.mark.parametrize(
    ("dossier", "draws", "last"),
    [(certain(), 50, "has a range, so nothing can move it"), (trust_dossier(), 5, "cannot say")],
)
def test_nothing_varies(dossier: Any, draws: int, last: str) -> None:
    """A status and a sentence, no error."""
    found = sensitivity(dossier, deal="swap", draws=draws)
    assert (found.status, found.leading, found.standing_out) == ("nothing varies", (), 0)
    assert last in found.sentences[-1]
    assert found.to_frame().empty


def test_packages_by_name() -> None:
    """The same as the kind of deal that describes it, but for what it is called."""
    named = sensitivity(trust_dossier(), package={"aid": "grant", "base": "closed"}, draws=100)
    assert named.name == "aid=grant, base=closed"
    assert named.deal is None
    assert named.leading == sensitivity(trust_dossier(), deal="swap", draws=100).leading


def test_forms_of_the_result() -> None:
    """JSON, a frame with one row a judgement, a notebook, a short repr."""
    found = sensitivity(trust_dossier(), deal="swap", draws=120, leading=2)
    content = json.loads(found.to_json())
    assert list(content)[:4] == ["detente", "format", "lens", "title"]
    assert content["lens"] == "sensitivity"
    assert len(content["leading"]) == 2
    assert len(content["pawn"]) == found.judgements == 3
    frame = found.to_frame()
    assert frame["rank"].tolist() == [1, 2]
    assert frame["judgement"][0] == "trust.keeps_word.south"
    assert frame["highest_fifth"][0] == 1.0
    bundle = found._repr_mimebundle_()
    assert "Of all judgements" in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    assert repr(found) == "<Sensitivity of small, 'swap' exactly as described: 1 of 3 judgements stand out>"


def test_questions_that_cannot_be_asked() -> None:
    """Say so before anything is drawn."""
    with pytest.raises(DetenteError, match="name either a kind of deal or a package"):
        sensitivity(trust_dossier())
    with pytest.raises(RunError, match="draws must be from 1"):
        sensitivity(trust_dossier(), deal="swap", draws=0)


def test_what_goes_with_the_cause_shows_too() -> None:
    """South's gain decides nothing, and stands out for the trust that it rises with; it is said so."""
    found = sensitivity(in_step(), deal="swap", form=SWEETENED, draws=400)
    apart = sensitivity(trust_dossier(), deal="swap", form=SWEETENED, draws=400)
    gain = "stakes.south.aid.grant"
    assert found.pawn[gain] > found.floor
    assert apart.pawn[gain] <= apart.floor
    assert any(text.endswith(TOGETHER) and "(in step)" in text for text in found.caveats)
    assert not any(text.endswith(TOGETHER) for text in apart.caveats)


def test_a_run_of_another_scheme() -> None:
    """It is asked on draws of its own, and that is said."""
    run = detente.run(trust_dossier(), draws=64, scheme="sobol", counted=0)
    found = sensitivity(run, deal="swap")
    assert any("as a Sobol sequence" in text for text in found.caveats)
    assert found.share == sensitivity(trust_dossier(), deal="swap", draws=64).share
