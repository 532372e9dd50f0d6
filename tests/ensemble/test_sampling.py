"""Uniforms by name and number, and what quantities make of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.dossier.quantity import Quantity
from detente.ensemble.sampling import draw_generator, draw_values, uniforms

PINNED = [0.9245846999058123, 0.7764517723585006, 0.4164981901617434]
DISTRIBUTIONS = [
    ("uniform", (-3.0, 5.0), stats.uniform(-3, 8)),
    ("pert", (2.0, 3.0, 10.0), stats.beta(1.5, 4.5, 2, 8)),
    ("triangular", (-1.0, 2.0, 3.0), stats.triang(0.75, -1, 4)),
    ("triangular", (0.0, 0.0, 2.0), stats.triang(0, 0, 2)),
    ("normal", (4.0, 1.5), stats.norm(4, 1.5)),
    ("lognormal", (0.5, 0.25), stats.lognorm(0.25, scale=np.exp(0.5))),
    ("beta", (2.0, 5.0), stats.beta(2, 5)),
    ("beta", (0.5, 0.5), stats.beta(0.5, 0.5)),
]


def quantity(distribution: str, parameters: tuple[float, ...], path: str = "q") -> Quantity:
    """Make a quantity."""
    return Quantity(distribution=distribution, parameters=parameters, path=path)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.text(max_size=8), st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 40), st.data())
def test_any_split_gives_the_same_uniforms(
    path: str, seed: int, start: int, count: int, data: st.DataObject
) -> None:
    """However draws are cut into blocks, each has the uniform it would have alone."""
    cut = data.draw(st.integers(0, count))
    whole = uniforms(path, seed, start, count)
    parts = [uniforms(path, seed, start, cut), uniforms(path, seed, start + cut, count - cut)]
    assert np.concatenate(parts).tolist() == whole.tolist()
    if count:
        assert uniforms(path, seed, start + count - 1, 1)[0] == whole[-1]
    assert ((whole >= 0) & (whole < 1)).all()


def test_streams_are_pinned() -> None:
    """These very numbers belong to this name and seed: a change would change every run."""
    assert uniforms("stakes.us.sanctions.staged", 0, 0, 3).tolist() == PINNED


def test_names_and_seeds_have_streams_of_their_own() -> None:
    """Another name, or another seed, is other luck: uniform and uncorrelated."""
    streams = np.array([uniforms(name, seed, 0, 4000) for name in ("a", "b", "aa") for seed in (0, 1)])
    assert np.abs(np.corrcoef(streams) - np.eye(6)).max() < 0.06
    assert min(stats.kstest(stream, "uniform").pvalue for stream in streams) > 0.001


@pytest.mark.parametrize(("name", "parameters", "law"), DISTRIBUTIONS)
def test_draws_follow_their_law(name: str, parameters: tuple[float, ...], law: object) -> None:
    """Each distribution passes the test of Kolmogorov and Smirnov against scipy's own."""
    values = quantity(name, parameters).draw(uniforms("law", 3, 0, 5000))
    assert stats.kstest(values, law.cdf).pvalue > 0.001  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "parameters", "law"), DISTRIBUTIONS)
def test_draws_are_quantiles(name: str, parameters: tuple[float, ...], law: object) -> None:
    """A draw is the quantile of its uniform, rising with it, and finite at both ends."""
    inside = np.linspace(0.001, 0.999, 101)
    values = quantity(name, parameters).draw(inside)
    assert np.allclose(values, law.ppf(inside), rtol=1e-9, atol=1e-9)  # type: ignore[attr-defined]
    ends = quantity(name, parameters).draw(np.array([0.0, np.nextafter(1.0, 0.0)]))
    assert np.isfinite(ends).all()
    assert ends[0] <= values[0]
    assert values[-1] <= ends[1]


def test_what_is_certain_does_not_vary() -> None:
    """Points and ranges of no width are the same in every draw."""
    certain = [
        quantity("point", (2.5,), "a"),
        quantity("uniform", (1.0, 1.0), "b"),
        quantity("pert", (3.0, 3.0, 3.0), "c"),
        quantity("triangular", (4.0, 4.0, 4.0), "d"),
        quantity("normal", (5.0, 0.0), "e"),
    ]
    assert draw_values(certain, 0, 7, 3).tolist() == [[v] * 3 for v in (2.5, 1.0, 3.0, 4.0, 5.0)]
    assert all((q.draw(np.array([0.0, 0.5])) == q.parameters[0]).all() for q in certain)


def test_a_block_has_a_row_for_each_quantity() -> None:
    """Values come in the order asked for, each row by its own name."""
    quantities = [quantity("uniform", (0.0, 1.0), name) for name in ("x", "y")]
    values = draw_values(quantities, 2, 10, 6)
    assert values.shape == (2, 6)
    assert values[1].tolist() == uniforms("y", 2, 10, 6).tolist()
    assert draw_values(quantities[::-1], 2, 10, 6).tolist() == values[::-1].tolist()
    assert draw_values([], 0, 0, 4).shape == (0, 4)


def test_generators_belong_to_one_draw_and_purpose() -> None:
    """The same purpose, seed and draw give the same stream, any other another one."""
    first = draw_generator("count", 1, 5).random(4).tolist()
    assert draw_generator("count", 1, 5).random(4).tolist() == first
    for other in (("count", 1, 6), ("count", 2, 5), ("other", 1, 5)):
        assert draw_generator(*other).random(4).tolist() != first
