"""Pairs of small dossiers that differ in a few places, and what each set of changes leads to."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, random_data

from detente.dossier.differences import with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import Form, class_depths
from detente.explain.diff_groups import ChangeGroup, Grouping, change_groups
from detente.model.predicate import GATES


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Dossier, Dossier]:
    """A random dossier, and the same with some numbers, a rule, a plan or the ledger changed."""
    one = draw(random_data())
    two = copy.deepcopy(one)
    for _ in range(draw(st.integers(1, 4))):
        party = draw(st.sampled_from(list(two["stakes"])))
        issue = draw(st.sampled_from(list(two["stakes"][party])))
        option = draw(st.sampled_from(list(two["stakes"][party][issue])))
        value = draw(st.integers(-6, 8))
        two["stakes"][party][issue][option] = f"{value}..{value + draw(st.integers(0, 4))}"
    for section, nothing in (("ratification", {}), ("no_deal", {}), ("dealing_costs", {}), ("links", [])):
        if draw(st.integers(0, 2)) == 0:
            two[section] = nothing
    if draw(st.booleans()):
        two["trust"]["ledger"] = two["trust"]["ledger"][1:]
    return loaded(one), loaded(two)


def brute_force(
    before: Dossier, groups: Sequence[ChangeGroup], key: str, form: Form, draws: int
) -> dict[str, tuple[Fraction, ...]]:
    """What each group adds to the share of draws at each gate, over all orders, on whole dossiers."""
    known: dict[frozenset[str], tuple[int, ...]] = {}
    by_name = {group.name: group for group in groups}

    def worth(chosen: frozenset[str]) -> tuple[int, ...]:
        if chosen not in known:
            made = with_changes(before, [d for name in sorted(chosen) for d in by_name[name].differences])
            depths = class_depths(made, form=form, deals=[key], draws=draws, workers=1).of(key)
            known[chosen] = tuple(int((depths > gate).sum()) for gate in range(len(GATES)))
        return known[chosen]

    total = {name: [0] * len(GATES) for name in by_name}
    for order in itertools.permutations(by_name):
        for k, name in enumerate(order):
            with_it, without = worth(frozenset(order[: k + 1])), worth(frozenset(order[:k]))
            total[name] = [t + a - b for t, a, b in zip(total[name], with_it, without, strict=True)]
    scale = math.factorial(len(by_name)) * draws
    return {name: tuple(Fraction(t, scale) for t in total[name]) for name in total}


def few_groups(before: Dossier, after: Dossier, most: int = 4) -> tuple[ChangeGroup, ...]:
    """Groups of what differs, merged by section, or all in one, until there are few."""
    by: Grouping
    for by in ("place", "party", "section"):
        groups = change_groups(before, after, by)
        if len(groups) <= most:
            return groups
    return ()


def _lively(draw: st.DrawFn) -> Any:
    """Two issues and a ratifier, with numbers among which every gate decides now and then."""
    low = draw(st.integers(-3, 2))
    data = plain(
        parties={
            "north": {"role": "principal", "discount_factor": draw(st.sampled_from([0.5, 0.8]))},
            "south": {"role": "principal"},
            "house": {"role": "ratifier", "side": "north"},
        },
        stakes={
            "north": {"aid": {"grant": f"{low - 3}..{low}"}, "base": {"closed": "2..6"}},
            "south": {"aid": {"grant": draw(st.sampled_from(["1..5", "2..6"]))}, "base": {"closed": -2}},
            "house": {"aid": {"grant": draw(st.sampled_from(["-2..2", "0..2"]))}},
        },
        trust={
            "keeps_word": {"south": draw(st.sampled_from(["0.2..0.9", "0.7..0.9"]))},
            "monitoring": {"north": 0.5},
        },
        ratification={"north": [{"name": "the house", "needs": "house"}]} if draw(st.booleans()) else {},
    )
    data["issues"]["aid"]["control"] = {"north": draw(st.sampled_from(["0.3..0.9", "0.6..1"]))}
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
    if draw(st.booleans()):
        data["no_deal"] = {"south": {"plan": {"aid": "grant"}}}
    return data


@st.composite
def lively_pairs(draw: st.DrawFn) -> tuple[Dossier, Dossier]:
    """Two dossiers of one shape between which the swap moves at some gate more often than not."""
    return loaded(_lively(draw)), loaded(_lively(draw))
