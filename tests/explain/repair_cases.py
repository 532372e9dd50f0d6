"""Dossiers for tests of repairs: a hand-made one with known answers, and random ones that can be repaired."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.explain.package_model import PackageModel
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from properties.dossiers import loaded, plain, random_data

SWAP = {"aid": "grant", "base": "closed"}


def small(**sections: Any) -> Dossier:
    """North would pay 6 for what is worth 4 to it at most 5: short by 2 at the medians, 0.5 at best."""
    stakes = {
        "north": {"aid": {"grant": "-7..-5"}, "base": {"closed": "3..5"}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    return loaded(plain(**{"stakes": stakes, **sections}))


def model_of(dossier: Dossier, package: dict[str, str] | None = None) -> PackageModel:
    """A model of one package."""
    return PackageModel.of(dossier, {"it": package or SWAP})


@st.composite
def repairable_dossiers(draw: st.DrawFn) -> Dossier:
    """Random dossiers with wide ranges for nearly everything, no agenda limit and no order."""
    data = draw(random_data())
    sections = [options for by_issue in data["stakes"].values() for options in by_issue.values()]
    sections += [*data["dealing_costs"].values(), *data["no_deal"].values()]
    sections += [link["points"] for link in data["links"]]
    for numbers in sections:
        for key, value in numbers.items():
            if isinstance(value, int | float) and draw(st.integers(0, 3)):
                down, up = draw(st.tuples(st.integers(0, 20), st.integers(0, 20)))
                numbers[key] = f"{value - down / 4}..{value + up / 4}"
    for numbers in [data["relative_gains"], data["trust"]["keeps_word"], data["trust"]["monitoring"]]:
        for key, value in numbers.items():
            numbers[key] = f"{value / 4}..{(1 + value) / 2}"
    for issue in data["issues"].values():
        for option in issue["options"].values():
            option.pop("after", None)
        for shares, value in ((issue["control"], "0.125..0.5"), (issue.get("leakage", {}), "0..0.75")):
            for key in shares:
                if draw(st.booleans()):
                    shares[key] = value
    data.pop("agenda_limit", None)
    return loaded(data)


@st.composite
def asked(draw: st.DrawFn, dossiers: st.SearchStrategy[Dossier]) -> tuple[Dossier, dict[str, str]]:
    """A dossier and one of its packages."""
    dossier = draw(dossiers)
    packages = list(every_package(dossier))
    assume(packages)
    return dossier, draw(st.sampled_from(packages))


def every_package(dossier: Dossier) -> Iterator[dict[str, str]]:
    """Yield all packages without pressure that change something."""
    options = {
        key: [one.key for one in issue.options.values() if not one.pressure]
        for key, issue in dossier.issues.items()
    }
    for chosen in itertools.product(*options.values()):
        package = dict(zip(options, chosen, strict=True))
        if any(dossier.issues[issue].status_quo != option for issue, option in package.items()):
            yield package


def passing_packages(dossier: Dossier) -> list[dict[str, str]]:
    """List the packages that pass all gates of the whole model at the medians, each tried."""
    blueprint = Blueprint(dossier)
    tables = fill_tables(blueprint, blueprint.medians)
    packages = list(every_package(dossier))
    columns = np.array([blueprint.space.columns(one) for one in packages], np.int64)
    passes = tables.depths(columns)[0] == 5
    return [one for one, does in zip(packages, passes, strict=True) if does]


def random_values(model: PackageModel, n: int, seed: int = 0) -> NDArray[np.float64]:
    """Values of all judgements within their ranges: half of them anywhere, half of them at ends."""
    rng = np.random.default_rng(seed)
    low = np.array([[entry.low] for entry in model.entries])
    high = np.array([[entry.high] for entry in model.entries])
    anywhere = low + (high - low) * rng.random((len(low), n))
    ends = np.where(rng.integers(0, 2, (len(low), n)) == 1, high, low)
    return np.concatenate([anywhere, ends], axis=1)


def corner_values(model: PackageModel, size: int) -> NDArray[np.float64]:
    """Values with every set of so many uncertain judgements at all ends of their ranges and the middles."""
    uncertain = [row for row, entry in enumerate(model.entries) if not entry.is_certain]
    moved = [
        dict(zip(rows, corner, strict=True))
        for rows in itertools.combinations(uncertain, size)
        for corner in itertools.product(*(_three(model, row) for row in rows))
    ]
    values = np.repeat(model.medians, len(moved), axis=1)
    for k, one in enumerate(moved):
        values[list(one), k] = list(one.values())
    return values


def _three(model: PackageModel, row: int) -> tuple[float, float, float]:
    entry = model.entries[row]
    return entry.low, (entry.low + entry.high) / 2, entry.high
