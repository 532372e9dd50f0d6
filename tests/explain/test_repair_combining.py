"""Repairs of a package put together from those of its blocks."""

from __future__ import annotations

from detente.explain.repair_combining import combined_repairs
from detente.explain.repair_question import RepairQuestion
from explain.repair_cases import model_of, small

PARTIES = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "house": {"role": "ratifier", "side": "north"},
}
STAKES = {
    "north": {"aid": {"grant": "-9..-1"}, "base": {"closed": "1..5"}},
    "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    "house": {"aid": {"grant": "-5..3"}, "base": {"closed": "-1..1"}},
}
RULES = {"north": [{"name": "house", "needs": "house"}]}


def question() -> RepairQuestion:
    """North can be carried by either of two judgements, its house as well."""
    return RepairQuestion.of(model_of(small(parties=PARTIES, stakes=STAKES, ratification=RULES)), 0)


def test_every_combination_nearest_first() -> None:
    """One judgement of each; the farthest of a set decides its place, then the other."""
    found = combined_repairs(question(), 10, draws=4, seed=0)
    assert (found.size, found.at_least, found.is_proved, found.is_complete) == (2, 2, True, True)
    assert len(found.sets) == 4
    orders = [tuple(sorted((turn.reach for turn in one.turns), reverse=True)) for one in found.sets]
    assert orders == sorted(orders)


def test_a_cut_list_says_so() -> None:
    """The nearest of all combinations are listed."""
    every = combined_repairs(question(), 10, draws=4, seed=0)
    cut = combined_repairs(question(), 2, draws=4, seed=0)
    assert [one.paths for one in cut.sets] == [one.paths for one in every.sets[:2]]
    assert not cut.is_complete


def test_each_moves_only_as_far_as_it_must() -> None:
    """The house, short by one of four, goes a quarter of its way, though North goes half of its own."""
    best = combined_repairs(question(), 10, draws=4, seed=0).sets[0]
    assert [round(turn.reach, 4) for turn in best.turns] == [0.25, 0.5]
    assert best.reach == best.at_least
