"""Random dossiers with a reading that changes some numbers, rules and plans, for tests of comparisons."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st
from tests.properties.dossiers import Data, loaded, quarters, random_data

from detente.dossier.dossier import Dossier

__all__ = ["perturbed", "two_readings"]


@st.composite
def perturbed(draw: st.DrawFn, data: Data, most: int = 5) -> Data:
    """A copy of a dossier with up to ``most`` changes anywhere."""
    other: Data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, most))):
        draw(st.sampled_from(CHANGES))(draw, other)
    return other


@st.composite
def two_readings(draw: st.DrawFn, most: int = 5) -> tuple[Dossier, Dossier]:
    """Two dossiers that differ in a few places."""
    data = draw(random_data())
    # Few, and alike, so that links stay where they are.
    return loaded(data), loaded(draw(perturbed(data, most)))


def _stake(draw: Any, data: Data) -> None:
    party = draw(st.sampled_from(sorted(data["stakes"])))
    issue = draw(st.sampled_from(sorted(data["stakes"][party])))
    option = draw(st.sampled_from(sorted(data["stakes"][party][issue])))
    low, width = draw(quarters(-8, 8)), draw(st.integers(0, 3))
    data["stakes"][party][issue][option] = f"{low}..{low + width}" if width else low


def _no_deal(draw: Any, data: Data) -> None:
    party = draw(st.sampled_from(sorted(data["parties"])))
    data["no_deal"].setdefault(party, {})["points"] = draw(quarters(-6, 6))


def _plan(draw: Any, data: Data) -> None:
    party = draw(st.sampled_from(sorted(data["parties"])))
    issue = draw(st.sampled_from(sorted(data["issues"])))
    options = [key for key in data["issues"][issue]["options"] if key != "sq"]
    data["no_deal"].setdefault(party, {})["plan"] = {issue: draw(st.sampled_from(options))}


def _costs(draw: Any, data: Data) -> None:
    party = draw(st.sampled_from(sorted(data["parties"])))
    data["dealing_costs"][party] = {"per_deal": draw(quarters(0, 3))}


def _word(draw: Any, data: Data) -> None:
    party = draw(st.sampled_from(sorted(data["parties"])))
    data["trust"]["keeps_word"][party] = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))


def _control(draw: Any, data: Data) -> None:
    issue = data["issues"][draw(st.sampled_from(sorted(data["issues"])))]
    issue["control"] = {draw(st.sampled_from(sorted(data["parties"]))): draw(st.sampled_from([0.25, 0.75]))}


def _rules(draw: Any, data: Data) -> None:
    principal = next(key for key, party in data["parties"].items() if party["role"] == "principal")
    party = draw(st.sampled_from(sorted(data["parties"])))
    data["ratification"][principal] = [{"name": "new rule", "needs": party}]


CHANGES = (_stake, _stake, _stake, _no_deal, _no_deal, _plan, _costs, _word, _control, _rules)
