"""Judging at many settings: the same as judging dossiers with these numbers written in, one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.explain.sweep_axes import axis_of
from detente.explain.sweep_judging import BLOCK, counted_depths, task_of
from explain.swept import TRUST, reading

CASE = reading(None)
TRUCE = "stakes.north.border.truce"


def written(trust: float, truce: float) -> Dossier:
    """The case with points in place of two of its numbers."""
    kept = Quantity(distribution="point", parameters=(trust,), path=TRUST)
    worth = Quantity(distribution="point", parameters=(truce,), path=TRUCE)
    north = dict(CASE.stakes["north"])
    north["border"] = {**north["border"], "truce": worth}
    return replace(
        CASE,
        stakes={**CASE.stakes, "north": north},
        trust=replace(CASE.trust, keeps_word={**CASE.trust.keeps_word, "south": kept}),
    )


@pytest.mark.parametrize("form", [AS_DESCRIBED, SWEETENED])
def test_a_setting_is_the_dossier_with_the_number_written_in(form: Form) -> None:
    """Every count, at every point, and with everything as drawn."""
    axes = [axis_of(f"{TRUCE}=4,15", CASE, {}), axis_of(f"{TRUST}=0.2,0.6,1", CASE, {})]
    ((counts, drawn),) = counted_depths([task_of(CASE, "quiet-for-relief", form, axes)], draws=30, seed=3)
    assert counts.shape == (2, 3, 6)
    for j, truce in enumerate((4.0, 15.0)):
        for k, trust in enumerate((0.2, 0.6, 1.0)):
            found = class_depths(
                written(trust, truce), form=form, deals=["quiet-for-relief"], draws=30, seed=3
            )
            assert counts[j, k].tolist() == np.bincount(found.depths[:, 0], minlength=6).tolist()
    found = class_depths(CASE, form=form, deals=["quiet-for-relief"], draws=30, seed=3)
    assert drawn.tolist() == np.bincount(found.depths[:, 0], minlength=6).tolist()


def test_axes_that_cannot_matter_are_not_judged() -> None:
    """One setting stands for all of an axis whose number the kind of deal does not have."""
    case = detente.load("us-russia")
    axes = [
        axis_of(text, case, {})
        for text in ("stakes.us.donbas.minsk=-5..5:5", "stakes.us.venezuela.assure=1,2")
    ]
    task = task_of(case, "election-ukraine", AS_DESCRIBED, axes)
    assert (task.bearing, task.shape) == ((True, False), (5, 1))
    ((counts, _),) = counted_depths([task], draws=5, seed=0)
    assert counts.shape == (5, 2, 6)
    assert (counts.sum(axis=2) == 5).all()


def test_no_axes() -> None:
    """The counts as drawn, twice."""
    ((counts, drawn),) = counted_depths([task_of(CASE, "full-swap", AS_DESCRIBED, [])], draws=20, seed=1)
    assert counts.tolist() == drawn.tolist()
    assert drawn.sum() == 20


def test_workers_and_blocks_make_no_difference() -> None:
    """The same counts, and progress reaches its end."""
    axes = [axis_of(f"{TRUST}=0..1:3", CASE, {})]
    tasks = [task_of(CASE, key, AS_DESCRIBED, axes) for key in ("quiet-for-relief", "full-swap")]
    said: list[tuple[int, int]] = []
    draws = BLOCK + 10
    one = counted_depths(tasks, draws=draws, seed=0, workers=1, progress=lambda *at: said.append(at))
    two = counted_depths(tasks, draws=draws, seed=0, workers=2)
    assert all((a == b).all() for x, y in zip(one, two, strict=True) for a, b in zip(x, y, strict=True))
    assert said[-1] == (4 * draws * 2, 4 * draws * 2)
