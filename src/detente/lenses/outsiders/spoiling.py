"""Who outside can spoil a package, by what it would not do, not allow, undo or hold back.

Four ways, each asked draw by draw. A way counts only where the party's objection decides: with its
consent, its control or without its leak the obstacle would be gone. A party objects where its surplus
is below 0; a leak needs no objection, because whoever goes on as before undoes what the others do.
The notion of a veto player outside is Tsebelis's (2002, *Veto Players*), that of a spoiler Stedman's
(1997, *International Security* 22(2)); leakage follows Drezner (2000, *International Organization*
54(1)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Issue, Option, Rule
from detente.dossier.quantity import Quantity
from detente.lenses.package_draws import PackageDraws
from detente.lenses.ratification.consenting import members_of, met
from detente.lenses.ratification.rules import called, rules_of
from detente.model.blueprint import Blueprint
from detente.model.delivery import can_be_done, seated
from detente.model.fixed_point import to_units

__all__ = ["WAYS", "Claim", "SpoilQuestion", "Way", "outsiders_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Amount = Callable[[Quantity | None], Int]

#: How a package can be spoilt from outside.
Way = Literal["performance", "consent", "leak", "control"]
WAYS: tuple[Way, ...] = ("performance", "consent", "leak", "control")


@dataclass(frozen=True, kw_only=True, order=True)
class Claim:
    """That a party can spoil a package in one way.

    Attributes
    ----------
    package : int
        Its number among those asked about.
    party : str
    way : str
        ``"performance"``: it would have to act and loses by the package. ``"consent"``: it is asked and
        refuses. ``"leak"``: it makes up for what the others do. ``"control"``: it holds back a share
        without which the others who gain hold too little.
    over : str
        The option in question as ``issue=option``, or the name of the rule where a rule asks for
        consent to any change.
    """

    package: int
    party: str
    way: Way
    over: str


def outsiders_of(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the parties that neither sign nor ratify, sorted, those at the table among them."""
    parties = blueprint.dossier.parties
    return tuple(key for key in blueprint.parties if parties[key].role == "third party")


@dataclass(frozen=True, eq=False)
class SpoilQuestion:
    """Which third parties can spoil which packages, in every draw of a block.

    Attributes
    ----------
    blueprint : Blueprint
    values : float array, shape (n_quantities, n_draws)
    fares : PackageDraws
        The packages asked about, in these draws.
    """

    blueprint: Blueprint
    values: Float
    fares: PackageDraws

    def claims(self) -> dict[Claim, Bool]:
        """Answer it.

        Returns
        -------
        dict of Claim to bool array, shape (n_draws,)
            Whether it is true in each draw; claims that the dossier rules out are left out.
        """
        found: dict[Claim, Bool] = {}
        for k in range(len(self.fares.packages)):
            for ask in (self._performance, self._consent, self._leak, self._control):
                found |= ask(k)
        return found

    def undone_together(self) -> Bool:
        """Tell where leaks make what is held fall short, and no single one of them decides.

        Returns
        -------
        bool array, shape (n_draws, n_packages)
        """
        together = np.zeros(self.fares.depths.shape, np.bool_)
        for k in range(len(self.fares.packages)):
            for issue, option in self._changes(k):
                if issue.leakage:
                    short = self._fails_by(issue, option, set(issue.leakage))
                    for leaking in issue.leakage:
                        short &= ~self._fails_by(issue, option, {leaking})
                    together[:, k] |= short
        return together

    def _changes(self, k: int) -> Iterator[tuple[Issue, Option]]:
        issues = self.blueprint.dossier.issues
        for key, option in self.fares.packages[k].package.items():
            yield issues[key], issues[key].options[option]

    def _loses(self, party: str, k: int) -> Bool:
        loses: Bool = self.fares.surplus_of(party)[:, k] < 0
        return loses

    @cached_property
    def outsiders(self) -> tuple[str, ...]:
        """Parties that are looked at."""
        return outsiders_of(self.blueprint)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {q.path: r for r, q in enumerate(self.blueprint.quantities)}

    def _amount(self, quantity: Quantity | None) -> Int:
        if quantity is None:
            return np.zeros(self.values.shape[1], np.int64)
        return to_units(self.values[self._rows[quantity.path]])

    # ------------------------------------------------------------------ the four ways

    def _performance(self, k: int) -> dict[Claim, Bool]:
        """Look for those who would have to act and lose."""
        return {
            _claim(k, party, "performance", f"{issue.key}={option.key}"): self._loses(party, k)
            for issue, option in self._changes(k)
            for party in option.performers
            if party in self.outsiders
        }

    def _consent(self, k: int) -> dict[Claim, Bool]:
        """Look for those whose refusal alone makes a rule fail."""
        consents = {p: ~self._loses(p, k) for p in self.blueprint.parties}
        package = self.fares.packages[k].package
        found: dict[Claim, Bool] = {}
        for rule in called(rules_of(self.blueprint), package):
            for party in members_of(rule.needs):
                if party not in self.outsiders:
                    continue
                if_it_did = {**consents, party: np.ones_like(consents[party])}
                decides = ~met(rule.needs, consents) & met(rule.needs, if_it_did)
                for over in _asked_over(rule, package):
                    claim = _claim(k, party, "consent", over)
                    found[claim] = found.get(claim, np.zeros_like(decides)) | decides
        return found

    def _leak(self, k: int) -> dict[Claim, Bool]:
        """Look for those who stay out and make up for what the others do."""
        return {
            _claim(k, party, "leak", f"{issue.key}={option.key}"): self._fails_by(issue, option, {party})
            for issue, option in self._changes(k)
            for party in issue.leakage
            if party in self.outsiders and party not in option.performers
        }

    def _fails_by(self, issue: Issue, option: Option, leaking: set[str]) -> Bool:
        """Tell where what the table holds falls short, and would not if these did not leak."""
        table = seated(self.blueprint.dossier)
        rest = {party: share for party, share in issue.leakage.items() if party not in leaking}
        short = ~can_be_done(issue, option, table, self._amount)
        if_not = can_be_done(replace(issue, leakage=rest), option, table, self._amount)
        fails: Bool = short & if_not
        return fails

    def _control(self, k: int) -> dict[Claim, Bool]:
        """Look for those who lose and without whose share those who gain hold too little."""
        found: dict[Claim, Bool] = {}
        for issue, option in self._changes(k):
            if option.requires is None:
                continue
            ready = seated(self.blueprint.dossier) | set(option.performers)
            willing = {share.path: ~self._loses(party, k) for party, share in issue.control.items()}
            enough = can_be_done(issue, option, ready, self._held_back(willing))
            for party in set(issue.control) & set(self.outsiders):
                path = issue.control[party].path
                joined = self._held_back({**willing, path: np.ones_like(enough)})
                decides = ~enough & can_be_done(issue, option, ready | {party}, joined)
                claim = _claim(k, party, "control", f"{issue.key}={option.key}")
                found[claim] = decides & ~willing[path]
        return found

    def _held_back(self, willing: Mapping[str, Bool]) -> Amount:
        """Return amounts in which shares of control, by path, count only where they are not held back."""

        def amount(quantity: Quantity | None) -> Int:
            units = self._amount(quantity)
            return units if quantity is None else units * willing.get(quantity.path, True)

        return amount


def _claim(package: int, party: str, way: Way, over: str) -> Claim:
    return Claim(package=package, party=party, way=way, over=over)


def _asked_over(rule: Rule, package: Mapping[str, str]) -> list[str]:
    """Name what a rule asks consent to: options of the package, or the rule itself for any change."""
    if rule.over is None:
        return [rule.name]
    return [f"{i}={option}" for i, option in package.items() if option in rule.over.get(i, ())]
