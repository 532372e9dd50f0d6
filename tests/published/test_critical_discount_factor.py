"""How patient must both be? Friedman 1971, Review of Economic Studies 38(1), and its extension.

With temptation T, reward R, punishment P and perfect monitoring, grim trigger keeps cooperation
alive from d* = (T - R) / (T - P). Here P is 0, the reward is what a swap is worth, and cheating
saves one's own side of it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.ensemble.sampling import draw_values
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import fill_tables
from properties.dossiers import loaded, plain


def is_kept(give: float, get: float, discount: float, monitoring: float = 1.0) -> bool:
    """Tell whether a swap in which each side gives and gets as much passes the last gate."""
    parties = {key: {"role": "principal", "discount_factor": discount} for key in ("north", "south")}
    data = plain(parties=parties, trust={"monitoring": dict.fromkeys(parties, monitoring)})
    data["stakes"] = {
        "north": {"aid": {"grant": -give}, "base": {"closed": get}},
        "south": {"aid": {"grant": get}, "base": {"closed": -give}},
    }
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations))
    swap = b.space.columns({"aid": "grant", "base": "closed"})
    common = np.arange(len(b.clauses)) < b.n_common_clauses
    (depth,) = package_depths(tables.system(0), swap[None, :], clause_on=common)
    assert depth >= GATES.index("self-enforcing")
    return bool(depth == len(GATES))


def least(holds: Callable[[float], bool]) -> float:
    """Bisect for the smallest value from which on a condition holds."""
    low, high = 0.0, 1.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def test_the_prisoners_dilemma_of_the_textbooks() -> None:
    """T = 5, R = 3, P = 1, S = 0: cooperation holds from one half on, and not just below."""
    temptation, reward, punishment = 5, 3, 1
    give, get = temptation - reward, temptation - punishment
    assert is_kept(give, get, 0.5)
    assert not is_kept(give, get, 0.4999)


@pytest.mark.parametrize(
    ("temptation", "reward", "punishment", "critical"),
    [(5, 3, 1, 1 / 2), (4, 3, 1, 1 / 3), (10, 6, 1, 4 / 9), (3, 2, 0, 1 / 3), (20, 11, 10, 9 / 10)],
)
def test_critical_discount_factor(
    temptation: float, reward: float, punishment: float, critical: float
) -> None:
    """The smallest discount factor is (T - R) / (T - P)."""
    give, get = temptation - reward, temptation - punishment
    assert (temptation - reward) / (temptation - punishment) == pytest.approx(critical)
    assert least(lambda d: is_kept(give, get, d)) == pytest.approx(critical, abs=1e-4)


def test_the_critical_factor_itself_is_enough() -> None:
    """T = 20, R = 11, P = 10: at nine tenths keeping and cheating are worth the same, and it is kept."""
    assert is_kept(20 - 11, 20 - 10, 0.9)


@pytest.mark.parametrize("monitoring", [0.9, 0.5, 0.2])
def test_poor_monitoring_asks_for_more_patience(monitoring: float) -> None:
    """With cheating noticed by chance q the critical factor is T / (T + q s)."""
    give, get = 2.0, 5.0
    expected = give / (give + monitoring * (get - give))
    assert least(lambda d: is_kept(give, get, d, monitoring)) == pytest.approx(expected, abs=1e-3)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.05, 0.98), st.floats(0.05, 1), st.floats(-5, 5))
def test_the_condition_compares_two_streams(
    give: float, surplus: float, discount: float, monitoring: float, no_deal: float
) -> None:
    """The gate says the same as the discounted worth of keeping against that of cheating."""
    get = give + surplus
    worth = no_deal + surplus
    keep = worth / (1 - discount)
    punished = discount * monitoring * no_deal / (1 - discount)
    cheat = (worth + give + punished) / (1 - discount * (1 - monitoring))
    assume(abs(keep - cheat) > 1e-2 * (abs(keep) + abs(cheat) + 1))
    assert is_kept(give, get, discount, monitoring) == (keep > cheat)
