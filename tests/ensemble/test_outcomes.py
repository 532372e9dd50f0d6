"""What a draw says is compared by value."""

from __future__ import annotations

from detente.ensemble.outcomes import ClassOutcome, Effort


def test_a_class_without_blockers() -> None:
    """Nobody blocks unless somebody is named, and effort starts at nothing."""
    assert ClassOutcome(depth=2) == ClassOutcome(depth=2, sole_blockers=())
    assert Effort() == Effort(questions=0, anchored=0, certified=0, searched=0, solver_calls=0)
