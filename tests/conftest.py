"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import settings

# No test is timed: how fast something is belongs into benchmarks/, and machines differ.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# A shell begins what it runs in the background deaf to interrupts, and so would be whatever the
# tests start: those that interrupt a run would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
