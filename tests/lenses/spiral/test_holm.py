"""P-values of several tests."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from detente.lenses.spiral.holm import holm

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@settings(deadline=None, max_examples=20)
@given(P_VALUES)
def test_as_statsmodels(p: list[float]) -> None:
    """The same as another implementation, ties included, and never below what was given."""
    found = holm(p)
    np.testing.assert_allclose(found, multipletests(p, method="holm")[1], atol=1e-15)
    assert (found >= np.array(p)).all()


def test_one_stays() -> None:
    """A single p-value is left as it is."""
    assert holm([0.2]).tolist() == [0.2]
