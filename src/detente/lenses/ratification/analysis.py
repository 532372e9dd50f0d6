"""The ratification lens as a whole: who can carry a package at home, who stops it, and at what price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier, Rule
from detente.dossier.labels import labels_of
from detente.lenses.json_form import json_head, json_text
from detente.lenses.named_package import NamedPackage
from detente.lenses.ratification.consent_price import PackagePrice
from detente.lenses.ratification.constraint import ConstraintCurve
from detente.lenses.ratification.option_pivots import OptionPivots
from detente.lenses.ratification.package_consent import PackageConsent, package_consent
from detente.lenses.ratification.structure import HomeStructure, home_structures
from detente.lenses.ratification.successors import Horizon
from detente.lenses.ratification.votes import PackageVotes
from detente.lenses.ratification.win_sets import WinSets

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PackageRatification", "Ratification", "analyse"]


@dataclass(frozen=True, kw_only=True, eq=False)
class PackageRatification:
    """One package: who consents over draws, and what it would take at the medians."""

    package: NamedPackage
    consent: PackageConsent
    price: PackagePrice

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.package.to_dict(),
            **self.consent.to_dict(),
            "price_at_medians": self.price.to_dict(),
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratification:
    """What the ratification lens finds.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    labels : mapping of str to str
        Names for people: of parties by key, of issues by key, of options by ``issue=option``.
    principals : tuple of str
        Sorted.
    structures : tuple of HomeStructure
        Who could block what, whatever is on offer.
    win_sets : tuple of WinSets
        At the medians first, then in a few draws.
    packages : tuple of PackageRatification
    options : tuple of OptionPivots
        Who decides on each option alone, where it calls a rule.
    curves : tuple of ConstraintCurve
        What each home gets by asking for more: at the medians first, then in a few draws.
    horizons : tuple of Horizon
        By date; empty where no successors were given.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    labels: Mapping[str, str]
    principals: tuple[str, ...]
    structures: tuple[HomeStructure, ...]
    win_sets: tuple[WinSets, ...]
    packages: tuple[PackageRatification, ...]
    options: tuple[OptionPivots, ...]
    curves: tuple[ConstraintCurve, ...]
    horizons: tuple[Horizon, ...] = ()
    caveats: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Ratification of {self.title!r}: {len(self.packages)} packages, {self.draws} draws>"

    def label(self, key: str) -> str:
        """Return the name for people of a party, an issue or ``issue=option``."""
        return self.labels.get(key, key.partition("=")[2] or key)

    def package(self, name: str) -> PackageRatification:
        """Return the first package of a name, or raise KeyError."""
        for found in self.packages:
            if found.package.name == name:
                return found
        raise KeyError(name)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "ratification",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "homes": [structure.to_dict() for structure in self.structures],
            "win_sets": [sets.to_dict() for sets in self.win_sets],
            "packages": [package.to_dict() for package in self.packages],
            "pivots_of_single_options": [option.to_dict() for option in self.options],
            "asking_for_more": [curve.to_dict() for curve in self.curves],
            "successors": [horizon.to_dict() for horizon in self.horizons],
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per package and home."""
        import pandas as pd

        rows = [
            {
                "package": found.package.name,
                "origin": found.package.origin,
                "home": home.home,
                "rules_called": len(home.rules),
                "ratified": home.ratified,
                "mean_chance": home.mean_chance,
                "signed_and_refused": home.refused,
                "pivot": next(iter(sorted(home.pivots, key=lambda p: (-home.pivots[p], p))), None),
                "all_accept": found.consent.accepted,
                "all_ratified": found.consent.ratified,
                "involuntary_defection": found.consent.defection,
            }
            for found in self.packages
            for home in found.consent.homes
        ]
        return pd.DataFrame(rows)


def analyse(
    dossier: Dossier,
    *,
    rules: Sequence[Rule],
    votes: Sequence[PackageVotes],
    prices: Sequence[PackagePrice],
    win_sets: Sequence[WinSets],
    options: Sequence[OptionPivots],
    curves: Sequence[ConstraintCurve],
    horizons: Sequence[Horizon],
    seed: int,
    draws: int,
) -> Ratification:
    """Put the parts of the lens together.

    Parameters
    ----------
    dossier : Dossier
    rules : sequence of Rule
        All rules of the third gate.
    votes : sequence of PackageVotes
        Of every package, over all draws.
    prices : sequence of PackagePrice
        Of the same packages.
    win_sets, options, curves, horizons
        Parts that are told as they are.
    seed, draws : int

    Returns
    -------
    Ratification
    """
    principals = tuple(sorted(dossier.principals))
    packages = tuple(
        PackageRatification(package=v.package, consent=package_consent(v), price=price)
        for v, price in zip(votes, prices, strict=True)
    )
    return Ratification(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=draws,
        seed=seed,
        labels=labels_of(dossier),
        principals=principals,
        structures=home_structures(rules, principals),
        win_sets=tuple(win_sets),
        packages=packages,
        options=tuple(options),
        curves=tuple(curves),
        horizons=tuple(horizons),
        caveats=tuple(_caveats(dossier, packages)),
    )


def _caveats(dossier: Dossier, packages: Sequence[PackageRatification]) -> list[str]:
    told = [
        "A share of draws is a statement about the judgements put in, not a chance that it happens; counts "
        "of packages are of what could be written down.",
        "Pivots rank members by surplus, each on its own scale, so they compare scales.",
    ]
    if all(found.consent.is_certain for found in packages):
        told.append(
            "No member these packages need has an uncertain vote (sway), so that ratification is certain or "
            "impossible in every draw, and a mean chance is a share of draws."
        )
    homes = {rule.side for rule in dossier.ratification}
    without = [p for p in dossier.principals if p not in homes]
    if without:
        names = " and ".join(dossier.parties[p].name for p in without)
        told.append(
            f"No rule of ratification is written down for {names}: whatever it signs is taken to hold."
        )
    partial = [found.package.name for found in packages if found.consent.unblocking.is_partial]
    if partial:
        told.append(
            f"Of {', '.join(partial)} the ways in which members can stand are too many to go through: the "
            "sets to turn are told for the most frequent ones."
        )
    return told
