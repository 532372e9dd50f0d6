"""What is said when a kept run is broken off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from detente.bundles.bundle import Bundle

__all__ = ["BrokenOff", "told_how_to_go_on"]


class BrokenOff(KeyboardInterrupt):
    """An interrupt of a run whose finished blocks are kept; says how to go on."""


@contextmanager
def told_how_to_go_on(bundle: Bundle | None) -> Iterator[None]:
    """Turn an interrupt of a kept run into one that says what is kept.

    Raises
    ------
    BrokenOff
        On an interrupt, with a bundle.
    """
    try:
        yield
    except KeyboardInterrupt as interrupt:
        if bundle is None:
            raise
        raise BrokenOff(
            f"interrupted; {len(bundle.done())} finished blocks are kept in {bundle.folder}, and "
            f"detente run --resume {bundle.short} goes on"
        ) from interrupt
