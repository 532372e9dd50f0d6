"""Voting in the UN Security Council: 848 winning coalitions (Shapley and Shubik 1954 count by them).

Nine of fifteen must agree, the five permanent members among them; as a weighted game 7 for a
permanent member, 1 for any other, quota 39.
"""

from __future__ import annotations

from typing import Any

import pytest

from detente.ensemble.sampling import draw_values
from detente.kernel.counting import count_gates
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from properties.dossiers import loaded, plain

PERMANENT = [f"p{n}" for n in range(5)]
ELECTED = [f"e{n}" for n in range(10)]
MEMBERS = PERMANENT + ELECTED


def passing(needs: Any) -> int:
    """Count the votes that carry a resolution: each member is lost over an issue of its own."""
    sides: dict[str, Any] = {"north": {"role": "principal"}, "south": {"role": "principal"}}
    data = plain(
        parties=sides | {m: {"role": "ratifier", "side": "north"} for m in MEMBERS},
        issues={m: {"options": {"yes": {"status_quo": True}, "no": None}} for m in MEMBERS},
        stakes={m: {m: {"no": -1}} for m in MEMBERS},
        deals={},
        ratification={"north": [{"name": "a resolution", "needs": needs}]},
    )
    b = Blueprint(loaded(data))
    return count_gates(fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations)).common_system(0))[2]


@pytest.mark.parametrize(
    "needs",
    [
        {"quota": 39, "weights": {m: 7 if m in PERMANENT else 1 for m in MEMBERS}},
        {"all_of": [*PERMANENT, {"at_least": 9, "of": MEMBERS}]},
        {"not": {"not": {"all_of": [{"all_of": PERMANENT}, {"at_least": 4, "of": ELECTED}]}}},
    ],
)
def test_winning_coalitions(needs: Any) -> None:
    """All three ways to write the rule leave 848 winning coalitions, the unanimous one changing nothing."""
    assert passing(needs) == 848 - 1
