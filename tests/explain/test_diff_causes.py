"""To which change a movement is due."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.explain.diff_alignment import aligned
from detente.explain.diff_causes import KindCauses, causes_of, points_of
from detente.explain.diff_groups import ChangeGroup
from detente.explain.diff_judging import Stages, judged, movements_between
from detente.explain.diff_standing import KindMovement
from detente.model.predicate import GATES
from explain.pairs import brute_force, few_groups, lively_pairs, pairs


def found(
    before: Dossier,
    after: Dossier,
    groups: tuple[ChangeGroup, ...],
    form: Form,
    draws: int,
    effort: int = 10**6,
) -> list[tuple[KindMovement, KindCauses]]:
    """Movements with their causes."""
    first = judged(before, deals=None, forms=(form,), draws=draws, seed=0, workers=1)
    second = first.again(after)
    moved = movements_between(first, second)
    causes = causes_of(first, second, groups, moved, effort=effort, stages=Stages(None, 1, draws))
    return list(zip([m for m in moved if m.is_moved], causes, strict=True))


@settings(deadline=None, max_examples=16)
@given(st.one_of(lively_pairs(), lively_pairs(), pairs()), st.sampled_from([AS_DESCRIBED, SWEETENED]))
def test_equal_to_all_orders_on_whole_dossiers(pair: tuple[Dossier, Dossier], form: Form) -> None:
    """Whatever is cut away to be quick changes nothing."""
    before = pair[0]
    after, _ = aligned(*pair)
    groups = few_groups(before, after)
    if not groups:
        return
    for movement, causes in found(before, after, groups, form, draws=8):
        expected = brute_force(before, groups, movement.key, form, draws=8)
        assert causes.is_exact
        for cause in causes.causes:
            assert [cause.moved[gate] for gate in GATES] == [float(x) for x in expected[cause.group]]


@settings(deadline=None, max_examples=25)
@given(lively_pairs(), st.sampled_from([1, 10**6]))
def test_adds_up_to_the_movement(pair: tuple[Dossier, Dossier], effort: int) -> None:
    """At every gate, exact or sampled; every group is told of."""
    groups = few_groups(*pair, most=12)
    for movement, causes in found(*pair, groups, AS_DESCRIBED, draws=8, effort=effort):
        for gate in GATES:
            added = sum(cause.moved[gate] for cause in causes.causes)
            assert added == pytest.approx(movement.moved(gate), abs=1e-12)
        assert {cause.group for cause in causes.causes} == {group.name for group in groups}


@settings(deadline=None, max_examples=20)
@given(lively_pairs())
def test_nothing_is_given_to_what_never_matters(pair: tuple[Dossier, Dossier]) -> None:
    """A group that changes no set of the others in any draw has exactly 0, evaluated or not."""
    groups = few_groups(*pair, most=5)
    for movement, causes in found(*pair, groups, AS_DESCRIBED, draws=8):
        expected = (
            brute_force(pair[0], groups, movement.key, AS_DESCRIBED, draws=8) if len(groups) < 5 else {}
        )
        idle = [name for name, values in expected.items() if not any(values)]
        assert all(not any(c.moved.values()) for c in causes.causes if c.group in idle)


def test_lively_pairs_move() -> None:
    """Most of them, and mostly for more than one reason: the tests above are not idle."""
    moved: list[int] = []

    @settings(deadline=None, max_examples=30, database=None, phases=[Phase.generate])
    @given(lively_pairs())
    def look(pair: tuple[Dossier, Dossier]) -> None:
        groups = few_groups(*pair, most=12)
        of_it = found(*pair, groups, AS_DESCRIBED, draws=8)
        moved.extend(sum(any(c.moved.values()) for c in causes.causes) for _, causes in of_it)

    look()
    assert len(moved) >= 12
    assert sum(n > 1 for n in moved) >= 8


def by_hand(**stakes: object) -> list[tuple[KindMovement, KindCauses]]:
    """Causes of the movement of the swap when some stakes are others."""
    before, after = loaded(plain()), loaded(plain(stakes=stakes))
    groups = few_groups(before, after, most=9)
    return found(before, after, groups, AS_DESCRIBED, draws=2)


def test_two_that_are_needed_both_share_alike() -> None:
    """South's loss of 5 is made good by either of two gains, so each loss alone flips nothing."""
    ((movement, causes),) = by_hand(
        north={"aid": {"grant": -2}, "base": {"closed": 4}},
        south={"aid": {"grant": 3}, "base": {"closed": -4}},
    )
    assert movement.moved("acceptable") == -1
    # From 4 - 2 to 3 - 4: the loss on the base alone leaves 0, the one on aid alone 1; both are needed.
    assert {c.group: c.moved["acceptable"] for c in causes.causes} == {
        "stakes.south.aid": -0.5,
        "stakes.south.base": -0.5,
    }


def test_one_that_is_enough_has_all() -> None:
    """The other is given exactly nothing."""
    ((_, causes),) = by_hand(
        north={"aid": {"grant": -1}, "base": {"closed": 4}},
        south={"aid": {"grant": 1}, "base": {"closed": -2}},
    )
    assert [(c.group, c.moved["acceptable"]) for c in causes.causes] == [
        ("stakes.south.aid", -1.0),
        ("stakes.north.aid", 0.0),
    ]
    assert causes.gate == "self-enforcing"


def test_margins_are_told_where_orders_are_sampled() -> None:
    """Each cause has bounds around its value."""
    data = plain()
    data["issues"] |= {f"i{k}": {"options": {"sq": {"status_quo": True}, "new": None}} for k in range(6)}
    data["deals"] = {"all": {"all": {f"i{k}": ["new"] for k in range(6)}}}
    one, other = {**data}, {**data}
    one["stakes"] = {"north": {f"i{k}": {"new": "-3..3"} for k in range(6)}}
    other["stakes"] = {"north": {f"i{k}": {"new": f"{k - 3}..{k}"} for k in range(6)}}
    before, after = loaded(one), loaded(other)
    groups = few_groups(before, after, most=9)
    ((_, causes),) = found(before, after, groups, AS_DESCRIBED, draws=200, effort=1)
    assert causes.orders == 8
    for cause in causes.causes:
        low, high = cause.bounds("acceptable")
        assert low <= cause.moved["acceptable"] <= high
    assert any(cause.margin and cause.margin["acceptable"] > 0 for cause in causes.causes)
    exact = {c.group: c for c in found(before, after, groups, AS_DESCRIBED, draws=200)[0][1].causes}
    assert all(
        c.bounds("acceptable")[0] - 1e-9
        <= exact[c.group].moved["acceptable"]
        <= c.bounds("acceptable")[1] + 1e-9
        for c in causes.causes
    )


def test_searched_kinds_rest_on_the_first_draws() -> None:
    """With sweeteners, what is given adds up to the movement in all draws, near the exact values."""
    north = {"north": {"aid": {"grant": "-5..-1"}, "base": {"closed": "1..6"}}}
    south = {"south": {"aid": {"grant": "1..4"}, "base": {"closed": "-3..-1"}}}
    before, after = loaded(plain()), loaded(plain(stakes={**north, **south}))
    groups = few_groups(before, after, most=9)
    exact = brute_force(before, groups, "swap", SWEETENED, draws=300)
    moved = [pair for pair in found(before, after, groups, SWEETENED, draws=300) if pair[0].key == "swap"]
    ((movement, causes),) = moved
    assert (causes.draws, causes.orders, causes.is_exact) == (200, None, False)
    assert causes.rests_on == "the first 200 draws"
    for k, gate in enumerate(GATES):
        assert sum(c.moved[gate] for c in causes.causes) == pytest.approx(movement.moved(gate), abs=1e-12)
        for cause in causes.causes:
            low, high = cause.bounds(gate)
            assert low - 0.02 <= exact[cause.group][k] <= high + 0.02
    assert 0 < causes.margin < 0.2


def test_sampled_orders_rest_on_500_draws() -> None:
    """And still add up to the movement in all draws."""
    data = plain(deals={"all": {"all": {f"i{k}": ["new"] for k in range(4)}}})
    data["issues"] = {f"i{k}": {"options": {"sq": {"status_quo": True}, "new": None}} for k in range(4)}
    one, other = {**data}, {**data}
    one["stakes"] = {"north": {f"i{k}": {"new": "-3..3"} for k in range(4)}}
    other["stakes"] = {"north": {f"i{k}": {"new": f"{k - 2}..{k}"} for k in range(4)}}
    before, after = loaded(one), loaded(other)
    groups = few_groups(before, after, most=9)
    ((movement, causes),) = found(before, after, groups, AS_DESCRIBED, draws=700, effort=1)
    assert causes.rests_on == "8 orders of the changes in the first 500 draws"
    for gate in GATES:
        total = sum(c.moved[gate] for c in causes.causes)
        assert total == pytest.approx(movement.moved(gate), abs=1e-12)


def test_sentences() -> None:
    """The causes in order of weight; nothing for a gate that none moved."""
    ((_, causes),) = by_hand(
        north={"aid": {"grant": -1}, "base": {"closed": 4}},
        south={"aid": {"grant": 1}, "base": {"closed": -2}},
    )
    assert list(causes.sentences("acceptable", str.upper)) == [
        "That movement of swap is due to STAKES.SOUTH.AID (-100.0), in percentage points."
    ]
    assert list(causes.sentences("deliverable", str.upper)) == []


def test_json_and_rows() -> None:
    """A row for each group and gate."""
    ((_, causes),) = by_hand(south={"aid": {"grant": 1}, "base": {"closed": -2}})
    rows = list(causes.rows())
    assert len(rows) == len(causes.causes) * len(GATES)
    assert causes.to_dict()["exact"]
    assert {row["low"] for row in rows} == {row["moved"] for row in rows}


def test_points() -> None:
    """Hundredths with a sign; small ones keep a figure."""
    assert [points_of(x) for x in (0.5386, -0.21, 0.0003, 0.0)] == ["+53.9", "-21.0", "+0.03", "0"]
