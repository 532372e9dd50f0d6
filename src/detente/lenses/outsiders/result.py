"""What the third-parties lens found: package by package, and party by party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.lenses.json_form import json_head, json_text
from detente.lenses.outsiders.effects import MOST, OutsideEffect, PackageEffects
from detente.lenses.outsiders.spoiling import WAYS, Way

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PartyRecord", "ThirdParties"]


@dataclass(frozen=True, kw_only=True)
class PartyRecord:
    """One third party over all packages asked about.

    A number of packages says how the packages that were asked about are, not how likely anything is.

    Attributes
    ----------
    party : str
    largest_stake : float
        The largest of the party's stakes without sign, each at its median; 0 where it has none.
    gains_by, hurt_by, can_spoil : tuple of str
        Names of packages by which it gains, by which it loses, and which it can spoil, each in at
        least two draws of three.
    needed_for : tuple of str
        Names of packages for which it has to act.
    loses, spoils : float
        Mean over the packages of the share of draws; 0 where there are none.
    """

    party: str
    largest_stake: float
    gains_by: tuple[str, ...]
    hurt_by: tuple[str, ...]
    can_spoil: tuple[str, ...]
    needed_for: tuple[str, ...]
    loses: float
    spoils: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "largest_stake": self.largest_stake,
            "gains_by": list(self.gains_by),
            "hurt_by": list(self.hurt_by),
            "can_spoil": list(self.can_spoil),
            "needed_for": list(self.needed_for),
            "loses": self.loses,
            "spoils": self.spoils,
        }

    @classmethod
    def of(cls, party: str, largest_stake: float, packages: tuple[PackageEffects, ...]) -> PartyRecord:
        """Sum up a party's part in the packages."""
        found = [(p.package.name, p.effect(party)) for p in packages]
        n = max(len(found), 1)
        return cls(
            party=party,
            largest_stake=largest_stake,
            gains_by=tuple(name for name, effect in found if effect.gains >= MOST),
            hurt_by=tuple(name for name, effect in found if effect.loses >= MOST),
            can_spoil=tuple(name for name, effect in found if effect.spoils >= MOST),
            needed_for=tuple(name for name, effect in found if effect.performance is not None),
            loses=round(sum(effect.loses for _, effect in found) / n, 6),
            spoils=round(sum(effect.spoils for _, effect in found) / n, 6),
        )


@dataclass(frozen=True, kw_only=True)
class ThirdParties:
    """What packages do to those who do not sign them, and who of them can spoil which.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Who signs, sorted.
    labels : mapping of str to str
        Names of parties and issues by key, of options by ``issue=option``.
    packages : tuple of PackageEffects
        In the order in which they were asked about; may be empty.
    parties : tuple of PartyRecord
        Every third party, sorted by key; empty where the dossier names none.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    labels: Mapping[str, str]
    packages: tuple[PackageEffects, ...]
    parties: tuple[PartyRecord, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"<ThirdParties of {self.title!r}: {len(self.packages)} packages, "
            f"{len(self.parties)} third parties, {self.draws} draws>"
        )

    def label(self, key: str) -> str:
        """Return the name for people of a party, an issue or ``issue=option``."""
        return self.labels.get(key, key.partition("=")[2] or key)

    def package(self, name: str) -> PackageEffects:
        """Return the first package of a name, or raise KeyError."""
        for found in self.packages:
            if found.package.name == name:
                return found
        raise KeyError(name)

    def party(self, key: str) -> PartyRecord:
        """Return the record of one third party, or raise KeyError."""
        for found in self.parties:
            if found.party == key:
                return found
        raise KeyError(key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "third-parties",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "packages": [package.to_dict() for package in self.packages],
            "parties": [party.to_dict() for party in self.parties],
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per package and third party.

        Columns: package, origin, party, status, points_p05, points_p50, points_p95, surplus_p05,
        surplus_p50, surplus_p95, gains, loses, harm and harm_points (empty where nothing harms it),
        performs (options joined by a semicolon and a space), keeps_word_p50 (NaN where it is taken
        at its word or need not act), spoils, and spoils_performance, spoils_consent, spoils_leak,
        spoils_control: shares of draws.
        """
        import pandas as pd

        rows = [
            {"package": p.package.name, "origin": p.package.origin, **_row(effect)}
            for p in self.packages
            for effect in p.effects
        ]
        return pd.DataFrame(rows, columns=COLUMNS)


ENDS = ("p05", "p50", "p95")
COLUMNS = [
    *("package", "origin", "party", "status"),
    *(f"{name}_{end}" for name in ("points", "surplus") for end in ENDS),
    *("gains", "loses", "harm", "harm_points", "performs", "keeps_word_p50", "spoils"),
    *(f"spoils_{way}" for way in WAYS),
]


def _row(effect: OutsideEffect) -> dict[str, Any]:
    numbers = {"points": effect.points, "surplus": effect.surplus}
    ways: dict[Way, float] = {way.way: way.share for way in effect.ways}
    done = effect.performance
    return {
        "party": effect.party,
        "status": effect.status,
        **{f"{name}_{end}": x for name, spread in numbers.items() for end, x in spread.to_dict().items()},
        "gains": effect.gains,
        "loses": effect.loses,
        "harm": effect.harm.change if effect.harm else "",
        "harm_points": effect.harm.points if effect.harm else None,
        "performs": "; ".join(done.over) if done else "",
        "keeps_word_p50": done.keeps_word.middle if done and done.keeps_word else None,
        "spoils": effect.spoils,
        **{f"spoils_{way}": ways.get(way, 0.0) for way in WAYS},
    }
