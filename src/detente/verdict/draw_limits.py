"""How many draws may be asked for, and where they may start."""

from __future__ import annotations

from detente.errors import RunError

__all__ = ["MAX_DRAWS", "check_draws"]

MAX_DRAWS = 100_000


def check_draws(draws: int, seed: int, *, least: int = 1) -> None:
    """Refuse a number of draws, or a seed, that cannot be.

    Parameters
    ----------
    draws : int
        ``least`` to 100,000.
    seed : int
        0 or more.
    least : int
        0 where a question can be asked at the medians alone.

    Raises
    ------
    RunError
        For anything else, no whole number included.
    """
    if not isinstance(draws, int) or not isinstance(seed, int):
        raise RunError(f"draws and seed must be whole numbers, not {draws!r} and {seed!r}")
    if not least <= draws <= MAX_DRAWS:
        raise RunError(f"draws must be from {least} to {MAX_DRAWS}, not {draws}")
    if seed < 0:
        raise RunError(f"the seed must be 0 or more, not {seed}")
