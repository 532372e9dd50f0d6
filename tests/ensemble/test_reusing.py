"""Anchors laid out for the kernels."""

from __future__ import annotations

import numpy as np

from detente.ensemble.kinds import kinds_of
from detente.ensemble.reusing import Proof, gathered
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain


def test_proofs_are_sorted_by_kind() -> None:
    """Every kind has one proof for each condition by itself, then its own; each knows whose it is."""
    b = Blueprint(loaded(plain()))
    kinds = kinds_of(b)
    owner = kinds.proofs.owner
    row = np.flatnonzero(owner == 1)[:1]
    proof = Proof(kind=0, row=row, weight=np.ones(1))
    found = gathered(b, kinds, [np.array([1, 3])], [proof], np.zeros((2, len(b.predicates))))
    c = found.certificates
    n = len(owner)
    assert c.of_kind.tolist() == [0, n + 1, 2 * n + 1]
    assert c.row[c.start[n]] == row[0]
    assert c.parties[n].tolist() == [False, True]
    assert found.fits.tolist() == [[True, True]]
