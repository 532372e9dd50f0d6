"""What was found about a package, in sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import detente
from detente.dossier.labels import labels_of
from detente.explain.package_model import PackageModel
from detente.explain.why_not_diagnosis import diagnosis
from detente.explain.why_not_package import PackageDiagnosis
from detente.explain.why_not_words import (
    amount,
    condition_sentence,
    measured,
    package_sentences,
    stances_words,
)
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}


def told(package: dict[str, str] | None = None, draws: int = 4, **sections: Any) -> tuple[str, ...]:
    """Sentences about a package of a hand-made dossier."""
    dossier = loaded(plain(**sections))
    found = diagnosis(PackageModel.of(dossier, {"it": package or SWAP}), draws, 0)
    return package_sentences(found, "It", draws, labels_of(dossier))


def case(package: dict[str, str]) -> tuple[PackageDiagnosis, dict[str, str]]:
    """A package of a shipped case, and names."""
    dossier = detente.load("two-issues")
    return diagnosis(PackageModel.of(dossier, {"it": package}), 200, 0), labels_of(dossier)


def test_whose_shortfall_and_why() -> None:
    """The gate, the party, the points, the options that cost them, and who stops it."""
    sentences = told({"aid": "grant"})
    assert sentences[0] == (
        "It fails at acceptance with every judgement at its median, and passes in none of 4 draws."
    )
    assert sentences[1] == "north is 2.0 points short of accepting, mostly because of grant (-2.0)."
    # Nobody's word is in doubt, so that its trust is its consent over again, and not told twice.
    assert sentences[2:] == (
        "One thing stops it alone: no consent of north.",
        "If it were otherwise, the package would pass.",
    )


def test_a_package_that_passes_is_told_as_passing() -> None:
    """What carries it, what it hangs on; no word of failing."""
    sentences = told()
    assert (
        sentences[0] == "It passes all five gates with every judgement at its median, and in all of 4 draws."
    )
    assert sentences[1] == "north (+2.0 points above no deal) is carried by closed (+4.0)."
    assert sentences[-1] == "No judgement alone, at either end of its range, makes it fail."
    assert not any("fail" in sentence for sentence in sentences[:-1])


def test_the_range_over_draws() -> None:
    """The shortfall where there is one, and in what part of draws that is."""
    found, names = case({"sanctions": "lift", "border": "truce"})
    sentence = condition_sentence(found.failing[0], found.package, names)
    assert sentence.startswith("Northland is 5.0 points short of accepting (")
    assert "where it falls short, in 8" in sentence
    assert sentence.endswith(
        "mostly because of Lifted at once (-20.0) and what any deal costs Northland (-2.0)."
    )


def test_what_carries_a_condition_is_no_cause_of_its_failing() -> None:
    """Of one that holds, what carries it; and where it fails in some draws, what weighs against it."""
    found, names = case({"sanctions": "ease", "border": "truce"})
    one = next(one for one in found.conditions if one.holds and 0 < one.fails < 1 and one.causes)
    sentence = condition_sentence(one, found.package, names)
    carried, _, against = sentence.partition("; it fails in ")
    assert "to spare" in carried
    assert "because" not in sentence
    weights = [re.findall(r"\(([+-])[0-9.]+\)", part) for part in (carried, against)]
    assert set(weights[0]) == {"+"}
    assert set(weights[1]) == {"-"}
    assert ", carried mostly by " in carried
    assert against.endswith(" weighing most against it.")


def test_control_that_is_missing() -> None:
    """What an option takes, and how much less there is."""
    found, names = case({"border": "disarm"})
    assert condition_sentence(found.failing[0], found.package, names).startswith(
        "border=disarm takes 0.70 of the control, and those at the table hold 0.65, 0.05 less ("
    )


def test_when_medians_and_draws_disagree() -> None:
    """Both are told, whichever way they part."""
    found, names = case({"sanctions": "ease", "border": "truce"})
    gates = tuple(replace(gate, share=gate.share / 2) for gate in found.gates)
    flattered = package_sentences(replace(found, gates=gates), "It", 200, names)
    assert flattered[1].startswith("The medians flatter it: in most draws it fails, most often at ")
    failing = (*found.gates[:4], replace(found.gates[4], passes=False, share=0.6))
    unkind = package_sentences(replace(found, gates=failing), "It", 200, names)
    assert unkind[0].startswith("It fails at self-enforcement")
    assert unkind[1].startswith("The medians are unkind to it")


def test_agenda_order_and_rules() -> None:
    """Conditions of every kind have words."""
    issues = plain()["issues"]
    issues["base"]["options"]["closed"]["after"] = {"aid": ["grant"]}
    issues["base"]["options"]["closed"]["consent"] = ["senate"]
    at_home = {"role": "ratifier", "side": "north"}
    parties = {**plain()["parties"], "senate": at_home, "crowd": at_home}
    stakes = {**plain()["stakes"], "senate": {"base": {"closed": -3}}, "crowd": {"aid": {"grant": 1}}}
    rule = {"name": "No cheering", "needs": {"not": "crowd"}}
    sections = {
        "issues": issues,
        "parties": parties,
        "stakes": stakes,
        "ratification": {"north": [rule]},
        "agenda_limit": 1,
    }
    one = told({"base": "closed"}, **sections)
    assert "It does not bring about grant (aid), which must come before closed (base)." in one
    both = told(**sections)
    assert "It may change at most 1 issue, and changes 1 more." in both
    assert any("the consent of crowd, which a rule wants withheld" in sentence for sentence in both)


def test_consents_and_rules() -> None:
    """Who is asked by whom, and by how much a rule of several is missed."""
    parties = {
        **plain()["parties"],
        **{key: {"role": "ratifier", "side": "north"} for key in ("left", "right")},
    }
    stakes = {**plain()["stakes"], "left": {"aid": {"grant": -4}}, "right": {"aid": {"grant": -1}}}
    rules = [
        {"name": "House", "needs": {"at_least": 1, "of": ["left", "right"]}},
        {"name": "Law", "needs": "left"},
    ]
    sentences = told(parties=parties, stakes=stakes, ratification={"north": rules})
    assert (
        "left is 4.0 points short of the consent asked for by the rule 'Law', mostly because of grant (-4.0)."
        in (sentences)
    )
    assert any(text.startswith("House: not met, as right is 1.0 points from where") for text in sentences)


def test_stances_of_one_kind_stand_together() -> None:
    """Consents, trust, and reasons to keep the deal."""
    found, names = case({"sanctions": "lift", "border": "disarm"})
    keys = [one[0] for one in found.blocking.blocking if len(one) == 1]
    words = stances_words(found.blocking, keys, names)
    assert "too little trust of Northland and Southland in the others" in words
    assert "no reason for Southland to keep the deal" in words


def test_amounts() -> None:
    """Rounding is told as such, and what nothing changes too."""
    assert amount(2**-20, "points") == "less than 0.1"
    assert amount(0.001, "share of control") == "less than 0.01"
    assert amount(float("inf"), "points") == "any amount"
    assert measured(2.0, "points per period") == "2.0 points per period"


def test_long_names_are_told_by_their_keys() -> None:
    """In every sentence, and no sentence lists more than four of a kind."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["name"] = "A grant " + "of very much " * 4
    issues["aid"]["options"]["grant"]["consent"] = [f"p{k}" for k in range(6)]
    parties = {**plain()["parties"], **{f"p{k}": {"role": "third party"} for k in range(6)}}
    stakes = {**plain()["stakes"], **{f"p{k}": {"aid": {"grant": -k - 1}} for k in range(6)}}
    sentences = told({"aid": "grant"}, issues=issues, parties=parties, stakes=stakes)
    assert not any("very much" in sentence for sentence in sentences)
    assert "aid=grant (-2.0)" in sentences[1]
    assert any("no consent of north, p0, p1, p2 and 3 more" in sentence for sentence in sentences)
