"""Uniforms by name and number, and what quantities make of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.dossier.dossier import Correlation, Dossier
from detente.dossier.quantity import Quantity
from detente.dossier.trimming import trimmed
from detente.ensemble.depths import class_depths
from detente.ensemble.sampling import Sampler, draw_generator, draw_values, uniforms
from detente.ensemble.schemes import SCHEMES, Scheme, paths_drawn
from detente.errors import RunError
from detente.model.blueprint import Blueprint

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
    assert draw_values(certain, 0, 7, 3, ()).tolist() == [[v] * 3 for v in (2.5, 1.0, 3.0, 4.0, 5.0)]
    assert all((q.draw(np.array([0.0, 0.5])) == q.parameters[0]).all() for q in certain)


def test_a_block_has_a_row_for_each_quantity() -> None:
    """Values come in the order asked for, each row by its own name."""
    quantities = [quantity("uniform", (0.0, 1.0), name) for name in ("x", "y")]
    values = draw_values(quantities, 2, 10, 6, ())
    assert values.shape == (2, 6)
    assert values[1].tolist() == uniforms("y", 2, 10, 6).tolist()
    assert draw_values(quantities[::-1], 2, 10, 6, ()).tolist() == values[::-1].tolist()
    assert draw_values([], 0, 0, 4, ()).shape == (0, 4)


def test_generators_belong_to_one_draw_and_purpose() -> None:
    """The same purpose, seed and draw give the same stream, any other another one."""
    first = draw_generator("count", 1, 5).random(4).tolist()
    assert draw_generator("count", 1, 5).random(4).tolist() == first
    for other in (("count", 1, 6), ("count", 2, 5), ("other", 1, 5)):
        assert draw_generator(*other).random(4).tolist() != first


HAWKS = Correlation(
    name="hawks",
    of=("stakes.us.sanctions-relief.full", "trust.keeps_word.russia", "stakes.us.donbas.minsk"),
    rank=0.6,
)
DOVES = Correlation(name="doves", of=("stakes.us.crimea.none", "trust.keeps_word.russia"), rank=-0.4)


@pytest.fixture(scope="module")
def reference() -> Dossier:
    """The reference case with three of its judgements, and one that it has not, tied together."""
    return replace(load("us-russia"), correlations=(HAWKS, DOVES))


def scheme_of(kind: str, dossier: Dossier, draws: int = 256) -> Scheme:
    """A scheme for all numbers of a dossier."""
    blueprint = Blueprint(dossier)
    paths = paths_drawn(blueprint.quantities, dossier.correlations)
    return Scheme(kind=kind, seed=5, draws=draws).over(paths)  # type: ignore[arg-type]


def test_the_tied_judgements_exist(reference: Dossier) -> None:
    """But for the one that no dossier has, so that the tests below are about something."""
    paths = {quantity.path for quantity in Blueprint(reference).quantities}
    assert set(HAWKS.of) <= paths
    assert DOVES.of[0] not in paths


@pytest.mark.parametrize("kind", SCHEMES)
def test_any_block_any_company_any_cut_gives_the_same_bytes(kind: str, reference: Dossier) -> None:
    """Split draws, a number alone, other order, and a dossier cut down: all of the same draws."""
    blueprint, scheme = Blueprint(reference), scheme_of(kind, reference)
    sampler = Sampler(blueprint.quantities, scheme, reference.correlations)
    whole = sampler.values(0, 150)
    parts = [sampler.values(start, min(37, 150 - start)) for start in range(0, 150, 37)]
    assert np.hstack(parts).tobytes() == whole.tobytes()
    row = {quantity.path: k for k, quantity in enumerate(blueprint.quantities)}
    for path in (*HAWKS.of, "stakes.us.donbas.minsk", "parties.us.discount_factor"):
        quantity = blueprint.quantities[row[path]]
        alone = draw_values([quantity], scheme, 20, 50, reference.correlations)
        assert alone.tobytes() == whole[[row[path]], 20:70].tobytes()
    small = Blueprint(trimmed(reference, {"donbas"}))
    assert HAWKS.of[0] not in {quantity.path for quantity in small.quantities}
    cut = draw_values(small.quantities, scheme, 0, 150, small.correlations)
    assert cut.tobytes() == whole[[row[quantity.path] for quantity in small.quantities]].tobytes()
    back = draw_values(blueprint.quantities[::-1], scheme, 0, 150, reference.correlations)
    assert back.tobytes() == whole[::-1].tobytes()


def test_without_correlations_nothing_changes(reference: Dossier) -> None:
    """Each number is its own stream put through its distribution, as it always was."""
    quantities = Blueprint(reference).quantities
    expected = [q.draw(uniforms(q.path, 3, 9, 20)) for q in quantities]
    assert draw_values(quantities, 3, 9, 20, ()).tobytes() == np.array(expected).tobytes()
    tied = draw_values(quantities, 3, 9, 20, reference.correlations)
    # Of four that go together the first, which the dossier has not, would keep its own.
    other = [q.path for q, row, new in zip(quantities, expected, tied, strict=True) if (row != new).any()]
    assert sorted(other) == sorted(HAWKS.of)


@pytest.mark.parametrize("kind", SCHEMES)
def test_correlated_numbers_have_their_ranks_and_margins(kind: str) -> None:
    """Under every scheme the ranks are as asked, and each number follows its own law."""
    tied = [quantity(name, parameters, f"q{k}") for k, (name, parameters, _) in enumerate(DISTRIBUTIONS[:4])]
    correlations = (Correlation(name="x", of=tuple(q.path for q in tied), rank=0.5),)
    scheme = Scheme(kind=kind, draws=4096).over(paths_drawn(tied, correlations))  # type: ignore[arg-type]
    values = draw_values(tied, scheme, 0, 4096, correlations)
    assert np.abs(stats.spearmanr(values, axis=1).statistic - np.where(np.eye(4) == 1, 1, 0.5)).max() < 0.05
    for row, (_, _, law) in zip(values, DISTRIBUTIONS, strict=False):
        assert stats.kstest(row, law.cdf).pvalue > 0.001  # type: ignore[attr-defined]


def test_a_certain_number_and_an_absent_one_change_no_other() -> None:
    """What goes with a number that does not vary, or is gone, is drawn alike."""
    correlations = (Correlation(name="x", of=("a", "b", "c"), rank=0.5),)
    wide = [quantity("uniform", (0.0, 1.0), name) for name in "abc"]
    whole = draw_values(wide, 1, 0, 9, correlations)
    fixed = [wide[0], quantity("point", (7.0,), "b"), wide[2]]
    found = draw_values(fixed, 1, 0, 9, correlations)
    assert found[[0, 2]].tobytes() == whole[[0, 2]].tobytes()
    assert found[1].tolist() == [7.0] * 9
    assert draw_values([wide[2]], 1, 0, 9, correlations).tobytes() == whole[[2]].tobytes()


def test_a_run_feels_what_goes_together() -> None:
    """A deal that two parties must both like is more frequent where they like it together."""
    data = plain(no_deal={})
    data["stakes"] = {"north": {"aid": {"grant": "-1..1"}}, "south": {"aid": {"grant": "-1..1"}}}
    paths = tuple(f"stakes.{party}.aid.grant" for party in ("north", "south"))

    def share(rank: float) -> float:
        dossier = replace(loaded(data), correlations=(Correlation(name="x", of=paths, rank=rank),))
        depths = class_depths(dossier, draws=200, workers=1)
        return float((depths.of(depths.classes[0]) >= 2).mean())

    # The chance that both are above their middle, of two scores with correlation r, is
    # 1/4 + arcsin(r) / (2 pi).
    for rank in (-0.9, 0.0, 0.9):
        r = 2 * np.sin(np.pi * rank / 6)
        assert share(rank) == pytest.approx(0.25 + np.arcsin(r) / (2 * np.pi), abs=0.1)


def test_what_cannot_be_drawn_is_refused() -> None:
    """A Sobol sequence without dimensions, and draws that a hypercube has not."""
    one = [quantity("uniform", (0.0, 1.0), "x")]
    with pytest.raises(RunError, match="dimensions"):
        Sampler(one, Scheme(kind="sobol"), ())
    with pytest.raises(RunError, match="no draw 4"):
        draw_values(one, Scheme(kind="latin hypercube", draws=4), 2, 3, ())
