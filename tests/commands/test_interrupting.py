"""What is said when a kept run is broken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.bundles.store import Store
from detente.commands.interrupting import BrokenOff, told_how_to_go_on


def test_with_a_bundle(tmp_path: Path) -> None:
    """The interrupt says what is kept, where, and the command that goes on."""
    bundle = Store(tmp_path).open({"a": 1}, {}, "detente run x")
    with pytest.raises(BrokenOff, match=rf"0 finished blocks .*--resume {bundle.short} goes on"):  # noqa: SIM117
        with told_how_to_go_on(bundle):
            raise KeyboardInterrupt


def test_without_a_bundle() -> None:
    """Nothing is kept, and the interrupt stays what it is."""
    with pytest.raises(KeyboardInterrupt) as caught, told_how_to_go_on(None):
        raise KeyboardInterrupt
    assert str(caught.value) == ""
