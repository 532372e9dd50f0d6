"""Who outside can spoil a package, and how."""

from __future__ import annotations

import copy
from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Issue, Option
from detente.lenses.outsiders.spoiling import outsiders_of
from detente.model.blueprint import Blueprint
from detente.model.delivery import seated
from lenses.outsiders.worlds import question_of, random_world, true_claims, world
from properties.dossiers import Data, loaded
from properties.reference import Package, Reference, number

SWAP = {"aid": "grant", "base": "closed"}
few = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))


def test_outside_is_who_neither_signs_nor_ratifies() -> None:
    """A third party with a seat is outside too; a ratifier is not."""
    data = world()
    data["parties"]["rival"]["at_table"] = True
    data["parties"]["house"] = {"role": "ratifier", "side": "north"}
    assert outsiders_of(Blueprint(loaded(data))) == ("ally", "rival")


def test_nothing_to_spoil_with() -> None:
    """A party that loses and is asked for nothing can do nothing."""
    data = world()
    data["stakes"]["ally"] = {"aid": {"grant": -5}}
    assert true_claims(question_of(data, SWAP)) == set()


def test_performance_is_withheld_by_who_loses() -> None:
    """Who has to act and loses does not act; at no loss it does."""
    data = world()
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "ally"]
    assert true_claims(question_of(data, SWAP)) == set()
    data["stakes"]["ally"] = {"base": {"closed": -1}}
    assert true_claims(question_of(data, SWAP)) == {("ally", "performance", "aid=grant")}
    assert true_claims(question_of(data, {"base": "closed"})) == set()


def test_consent_to_an_option_is_refused() -> None:
    """Who is asked for an option and loses refuses, whatever it loses by."""
    data = world()
    data["issues"]["aid"]["options"]["grant"]["consent"] = ["ally", "rival"]
    data["stakes"]["ally"] = {"base": {"closed": -1}}
    assert true_claims(question_of(data, SWAP)) == {("ally", "consent", "aid=grant")}


def test_a_seat_is_a_say_in_everything() -> None:
    """A third party at the table refuses any package by which it loses; the claim names the rule."""
    data = world()
    data["parties"]["ally"]["at_table"] = True
    data["stakes"]["ally"] = {"aid": {"grant": -1}}
    assert true_claims(question_of(data, SWAP)) == {("ally", "consent", "ally stays at the table")}


def test_a_rule_is_spoilt_only_by_who_decides_it() -> None:
    """Where one of two suffices, each decides once the other refuses; where both are needed, neither."""
    data = world()
    either = {"at_least": 1, "of": ["ally", "rival"]}
    data["ratification"] = {"north": [{"name": "friends", "needs": either, "over": ["aid"]}]}
    data["stakes"]["ally"] = {"aid": {"grant": -1}}
    assert true_claims(question_of(data, SWAP)) == set()
    data["stakes"]["rival"] = {"aid": {"grant": -1}}
    assert true_claims(question_of(data, SWAP)) == {
        ("ally", "consent", "aid=grant"),
        ("rival", "consent", "aid=grant"),
    }
    data["ratification"]["north"][0]["needs"]["at_least"] = 2
    assert true_claims(question_of(data, SWAP)) == set()


def leaking(share: float, requires: float = 0.6) -> Data:
    """North commands 80% of aid, of which ally undoes a share."""
    data = world()
    data["issues"]["aid"] |= {"control": {"north": 0.8}, "leakage": {"ally": share}}
    data["issues"]["aid"]["options"]["grant"]["requires"] = requires
    return data


def test_a_leak_undoes_what_would_have_been_enough() -> None:
    """0.8 less a quarter is enough for 0.6, less a half is not; with a part of its own it leaks nothing."""
    assert true_claims(question_of(leaking(0.25), SWAP)) == set()
    assert true_claims(question_of(leaking(0.5), SWAP)) == {("ally", "leak", "aid=grant")}
    data = leaking(0.5)
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "ally"]
    assert true_claims(question_of(data, SWAP)) == set()


def test_a_leak_that_changes_nothing_spoils_nothing() -> None:
    """What falls short without the leak as well is not undone by it."""
    assert true_claims(question_of(leaking(0.5, requires=0.9), SWAP)) == set()


def test_leaks_that_only_undo_together() -> None:
    """Neither of two leaks is to blame where either of them is enough; both together are."""
    data = leaking(0.5)
    data["issues"]["aid"]["leakage"]["rival"] = 0.5
    question = question_of(data, SWAP, {"base": "closed"})
    assert true_claims(question) == set()
    assert question.undone_together().tolist() == [[True, False]]
    assert not question_of(leaking(0.5), SWAP).undone_together().any()
    assert not question_of(leaking(0.5, requires=0.9), SWAP).undone_together().any()


def controlled(*, ally: float, stake: float) -> Data:
    """Aid takes 60% of control, of which north has 40%."""
    data = world()
    data["issues"]["aid"]["control"] = {"north": 0.4, "ally": ally}
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.6
    data["stakes"]["ally"] = {"aid": {"grant": stake}}
    return data


def test_a_share_that_is_missing_is_held_back() -> None:
    """Whose share would make up what those who gain lack, and who loses, holds it back."""
    held = {("ally", "control", "aid=grant")}
    assert true_claims(question_of(controlled(ally=0.3, stake=-1), SWAP)) == held
    assert true_claims(question_of(controlled(ally=0.3, stake=0), SWAP)) == set()
    assert true_claims(question_of(controlled(ally=0.1, stake=-1), SWAP)) == set()


def test_who_gains_and_performs_lends_its_share() -> None:
    """A share of a third party counts once it performs and gains, and another's is then not needed."""
    data = controlled(ally=0.3, stake=-1)
    data["issues"]["aid"]["control"]["rival"] = 0.3
    assert ("ally", "control", "aid=grant") in true_claims(question_of(data, SWAP))
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["rival"]
    assert true_claims(question_of(data, SWAP)) == set()
    data["stakes"]["rival"] = {"aid": {"grant": -1}}
    assert true_claims(question_of(data, SWAP)) == {
        ("ally", "control", "aid=grant"),
        ("rival", "control", "aid=grant"),
        ("rival", "performance", "aid=grant"),
    }


def test_draws_are_looked_at_one_by_one() -> None:
    """A claim is true in the draws in which the party loses."""
    data = world()
    data["issues"]["aid"]["options"]["grant"]["consent"] = ["ally"]
    data["stakes"]["ally"] = {"aid": {"grant": "-4..4"}}
    question = question_of(data, SWAP, draws=40)
    (holds,) = question.claims().values()
    assert 0 < holds.sum() < 40
    assert holds.tolist() == (question.fares.surplus_of("ally")[:, 0] < 0).tolist()


# ---------------------------------------------------------------- against plain Python


def held(issue: Issue, option: Option, parties: set[str], leaks: set[str]) -> Fraction:
    """Control of some parties, less what those leak that do not perform."""
    out = {p for p in issue.leakage if p in leaks and p not in option.performers}
    gross = sum((number(q) for p, q in issue.control.items() if p in parties - out), Fraction(0))
    return gross * (1 - min(sum((number(issue.leakage[p]) for p in out), Fraction(0)), Fraction(1)))


def expected(reference: Reference, package: Package, party: str) -> set[tuple[str, str, str]]:
    """Every claim that the formulas give for one party."""
    d = reference.dossier
    loses = {p: reference.surplus(p, package) < 0 for p in d.parties}
    found = set()
    for key in reference.changed(package):
        issue, option = d.issues[key], d.issues[key].options[package[key]]
        over, needed = f"{key}={package[key]}", number(option.requires)
        if party in option.performers and loses[party]:
            found.add((party, "performance", over))
        if party in option.consent and loses[party]:
            found.add((party, "consent", over))
        everyone, others = set(issue.leakage), set(issue.leakage) - {party}
        short = held(issue, option, seated(d), everyone) < needed
        if short and held(issue, option, seated(d), others) >= needed:
            found.add((party, "leak", over))
        willing = {p for p in seated(d) | set(option.performers) if not loses[p]}
        before, after = (held(issue, option, who, everyone) for who in (willing, willing | {party}))
        if option.requires is not None and loses[party] and before < needed <= after:
            found.add((party, "control", over))
    if d.parties[party].at_table and loses[party]:
        found.add((party, "consent", f"{party} stays at the table"))
    return found


@few
@given(random_world())
def test_against_the_formulas(asked: tuple[Data, dict[str, str]]) -> None:
    """Every claim is what plain Python finds on names and fractions, rules of ratification aside."""
    data, package = asked
    data["ratification"] = {}
    question = question_of(data, package)
    reference = Reference(question.blueprint.dossier)
    wanted = set[tuple[str, str, str]]()
    for party in question.outsiders:
        wanted |= expected(reference, package, party)
    assert true_claims(question) == wanted


def appeased(data: Data, party: str) -> Data:
    """The same with a party that gains by any package at all."""
    other = copy.deepcopy(data)
    other.setdefault("no_deal", {})[party] = {"points": -1000}
    return other


def sealed(data: Data, party: str) -> Data:
    """The same without what a party leaks."""
    other = copy.deepcopy(data)
    for issue in other["issues"].values():
        issue["leakage"].pop(party, None)
    return other


@few
@given(random_world())
def test_without_the_objection_there_is_no_claim(asked: tuple[Data, dict[str, str]]) -> None:
    """A party that gains by any package at all neither fails to act, nor refuses, nor holds back."""
    data, package = asked
    question = question_of(data, package)
    for party in question.outsiders:
        if any(claim[0] == party for claim in true_claims(question)):
            left = true_claims(question_of(appeased(data, party), package))
            assert {way for who, way, _ in left if who == party} <= {"leak"}


@few
@given(random_world())
def test_a_leak_stopped_lets_the_gate_open(asked: tuple[Data, dict[str, str]]) -> None:
    """Where a leak is said to undo an option, that cannot be delivered; without the leak it can."""
    data, package = asked
    data.pop("agenda_limit", None)
    for issue in data["issues"].values():
        for option in issue["options"].values():
            option.pop("after", None)
    question = question_of(data, package)
    for party, way, over in true_claims(question):
        if way == "leak":
            single = dict([over.split("=")])
            assert question_of(data, single).fares.depths[0, 0] == 0
            assert question_of(sealed(data, party), single).fares.depths[0, 0] > 0
