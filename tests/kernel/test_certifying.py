"""Certificates tried again on other numbers."""

from __future__ import annotations

import numpy as np
from brute_force import every_package, gates_passed, random_system
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed import rows_of

from detente.kernel.certifying import Certificates, certify_kinds


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_ceilings_and_suspects_are_sound(seed: int) -> None:
    """No package gets beyond the ceiling, nor passes all with a cleared party's conditions lifted."""
    rng = np.random.default_rng(seed)
    system = random_system(rng)
    rows, clauses = rows_of(system)
    n, n_parties = len(clauses), len(system.thresholds)
    certificates = Certificates(
        of_kind=np.array([0, n, n], np.int64),
        start=np.arange(n + 1),
        row=np.arange(n),
        weight=np.ones(n),
        gate=system.clause_gate[clauses].astype(np.int64),
        # Here everybody owns one predicate, so that a row rests on its guard's owner as well.
        parties=(rows.predicate[:, None] == np.arange(n_parties))
        | (rows.guard[:, None] == np.arange(n_parties)),
    )
    narrow = system.allowed & (rng.random(len(system.allowed)) < 0.9)
    ceilings, suspects = np.zeros(2, np.int64), np.ones((2, n_parties), np.bool_)
    certify_kinds(
        system.offsets, system.tables, system.thresholds, system.allowed,
        np.array([np.ones(len(narrow), np.bool_), narrow]), rows, certificates, np.arange(2),
        np.array([[False, False], [True, False]]), np.zeros(2, np.int64), system.n_gates, ceilings, suspects,
    )  # fmt: skip
    for k, part in enumerate((system, system.restricted(narrow))):
        depths = [gates_passed(part, x) for x in every_package(part)]
        assert max(depths, default=0) <= ceilings[k]
        for p in np.flatnonzero(~suspects[k]):
            thresholds = part.thresholds.copy()
            thresholds[p] = -(1 << 40)
            lifted = type(part)(**{**vars(part), "thresholds": thresholds})
            assert all(gates_passed(lifted, x) < part.n_gates for x in every_package(part))
