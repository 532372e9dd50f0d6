"""Results of the third-parties lens made up by hand, for reports and pictures."""

from __future__ import annotations

from dataclasses import replace

from detente.lenses.outsiders.effects import OutsideEffect, PackageEffects, Performance
from detente.lenses.outsiders.result import PartyRecord, ThirdParties
from detente.lenses.spread import Spread
from lenses.outsiders.made import effect, effects

TASK = Performance(over=("aid=grant",), keeps_word=None, by_record_of=None, willing=0.25)


def package(name: str, *of: OutsideEffect, passes: float = 0.0) -> PackageEffects:
    """Make the effects of a package that passes the gates in a share of draws."""
    made = effects(*of, name=name)
    return replace(made, passes=passes, passes_but_spoilt=passes * made.has_spoiler)


def result(*packages: PackageEffects, labels: dict[str, str] | None = None) -> ThirdParties:
    """The result for the parties of the first package, each with a largest stake of 4."""
    parties = [found.party for found in packages[0].effects] if packages else []
    return ThirdParties(
        title="A small bargain",
        dossier="small",
        reading=None,
        draws=10,
        seed=0,
        principals=("north", "south"),
        labels={"ally": "The Ally", "rival": "The Rival"} if labels is None else labels,
        packages=packages,
        parties=tuple(PartyRecord.of(party, 4.0, packages) for party in parties),
        caveats=("Mind the gap.",),
    )


def hurt(party: str, *, spoils: float = 0.0, loses: float = 1.0) -> OutsideEffect:
    """A party that loses two points, and may be able to do something about it."""
    return effect(party, points=-2.0, loses=loses, spoils=spoils)


def helped(party: str) -> OutsideEffect:
    """A party that gains five points and has to act."""
    return replace(effect(party, points=5.0, gains=1.0), performance=TASK)


def idle(party: str) -> OutsideEffect:
    """A party without a stake."""
    return effect(party, has_stake=False)


def apart(party: str) -> OutsideEffect:
    """A party that gains against the status quo and loses against no deal."""
    below = Spread(low=-9.0, middle=-3.0, high=1.0)
    return replace(effect(party, points=5.0, loses=1.0), surplus=below)
