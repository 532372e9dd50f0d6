"""Questions about flips for tests, and answers found the slow way: by judging values with the model."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.flip_fewest import Fewest
from detente.explain.flip_oracle import PackageOracle
from detente.explain.flip_overview import FlipOverview, KindFlips
from detente.explain.flip_result import Flips
from detente.explain.flip_sets import Completeness, FlipSet, Turn
from detente.explain.package_model import PackageModel
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from explain.test_flip_sets import entry
from properties.dossiers import Data, loaded, plain, uncertain_dossiers

Int = NDArray[np.int64]
Packages = Mapping[str, Mapping[str, str]]
GIFT: Packages = {"gift": {"aid": "grant"}}
SWAP: Packages = {"swap": {"aid": "grant", "base": "closed"}}


def small(**sections: Any) -> Dossier:
    """The small bargain, with some sections of its own."""
    return loaded(plain(**sections))


def stakes(north_aid: Any = -2, north_base: Any = 4, south_aid: Any = 4, south_base: Any = -2) -> Data:
    """Stakes of the small bargain."""
    return {
        "north": {"aid": {"grant": north_aid}, "base": {"closed": north_base}},
        "south": {"aid": {"grant": south_aid}, "base": {"closed": south_base}},
    }


def oracle_of(dossier: Dossier, packages: Packages) -> PackageOracle:
    """The oracle of some packages."""
    return PackageOracle(PackageModel.of(dossier, packages))


@st.composite
def questions(draw: st.DrawFn, most: int = 2) -> tuple[Dossier, dict[str, dict[str, str]]]:
    """A random dossier and one package of it, or a few."""
    dossier = draw(uncertain_dossiers())
    packages = {}
    for k in range(draw(st.integers(1, most))):
        options = {
            key: draw(st.sampled_from([o.key for o in issue.options.values() if not o.pressure]))
            for key, issue in dossier.issues.items()
        }
        if any(dossier.issues[key].status_quo != option for key, option in options.items()):
            packages[f"p{k}"] = options
    return dossier, packages


def random_units(oracle: PackageOracle, rows: Sequence[int], reach: float, n: int, seed: int) -> Int:
    """Values of some judgements within a reach, many of them at its ends; shape (n_rows, n)."""
    rng = np.random.default_rng(seed)
    low, high = (end[:, None] for end in oracle.reaches.ends(np.array(rows), np.array(reach)))
    units = rng.integers(low, high + 1, size=(len(rows), n))
    where = rng.random(units.shape)
    return np.where(where < 0.3, low, np.where(where < 0.6, high, units))


def verdicts(oracle: PackageOracle, rows: Sequence[int], units: Int) -> NDArray[np.bool_]:
    """Judge values of some judgements, all others at their medians, by the model itself."""
    values = np.repeat(oracle.medians, units.shape[1], axis=1)
    values[list(rows)] = oracle.reaches.values(np.array(rows)[:, None], units)
    return oracle.passes(values)


def turning_before(
    oracle: PackageOracle, rows: Sequence[int], limit: float, *, to_deal: bool, seed: int, n: int = 200
) -> list[list[float]]:
    """Values at a smaller reach than ``limit`` that turn the verdict, of many tried."""
    units = random_units(oracle, rows, limit, n, seed)
    far = oracle.reaches.of(np.array(rows)[:, None], units).max(axis=0)
    turned = (verdicts(oracle, rows, units) == to_deal) & (far < limit)
    found: list[list[float]] = (units[:, turned].T / UNIT).tolist()
    return found


def passes_in_the_whole(dossier: Dossier, packages: Packages, one: FlipSet) -> bool:
    """Judge packages with the model of the whole dossier, the judgements of a set moved."""
    blueprint = Blueprint(dossier)
    values = blueprint.medians.copy()
    row = {quantity.path: k for k, quantity in enumerate(blueprint.quantities)}
    for turn in one.turns:
        values[row[turn.entry.path]] = turn.value
    named = [named_package(blueprint, name, package) for name, package in packages.items()]
    return bool((package_draws(blueprint, values, named).depths == 5).any())


def parts_of(rows: Sequence[int]) -> list[tuple[int, ...]]:
    """All proper parts of a set, but the empty one."""
    return [part for size in range(1, len(rows)) for part in itertools.combinations(rows, size)]


# ---------------------------------------------------------------------- results by hand


def flip_set(*values: float, share: float | None = None, at_least: float | None = None) -> FlipSet:
    """Judgements from 2 to 6 with the median 4, on a scale of 10, moved to some values."""
    turns = tuple(Turn(entry=entry(f"p{k}", "ba"[k % 2]), value=value) for k, value in enumerate(values))
    found = FlipSet(turns=turns, at_least=0.0, share=share)
    return FlipSet(turns=turns, at_least=found.reach if at_least is None else at_least, share=share)


def flips(*sets: FlipSet, **changed: Any) -> Flips:
    """A result with given sets."""
    content: dict[str, Any] = {
        "title": "A talk",
        "dossier": "talk",
        "reading": None,
        "draws": 100,
        "seed": 0,
        "principals": ("a", "b"),
        "asked": "swap",
        "called": "A swap",
        "form": AS_DESCRIBED,
        "n_packages": 1,
        "verdict": "no deal",
        "to": "deal",
        "share": 0.1,
        "farthest": 2.0,
        "sets": sets,
        "completeness": tuple(Completeness(size=n, examined=9, others_at_least=None) for n in (1, 2, 3)),
        "fewest": None,
        "sources": {"p0": ("A. Author, A book, 2017, claim 3: it is so",)},
        "labels": {"a": "Alba", "b": "Boria"},
        "caveats": ("Mind.",),
    }
    return Flips(**{**content, **changed})


def kind(key: str, nearest: FlipSet | None = None, **changed: Any) -> KindFlips:
    """One row of an overview."""
    content: dict[str, Any] = {
        "key": key,
        "name": f"Kind {key}",
        "form": AS_DESCRIBED,
        "verdict": "no deal",
        "to": "deal",
        "share": 0.0,
        "singles": (nearest,) if nearest is not None and len(nearest.turns) == 1 else (),
        "nearest": nearest,
        "n_sets": 0 if nearest is None else 1,
        "completeness": tuple(Completeness(size=n, examined=9, others_at_least=None) for n in (1, 2, 3)),
        "farthest": 2.0,
        "fewest": Fewest(number=4, parties=("a",)) if nearest is None else None,
    }
    return KindFlips(**{**content, **changed})


def overview(*kinds: KindFlips) -> FlipOverview:
    """An overview of some kinds."""
    return FlipOverview(
        title="A talk",
        dossier="talk",
        reading=None,
        draws=100,
        seed=0,
        principals=("a", "b"),
        kinds=kinds,
        sources={},
        labels={"a": "Alba", "b": "Boria"},
        caveats=("Mind.",),
    )
