"""What each judgement adds to a margin."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from detente.explain.causes import Causes, in_order, is_factor, neutral
from detente.explain.conditions import Condition, conditions_of, margins_of
from detente.explain.package_model import PackageModel
from explain.package_models import package_models
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}


def causes_of(model: PackageModel) -> Causes:
    """Those of its first package."""
    return Causes(model=model, index=0, conditions=conditions_of(model))


def condition(causes: Causes, key: str) -> Condition:
    """Find a condition by its key."""
    return next(one for one in causes.conditions if one.key == key)


@settings(deadline=None, max_examples=25)
@given(package_models())
def test_terms_add_up_to_the_margin(model: PackageModel) -> None:
    """For every condition on which judgements bear, rules that fail included; and for surpluses."""
    causes = causes_of(model)
    margins = margins_of(model, 0, causes.conditions, model.medians)[0]
    for one, margin in zip(causes.conditions, margins, strict=True):
        if one.kind in ("agenda", "order") or math.isinf(margin):
            assert causes.of(one) == ()
            continue
        total = sum(cause.weight for cause in causes.of(one) if cause.is_term)
        assert total == pytest.approx(margin, abs=1e-3), one.key
    for party in {party for one in causes.conditions if one.is_about_points for party in one.parties}:
        total = sum(cause.weight for cause in causes.of_surplus(party) if cause.is_term)
        assert total == pytest.approx(causes.surplus(party), abs=1e-3)


@settings(deadline=None, max_examples=15)
@given(package_models())
def test_a_weight_is_what_the_margin_loses(model: PackageModel) -> None:
    """Setting a judgement neutral by hand moves the margin by its weight, for factors as for terms."""
    causes = causes_of(model)
    plain_ones = [one for one in causes.conditions if one.need is None]
    before = margins_of(model, 0, plain_ones, model.medians)[0]
    for row, entry in enumerate(model.entries):
        values = np.array(model.medians)
        values[row] = neutral(entry)
        moved = before - margins_of(model, 0, plain_ones, values)[0]
        for k, one in enumerate(plain_ones):
            weight = next((c.weight for c in causes.of(one) if c.entry == entry), 0.0)
            assert weight == pytest.approx(moved[k], abs=1e-6)


def test_by_hand() -> None:
    """A stake on each side, relative gains and a doubtful word; those that hurt come first."""
    model = PackageModel.of(
        loaded(
            plain(
                relative_gains={"north": 0.5},
                trust={"keeps_word": {"south": 0.5}},
                dealing_costs={"north": {"per_deal": 1, "per_issue": 0.25}},
            )
        ),
        {"swap": SWAP},
    )
    causes = causes_of(model)
    found = {cause.entry.path: cause.weight for cause in causes.of(condition(causes, "north accepts"))}
    assert found == {
        "stakes.south.aid.grant": -2.0,
        "stakes.north.aid.grant": -2.0,
        "dealing_costs.north.per_deal": -1.0,
        "relative_gains.north": -1.0,
        "dealing_costs.north.per_issue": -0.5,
        "stakes.south.base.closed": 1.0,
        "stakes.north.base.closed": 4.0,
    }
    assert [weight < 0 for weight in found.values()] == [True] * 5 + [False] * 2
    trusts = {cause.entry.path: cause for cause in causes.of(condition(causes, "north trusts the others"))}
    word = trusts["trust.keeps_word.south"]
    assert (word.weight, word.is_term) == (-2.5, False)
    assert trusts["stakes.north.base.closed"].weight == 2.0


def test_plans_without_a_deal() -> None:
    """What a party would do without a deal lowers what a deal must reach."""
    issues = plain()["issues"]
    issues["arms"] = {"options": {"few": {"status_quo": True}, "many": {"pressure": True}}}
    stakes = plain()["stakes"]
    stakes["north"]["arms"] = {"many": -3}
    no_deal = {"south": {"plan": {"arms": "many"}}}
    model = PackageModel.of(loaded(plain(issues=issues, stakes=stakes, no_deal=no_deal)), {"swap": SWAP})
    causes = causes_of(model)
    found = {cause.entry.path: cause.weight for cause in causes.of(condition(causes, "north accepts"))}
    assert found["stakes.north.arms.many"] == 3.0
    assert causes.surplus("north") == 5.0


def test_rules_are_told_through_whom_it_costs_least_to_turn() -> None:
    """A rule that fails lacks what its cheapest member lacks; one that holds hangs on the nearest."""
    parties = {
        **plain()["parties"],
        **{key: {"role": "ratifier", "side": "north"} for key in ("left", "right")},
    }
    stakes = {**plain()["stakes"], "left": {"aid": {"grant": -4}}, "right": {"aid": {"grant": -1}}}
    rule = {"name": "House", "needs": {"at_least": 1, "of": ["left", "right"]}}
    data = plain(parties=parties, stakes=stakes, ratification={"north": [rule]})
    causes = causes_of(PackageModel.of(loaded(data), {"swap": SWAP}))
    house = condition(causes, "House")
    assert causes.turned(house) == (("right", True),)
    assert [(c.entry.path, c.weight) for c in causes.of(house)] == [("stakes.right.aid.grant", -1.0)]


def test_control_and_what_leaks() -> None:
    """Shares held add, what is required hurts, what leaks is a factor."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["requires"] = 0.75
    issues["aid"]["control"] = {"north": 0.5, "south": 0.5}
    parties = {**plain()["parties"], "trader": {"role": "third party"}}
    issues["aid"]["leakage"] = {"trader": 0.5}
    causes = causes_of(PackageModel.of(loaded(plain(issues=issues, parties=parties)), {"swap": SWAP}))
    found = {c.entry.path: (c.weight, c.is_term) for c in causes.of(condition(causes, "delivery: aid=grant"))}
    assert found == {
        "issues.aid.options.grant.requires": (-0.75, True),
        "issues.aid.leakage.trader": (-0.5, False),
        "issues.aid.control.north": (0.25, True),
        "issues.aid.control.south": (0.25, True),
    }


def test_sources_and_json() -> None:
    """Each cause carries what it rests on."""
    data = plain(sources={"essay": {"title": "An essay", "paragraphs": 9}})
    data["stakes"]["north"]["aid"]["grant"] = {"value": -2, "cite": ["essay#p3"]}
    causes = causes_of(PackageModel.of(loaded(data), {"swap": SWAP}))
    first = causes.of(condition(causes, "north accepts"))[0]
    assert first.sources == ("An essay, paragraph 3",)
    assert first.to_dict()["weight"] == -2.0
    assert in_order(reversed(causes.of_surplus("north"))) == causes.of_surplus("north")
    assert not is_factor(first.entry)
