"""Who stops a package, against trying every set of stances."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from detente.dossier.dossier import AllOf, Consent
from detente.explain import blocking_set
from detente.explain.blocking_set import BlockingSets, blocking_sets
from detente.explain.conditions import conditions_of
from detente.explain.package_model import PackageModel
from detente.lenses.ratification.consenting import is_met
from explain.package_models import package_models
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}
Keys = frozenset[str]


def found_in(model: PackageModel, draws: int = 12) -> BlockingSets:
    """The sets of its package."""
    return blocking_sets(model, 0, conditions_of(model), model.drawn(draws, 3))


def passing(model: PackageModel, found: BlockingSets) -> Callable[[Keys], bool]:
    """Tell whether the package passes once some stances have turned, at the medians."""
    keys = {stance.key for stance in found.stances}
    parts = [
        one.need or Consent(party=one.key if one.key in keys else one.parties[0])
        for one in conditions_of(model)
    ]
    whole = AllOf(parts=tuple(parts))

    def passes(turned: Keys) -> bool:
        return is_met(whole, {s.key for s in found.stances if s.is_taken != (s.key in turned)})

    return passes


def minimal(sets: list[Keys]) -> set[Keys]:
    """Those of which no part is among them."""
    return {one for one in sets if not any(other < one for other in sets)}


@settings(deadline=None, max_examples=20)
@given(package_models().filter(lambda model: len(conditions_of(model)) <= 9))
def test_by_trying_everything(model: PackageModel) -> None:
    """Lifting sets are the minimal turnings that let it pass; blocking ones stop it whatever others do."""
    found = found_in(model)
    passes = passing(model, found)
    keys = [one.key for one in found.stances]
    every = [frozenset(s) for n in range(len(keys) + 1) for s in itertools.combinations(keys, n)]
    lifting = [one for one in every if passes(one)]
    assert set(map(frozenset, found.lifting)) == minimal(lifting)
    stopping = [one for one in every if not any(one.isdisjoint(turned) for turned in lifting)]
    assert set(map(frozenset, found.blocking)) == minimal(stopping)
    assert len(set(found.blocking)) == len(found.blocking)


@settings(deadline=None, max_examples=15)
@given(package_models())
def test_shares(model: PackageModel) -> None:
    """A package passes in the draws in which nothing has to be lifted; shares are of all draws."""
    found = found_in(model)
    assert found.looked_at == 1.0
    passes = model.passes(model.drawn(12, 3)).mean()
    for sets in (found.lifting_over_draws, found.blocking_over_draws):
        assert all(0 < one.share <= 1 for one in sets)
        assert not sets or max(one.share for one in sets) <= 1 - passes + 1e-9
    at_medians = model.passes(model.medians)[0]
    assert (found.lifting == ((),)) == at_medians
    assert (found.blocking == ()) == at_medians


def test_trust_that_is_consent_over_again() -> None:
    """It is no stance of its own just where both margins are the same in every draw."""
    data = plain()
    trusting = found_in(PackageModel.of(loaded(data), {"swap": SWAP}))
    assert [one.kind for one in trusting.stances] == ["consent", "consent"]
    data["trust"] = {"keeps_word": {"south": "0.5..1"}}
    doubting = found_in(PackageModel.of(loaded(data), {"swap": SWAP}))
    assert [one.key for one in doubting.stances] == ["north", "south", "north trusts the others"]
    assert doubting.words_of("north trusts the others") == "the trust of north in the others"


def test_two_parties_of_whom_one_would_do() -> None:
    """They stop it only together; a principal who refuses does so alone."""
    parties = {
        **plain()["parties"],
        **{key: {"role": "ratifier", "side": "north"} for key in ("left", "right")},
    }
    stakes = {
        "north": {"aid": {"grant": -2}},
        "south": {"aid": {"grant": 4}},
        "left": {"aid": {"grant": -4}},
        "right": {"aid": {"grant": -1}},
    }
    rule = {"name": "House", "needs": {"at_least": 1, "of": ["left", "right"]}}
    data = plain(parties=parties, stakes=stakes, ratification={"north": [rule]})
    found = found_in(PackageModel.of(loaded(data), {"gift": {"aid": "grant"}}))
    assert found.blocking == (("north",), ("left", "right"))
    assert found.smallest == (("north",),)
    assert found.fewest == found.lifting
    assert found.lifting[0] == ("north", "left")
    assert found.words_of("left") == "the consent of left"
    assert found.lifting_over_draws[0].share == 1.0
    assert found.to_dict()["blocking"][1] == ["left", "right"]


def test_what_nobody_can_mend() -> None:
    """Control that is not there stands by itself, without a party; too many sets give a reason."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["requires"] = 0.5
    model = PackageModel.of(loaded(plain(issues=issues)), {"swap": SWAP})
    found = found_in(model)
    assert found.blocking == (("delivery: aid=grant",),)
    assert found.stances[0].party is None


def test_too_many_to_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is told instead of an error."""
    monkeypatch.setattr(blocking_set, "MOST_SETS", 0)
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["requires"] = 0.5
    found = found_in(PackageModel.of(loaded(plain(issues=issues)), {"swap": SWAP}))
    assert found.unlisted is not None
    assert found.blocking == found.lifting == ()
