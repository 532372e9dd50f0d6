"""What must not change, or change only one way, when a dossier is written differently."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.ensemble.judging import judge_block
from detente.ensemble.sampling import draw_values
from detente.errors import TooLargeError
from detente.kernel.counting import count_gates
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import fill_tables
from detente.verdict.run import run
from properties.dossiers import Data, loaded, plain, random_data
from properties.reference import Reference

quick = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def passing(data: Data, gate: str) -> set[tuple[tuple[str, str], ...]]:
    """Return the packages, by what they change, that satisfy every clause of one gate by itself."""
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations))
    on = b.clause_gate == GATES.index(gate)
    on &= np.arange(len(on)) < b.n_common_clauses
    packages = list(Reference(b.dossier).packages())
    columns = np.array([b.space.columns(package) for package in packages])
    depths = package_depths(tables.system(0), columns, clause_on=on)
    return {
        tuple(b.space.package(row).items())
        for row, depth in zip(columns, depths, strict=True)
        if depth == len(GATES)
    }


def outcome(data: Data) -> tuple[object, ...]:
    """Return counts, and depth and blockers of every class by key."""
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations))
    found = judge_block(b, seed=0, start=0, count=1)[0]
    classes = {
        mask.key: (found.sweetened[k].depth, found.sweetened[k].sole_blockers, found.exact[k])
        for k, mask in enumerate(b.classes)
    }
    return count_gates(tables.common_system(0)), classes


@quick
@given(random_data(), st.data())
def test_a_higher_reservation_value_accepts_no_more(data: Data, more: st.DataObject) -> None:
    """Raising what a principal has without a deal never adds an acceptable package."""
    party = more.draw(st.sampled_from([k for k, p in data["parties"].items() if p["role"] == "principal"]))
    raised = copy.deepcopy(data)
    entry = raised["no_deal"].setdefault(party, {})
    entry["points"] = entry.get("points", 0) + more.draw(st.integers(1, 8)) / 4
    for gate in ("acceptable", "credible"):
        assert passing(raised, gate) <= passing(data, gate)


@quick
@given(random_data(), st.data())
def test_leakage_delivers_no_more(data: Data, more: st.DataObject) -> None:
    """Another party that makes up for what is withheld, or more of it, never makes anything deliverable."""
    leaky = copy.deepcopy(data)
    issue = leaky["issues"][more.draw(st.sampled_from(list(leaky["issues"])))]
    party = more.draw(st.sampled_from(list(leaky["parties"])))
    before = issue.get("leakage", {}).get(party, 0)
    issue.setdefault("leakage", {})[party] = more.draw(
        st.sampled_from([x / 4 for x in range(5) if x / 4 >= before])
    )
    assert passing(leaky, "deliverable") <= passing(data, "deliverable")


@quick
@given(random_data())
def test_preconditions_only_remove(data: Data) -> None:
    """Without its preconditions a dossier has the same packages at each gate, and more."""
    free = copy.deepcopy(data)
    for issue in free["issues"].values():
        for option in issue["options"].values():
            (option or {}).pop("after", None)
    fewer, more = passing(data, "deliverable"), passing(free, "deliverable")
    assert fewer <= more
    waiting = [
        (i, o, x["after"]) for i, s in data["issues"].items() for o, x in s["options"].items() if "after" in x
    ]
    for package in more - fewer:
        chosen = {issue: dict(package).get(issue, "sq") for issue in data["issues"]}
        assert any(
            chosen[issue] == option and any(chosen[first] not in met for first, met in after.items())
            for issue, option, after in waiting
        )
    counts, all_counts = outcome(data)[0], outcome(free)[0]
    assert all(n <= m for n, m in zip(counts, all_counts, strict=True))


@quick
@given(random_data())
def test_a_record_of_this_year_does_not_age(data: Data) -> None:
    """Where every entry is new, or has no year, a half-life changes no outcome."""
    ageing = copy.deepcopy(data)
    ageing["as_of"] = "2006-01-01"
    timeless = copy.deepcopy(ageing)
    ageing["trust"]["half_life"] = 1
    timeless["trust"].pop("half_life", None)
    assert outcome(ageing) == outcome(timeless)


@quick
@given(random_data(), st.data())
def test_a_rule_less_ratifies_no_fewer(data: Data, more: st.DataObject) -> None:
    """Taking away a home rule never removes a ratifiable package."""
    assume(data["ratification"])
    fewer = copy.deepcopy(data)
    side = more.draw(st.sampled_from(list(fewer["ratification"])))
    fewer["ratification"][side].pop()
    assert passing(fewer, "ratifiable") >= passing(data, "ratifiable")


@quick
@given(
    random_data(), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from(["patience", "eyes"])
)
def test_patience_and_monitoring_only_help(
    data: Data, low: float, high: float, other: float, what: str
) -> None:
    """A higher discount factor, or better monitoring, never removes a self-enforcing package.

    Among packages that are acceptable: what brings a loss each year is no easier to keep for caring more.
    """
    low, high = sorted((low, high))

    def with_value(value: float) -> Data:
        changed = copy.deepcopy(data)
        for key, party in changed["parties"].items():
            if party["role"] == "principal":
                party["discount_factor"] = value if what == "patience" else other
                changed["trust"]["monitoring"][key] = other if what == "patience" else value
        return changed

    less, more = with_value(low), with_value(high)
    acceptable = passing(less, "acceptable")
    assert passing(more, "self-enforcing") & acceptable >= passing(less, "self-enforcing") & acceptable


def shuffled(value: Any, rng: random.Random) -> Any:
    """Return the same dossier with every mapping, and every list without an order, in another order."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: shuffled(value[key], rng) for key in keys}
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return rng.sample(value, len(value))
    return [shuffled(item, rng) for item in value] if isinstance(value, list) else value


@quick
@given(random_data(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(data: Data, rng: random.Random) -> None:
    """Parties, issues, options and all else may be written in any order."""
    assert outcome(shuffled(data, rng)) == outcome(data)


def by_key(found: Data) -> Data:
    """Sort what stands in file order, and drop the hash of the file."""
    found["verdict"]["classes"].sort(key=lambda row: (row["key"], row["form"]))
    for package in found["robust_packages"]:
        for change in package["changes"]:
            change["performers"].sort()
    return {k: v for k, v in found.items() if k != "sha256"}


def uncertain(data: Data) -> Data:
    """Turn every stake into a range around itself."""
    changed = copy.deepcopy(data)
    for issues in changed["stakes"].values():
        for options in issues.values():
            for option, value in options.items():
                options[option] = f"{value - 1.5}..{value + 1.5}"
    return changed


@settings(quick, max_examples=12)
@given(random_data(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_no_run(data: Data, rng: random.Random) -> None:
    """With uncertain numbers the whole of a run is the same, lists in file order apart."""
    ranges = uncertain(data)
    runs = [run(loaded(d), draws=12, workers=1).to_dict() for d in (ranges, shuffled(ranges, rng))]
    assert json.dumps(by_key(runs[0]), sort_keys=True) == json.dumps(by_key(runs[1]), sort_keys=True)


def rescaled(data: Data, party: str, factor: float) -> Data:
    """Multiply all that a party's points are made of."""
    changed = copy.deepcopy(data)
    for options in changed["stakes"].get(party, {}).values():
        for option in options:
            options[option] *= factor
    for link in changed.get("links", []):
        if party in link["points"]:
            link["points"][party] *= factor
    for name in ("no_deal", "dealing_costs"):
        section = changed.get(name, {}).get(party, {})
        for key in {"points", "per_deal", "per_issue"} & section.keys():
            section[key] *= factor
    return changed


@quick
@given(random_data(), st.sampled_from([2**-4, 0.5, 2, 2**10]), st.data())
def test_the_scale_of_one_party_changes_nothing(data: Data, factor: float, more: st.DataObject) -> None:
    """Points have no unit: one party's may be doubled or halved if nobody compares them."""
    data = {**data, "relative_gains": {}}
    party = more.draw(st.sampled_from(list(data["parties"])))
    assert outcome(rescaled(data, party, factor)) == outcome(data)


@pytest.mark.parametrize("power", [16, 20, 22, 24, 26])
def test_scales_too_large_are_refused_not_miscounted(power: int) -> None:
    """A scale past what the integers hold is an error, never another answer."""
    data = plain(
        trust={"keeps_word": {"north": 0.75, "south": 0.75}, "monitoring": {"north": 0.5, "south": 0.5}},
    )
    for party in data["parties"].values():
        party["discount_factor"] = 0.5
    large = rescaled(rescaled(data, "north", 2.0**power), "south", 2.0**power)
    with contextlib.suppress(TooLargeError):
        assert outcome(large) == outcome(data)


def drawn(dossier: Dossier, draws: int) -> dict[str, list[float]]:
    """Values of every quantity by its path."""
    quantities = Blueprint(dossier).quantities
    values = draw_values(quantities, 5, 0, draws, ())
    return {q.path: row.tolist() for q, row in zip(quantities, values, strict=True)}


def test_a_new_number_leaves_the_others_alone() -> None:
    """Adding or widening one judgement changes no draw of any other."""
    data = uncertain(plain())
    before = drawn(loaded(data), 40)
    data["dealing_costs"] = {"north": {"per_deal": "1..2"}}
    data["stakes"]["south"]["aid"]["grant"] = "0..9"
    after = drawn(loaded(data), 40)
    same = before.keys() - {"stakes.south.aid.grant"}
    assert len(same) == 3
    assert {path: after[path] for path in same} == {path: before[path] for path in same}


def test_readings_are_compared_on_the_same_luck() -> None:
    """A reading that shifts a range shifts every draw of it by as much, and no other draw."""
    data = uncertain(plain())
    data["readings"] = {"dearer": {"set": {"stakes.south.aid.grant": "12.5..15.5"}}}
    base, dearer = drawn(loaded(data), 40), drawn(loaded(data, reading="dearer"), 40)
    shifted = np.array(dearer.pop("stakes.south.aid.grant")) - np.array(base.pop("stakes.south.aid.grant"))
    assert np.allclose(shifted, 10, rtol=0, atol=1e-12)
    assert base == dearer
