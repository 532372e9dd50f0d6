"""Cells and results on the way between processes."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from tests.ensemble.cell_work import Cell, Job, compute, tasks_of

from detente.ensemble import parcels
from detente.ensemble.crews import MissingJobError, RefusedError
from detente.ensemble.parcels import KEPT, Letter, answer, pack, unpack
from detente.errors import RunError, UnknownNameError


def test_a_cell_comes_back_as_computed_here() -> None:
    """The arrays of the reply are those of a plain call, to the byte."""
    job, cell = Job(key="plain"), Cell(number=5)
    expected = compute(job, cell)
    found = unpack(pickle.loads(pickle.dumps(Letter(pack(compute, job, cell)))))
    assert {k: v.tobytes() for k, v in found.items()} == {k: v.tobytes() for k, v in expected.items()}


def test_a_job_is_kept_and_the_oldest_forgotten() -> None:
    """A job sent once needs not be sent again, until as many others came as are kept."""
    jobs = [Job(key=f"kept-{k}") for k in range(KEPT + 1)]
    cell = Cell(number=0)
    for job in jobs:
        unpack(answer(pack(compute, job, cell)))
    assert len(unpack(answer(pack(compute, jobs[-1], cell, with_job=False)))["normal"]) == 100
    with pytest.raises(MissingJobError):
        unpack(answer(pack(compute, jobs[0], cell, with_job=False)))


def test_errors_keep_their_type_and_content() -> None:
    """An error that cannot be built from its text alone comes through whole."""
    with pytest.raises(UnknownNameError, match="did you mean 'russia'") as caught:
        unpack(answer(pack(compute, Job(key="r", act="raise"), Cell(number=3))))
    assert (caught.value.kind, caught.value.valid) == ("party", ("russia",))


def test_a_mistake_in_the_function_tells_where() -> None:
    """Other errors carry the worker's trace as a note."""
    with pytest.raises(ZeroDivisionError) as caught:
        unpack(answer(pack(compute, Job(key="b", act="bug"), Cell(number=0))))
    assert "cell_work.py" in caught.value.__notes__[0]


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parcel of another version is not opened, and both versions are named."""
    monkeypatch.setattr(parcels, "__version__", "9.9.9")
    parcel = pack(compute, *tasks_of(1)[0])
    monkeypatch.undo()
    with pytest.raises(RefusedError, match=rf"has detente {parcels.__version__} .* this is detente 9\.9\.9"):
        unpack(answer(parcel))


def test_what_cannot_be_sent_is_told() -> None:
    """A function without a name of its own gives an error, not a broken worker."""
    with pytest.raises(RunError, match="test-0000 cannot be sent"):
        pack(lambda *_: {"a": np.zeros(1)}, *tasks_of(1)[0])
