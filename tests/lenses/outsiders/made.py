"""Effects made up by hand, to be summed up and told."""

from __future__ import annotations

import numpy as np

from detente.lenses.named_package import NamedPackage
from detente.lenses.outsiders.effects import Harm, OutsideEffect, PackageEffects, Performance, Spoiling
from detente.lenses.spread import Spread

FLAT = Spread(low=0.0, middle=0.0, high=0.0)


def effect(
    party: str = "ally",
    *,
    has_stake: bool = True,
    points: float = 0.0,
    gains: float = 0.0,
    loses: float = 0.0,
    spoils: float = 0.0,
    harm: Harm | None = None,
    performance: Performance | None = None,
) -> OutsideEffect:
    """Make an effect; who spoils does so by refusing."""
    spread = Spread(low=points, middle=points, high=points)
    ways = (Spoiling(way="consent", share=spoils, over=("aid=grant",)),) if spoils else ()
    return OutsideEffect(
        party=party,
        has_stake=has_stake,
        points=spread,
        surplus=spread,
        gains=gains,
        loses=loses,
        harm=harm,
        performance=performance,
        spoils=spoils,
        ways=ways,
    )


def effects(*of: OutsideEffect, name: str = "swap") -> PackageEffects:
    """Make the effects of a package that passes no gate."""
    package = NamedPackage(name=name, origin="named", package={"aid": "grant"}, columns=np.array([1, 0]))
    return PackageEffects(
        package=package,
        effects=of,
        passes=0.0,
        hurts_nobody=min((1 - e.loses for e in of), default=1.0),
        has_spoiler=max((e.spoils for e in of), default=0.0),
        passes_but_spoilt=0.0,
        undone_together=0.0,
    )
