"""Kinds of deal: which contain which, which packages are of which, and the rows of proofs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import detente
from detente.ensemble import kinds
from detente.ensemble.kinds import fits, kinds_of
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain


def test_the_widest_comes_first() -> None:
    """A class is judged after those that contain it, and knows them."""
    b = Blueprint(loaded(plain()))
    found = kinds_of(b)
    assert (found.order, found.wider) == ((1, 0), ((1,), ()))
    assert found.contained.tolist() == [[False, True], [False, False]]
    assert found.few.classes == (0,)


def test_large_classes_are_kinds_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that is too large to list is asked about exactly as described, within itself sweetened."""
    monkeypatch.setattr(kinds, "FEW", 0)
    found = kinds_of(Blueprint(loaded(plain())))
    assert (found.of, found.n_sweetened, found.few.classes) == ((0, 1, 0), 2, ())
    assert found.contained[2].tolist() == [True, True, False]


def test_which_packages_fit() -> None:
    """A package fits a class that allows all its columns and counts enough moves."""
    b = Blueprint(loaded(plain(deals={"some": {"at_least": 1, "of": {"aid": ["grant"]}}, "any": None})))
    packages = np.array(list(itertools.product([0, 1], [2, 3])), np.int64)
    assert fits(kinds_of(b), packages).tolist() == [
        [False, True],
        [False, True],
        [True, True],
        [True, True],
    ]


def test_rows_are_clauses_that_can_be_weighed() -> None:
    """Every row is a bare predicate, or a guard with the issues that can touch it."""
    b = Blueprint(detente.load("us-russia"))
    proofs = kinds_of(b).proofs
    for r, (clause, guard) in enumerate(zip(proofs.clause, proofs.rows.guard, strict=True)):
        program = b.clauses[clause].program
        assert proofs.rows.predicate[r] == program[1 if guard < 0 else 3]
        touched = proofs.rows.issues[proofs.rows.first[r] : proofs.rows.first[r + 1]]
        assert (len(touched) > 0) == (guard >= 0)
    assert len(proofs.clause) >= 25
