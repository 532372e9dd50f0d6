"""Trust that is acceptance under another name."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from detente.explain.conditions import conditions_of, margins_of
from detente.explain.package_model import PackageModel
from detente.explain.trust_alike import trust_alike
from explain.package_models import package_models


@settings(deadline=None, max_examples=10)
@given(package_models())
def test_just_where_the_margins_are_the_same(model: PackageModel) -> None:
    """In every sample; one that differs in a single one is not alike."""
    conditions = conditions_of(model)
    margins = margins_of(model, 0, conditions, np.hstack([model.medians, model.drawn(6, 1)]))
    found = trust_alike(conditions, margins)
    column = {one.key: k for k, one in enumerate(conditions)}
    for key, one in ((one.key, one) for one in conditions if one.kind == "trusts the others"):
        other = column[f"{one.parties[0]} accepts"]
        assert (key in found) == (margins[:, column[key]] == margins[:, other]).all()
        assert found.get(key, f"{one.parties[0]} accepts") == f"{one.parties[0]} accepts"
        changed = margins.copy()
        changed[-1, column[key]] += 2.0**-20
        if key in found:
            assert key not in trust_alike(conditions, changed)
    assert set(found) <= {one.key for one in conditions if one.kind == "trusts the others"}
