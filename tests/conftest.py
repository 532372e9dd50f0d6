"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# No test is timed: how fast something is belongs into benchmarks/, and machines differ.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
