"""What every ratifier gets from a package in every draw, and how likely the rules are met.

Only whom the package needs is kept: the members of the rules it calls, and the principals. A party
with a *sway* consents with a chance, all parties independently of one another; without one it
consents exactly when its surplus is at least 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Rule
from detente.lenses.named_package import NamedPackage
from detente.lenses.package_draws import PackageDraws, package_draws
from detente.lenses.ratification.consenting import met
from detente.lenses.ratification.rules import called, home_of, homes_of, members_of_rules, together
from detente.lenses.ratification.vote_chances import chance_all_met, consent_chance
from detente.model.blueprint import Blueprint

__all__ = ["PackageVotes", "joined", "package_votes"]

Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Small = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True, eq=False)
class PackageVotes:
    """One package, draw by draw.

    Attributes
    ----------
    package : NamedPackage
    rules : tuple of Rule
        Those it calls into play.
    principals : tuple of str
    surplus : mapping of party to float array, shape (n_draws,)
        Of the members of those rules and of the principals, in points.
    depths : int8 array, shape (n_draws,)
        Gates passed, 0 to 5.
    chances : mapping of home to float array, shape (n_draws,)
        Chance that all rules called at that home are met; 1 where none is.
    joint : float array, shape (n_draws,)
        Chance that all rules called anywhere are met.
    is_certain : bool
        Whether no member has a sway, so that every chance is 0 or 1.
    """

    package: NamedPackage
    rules: tuple[Rule, ...]
    principals: tuple[str, ...]
    surplus: Mapping[str, Float]
    depths: Small
    chances: Mapping[str, Float]
    joint: Float
    is_certain: bool

    def __repr__(self) -> str:
        return f"<PackageVotes {self.package.name!r}: {len(self.rules)} rules, {len(self.depths)} draws>"

    @property
    def members(self) -> tuple[str, ...]:
        """Parties whose consent the rules it calls speak of."""
        return members_of_rules(self.rules)

    @property
    def consents(self) -> dict[str, Bool]:
        """Who consents in which draw, by the sign of the surplus, as the gates have it."""
        return {party: points >= 0 for party, points in self.surplus.items()}

    def at_home(self, home: str) -> tuple[Rule, ...]:
        """Return the rules called at one home."""
        return tuple(rule for rule in self.rules if home_of(rule, self.principals) == home)

    def met_at(self, home: str | None = None) -> Bool:
        """Tell in which draws all rules called (at one home) are met, votes as the gates have them."""
        rules = self.rules if home is None else self.at_home(home)
        return np.array(met(together(rules), self.consents))

    @property
    def accepted(self) -> Bool:
        """Tell in which draws every principal accepts."""
        found = np.ones(len(self.depths), np.bool_)
        for party in self.principals:
            found &= self.surplus[party] >= 0
        return found


def package_votes(
    blueprint: Blueprint, values: Float, packages: Sequence[NamedPackage], rules: Sequence[Rule]
) -> tuple[PackageVotes, ...]:
    """Evaluate packages in every draw of a block.

    Parameters
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    packages : sequence of NamedPackage
    rules : sequence of Rule
        All rules; each package is asked by those it calls.

    Returns
    -------
    tuple of PackageVotes

    Raises
    ------
    TooLargeError
        When sums would not fit into int64, or uncertain votes can run in too many ways.
    DetenteError
        For a sway below 0.
    """
    drawn = package_draws(blueprint, values, packages)
    sways = _sways(blueprint, values)
    return tuple(_votes(blueprint, drawn, k, rules, sways) for k in range(len(packages)))


def _sways(blueprint: Blueprint, values: Float) -> dict[str, Float]:
    """Sway of every party that has one, draw by draw; one that is surely 0 is none."""
    row = {quantity.path: r for r, quantity in enumerate(blueprint.quantities)}
    sways = {party.key: party.sway for party in blueprint.dossier.parties.values()}
    return {
        party: values[row[sway.path]]
        for party, sway in sways.items()
        if sway is not None and not (sway.is_certain and sway.middle == 0)
    }


def _votes(
    blueprint: Blueprint, drawn: PackageDraws, k: int, rules: Sequence[Rule], sways: Mapping[str, Float]
) -> PackageVotes:
    package = drawn.packages[k]
    asked = called(rules, package.package)
    needed = dict.fromkeys([*members_of_rules(asked), *blueprint.principals])
    surplus = {party: drawn.surplus_of(party)[:, k].copy() for party in needed}
    homes = homes_of(rules, blueprint.principals)
    own = {home: [r for r in asked if home_of(r, blueprint.principals) == home] for home in homes}
    return PackageVotes(
        package=package,
        rules=asked,
        principals=blueprint.principals,
        surplus=surplus,
        depths=drawn.depths[:, k].astype(np.int8),
        chances={home: _chance(own[home], surplus, sways) for home in homes},
        joint=_chance(asked, surplus, sways),
        is_certain=not set(members_of_rules(asked)) & set(sways),
    )


def _chance(rules: Sequence[Rule], surplus: Mapping[str, Float], sways: Mapping[str, Float]) -> Float:
    need = together(rules)
    members = members_of_rules(rules)
    if not set(members) & set(sways):
        # Nothing is left to chance: what remains is whether the rules are met.
        return np.array(met(need, {party: points >= 0 for party, points in surplus.items()}), np.float64)
    chances = {party: consent_chance(surplus[party], sways.get(party, 0.0)) for party in members}
    return chance_all_met(need.parts, chances)


def joined(blocks: Sequence[Sequence[PackageVotes]]) -> tuple[PackageVotes, ...]:
    """Put the blocks of a run together, in their order; each block has the same packages."""
    return tuple(_joined(parts) for parts in zip(*blocks, strict=True))


def _joined(parts: Sequence[PackageVotes]) -> PackageVotes:
    first = parts[0]
    return PackageVotes(
        package=first.package,
        rules=first.rules,
        principals=first.principals,
        surplus={p: np.concatenate([part.surplus[p] for part in parts]) for p in first.surplus},
        depths=np.concatenate([part.depths for part in parts]),
        chances={h: np.concatenate([part.chances[h] for part in parts]) for h in first.chances},
        joint=np.concatenate([part.joint for part in parts]),
        is_certain=first.is_certain,
    )
