"""What the plan for many workers is measured with."""

from __future__ import annotations

from ensemble_planning import bookkeeping


def test_bookkeeping_grows_with_the_workers_to_choose_among() -> None:
    """A crew of 4,000 takes longer to choose than a crew of 2."""
    assert 0.0 < bookkeeping(2, blocks=20) < bookkeeping(4_000, blocks=20)
