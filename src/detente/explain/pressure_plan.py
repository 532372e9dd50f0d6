"""A kind of deal that asks for pressure: no deal, but a plan for the case without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from detente.dossier.dossier import DealClass, Dossier, Reading
from detente.dossier.loading import load
from detente.dossier.trimming import trimmed
from detente.ensemble.sampling import draw_values
from detente.errors import DossierError, UnknownNameError
from detente.explain.entries import Entry, entries_of
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT, to_units

__all__ = ["PlanAct", "PlanUse", "PlanWorth", "PressurePlan", "pressure_plan"]

Extent = Literal["the same", "all and more", "in part"]
#: What the dossier is called where it is under no reading.
BASE = "base"
DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class PlanAct:
    """One act of a plan: ``performers`` carry it out; ``is_pressure`` if it is never part of a deal."""

    issue: str
    option: str
    performers: tuple[str, ...]
    is_pressure: bool

    @property
    def key(self) -> str:
        """``issue=option``."""
        return f"{self.issue}={self.option}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "performers": list(self.performers),
            "is_pressure": self.is_pressure,
        }


@dataclass(frozen=True, kw_only=True)
class PlanWorth:
    """What a plan is worth to one party.

    Attributes
    ----------
    party : str
    points : float
        At the medians, on its own scale.
    spread : Spread
        Over all draws.
    by_act : tuple of (str, float, Entry)
        What each act adds at the medians: its key, the points, and the judgement; the largest first.
        Acts on which nothing is known of the party are left out.
    """

    party: str
    points: float
    spread: Spread
    by_act: tuple[tuple[str, float, Entry], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "points": self.points,
            "spread": self.spread.to_dict(),
            "acts": [{"act": act, "points": points, **entry.to_dict()} for act, points, entry in self.by_act],
        }


@dataclass(frozen=True, kw_only=True)
class PlanUse:
    """A plan for no deal of a party under a reading that has acts of this plan.

    Attributes
    ----------
    reading : str
        ``"base"`` for the base dossier.
    party : str
    acts : tuple of str
        Keys of the acts that it shares.
    extent : str
        ``"the same"``, ``"all and more"`` or ``"in part"``.
    """

    reading: str
    party: str
    acts: tuple[str, ...]
    extent: Extent

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "reading": self.reading,
            "party": self.party,
            "acts": list(self.acts),
            "extent": self.extent,
        }


@dataclass(frozen=True, kw_only=True)
class PressurePlan:
    """A kind of deal that asks for pressure, taken as the plan for no deal that it is.

    Attributes
    ----------
    acts : tuple of PlanAct
        In file order. Where the kind of deal names several options for an issue, the first.
    worth : tuple of PlanWorth
        Of every party to whom it is worth anything in some draw: principals first, then in file order.
        What a ``no_deal`` plan of these acts would add to the reservation value of each: points as they
        stand in its stakes, without links, costs of dealing and relative gains.
    uses : tuple of PlanUse
        Plans for no deal that have acts of it, the same first, then the most acts.
    unread : tuple of str
        Readings that could not be looked at, as the dossier was not read from a file, or the file has
        changed since.
    """

    acts: tuple[PlanAct, ...]
    worth: tuple[PlanWorth, ...]
    uses: tuple[PlanUse, ...]
    unread: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "acts": [one.to_dict() for one in self.acts],
            "worth": [one.to_dict() for one in self.worth],
            "uses": [one.to_dict() for one in self.uses],
            "unread": list(self.unread),
        }


def pressure_plan(dossier: Dossier, key: str, draws: int, seed: int) -> PressurePlan | None:
    """Take a kind of deal as a plan for no deal.

    Parameters
    ----------
    dossier : Dossier
    key : str
        Of a kind of deal.
    draws, seed : int

    Returns
    -------
    PressurePlan or None
        None unless it asks, on some issue, for acts of pressure and for nothing else, so that no package
        can be of this kind.
    """
    deal = dossier.deals[key]
    if not _asks_for_pressure(dossier, deal):
        return None
    acts = tuple(_acts(dossier, deal))
    uses, unread = _uses(dossier, {act.issue: act.option for act in acts})
    return PressurePlan(acts=acts, worth=_worth(dossier, acts, draws, seed), uses=uses, unread=unread)


def _asks_for_pressure(dossier: Dossier, deal: DealClass) -> bool:
    def only_pressure(issue: str, options: tuple[str, ...]) -> bool:
        return all(dossier.issues[issue].options[option].pressure for option in options)

    others = sum(not only_pressure(*named) for named in deal.of.items())
    return others < deal.at_least or any(only_pressure(*named) for named in deal.all_of.items())


def _acts(dossier: Dossier, deal: DealClass) -> Iterator[PlanAct]:
    """Yield the first option of each issue; of issues of which only some are wanted the first that do."""
    wanted = {**deal.all_of, **dict(list(deal.of.items())[: deal.at_least])}
    for issue, options in wanted.items():
        option = dossier.issues[issue].options[options[0]]
        yield PlanAct(
            issue=issue, option=option.key, performers=option.performers, is_pressure=option.pressure
        )


def _worth(dossier: Dossier, acts: Sequence[PlanAct], draws: int, seed: int) -> tuple[PlanWorth, ...]:
    blueprint = Blueprint(trimmed(dossier, {act.issue for act in acts}))
    row = {quantity.path: k for k, quantity in enumerate(blueprint.quantities)}
    drawn = to_units(
        np.hstack(
            [blueprint.medians, draw_values(blueprint.quantities, seed, 0, draws, blueprint.correlations)]
        )
    )
    entries = entries_of(dossier)
    found = []
    for party in (*dossier.principals, *(key for key in dossier.parties if key not in dossier.principals)):
        stakes = dossier.stakes.get(party, {})
        felt = {act.key: stakes.get(act.issue, {}).get(act.option) for act in acts}
        paths = {key: quantity.path for key, quantity in felt.items() if quantity is not None}
        points = {key: drawn[row[path]] / UNIT for key, path in paths.items()}
        total = sum(points.values(), np.zeros(draws + 1))
        if not any(one.any() for one in points.values()):
            continue
        by_act = [(key, float(one[0]), entries[paths[key]]) for key, one in points.items() if one.any()]
        spread = Spread.of(total[1:])
        assert spread is not None
        found.append(
            PlanWorth(
                party=party,
                points=round(float(total[0]), DIGITS) + 0.0,
                spread=spread,
                by_act=tuple(sorted(by_act, key=lambda one: -abs(one[1]))),
            )
        )
    return tuple(found)


def _uses(dossier: Dossier, plan: Mapping[str, str]) -> tuple[tuple[PlanUse, ...], tuple[str, ...]]:
    """Look for plans for no deal that have acts of this one, under every reading."""
    own = dossier.reading or BASE
    plans = {own: dossier.no_deal}
    others = [reading for reading in (BASE, *_changing(dossier)) if reading != own]
    unread = []
    for reading in others:
        found = _under(dossier, None if reading == BASE else reading)
        if found is None:
            unread.append(reading)
        else:
            plans[reading] = found.no_deal
    uses = [
        use
        for reading, no_deals in plans.items()
        for party, no_deal in no_deals.items()
        for use in _use(reading, party, no_deal.plan, plan)
    ]
    extents = ("the same", "all and more", "in part")
    uses.sort(key=lambda use: (extents.index(use.extent), -len(use.acts)))
    return tuple(uses), tuple(unread)


def _changing(dossier: Dossier) -> list[str]:
    """Return the readings that may have plans of their own, the others having those of the base."""

    def changes(reading: Reading) -> bool:
        paths = (path for path in reading.changes if path.partition(".")[0] == "no_deal")
        if any(not path.endswith(".points") for path in paths):
            return True
        return reading.based_on is not None and changes(dossier.readings[reading.based_on])

    return [key for key, reading in dossier.readings.items() if changes(reading)]


def _under(dossier: Dossier, reading: str | None) -> Dossier | None:
    """Read the dossier again under another reading; None where it is not there as it was."""
    try:
        found = load(dossier.file, reading=reading, successor=dossier.successor, check_readings=False)
    except (DossierError, UnknownNameError):
        return None
    return found if found.sha256 == dossier.sha256 else None


def _use(reading: str, party: str, theirs: Mapping[str, str], plan: Mapping[str, str]) -> Iterator[PlanUse]:
    shared = tuple(f"{issue}={option}" for issue, option in plan.items() if theirs.get(issue) == option)
    if shared:
        whole: Extent = "the same" if len(theirs) == len(plan) else "all and more"
        extent: Extent = whole if len(shared) == len(plan) else "in part"
        yield PlanUse(reading=reading, party=party, acts=shared, extent=extent)
