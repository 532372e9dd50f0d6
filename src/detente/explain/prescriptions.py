"""Which prescriptions change sign between readings: what one author advises and another warns against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.differences import Difference, differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.explain.compared_packages import can_be_package
from detente.explain.crux_fate import MOSTLY
from detente.explain.crux_words import ToldDifference, told
from detente.explain.package_model import PackageModel
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.lenses.spread import Spread
from detente.lenses.status_quo import single_changes
from detente.model.blueprint import Blueprint
from detente.verdict.packages_in_question import packages_in_question

__all__ = ["Prescription", "SignChange", "prescriptions", "sign_changes"]

Float = NDArray[np.float64]
Origin = Literal["kind of deal", "option"]


@dataclass(frozen=True, kw_only=True)
class Prescription:
    """Something an author may advise.

    Attributes
    ----------
    key, name : str
        Of the kind of deal; or ``issue=option`` and the names of both.
    origin : str
        ``"kind of deal"``, or ``"option"`` for a single one.
    package : mapping of issue to option
    """

    key: str
    name: str
    origin: Origin
    package: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SignChange:
    """A prescription that a principal gains by under one reading and loses by under another.

    Attributes
    ----------
    prescription : Prescription
    party : str
        The principal.
    surplus : mapping of reading to Spread
        Over draws, on the party's own scale: at least 0 where it would sign. Readings that know no
        such package are left out.
    points : mapping of reading to float
        Medians over draws, before costs and without regard to what no deal is worth.
    accepts : mapping of reading to float
        Share of draws in which the surplus is at least 0.
    most, least : str
        Readings of the largest median surplus among those under which it would sign in at least half
        of the draws, and of the smallest among the others.
    because : tuple of ToldDifference
        Differences from ``most`` to ``least`` that are enough to turn the sign, the weightiest first;
        verified on the draws.
    """

    prescription: Prescription
    party: str
    surplus: Mapping[str, Spread]
    points: Mapping[str, float]
    accepts: Mapping[str, float]
    most: str
    least: str
    because: tuple[ToldDifference, ...]

    @property
    def accepts_under(self) -> tuple[str, ...]:
        """Readings under which the party would sign in at least half of the draws."""
        return tuple(reading for reading, share in self.accepts.items() if share >= MOSTLY)

    @property
    def refuses_under(self) -> tuple[str, ...]:
        """The other readings."""
        return tuple(reading for reading, share in self.accepts.items() if share < MOSTLY)

    @property
    def points_turn(self) -> bool:
        """Whether the points themselves are above 0 under one reading and below under another."""
        return min(self.points.values()) < 0 < max(self.points.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        one = self.prescription
        return {
            "key": one.key,
            "name": one.name,
            "origin": one.origin,
            "package": dict(one.package),
            "party": self.party,
            "surplus": {reading: spread.to_dict() for reading, spread in self.surplus.items()},
            "points": dict(self.points),
            "accepts": dict(self.accepts),
            "accepts_under": list(self.accepts_under),
            "refuses_under": list(self.refuses_under),
            "points_turn": self.points_turn,
            "most": self.most,
            "least": self.least,
            "because": [difference.to_dict() for difference in self.because],
        }


def prescriptions(dossier: Dossier) -> tuple[Prescription, ...]:
    """List what can be advised: every kind of deal as described, and every single option.

    Of a kind of deal that is several packages, the one that passes most gates with every judgement at
    its median stands for all, then that of the largest smallest surplus
    (:func:`~detente.verdict.packages_in_question.packages_in_question`). Options that are a kind of deal
    by themselves stand once, and pressure is no deal and left out.
    """
    blueprint = Blueprint(dossier)
    found: dict[frozenset[tuple[str, str]], Prescription] = {}
    for one in packages_in_question(blueprint, robust=False):
        if one.origin == "as described":
            found[frozenset(one.package.items())] = Prescription(
                key=one.name,
                name=dossier.deals[one.name].name,
                origin="kind of deal",
                package=one.package,
            )
    for issue, option in single_changes(blueprint):
        chosen = dossier.issues[issue]
        single = Prescription(
            key=f"{issue}={option}",
            name=f"{chosen.options[option].name} ({chosen.name})",
            origin="option",
            package={issue: option},
        )
        found.setdefault(frozenset(single.package.items()), single)
    return tuple(found.values())


@dataclass(frozen=True, kw_only=True, eq=False)
class _Worth:
    """What every prescription is worth under one reading, by key and party."""

    surplus: Mapping[tuple[str, str], Float]
    points: Mapping[tuple[str, str], Float]


def sign_changes(
    dossiers: Mapping[str, Dossier], *, draws: int, seed: int, done: Callable[[], None]
) -> tuple[SignChange, ...]:
    """Find the prescriptions whose surplus to a principal changes sign between readings.

    Parameters
    ----------
    dossiers : mapping of reading to Dossier
        The base first; what can be advised is read from there.
    draws, seed : int
    done : callable
        Called after each reading.

    Returns
    -------
    tuple of SignChange
        Kinds of deal first, then options, in file order, then by principal. Empty where none does.
    """
    base = next(iter(dossiers.values()))
    asked = prescriptions(base)
    worth = {}
    for reading, dossier in dossiers.items():
        worth[reading] = _worth(dossier, asked, draws, seed)
        done()
    reasons = _Reasons(dossiers, asked, draws, seed)
    return tuple(
        change
        for one in asked
        for party in sorted(base.principals)
        if (change := _change(one, party, worth, reasons)) is not None
    )


def _worth(dossier: Dossier, asked: Sequence[Prescription], draws: int, seed: int) -> _Worth:
    blueprint = Blueprint(dossier)
    return _valued(
        blueprint, draw_values(blueprint.quantities, seed, 0, draws, blueprint.correlations), asked
    )


def _valued(blueprint: Blueprint, values: Float, asked: Sequence[Prescription]) -> _Worth:
    known = [one for one in asked if can_be_package(blueprint.dossier, one.package)]
    found = package_draws(
        blueprint, values, [named_package(blueprint, one.key, one.package) for one in known]
    )
    places = [
        (k, one.key, found.parties.index(party), party)
        for k, one in enumerate(known)
        for party in blueprint.principals
    ]
    return _Worth(
        surplus={(key, party): found.surplus[:, k, p] for k, key, p, party in places},
        points={(key, party): found.points[:, k, p] for k, key, p, party in places},
    )


def _change(
    one: Prescription, party: str, worth: Mapping[str, _Worth], reasons: _Reasons
) -> SignChange | None:
    at = one.key, party
    surplus = {reading: found.surplus[at] for reading, found in worth.items() if at in found.surplus}
    accepts = {reading: float((drawn >= 0).mean()) for reading, drawn in surplus.items()}
    spreads = dict(_spreads(surplus))
    signing = [reading for reading, share in accepts.items() if share >= MOSTLY]
    others = [reading for reading in accepts if reading not in signing]
    if not signing or not others:
        return None
    most = max(signing, key=lambda reading: spreads[reading].middle)
    least = min(others, key=lambda reading: spreads[reading].middle)
    return SignChange(
        prescription=one,
        party=party,
        surplus=spreads,
        points={reading: round(float(np.median(worth[reading].points[at])), 6) + 0.0 for reading in surplus},
        accepts=accepts,
        most=most,
        least=least,
        because=reasons.between(most, least, one, party),
    )


def _spreads(drawn: Mapping[str, Float]) -> Iterator[tuple[str, Spread]]:
    for reading, values in drawn.items():
        spread = Spread.of(values)
        if spread is not None:
            yield reading, spread


class _Reasons:
    """Finds the differences between two readings that turn the sign of a surplus."""

    def __init__(
        self, dossiers: Mapping[str, Dossier], asked: Sequence[Prescription], draws: int, seed: int
    ) -> None:
        self.dossiers = dossiers
        self.asked = asked
        self.draws, self.seed = draws, seed
        self._effects: dict[tuple[str, str], Mapping[str, Mapping[tuple[str, str], float]]] = {}

    def between(self, most: str, least: str, one: Prescription, party: str) -> tuple[ToldDifference, ...]:
        """Carry over the weightiest differences, one after the other, until the sign has turned."""
        before, after = self.dossiers[most], self.dossiers[least]
        found = differences(before, after)
        if (most, least) not in self._effects:
            self._effects[most, least] = self._effect_of_each(before, found)
        effects = {
            name: by_place.get((one.key, party), 0.0) for name, by_place in self._effects[most, least].items()
        }
        # What lowers the surplus most first; what seems to do nothing by itself last.
        ranked = sorted(effects, key=lambda name: (effects[name] >= 0, abs(effects[name]) * -1, name))
        names: list[str] = []
        for name in ranked:
            names.append(name)
            if self._accepts(with_changes(before, _named(found, names)), one, party) < MOSTLY:
                break
        words = told(_named(found, names), before, after)
        return tuple(words[name] for name in names)

    def _effect_of_each(
        self, before: Dossier, found: Sequence[Difference]
    ) -> Mapping[str, Mapping[tuple[str, str], float]]:
        """Return what each difference does to each surplus by itself, all judgements at their medians."""
        usual = self._at_medians(before)
        effects = {}
        for difference in found:
            made = self._at_medians(with_changes(before, [difference]))
            effects[difference.name] = {
                place: surplus - usual[place] for place, surplus in made.items() if place in usual
            }
        return effects

    def _at_medians(self, dossier: Dossier) -> Mapping[tuple[str, str], float]:
        blueprint = Blueprint(dossier)
        found = _valued(blueprint, blueprint.medians, self.asked)
        return {place: float(surplus[0]) for place, surplus in found.surplus.items()}

    def _accepts(self, dossier: Dossier, one: Prescription, party: str) -> float:
        if not can_be_package(dossier, one.package):
            return 0.0
        model = PackageModel.of(dossier, {one.key: one.package})
        found = package_draws(model.blueprint, model.drawn(self.draws, self.seed), model.packages)
        return float((found.surplus_of(party) >= 0).mean())


def _named(found: Sequence[Difference], names: Sequence[str]) -> tuple[Difference, ...]:
    return tuple(difference for difference in found if difference.name in names)
