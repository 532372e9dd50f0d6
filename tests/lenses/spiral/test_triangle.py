"""Three powers: planted answers are found, told apart, and nothing else is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

import numpy as np
import pytest

from detente.errors import RunError
from detente.events.aligning import Aligned, aligned_columns
from detente.lenses.spiral.triangle import Triangle, TriangleAnswer, triangle
from lenses.spiral.making import one, simulated, within

ACTORS = ("usa", "russia", "china")
NAMES = tuple(f"{a}>{b}" for a in ACTORS for b in ACTORS if a != b)
#: Who answers whom: one in kind to the other side, three of third parties, one linked.
PLANTED = {
    ("usa>russia", "russia>usa"): 0.4,
    ("russia>usa", "china>usa"): -0.35,
    ("china>russia", "usa>china"): 0.35,
    ("usa>china", "usa>russia"): 0.3,
}
KINDS = {
    ("usa>russia", "russia>usa"): "bilateral",
    ("russia>usa", "china>usa"): "towards the target",
    ("china>russia", "usa>china"): "towards the actor",
    ("usa>china", "usa>russia"): "linked",
    ("china>usa", "usa>russia"): "by the target",
}


def coefficients(answers: Mapping[tuple[str, str], float], own: float = 0.3) -> np.ndarray:
    """One lag: each series remembers itself, and these answers."""
    found = own * np.eye(6)
    for (of, to), effect in answers.items():
        found[NAMES.index(of), NAMES.index(to)] = effect
    return found[None]


def put(values: np.ndarray, names: tuple[str, ...] = NAMES) -> Aligned:
    """Series from the year 0 of months on."""
    return aligned_columns(
        names, list(values.T), [240] * len(names), every="month", measure="mean", gaps="zero"
    )


def found(answers: Mapping[tuple[str, str], float], n: int = 500, seed: int = 3, **options: int) -> Triangle:
    """Make series with these answers and ask; 99 replications and one lag unless said otherwise."""
    return triangle(put(one(coefficients(answers), n, seed)), **{"lags": 1, "replications": 99, **options})


def by_pair(told: Triangle) -> dict[tuple[str, str], TriangleAnswer]:
    """The answers by who answers what."""
    return {(answer.of, answer.to): answer for answer in told.answers}


def test_planted_answers_are_clear_and_of_their_kind() -> None:
    """Each has its sign, its size within 0.12, its kind, and a small p-value."""
    told = by_pair(found(PLANTED))
    for pair, effect in PLANTED.items():
        one_answer = told[pair]
        assert one_answer.kind == KINDS[pair]
        assert one_answer.answer.value == pytest.approx(effect, abs=0.12)
        assert np.sign(one_answer.answer.low) == np.sign(one_answer.answer.high) == np.sign(effect)
        assert one_answer.answer.p_value < 0.001
        assert one_answer.any_lag.p_value == pytest.approx(one_answer.answer.p_value)


def test_bilateral_answers_are_told_from_those_to_third_parties() -> None:
    """Where all answer only the other side, six of six bilateral ones are clear and few of the others."""
    bilateral = {(f"{a}>{b}", f"{b}>{a}"): 0.35 for a in ACTORS for b in ACTORS if a != b}
    told = found(bilateral)
    assert all(answer.answer.low > 0 for answer in told.of_kind("bilateral"))
    third = told.of_kind("towards the actor", "towards the target")
    assert len(third) == 12
    assert sum(answer.answer.low > 0 or answer.answer.high < 0 for answer in third) <= 4
    assert told.meaning.startswith("6 of 6 answers to the other side in kind and 0 opposite are clear")


def test_a_third_party_alone_is_no_bilateral_answer() -> None:
    """Where i treats j as k treats j, the bilateral answers stay at nothing."""
    towards = {("usa>russia", "china>russia"): 0.45, ("china>usa", "russia>usa"): 0.45}
    told = by_pair(found(towards))
    assert all(told[pair].answer.low > 0.2 for pair in towards)
    assert abs(told["usa>russia", "russia>usa"].answer.value) < 0.15
    assert abs(told["china>usa", "usa>china"].answer.value) < 0.15


@pytest.mark.slow
def test_answers_that_are_not_there_seem_clear_as_often_as_the_caveat_says() -> None:
    """Of 24 answers in 30 sets without any, one in ten by intervals of 90 in 100, and p-values alike."""
    sets, outside, small = 30, 0, 0
    for k, values in enumerate(simulated(coefficients({}), 200, 8, sets=sets)):
        told = triangle(put(values), lags=1, replications=99, seed=k)
        outside += sum(one.answer.low > 0 or one.answer.high < 0 for one in told.answers)
        small += sum(one.answer.p_value < 0.1 for one in told.answers)
    assert within(outside, 24 * sets, 0.1), outside
    assert within(small, 24 * sets, 0.1), small


@pytest.mark.slow
def test_intervals_hold_planted_answers_as_often_as_they_say() -> None:
    """The four planted ones in 40 sets of 200 months: within four deviations of 90 in 100."""
    sets, hits = 40, 0
    for k, values in enumerate(simulated(coefficients(PLANTED), 200, 9, sets=sets)):
        told = by_pair(triangle(put(values), lags=1, replications=99, seed=k))
        hits += sum(told[p].answer.low <= effect <= told[p].answer.high for p, effect in PLANTED.items())
    assert within(hits, 4 * sets, 0.9), hits


def test_every_series_has_one_bilateral_three_triangular_and_one_linked_answer() -> None:
    """30 answers, of which none is of a series to itself."""
    told = found({}, n=60, replications=5)
    assert len(told.answers) == 30
    for name in NAMES:
        i, j = name.split(">")
        k = next(actor for actor in ACTORS if actor not in (i, j))
        own = {(answer.kind, answer.to) for answer in told.answers if answer.of == name}
        assert own == {
            ("bilateral", f"{j}>{i}"),
            ("towards the actor", f"{k}>{i}"),
            ("towards the target", f"{k}>{j}"),
            ("by the target", f"{j}>{k}"),
            ("linked", f"{i}>{k}"),
        }


def test_the_order_of_the_series_does_not_matter() -> None:
    """Estimates are the same by name; only the order of the actors follows the names."""
    values = one(coefficients(PLANTED), 120, 4)
    back = triangle(put(values[:, ::-1], NAMES[::-1]), lags=1, replications=5)
    there = by_pair(triangle(put(values), lags=1, replications=5))
    assert back.actors == ("china", "russia", "usa")
    for pair, answer in by_pair(back).items():
        assert answer.kind == there[pair].kind
        assert answer.answer.value == pytest.approx(there[pair].answer.value)
        assert answer.answer.error == pytest.approx(there[pair].answer.error)


def test_lags_are_chosen_and_summed() -> None:
    """A second lag is found by the criterion, and the answer is the sum over both."""
    first = coefficients({("usa>russia", "russia>usa"): 0.3}, own=0.2)
    second = coefficients({("usa>russia", "russia>usa"): 0.3}, own=0.35)
    told = triangle(put(one(np.concatenate([first, second]), 500, 5)), replications=49)
    assert told.lags == 2
    assert told.periods == 498
    assert by_pair(told)["usa>russia", "russia>usa"].answer.value == pytest.approx(0.6, abs=0.15)


def test_exploding_systems_are_told() -> None:
    """The share of replications that explode is high where the powers feed each other."""
    feeding = {(f"{a}>{b}", f"{b}>{a}"): 0.6 for a in ACTORS for b in ACTORS if a != b}
    wild = triangle(put(one(coefficients(feeding, own=0.5), 60, 5, burn=0)), lags=1, replications=19)
    assert wild.share_explosive.value > 0.9
    assert found({}, n=100, replications=19).share_explosive.value < 0.1


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("a>b", "b>a", "a>c", "c>a", "b>c", "b>a"), "missing: c>b"),
        (("a>b", "b>a", "a>c", "c>a", "b>c"), "missing: c>b"),
        (("a>b", "b>a", "a>c", "c>a", "b>c", "c>b", "a>b"), "one is there twice"),
        (("a>b", "b>a"), "three actors, not 2: a, b"),
        (("a>b", "b>a", "a>c", "c>a", "a>d", "d>a"), "three actors, not 4: a, b, c, d"),
        (("ab", "b>a", "a>c", "c>a", "b>c", "c>b"), "must be named actor>target"),
        (("a>a", "b>a", "a>c", "c>a", "b>c", "c>b"), "must be named actor>target"),
        ((">b", "b>a", "a>c", "c>a", "b>c", "c>b"), "must be named actor>target"),
    ],
)
def test_other_series_than_these_six(names: tuple[str, ...], told: str) -> None:
    """The message says which are missing or what is wrong with the names."""
    values = np.random.default_rng(1).normal(size=(50, len(names)))
    series = Aligned(
        names=names,
        every="month",
        measure="mean",
        periods=tuple(map(str, range(50))),
        values=values,
        note="",
        n_missing=0,
    )
    with pytest.raises(RunError, match=told):
        triangle(series, lags=1, replications=5)


@pytest.mark.parametrize("lags", [0, -1])
def test_no_lags_are_no_answers(lags: int) -> None:
    """At least one is needed."""
    with pytest.raises(RunError, match=f"at least 1 lag, not {lags}"):
        found({}, n=50, lags=lags)


def test_too_few_constant_and_missing_months() -> None:
    """Each refused in words."""
    values = one(coefficients({}), 60, 6)
    with pytest.raises(RunError, match="8 periods of 6 series are too short"):
        triangle(put(values[:8]), lags=1, replications=5)
    still = values.copy()
    still[:, 2] = 1.0
    with pytest.raises(RunError, match="russia>usa is 1 in every period"):
        triangle(put(still), lags=1, replications=5)
    twice = values.copy()
    twice[:, 2] = values[:, 0] + values[:, 1]
    with pytest.raises(RunError, match="an exact combination of usa>russia and usa>china"):
        triangle(put(twice), lags=1, replications=5)
    gap = Aligned(
        names=NAMES,
        every="month",
        measure="mean",
        periods=tuple(map(str, range(60))),
        values=np.where(np.arange(60)[:, None] == 4, math.nan, values),
        note="",
        n_missing=6,
    )
    with pytest.raises(RunError, match="usa>russia has no value in 1 of 60 periods"):
        triangle(gap, lags=1, replications=5)


def test_json_form() -> None:
    """Plain: 30 answers with their kinds, the share, level and caveat."""
    told = json.loads(json.dumps(found(PLANTED, n=80, replications=9).to_dict()))
    assert told["actors"] == list(ACTORS)
    assert len(told["answers"]) == 30
    assert {answer["kind"] for answer in told["answers"]} == set(KINDS.values())
    assert "of 30 answers, about 3.0 would seem clear" in told["caveat"]
