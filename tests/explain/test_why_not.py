"""Why packages do not pass, or do: several at once, by name or by kind of deal."""

from __future__ import annotations

import json

import numpy as np
import pytest

import detente
from detente.ensemble.depths import class_depths
from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.choosing import chosen_packages
from detente.explain.package_model import PackageModel
from detente.explain.why_not import MOST_TAKEN_APART, WhyNot, why, why_not
from detente.model.predicate import GATES
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}
BOTH = {"sanctions": ["ease", "lift"], "border": ["truce", "disarm"]}


@pytest.fixture(scope="module")
def four() -> WhyNot:
    """All combinations of two issues of a shipped case."""
    return why_not(detente.load("two-issues"), BOTH, draws=150, repairs=False)


def test_the_farthest_comes_first(four: WhyNot) -> None:
    """Most gates at the medians, then most draws; all are there, with the shares of the model."""
    dossier = detente.load("two-issues")
    model = PackageModel.of(dossier, chosen_packages(dossier, BOTH))
    depths, drawn = model.depths(model.medians)[0], model.depths(model.drawn(150, 0))
    assert [one.depth for one in four.ranking] == sorted(depths, reverse=True)
    assert four.ranking[0].package == {"sanctions": "ease", "border": "truce"}
    for one in four.ranking:
        k = [p.name for p in model.packages].index(one.name)
        assert list(one.shares.values()) == [(drawn[:, k] > g).mean() for g in range(len(GATES))]
    assert four.share == (drawn == len(GATES)).any(axis=1).mean()
    assert four.passes
    assert [one.name for one in four.packages] == [one.name for one in four.ranking[:MOST_TAKEN_APART]]


def test_ties_are_broken_by_the_least_margin() -> None:
    """Of two gifts that are not accepted the smaller one gets farther; then the order decides."""
    issues = plain()["issues"]
    issues["aid"]["options"] = {
        "none": {"status_quo": True},
        **{key: {"performers": ["north"]} for key in ("big", "small", "same")},
    }
    stakes = {"north": {"aid": {"big": -5, "small": -1, "same": -1}}, "south": {"base": {"closed": -2}}}
    dossier = loaded(plain(issues=issues, stakes=stakes, deals={"any": None}))
    found = why_not(dossier, {"aid": ["big", "small", "same"]}, draws=5, repairs=False)
    assert [one.package["aid"] for one in found.ranking] == ["small", "same", "big"]


def test_a_kind_of_deal_by_its_key() -> None:
    """It is called by its name, and passes in the draws in which a run has it pass."""
    dossier = loaded(plain())
    found = why_not(dossier, "swap", draws=20, repairs=False)
    assert found.called == dossier.deals["swap"].name
    assert found.sentences[0].startswith('"swap" passes all five gates')
    depths = class_depths(dossier, deals=["swap"], draws=20)
    assert found.share == depths.share("swap")


def test_a_run_brings_its_draws_and_seed() -> None:
    """Unless others are asked for."""
    run = detente.run(loaded(plain()), draws=7, seed=3, workers=1)
    assert (why_not(run, SWAP, repairs=False).draws, why_not(run, SWAP, repairs=False).seed) == (7, 3)
    assert why_not(run, SWAP, draws=2, seed=0, repairs=False).draws == 2


def test_repairs_are_of_the_package_that_gets_farthest() -> None:
    """Those of terms and those of judgements; none are searched where they are not asked for."""
    data = plain()
    data["stakes"]["north"]["aid"]["grant"] = "-8..-3"
    dossier = loaded(data)
    found = why_not(dossier, SWAP, draws=10)
    assert not found.passes
    assert found.package_repair is not None
    assert found.package_repair.package == SWAP
    assert found.judgement_repair is not None
    assert found.judgement_repair.status == "found"
    assert any("Within the ranges" in sentence for sentence in found.sentences)
    bare = why(dossier, SWAP, draws=10)
    assert bare.package_repair is None
    assert bare.judgement_repair is None
    assert bare.to_dict()["package_repair"] is None


def test_told_when_medians_and_draws_disagree() -> None:
    """A package that passes at the medians and in few draws says both, and never that it fails there."""
    data = plain()
    data["stakes"]["north"]["aid"]["grant"] = "-9/-3.9/-3.8"
    found = why_not(loaded(data), SWAP, draws=200, repairs=False)
    assert found.passes == (found.first.failing_gate is None)
    assert found.sentences[0].startswith(
        "The package aid=grant, base=closed " + ("passes" if found.passes else "fails")
    )


def test_json_and_frame(four: WhyNot) -> None:
    """Valid JSON with everything; one row for each package and condition; a short representation."""
    told = json.loads(four.to_json())
    assert told["lens"] == "why-not"
    assert len(told["ranking"]) == 4
    assert told["packages"][0]["gates"][0]["gate"] == "deliverable"
    assert told["packages"][1]["conditions"][0]["causes"][0]["sources"] is not None
    frame = four.to_frame()
    assert len(frame) == sum(len(one.conditions) for one in four.packages)
    assert repr(four).startswith(
        "<WhyNot 'sanctions=ease or lift, border=truce or disarm': passes at the medians"
    )
    bundle = four._repr_mimebundle_()
    assert four.sentences[0] in bundle["text/plain"]
    assert "<table" in bundle["text/html"]


def test_the_same_question_has_the_same_answer(four: WhyNot) -> None:
    """Byte for byte."""
    again = why_not(detente.load("two-issues"), BOTH, draws=150, repairs=False)
    assert again.to_json() == four.to_json()


def test_what_cannot_be_asked() -> None:
    """Names that do not exist, nothing changed, and draws out of range."""
    dossier = loaded(plain())
    with pytest.raises(UnknownNameError, match="there is no kind of deal 'swop'"):
        why_not(dossier, "swop")
    with pytest.raises(UnknownNameError, match="there is no option of aid 'grand'"):
        why_not(dossier, {"aid": "grand"})
    with pytest.raises(DetenteError, match="changes nothing"):
        why_not(dossier, {"aid": "none"})
    with pytest.raises(RunError, match="draws must be from 1"):
        why_not(dossier, SWAP, draws=0)


@pytest.mark.slow
@pytest.mark.parametrize("deal", ["blind-eye", "isis-alliance", "cyber-unit"])
def test_on_the_reference_case(deal: str) -> None:
    """A package the essays describe fails, its terms add up, and it passes as often as in a run."""
    dossier = detente.load("us-russia")
    found = why_not(dossier, deal, draws=300, repairs=False)
    assert not found.passes
    for one in found.first.conditions:
        terms = sum(cause.weight for cause in one.causes if cause.is_term)
        if one.condition.need is None and not one.holds:
            assert terms == pytest.approx(one.margin, abs=1e-3)
    drawn = class_depths(dossier, deals=[deal], draws=300).of(deal)
    assert found.share == np.mean(drawn == len(GATES))
