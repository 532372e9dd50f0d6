"""Draws and seeds that cannot be are refused."""

from __future__ import annotations

import pytest

from detente.errors import RunError
from detente.verdict.draw_limits import MAX_DRAWS, check_draws


@pytest.mark.parametrize(
    ("draws", "seed", "least", "said"),
    [
        (0, 0, 1, "from 1 to 100000, not 0"),
        (-1, 0, 0, "from 0 to 100000, not -1"),
        (MAX_DRAWS + 1, 0, 1, "not 100001"),
        (1, -1, 1, "seed must be 0 or more, not -1"),
        (2.5, 0, 1, "whole numbers, not 2.5"),
        (2, "now", 1, "whole numbers"),
    ],
)
def test_what_cannot_be_is_refused(draws: int, seed: int, least: int, said: str) -> None:
    """With the range that can be."""
    with pytest.raises(RunError, match=said):
        check_draws(draws, seed, least=least)


def test_the_ends_of_the_range_are_in_it() -> None:
    """One draw, none where the medians will do, and the most."""
    assert [check_draws(n, 0, least=k) for n, k in ((1, 1), (0, 0), (MAX_DRAWS, 1))] == [None, None, None]
