"""Sets of one size and up to where none is missing."""

from __future__ import annotations

import math

from detente.explain.flip_class_found import Found


def test_nothing_found_may_still_be_complete() -> None:
    """A list without sets that is complete says that there are none."""
    found = Found(sets=(), complete_to=math.inf, examined=0)
    assert not found.sets
    assert found.complete_to == math.inf
