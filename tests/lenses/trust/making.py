"""Small dossiers through the trust lens, one draw of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import NamedPackage, named_package
from detente.lenses.trust.analysis import analyse
from detente.lenses.trust.package_trust import PackageTrust
from detente.lenses.trust.remedies import checked_prices
from detente.lenses.trust.trust_draws import TrustDraws, trust_draws
from detente.model.blueprint import Blueprint
from properties.reference import Reference

SWAP = {"aid": "grant", "base": "closed"}
#: Packages of a random dossier that are looked at.
MOST = 8


def some_packages(blueprint: Blueprint, most: int = MOST) -> list[NamedPackage]:
    """Take packages of a dossier evenly from all that it has, pressure left out."""
    dossier = blueprint.dossier
    found = []
    for package in Reference(dossier).packages():
        chosen = [dossier.issues[issue].options[option] for issue, option in package.items()]
        if not all(option.status_quo for option in chosen) and not any(o.pressure for o in chosen):
            found.append(package)
    step = max(1, len(found) // most)
    return [named_package(blueprint, f"package {k}", package) for k, package in enumerate(found[::step])]


def drawn(
    dossier: Dossier, packages: Sequence[Mapping[str, str]] | None = None, draws: int = 1
) -> tuple[Blueprint, TrustDraws]:
    """Evaluate packages (the swap if none are given) in a few draws."""
    blueprint = Blueprint(dossier)
    named = [named_package(blueprint, f"p{k}", one) for k, one in enumerate(packages or [SWAP])]
    return blueprint, trust_draws(
        blueprint, draw_values(blueprint.quantities, 0, 0, draws, blueprint.correlations), named
    )


def seen(dossier: Dossier, package: Mapping[str, str] = SWAP, draws: int = 1) -> PackageTrust:
    """Look at one package of a dossier; its medians are those of the first draw."""
    blueprint, found = drawn(dossier, [package], draws)
    first = trust_draws(
        blueprint, draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations), found.packages
    )
    (view,) = analyse(dossier, first, found, checked_prices(None))
    return view


def rows(*polynomials: Sequence[float]) -> np.ndarray:
    """Write polynomials of one degree as an array."""
    return np.array(polynomials, np.float64)
