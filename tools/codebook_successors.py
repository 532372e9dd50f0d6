"""Who decides later: rule S6, the ratifier trends of two readings carried on to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from codebook_coding import BODIES, Coding, cites, slug
from codebook_stakes import number, quantity
from codebook_text import Auto, Raw

__all__ = ["AS_OF", "SUCCESSORS", "Cost", "Successor", "costs_at_home", "later", "successors"]

AS_OF = dt.date(2018, 10, 31)

Cost = tuple[Fraction, Fraction, tuple[str, ...]]
"""Lowest and highest dealing cost per deal, and the claims it rests on."""


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Those who decide from a day on, and the trend of whom they inherit.

    ``sign`` is 1 where the trend makes dealing dearer by the year and -1 where it makes it cheaper;
    ``bodies`` is None for all that bear a cost at home.
    """

    key: str
    name: str
    date: dt.date
    reading: str
    param: str
    sign: int
    bodies: tuple[str, ...] | None
    note: str

    @property
    def years(self) -> Fraction:
        """Years from the day of the dossier to theirs."""
        return Fraction((self.date - AS_OF).days * 4, 1461)


SUCCESSORS = (
    Successor(
        key="next-administration",
        name="The next administration, and those it has to carry",
        date=dt.date(2021, 1, 20),
        reading="pigman",
        param="ratifier trend per year (US)",
        sign=1,
        bodies=None,
        note="mechanism M37",
    ),
    Successor(
        key="next-congress",
        name="The Congress that meets in January 2019, with some Republican senators coming round",
        date=dt.date(2019, 1, 3),
        reading="stutte",
        param="p_ratify.us",
        sign=-1,
        bodies=("congress", "republicans"),
        note="mechanism M38",
    ),
)


def costs_at_home(coding: Coding) -> dict[str, Cost]:
    """Return the dealing cost of each body at home that bears one, by rule D1."""
    out: dict[str, Cost] = {}
    for key in BODIES:
        row = coding.bodies[key]
        if row["stance"] < 0:
            size = Fraction(abs(row["stance"]) * row["strength"])
            out[slug(key)] = (size / 2, size * Fraction(3, 2), tuple(row["claims"]))
    return out


def successors(coding: Coding) -> dict[str, Any]:
    """Return the ``successors`` section."""
    return {who.key: _one(coding, who) for who in SUCCESSORS}


def _one(coding: Coding, who: Successor) -> dict[str, Any]:
    claims = tuple(_effect(coding, who)["claims"])
    costs = {body: (low, high, claims) for body, (low, high, _) in costs_at_home(coding).items()}
    note = f"rule S6; {who.note}; {float(who.years):.2f} years on; the day is general knowledge"
    return {
        "name": who.name,
        "side": "us",
        "date": Raw(who.date.isoformat()),
        "cite": cites(claims),
        "note": note,
        "set": _changed(coding, who, costs, "rule S6"),
    }


def later(coding: Coding, own: Mapping[str, Cost]) -> dict[str, Any]:
    """Return what a reading with dealing costs of its own changes in the successors.

    The trend then starts from the reading's costs, and rests on the reading's claims alone: a
    reading cites nothing but its essay.
    """
    costs = {body: (low, high, ()) for body, (low, high, _) in costs_at_home(coding).items()}
    note = "rule S6 from this reading's costs, the others as in the base"
    return {
        f"successors.{who.key}.set": _changed(coding, who, {**costs, **own}, note)
        for who in SUCCESSORS
        if set(own) & set(who.bodies or costs)
    }


def _effect(coding: Coding, who: Successor) -> dict[str, Any]:
    reading = next(r for r in coding.files["readings"]["readings"] if r["id"] == who.reading)
    effect: dict[str, Any] = next(e for e in reading["parameter_effects"] if e["param"] == who.param)
    return effect


def _changed(coding: Coding, who: Successor, costs: Mapping[str, Cost], note: str) -> dict[str, Auto]:
    """Carry the trend on: the least of it on one end, the most on the other, as wide as it goes."""
    slow, fast = (Fraction(v).limit_denominator(100) * who.years for v in _effect(coding, who)["suggest"])
    shares = sorted((1 + who.sign * slow, 1 + who.sign * fast))
    out = {}
    for body in who.bodies or costs:
        low, high, claims = costs[body]
        value = number(low * shares[0], high * shares[1])
        out[f"dealing_costs.{body}.per_deal"] = quantity(value, claims, note)
    return out
