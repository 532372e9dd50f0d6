"""The climate between two principals, as the analyst wrote it: how acts answer acts.

Hostility is measured in points from -10 (the friendliest act there is) over 0 (neutral) to 10
(war): the Goldstein scale turned round, so that more is worse. What the entries do is said in
:mod:`detente.lenses.climate.simulating`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.dossier.quantity import Quantity

__all__ = [
    "BY_PRINCIPAL",
    "Accidents",
    "Climate",
    "ClimateEffects",
    "Measure",
    "StepName",
    "quantities_of",
]

StepName = Literal["week", "month", "quarter", "year"]

BY_PRINCIPAL = (
    "level",
    "drift",
    "persistence",
    "reaction",
    "memory",
    "bias",
    "misperception",
    "noise",
    "firmness",
    "publicity",
    "learning",
    "hope",
)
"""The entries of a climate that hold a number for each principal."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An option that can be kept up step after step, and what it then says to the other side.

    Attributes
    ----------
    issue, option : str
    acts : mapping of party to Quantity
        Points, 0 to 10, by which a principal that keeps it up is less hostile in each step.
    keeps_apart : bool
        It only keeps forces apart: it lowers the chance of accidents and is no cooperation.
    """

    issue: str
    option: str
    acts: Mapping[str, Quantity] = field(default_factory=dict)
    keeps_apart: bool = False
    cite: tuple[str, ...] = ()
    note: str | None = None

    @property
    def name(self) -> str:
        """``issue=option``, as packages are typed."""
        return f"{self.issue}={self.option}"


@dataclass(frozen=True, kw_only=True)
class Accidents:
    """How likely forces are to collide in one step, and what that does.

    ``rate``: chance per step. ``per_point``: chance added per point of mean hostility above 0.
    ``severity``: points added to the hostility of both. ``deconfliction``: share of the chance that
    is taken away while a measure keeps forces apart.
    """

    rate: Quantity | None = None
    per_point: Quantity | None = None
    severity: Quantity | None = None
    deconfliction: Quantity | None = None


@dataclass(frozen=True, kw_only=True)
class ClimateEffects:
    """What one point of hostility above today's does to the bargain.

    ``no_deal``: points added to a party's reservation value. ``keeps_word``: added to the chance that
    a principal performs. ``stakes``: points added to each option in a party's stakes.
    """

    no_deal: Mapping[str, Quantity] = field(default_factory=dict)
    keeps_word: Mapping[str, Quantity] = field(default_factory=dict)
    stakes: Mapping[str, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Climate:
    """How the hostility of two principals moves from step to step; silent entries are 0, ``bias`` 1.

    All mappings are by principal: the one whose hostility, perception or belief it is.

    Attributes
    ----------
    step : str
        Length of one step.
    start : date or None
        Day of step 0; ``as_of`` of the dossier if None.
    level : mapping
        Hostility at step 0, -10 to 10.
    drift : mapping
        Points added each step whatever the other does (Richardson's grievances).
    persistence : mapping
        Share of its own hostility carried to the next step, 0 to 1 (1 less Richardson's fatigue).
    reaction : mapping
        Answer per point of the other's hostility as perceived.
    memory : mapping
        Answer per point of the other's hostility as remembered.
    remembers : mapping of str to int
        Steps after which a remembered act counts half.
    bias : mapping
        Hostile acts of the other are read as this many times as hostile as they are.
    misperception, noise : mapping
        Standard deviations, in points, of what it reads into the other's acts, and of what it does
        without having meant to.
    firmness : mapping
        Answer per point of hostility that the other shows as a policy, beside its reaction: below 0
        firmness deters, above 0 it provokes.
    publicity : mapping
        Answer per unit of the other's public tone: 1 loud, 0 as now, -1 quiet.
    learning : mapping
        How far a step's evidence moves its belief that the other keeps its word, 0 to 1.
    hope : mapping
        Belief to which a new administration on its side returns, 0 to 1.
    turnovers : mapping of str to dates
        When a new administration takes office on a side.
    campaigns : mapping of str to pairs of dates
        When a principal is busy elsewhere and its measures rest; both days included.
    acknowledged : bool
        Disputes and violations have been named; until then good conduct raises no belief.
    """

    step: StepName = "month"
    start: dt.date | None = None
    level: Mapping[str, Quantity] = field(default_factory=dict)
    drift: Mapping[str, Quantity] = field(default_factory=dict)
    persistence: Mapping[str, Quantity] = field(default_factory=dict)
    reaction: Mapping[str, Quantity] = field(default_factory=dict)
    memory: Mapping[str, Quantity] = field(default_factory=dict)
    remembers: Mapping[str, int] = field(default_factory=dict)
    bias: Mapping[str, Quantity] = field(default_factory=dict)
    misperception: Mapping[str, Quantity] = field(default_factory=dict)
    noise: Mapping[str, Quantity] = field(default_factory=dict)
    firmness: Mapping[str, Quantity] = field(default_factory=dict)
    publicity: Mapping[str, Quantity] = field(default_factory=dict)
    learning: Mapping[str, Quantity] = field(default_factory=dict)
    hope: Mapping[str, Quantity] = field(default_factory=dict)
    turnovers: Mapping[str, tuple[dt.date, ...]] = field(default_factory=dict)
    campaigns: Mapping[str, tuple[tuple[dt.date, dt.date], ...]] = field(default_factory=dict)
    acknowledged: bool = True
    accidents: Accidents = field(default_factory=Accidents)
    measures: tuple[Measure, ...] = ()
    effects: ClimateEffects = field(default_factory=ClimateEffects)


def quantities_of(climate: Climate | None) -> tuple[Quantity, ...]:
    """List every number of a climate, in the order of the format.

    Parameters
    ----------
    climate : Climate or None

    Returns
    -------
    tuple of Quantity
        Numbers by principal, accidents, measures, effects; each has its own path, beginning with
        ``climate.``. Empty where there is no climate.
    """
    if climate is None:
        return ()
    found = [q for name in BY_PRINCIPAL for q in getattr(climate, name).values()]
    accidents = climate.accidents
    some = (accidents.rate, accidents.per_point, accidents.severity, accidents.deconfliction)
    found += [q for q in some if q is not None]
    found += [q for measure in climate.measures for q in measure.acts.values()]
    effects = climate.effects
    found += [q for part in (effects.no_deal, effects.keeps_word, effects.stakes) for q in part.values()]
    return tuple(found)
