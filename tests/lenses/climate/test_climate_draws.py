"""What holds the numbers of a climate."""

from __future__ import annotations

from climate_draws_by_hand import drawn
from detente.lenses.climate.climate_draws import Shocks
from detente.lenses.climate.simulating import simulate_paths


def test_their_size_is_that_of_their_arrays() -> None:
    """Draws are counted by the level, steps by the chance there is."""
    draws = drawn(n=3, steps=7)
    assert (draws.n_draws, draws.n_steps) == (3, 7)
    assert (drawn(n=0, steps=0).n_draws, drawn(n=0, steps=0).n_steps) == (0, 0)


def test_without_shocks_nothing_happens_by_chance() -> None:
    """Noise, misperception and the surest possible accident leave a path alone."""
    draws = drawn(
        n=2, steps=4, noise=5.0, misperception=5.0, rate=0.999, severity=3.0, shocks=Shocks.none(4, 2)
    )
    paths = simulate_paths(draws, [], 4)
    assert (paths.hostility == 0).all()
    assert not paths.accidents.any()
