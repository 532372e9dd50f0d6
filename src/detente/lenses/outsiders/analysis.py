"""From blocks of draws to what a package does to those who do not sign it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.labels import labels_of
from detente.dossier.quantity import Quantity
from detente.lenses.named_package import NamedPackage
from detente.lenses.outsiders.effects import Harm, OutsideEffect, PackageEffects, Performance, Spoiling
from detente.lenses.outsiders.result import PartyRecord, ThirdParties
from detente.lenses.outsiders.spoiling import WAYS, Claim, SpoilQuestion, outsiders_of
from detente.lenses.package_draws import package_draws
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.record import trustee

__all__ = ["OutsideQuestion", "Tally"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
#: What may hold in a draw: number of a package, a party or nobody, and what about it.
Fact = tuple[int, str, str]
REACTIONS = (
    "What those who lose would do of their own accord, beyond not acting, refusing, undoing and holding "
    "back, is not computed: the dossier does not say what they could do."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """What happened in a block of draws, counted.

    Attributes
    ----------
    points, surplus : float array, shape (n_draws, n_packages, n_outsiders)
    words : dict of party to float array, shape (n_draws,)
        Chance to keep its word, for each party with a record.
    counts : Counter
        Draws in which something holds: that a party can spoil a package in some way, by
        ``(package, party, way)``; in any, by ``(package, party, "")``; and what is told of packages, by
        ``(package, "", "passes")`` and the like.
    over : frozenset of Claim
        Those true in some draw.
    """

    points: Float
    surplus: Float
    words: dict[str, Float]
    counts: Counter[Fact]
    over: frozenset[Claim]


@dataclass(frozen=True, eq=False)
class OutsideQuestion:
    """The question what packages do to third parties, and who of them can spoil which.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.

    Attributes
    ----------
    blueprint : Blueprint
    packages : tuple of NamedPackage
    """

    blueprint: Blueprint
    packages: tuple[NamedPackage, ...]

    @cached_property
    def outsiders(self) -> tuple[str, ...]:
        """Parties that neither sign nor ratify, sorted."""
        return outsiders_of(self.blueprint)

    @property
    def bytes_per_draw(self) -> int:
        """Memory that a draw takes until all are done."""
        return 8 * (2 * len(self.packages) * len(self.outsiders) + len(self.blueprint.words))

    # ------------------------------------------------------------------ a block of draws

    def measure(self, values: Float) -> Tally:
        """Count what happens in some draws.

        Parameters
        ----------
        values : float array, shape (n_quantities, n_draws)
        """
        fares = package_draws(self.blueprint, values, self.packages)
        question = SpoilQuestion(self.blueprint, values, fares)
        claims = question.claims()
        chosen = [fares.parties.index(party) for party in self.outsiders]
        surplus = fares.surplus[:, :, chosen]
        holds = _any_of(claims)
        for k in range(len(self.packages)):
            holds |= _about_package(k, holds, fares.depths[:, k] == len(GATES), surplus[:, k])
        holds |= {(k, "", "undone_together"): x for k, x in enumerate(question.undone_together().T)}
        row = {q.path: r for r, q in enumerate(self.blueprint.quantities)}
        return Tally(
            points=fares.points[:, :, chosen],
            surplus=surplus,
            words={party: values[row[q.path]] for party, q in self.blueprint.words.items()},
            counts=Counter({key: int(true.sum()) for key, true in holds.items()}),
            over=frozenset(claim for claim, true in claims.items() if true.any()),
        )

    # ------------------------------------------------------------------ all draws

    def answer(self, tallies: Sequence[Tally], *, seed: int) -> ThirdParties:
        """Sum up all blocks of draws, in order."""
        dossier = self.blueprint.dossier
        whole = _joined(tallies)
        packages = tuple(self._package(k, whole) for k in range(len(self.packages)))
        return ThirdParties(
            title=dossier.title,
            dossier=dossier.key,
            reading=dossier.reading,
            draws=len(whole.points),
            seed=seed,
            principals=self.blueprint.principals,
            labels=labels_of(self.blueprint.dossier),
            packages=packages,
            parties=tuple(PartyRecord.of(p, self._largest_stake(p), packages) for p in self.outsiders),
            caveats=tuple(self._caveats()),
        )

    def _package(self, k: int, whole: Tally) -> PackageEffects:
        draws = len(whole.points)

        def share(name: str) -> float:
            return whole.counts[k, "", name] / draws

        return PackageEffects(
            package=self.packages[k],
            effects=tuple(self._effect(k, party, whole) for party in self.outsiders),
            passes=share("passes"),
            hurts_nobody=share("hurts_nobody"),
            has_spoiler=share("has_spoiler"),
            passes_but_spoilt=share("passes_but_spoilt"),
            undone_together=share("undone_together"),
        )

    def _effect(self, k: int, party: str, whole: Tally) -> OutsideEffect:
        number = self.outsiders.index(party)
        draws = len(whole.points)
        surplus = whole.surplus[:, k, number]
        worth = list(self._worth(party, self.packages[k].package))
        harms = [Harm(change=name, points=q.middle) for name, q in worth if q.middle < 0]
        return OutsideEffect(
            party=party,
            has_stake=any(_matters(q) for _, q in worth),
            points=_spread(whole.points[:, k, number]),
            surplus=_spread(surplus),
            gains=float((surplus > 0).mean()),
            loses=float((surplus < 0).mean()),
            harm=min(harms, key=lambda harm: harm.points, default=None),
            performance=self._performance(k, party, whole),
            spoils=whole.counts[k, party, ""] / draws,
            ways=tuple(self._ways(k, party, whole)),
        )

    def _ways(self, k: int, party: str, whole: Tally) -> Iterator[Spoiling]:
        for way in WAYS:
            about = (k, party, way)
            if whole.counts[about]:
                over = sorted(claim.over for claim in whole.over if _about(claim) == about)
                share = whole.counts[about] / len(whole.points)
                yield Spoiling(way=way, share=share, over=tuple(over))

    def _worth(self, party: str, package: Mapping[str, str]) -> Iterator[tuple[str, Quantity]]:
        """Yield what the dossier says the changes of a package are worth to a party, one by one."""
        dossier = self.blueprint.dossier
        stakes = dossier.stakes.get(party, {})
        for issue, option in package.items():
            if option in stakes.get(issue, {}):
                yield f"{issue}={option}", stakes[issue][option]
        for link in dossier.links:
            chosen = {issue: package.get(issue, dossier.issues[issue].status_quo) for issue in link.when}
            holds = all(option in link.when[issue] for issue, option in chosen.items())
            if party in link.points and holds:
                yield link.name, link.points[party]

    def _performance(self, k: int, party: str, whole: Tally) -> Performance | None:
        dossier = self.blueprint.dossier
        over = tuple(
            f"{issue}={option}"
            for issue, option in self.packages[k].package.items()
            if party in dossier.issues[issue].options[option].performers
        )
        if not over:
            return None
        record = trustee(dossier, self.blueprint.words, party)
        surplus = whole.surplus[:, k, self.outsiders.index(party)]
        return Performance(
            over=over,
            keeps_word=None if record is None else _spread(whole.words[record]),
            by_record_of=record,
            willing=float((surplus >= 0).mean()),
        )

    def _largest_stake(self, party: str) -> float:
        by_issue = self.blueprint.dossier.stakes.get(party, {})
        return max(
            (abs(q.middle) for by_option in by_issue.values() for q in by_option.values()), default=0.0
        )

    def _caveats(self) -> Iterator[str]:
        dossier = self.blueprint.dossier
        yield "A share of draws is a statement about the judgements put in, not a chance."
        silent = [p for p in self.outsiders if not self._has_stakes(p)]
        if silent:
            names = ", ".join(dossier.parties[p].name for p in silent)
            yield f"No stake is written down for {names}: what a package does to them is not known."
        felt = {p: points for p in self.outsiders if (points := self._without_a_deal(p))}
        if felt:
            told = ", ".join(f"{dossier.parties[p].name} {points:+.1f}" for p, points in felt.items())
            yield f"No deal is worth something by itself, so any deal has to be worth more: {told} points."
        if self.outsiders:
            yield REACTIONS

    def _without_a_deal(self, party: str) -> float:
        """Return what everybody's plans without a deal are worth to a party, at the medians."""
        dossier = self.blueprint.dossier
        own = dossier.no_deal.get(party)
        plans = [pair for no_deal in dossier.no_deal.values() for pair in no_deal.plan.items()]
        stakes = dossier.stakes.get(party, {})
        felt = [stakes[issue][option] for issue, option in plans if option in stakes.get(issue, {})]
        felt += [own.points] if own is not None and own.points is not None else []
        return math.fsum(quantity.middle for quantity in felt)

    def _has_stakes(self, party: str) -> bool:
        dossier = self.blueprint.dossier
        stakes = [q for by in dossier.stakes.get(party, {}).values() for q in by.values()]
        stakes += [link.points[party] for link in dossier.links if party in link.points]
        return any(_matters(q) for q in stakes)


def _matters(quantity: Quantity) -> bool:
    """Tell whether a judgement says anything but a sure 0."""
    return not (quantity.is_certain and quantity.middle == 0)


def _about(claim: Claim) -> Fact:
    return claim.package, claim.party, claim.way


def _spread(numbers: Float) -> Spread:
    found = Spread.of(numbers)
    assert found is not None, "there is at least one draw"
    return found


def _any_of(claims: Mapping[Claim, Bool]) -> dict[Fact, Bool]:
    """Tell where a party can spoil a package in some way, and where in each way, over anything."""
    found: dict[Fact, Bool] = {}
    for claim, holds in claims.items():
        for key in (_about(claim), (claim.package, claim.party, "")):
            found[key] = found[key] | holds if key in found else holds
    return found


def _about_package(k: int, holds: Mapping[Fact, Bool], passes: Bool, surplus: Float) -> dict[Fact, Bool]:
    """Tell in which draws a package passes, hurts nobody outside, and can be spoilt."""
    spoilt = np.zeros(len(passes), np.bool_)
    for (package, party, way), true in holds.items():
        if package == k and party and not way:
            spoilt |= true
    nobody: Bool = np.asarray((surplus >= 0).all(axis=1))
    return {
        (k, "", "passes"): passes,
        (k, "", "hurts_nobody"): nobody,
        (k, "", "has_spoiler"): spoilt,
        (k, "", "passes_but_spoilt"): passes & spoilt,
    }


def _joined(tallies: Sequence[Tally]) -> Tally:
    counts: Counter[Fact] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return Tally(
        points=np.concatenate([tally.points for tally in tallies]),
        surplus=np.concatenate([tally.surplus for tally in tallies]),
        words={p: np.concatenate([tally.words[p] for tally in tallies]) for p in tallies[0].words},
        counts=counts,
        over=frozenset().union(*(tally.over for tally in tallies)),
    )
