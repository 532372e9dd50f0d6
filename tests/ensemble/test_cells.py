"""The pieces of a run: pure, picklable, cut alike whatever was done before."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import detente
from detente.ensemble.cells import (
    BINS,
    BLOCK,
    JUDGE,
    POINTS,
    READY,
    TRACK,
    WITNESSED,
    Cell,
    Job,
    cells_of,
    compute,
    prepared,
    watched,
)
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import Summary, merged
from properties.dossiers import loaded, plain


def job(seed: int = 0, **options: object) -> Job:
    """A job of the small case."""
    return Job.of("base", detente.load("two-issues"), Scheme(seed=seed), **options)  # type: ignore[arg-type]


def test_draws_are_cut_without_gaps() -> None:
    """Cells follow one another, the last one shorter, and begin where they are told to."""
    cells = cells_of("base", JUDGE, 2 * BLOCK + 5)
    assert [(c.start, c.count) for c in cells] == [(0, BLOCK), (BLOCK, BLOCK), (2 * BLOCK, 5)]
    assert cells_of("base", JUDGE, 2 * BLOCK + 5, first=BLOCK) == cells[1:]
    assert cells_of("base", JUDGE, BLOCK, first=BLOCK) == ()


def test_names_sort_in_draw_order() -> None:
    """A cell's name is a file's name, unique by job, stage and draws."""
    names = [cell.name for cell in cells_of("base", JUDGE, 30 * BLOCK)]
    assert names == sorted(names)
    assert names[1] == "base.judge.00000064-0064"


def test_the_same_job_has_the_same_key() -> None:
    """The key is of the content: another seed is another job, a copy that was sent is the same."""
    assert job().key == job().key
    assert job().key != job(1).key
    sent = pickle.loads(pickle.dumps(job()))
    cell = Cell(job="base", stage=JUDGE, start=0, count=3)
    here, there = compute(job(), cell), compute(sent, cell)
    assert all(here[name].tobytes() == there[name].tobytes() for name in here)


@pytest.mark.parametrize("cut", [1, 7, 20])
def test_a_block_is_the_sum_of_its_parts(cut: int) -> None:
    """Two parts of a block, judged apart, add up to it to the byte."""
    one = job(counted=9)
    whole = compute(one, Cell(job="base", stage=JUDGE, start=0, count=24))
    parts = [
        Summary.of_arrays(compute(one, Cell(job="base", stage=JUDGE, start=start, count=count)))
        for start, count in ((cut, 24 - cut), (0, cut))
    ]
    found = merged(parts).arrays()
    assert all(found[name].tobytes() == whole[name].tobytes() for name in whole)


def test_packages_found_late_are_not_kept() -> None:
    """Beyond the first draws packages are no longer collected, so that memory does not grow."""
    late = Cell(job="base", stage=JUDGE, start=WITNESSED, count=5)
    assert len(compute(job(), late)["witnesses"]) == 0


def test_following_packages() -> None:
    """Tracked packages are counted by gate, and their points have a sketch."""
    context = prepared(job())
    packages = np.array([context.blueprint.space.columns({}), context.plan.singles[0]])
    following = job(packages=packages)
    passed = compute(following, Cell(job="base", stage=TRACK, start=0, count=10))["passed"]
    assert passed.shape == (2, 5)
    assert (np.diff(passed, axis=1) <= 0).all()
    sketch = compute(following, Cell(job="base", stage=POINTS, start=0, count=10))
    assert sketch["count"].sum() == 10 * 2 * 2


def test_only_some_judgements_are_watched() -> None:
    """Costs of dealing, relative gains and trust where they are uncertain, and nothing else."""
    data = plain(
        dealing_costs={"north": {"per_deal": "1..3", "per_issue": 2}}, relative_gains={"south": "0..0.5"}
    )
    quantities = prepared(Job.of("base", loaded(data), Scheme())).blueprint.quantities
    assert {q.path for _, q in watched(quantities)} == {
        "dealing_costs.north.per_deal",
        "relative_gains.south",
    }


def test_watched_judgements_fall_into_equal_parts() -> None:
    """Each part of a watched judgement's range holds its share of the draws."""
    data = plain(dealing_costs={"north": {"per_deal": "0/1/9"}})
    found = compute(
        Job.of("base", loaded(data), Scheme()), Cell(job="base", stage=JUDGE, start=0, count=3200)
    )
    shares = found["judgements"].sum(axis=0)[0]
    assert shares.shape == (BINS,)
    assert shares.sum() == 3200
    assert abs(shares - 100).max() < 45


def test_only_a_few_jobs_are_kept_ready() -> None:
    """A process that has seen many jobs forgets the oldest, and makes it again when asked."""
    first = job(seed=100)
    known = prepared(first)
    for seed in range(READY + 1):
        prepared(job(seed=200 + seed))
    assert prepared(first) is not known
