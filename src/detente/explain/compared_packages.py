"""The packages that survive most often under each reading, and how they fare under the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier
from detente.explain.crux_fate import Fate
from detente.explain.package_model import PackageModel
from detente.model.blueprint import Blueprint
from detente.verdict.packages_in_question import packages_in_question

__all__ = ["ComparedPackage", "can_be_package", "compared_packages"]


@dataclass(frozen=True, kw_only=True)
class ComparedPackage:
    """A package that is robust under some reading.

    Attributes
    ----------
    package : mapping of issue to option
        What it changes, by issue.
    found_under : tuple of str
        Readings under which it is among those that survive most often.
    under : mapping of reading to Fate or None
        None where a reading has no such package.
    """

    package: Mapping[str, str]
    found_under: tuple[str, ...]
    under: Mapping[str, Fate | None]

    def passes_under(self) -> tuple[str, ...]:
        """Readings under which it passes in at least half of the draws."""
        return tuple(
            reading for reading, fate in self.under.items() if fate is not None and fate.gate_of_death is None
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "package": dict(self.package),
            "found_under": list(self.found_under),
            "readings": {
                reading: None if fate is None else fate.to_dict() for reading, fate in self.under.items()
            },
        }


def compared_packages(
    dossiers: Mapping[str, Dossier], *, draws: int, seed: int, done: Callable[[], None]
) -> tuple[ComparedPackage, ...]:
    """Find robust packages under every reading and judge each under all of them.

    Parameters
    ----------
    dossiers : mapping of reading to Dossier
    draws, seed : int
        Of the judging; packages are looked for in the first 48 draws, as the lenses do.
    done : callable
        Called after each reading.

    Returns
    -------
    tuple of ComparedPackage
        In the order of the readings that found them; may be empty.
    """
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for reading, dossier in dossiers.items():
        for one in packages_in_question(Blueprint(dossier), classes=(), seed=seed):
            found.setdefault(tuple(one.package.items()), []).append(reading)
        done()
    packages = {f"robust {k}": dict(changes) for k, changes in enumerate(found)}
    fates = {
        reading: _fates(dossier, packages, draws=draws, seed=seed) for reading, dossier in dossiers.items()
    }
    return tuple(
        ComparedPackage(
            package=packages[name],
            found_under=tuple(found[changes]),
            under={reading: fates[reading].get(name) for reading in dossiers},
        )
        for name, changes in zip(packages, found, strict=True)
    )


def can_be_package(dossier: Dossier, package: Mapping[str, str]) -> bool:
    """Tell whether a dossier has the issues and options of a package, and it could be a deal there."""
    options = [
        dossier.issues[issue].options.get(option) if issue in dossier.issues else None
        for issue, option in package.items()
    ]
    known = [option for option in options if option is not None and not option.pressure]
    return len(known) == len(package) and any(not option.status_quo for option in known)


def _fates(
    dossier: Dossier, packages: Mapping[str, Mapping[str, str]], *, draws: int, seed: int
) -> Mapping[str, Fate]:
    known = {name: package for name, package in packages.items() if can_be_package(dossier, package)}
    if not known:
        return {}
    model = PackageModel.of(dossier, known)
    depths = model.depths(model.drawn(draws, seed))
    return {name: Fate.of(depths[:, k]) for k, name in enumerate(known)}
