"""Smallest sets of judgements that turn a verdict, against trying values one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.errors import DetenteError
from detente.explain.flip_search import NEARER, search_flips
from detente.explain.flip_sets import by_distance
from detente.model.fixed_point import UNIT
from explain.flip_cases import (
    GIFT,
    SWAP,
    Packages,
    oracle_of,
    parts_of,
    passes_in_the_whole,
    questions,
    small,
    stakes,
    turning_before,
)

#: A failing question is shown as it is: making it smaller takes minutes.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(deadline=None, max_examples=5)
@given(questions(most=1), st.integers(0, 10**6))
def test_against_trying_values(question: tuple[Dossier, Packages], seed: int) -> None:
    """Listed sets turn the verdict, no part does as near, and nothing nearer turns it, listed or not."""
    check(question, seed)


@pytest.mark.slow
@settings(max_examples=4, phases=UNSHRUNK)
@given(questions(most=3), st.integers(0, 10**6))
def test_against_trying_values_long(question: tuple[Dossier, Packages], seed: int) -> None:
    """The same for more questions, of up to three packages."""
    check(question, seed)


def check(question: tuple[Dossier, Packages], seed: int) -> None:
    """Hold the sets of a question against the model of the whole dossier, and against values tried."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    to_deal = not oracle.passes(oracle.medians)[0]
    sets, told = search_flips(oracle, to_deal=to_deal)
    listed = {tuple(sorted(oracle.model.row[path] for path in one.paths)): one for one in sets}
    for rows, one in listed.items():
        assert passes_in_the_whole(dossier, packages, one) == to_deal
        assert one.at_least <= one.reach <= 2
        assert len(rows) > 1 or one.at_least == one.reach
        assert all(listed[part].reach > one.reach for part in parts_of(rows) if part in listed)
    rng = np.random.default_rng(seed)
    bounds = {one.size: 2.0 if one.others_at_least is None else one.others_at_least for one in told}
    for size in (1, 2, 3):
        every = list(itertools.combinations(oracle.relevant.tolist(), size))
        for k in rng.permutation(len(every))[:25]:
            rows = every[k]
            if rows in listed:
                limit = listed[rows].at_least
            else:
                parts = [listed[part].reach - NEARER for part in parts_of(rows) if part in listed]
                limit = min([bounds[size], *parts])
            if limit > 0:
                assert turning_before(oracle, rows, limit, to_deal=to_deal, seed=seed, n=60) == []


def test_one_certain_judgement() -> None:
    """Without a range the way begins at 1: a gift opens where it costs North nothing, and nowhere before."""
    sets, told = search_flips(oracle_of(small(), GIFT), to_deal=True)
    (only,) = sets
    assert (only.paths, only.turns[0].value) == (("stakes.north.aid.grant",), 0.0)
    assert (only.reach, only.beyond, only.at_least) == (1.5, 0.5, 1.5)
    assert [one.is_complete for one in told] == [True, True, True]


def test_one_inside_its_range() -> None:
    """A cost judged from 1 to 4, median 2.5, of which 2 are got back, has to fall by a third of the way."""
    dossier = small(stakes=stakes(north_aid="-4..-1", north_base=2))
    sets, _ = search_flips(oracle_of(dossier, SWAP), to_deal=True, sizes=(1,))
    found = {one.paths[0]: one for one in sets}
    one = found["stakes.north.aid.grant"]
    assert (one.turns[0].value, one.beyond) == (-2.0, 0.0)
    assert one.reach == pytest.approx(1 / 3)
    assert found["stakes.north.base.closed"].turns[0].value == 2.5


def test_two_share_the_way() -> None:
    """What one has to go alone, two go half each."""
    sets, _ = search_flips(oracle_of(small(), SWAP), to_deal=False)
    singles = [one for one in sets if len(one.turns) == 1]
    assert sorted(one.turns[0].value for one in singles) == [
        -4 - 1 / UNIT,
        -4 - 1 / UNIT,
        2 - 1 / UNIT,
        2 - 1 / UNIT,
    ]
    pairs = [one for one in sets if len(one.turns) == 2]
    assert {one.paths for one in pairs} == {
        ("stakes.north.aid.grant", "stakes.north.base.closed"),
        ("stakes.south.aid.grant", "stakes.south.base.closed"),
    }
    assert all(one.reach == pytest.approx(1.25, abs=1e-5) for one in pairs)
    assert sets == by_distance(sets)


def test_two_that_only_do_together() -> None:
    """Where both sides lose, one judgement of each has to change, and no one alone does."""
    dossier = small(stakes=stakes(north_base=1, south_aid=1))
    sets, _ = search_flips(oracle_of(dossier, SWAP), to_deal=True, sizes=(1, 2))
    assert {len(one.turns) for one in sets} == {2}
    assert all(one.who == ("north", "south") for one in sets)
    assert len(sets) == 4
    assert sets[0].reach == 1.5


def test_any_of_several_packages() -> None:
    """A deal opens with the package that needs least, and closes only with all of them."""
    either = {**GIFT, "other": {"base": "closed"}}
    opened, _ = search_flips(oracle_of(small(), either), to_deal=True, sizes=(1,))
    assert {one.paths[0] for one in opened} == {"stakes.north.aid.grant", "stakes.south.base.closed"}
    both = small(stakes=stakes(north_aid=1, south_base=1))
    closed, _ = search_flips(oracle_of(both, either), to_deal=False, sizes=(1, 2))
    assert closed
    assert all(len(one.turns) == 2 for one in closed)


def test_effects_that_turn_back() -> None:
    """What South gets helps South and irks North: only from 4 to 7 do both accept, and 4 is nearest."""
    dossier = small(
        stakes=stakes(north_aid=-2, north_base=5, south_aid="1..5", south_base=-4),
        relative_gains={"north": 1},
    )
    sets, _ = search_flips(oracle_of(dossier, SWAP), to_deal=True, sizes=(1,))
    found = {one.paths[0]: one.turns[0].value for one in sets}
    assert found["stakes.south.aid.grant"] == 4.0


def test_the_verdict_asked_for() -> None:
    """Where the verdict is what is asked for there is nothing to look for."""
    assert search_flips(oracle_of(small(), SWAP), to_deal=True) == ((), ())


def test_nothing_within_reach() -> None:
    """Short of what is needed nothing turns, and that is complete."""
    sets, told = search_flips(oracle_of(small(), GIFT), to_deal=True, farthest=1.25)
    assert sets == ()
    assert all(one.is_complete for one in told)


def test_only_some_sizes() -> None:
    """Pairs alone are those of which no part turns the verdict as near, asked for or not."""
    every, _ = search_flips(oracle_of(small(), SWAP), to_deal=False)
    pairs, told = search_flips(oracle_of(small(), SWAP), to_deal=False, sizes=(2,))
    assert pairs == tuple(one for one in every if len(one.turns) == 2)
    assert [one.size for one in told] == [2]


def test_progress() -> None:
    """One step for each size."""
    steps: list[tuple[int, int]] = []
    search_flips(
        oracle_of(small(), GIFT), to_deal=True, sizes=(1, 2), progress=lambda n, of: steps.append((n, of))
    )
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("sizes", "farthest"), [((), 2.0), ((4,), 2.0), ((0, 1), 2.0), ((1,), 0.0), ((1,), 3.0)]
)
def test_out_of_range(sizes: tuple[int, ...], farthest: float) -> None:
    """Sizes are 1 to 3 and reaches at most 2."""
    with pytest.raises(DetenteError):
        search_flips(oracle_of(small(), GIFT), to_deal=True, sizes=sizes, farthest=farthest)
