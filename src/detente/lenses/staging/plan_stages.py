"""A plan stage by stage: who does what, what is verified, what is lost by stopping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.lenses.spread import Spread
from detente.lenses.staging.plan_conditions import Conditions, conditions_of
from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["Check", "Stage", "Step", "Stopping", "stages_of"]

Numbers = NDArray[Any]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is done on one issue in one stage.

    Attributes
    ----------
    issue, option : str
    performers, sides : tuple of str
        Who must act, and to whose side they belong: a performer without a side is its own.
    part, level : Fraction
        Share of the option done in this stage, and that reached with it; 1 is all of it.
    reversible : bool
        Whether it can be taken back.
    """

    issue: str
    option: str
    performers: tuple[str, ...]
    sides: tuple[str, ...]
    part: Fraction
    level: Fraction
    reversible: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, fractions as text beside a number."""
        return {
            "issue": self.issue,
            "option": self.option,
            "performers": list(self.performers),
            "sides": list(self.sides),
            "part": float(self.part),
            "part_exact": str(self.part),
            "level": float(self.level),
            "level_exact": str(self.level),
            "reversible": self.reversible,
        }


@dataclass(frozen=True, kw_only=True)
class Check:
    """What is to be verified on one issue before the next stage.

    Attributes
    ----------
    issue : str
    level : Fraction
        The level that must be found.
    is_new : bool
        Whether this stage brought it there; else it must still stand.
    parties : tuple of str
        Who would save something by not performing.
    """

    issue: str
    level: Fraction
    is_new: bool
    parties: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "level": float(self.level),
            "level_exact": str(self.level),
            "is_new": self.is_new,
            "parties": list(self.parties),
        }


@dataclass(frozen=True, kw_only=True)
class Stopping:
    """What a party saves and loses by stopping in one stage, judgements at their medians.

    Attributes
    ----------
    saves : float
        Points that not performing in this stage saves, once.
    loses : float
        Points per period lost from the next stage on if the deal ends with this one.
    snaps_back : tuple of str
        Issues on which what the party values returns to the status quo.
    never_comes : tuple of str
        Issues on which what it values was still to come, or to grow.
    stays : tuple of str
        Issues on which what it values cannot be taken from it.
    slack : Spread or None
        Over draws: the smaller of what going on was worth more before this stage and what complying
        in it is, in points per period; None where nothing binds the party.
    """

    saves: float
    loses: float
    snaps_back: tuple[str, ...]
    never_comes: tuple[str, ...]
    stays: tuple[str, ...]
    slack: Spread | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "saves": self.saves,
            "loses": self.loses,
            "snaps_back": list(self.snaps_back),
            "never_comes": list(self.never_comes),
            "stays": list(self.stays),
            "slack": None if self.slack is None else self.slack.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a plan.

    Attributes
    ----------
    number : int
        From 1.
    steps : tuple of Step
        What is done in it, in the order of sides, then issues; may be empty.
    checks : tuple of Check
        What is verified before the next stage: what somebody would save by not doing it.
    stopping : mapping of party to Stopping
    """

    number: int
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    stopping: Mapping[str, Stopping]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "stage": self.number,
            "steps": [step.to_dict() for step in self.steps],
            "verified": [check.to_dict() for check in self.checks],
            "stopping": {party: stopping.to_dict() for party, stopping in self.stopping.items()},
        }


def stages_of(dossier: Dossier, deal: StagedDeal, levels: Numbers, slack: Float) -> tuple[Stage, ...]:
    """Write a plan out stage by stage.

    Parameters
    ----------
    dossier : Dossier
    deal : StagedDeal
        At the medians, one draw, in floats.
    levels : array of Fraction, shape (n, K)
    slack : float array, shape (n_draws, m, K + 1)
        Smallest slack over draws, as :meth:`Conditions.slack` has it.
    """
    teller = _Teller(dossier, deal, levels)
    return tuple(
        Stage(
            number=k + 1,
            steps=teller.steps(k),
            checks=teller.checks(k),
            stopping={
                party: teller.stopping(a, k, spread_of(slack[:, a, k]))
                for a, party in enumerate(deal.parties)
            },
        )
        for k in range(levels.shape[1])
    )


def spread_of(slack: Float) -> Spread | None:
    """Return the spread of a slack over draws, None where nothing is asked of the party."""
    return None if np.isinf(slack).any() else Spread.of(slack)


class _Teller:
    def __init__(self, dossier: Dossier, deal: StagedDeal, levels: Numbers) -> None:
        self.dossier = dossier
        self.deal = deal
        self.levels = levels
        self.before = np.concatenate([levels[:, :1] * 0, levels[:, :-1]], axis=1)
        self.conditions: Conditions = conditions_of(deal, levels.astype(np.float64))

    def steps(self, k: int) -> tuple[Step, ...]:
        found = []
        for j, (issue, option) in enumerate(self.deal.items):
            part = self.levels[j, k] - self.before[j, k]
            if part == 0:
                continue
            performers = self.dossier.issues[issue].options[option].performers
            sides = sorted({self.dossier.side_of(p) or p for p in performers})
            found.append(
                Step(
                    issue=issue,
                    option=option,
                    performers=performers,
                    sides=tuple(sides),
                    part=part,
                    level=self.levels[j, k],
                    reversible=bool(self.deal.reversible[j]),
                )
            )
        return tuple(sorted(found, key=lambda step: (step.sides, step.issue)))

    def checks(self, k: int) -> tuple[Check, ...]:
        found = []
        for j, (issue, _) in enumerate(self.deal.items):
            tempted = tuple(p for a, p in enumerate(self.deal.parties) if self.deal.saved[0, a, j] > 0)
            is_new = self.levels[j, k] > self.before[j, k]
            # What was done before and cannot be taken back needs no second look.
            stands = self.levels[j, k] > 0 and bool(self.deal.reversible[j])
            if tempted and (is_new or stands):
                found.append(Check(issue=issue, level=self.levels[j, k], is_new=is_new, parties=tempted))
        return tuple(sorted(found, key=lambda check: (not check.is_new, check.issue)))

    def stopping(self, a: int, k: int, slack: Spread | None) -> Stopping:
        valued = [j for j in range(len(self.deal.items)) if self.deal.worth[0, a, j] > 0]
        reached = [j for j in valued if self.levels[j, k] > 0]
        return Stopping(
            saves=round(float(self.conditions.saved[0, a, k]), 6),
            loses=round(float(self.conditions.forgone[0, a, k]), 6),
            snaps_back=self._issues([j for j in reached if self.deal.reversible[j]]),
            never_comes=self._issues([j for j in valued if self.levels[j, k] < 1]),
            stays=self._issues([j for j in reached if not self.deal.reversible[j]]),
            slack=slack,
        )

    def _issues(self, items: list[int]) -> tuple[str, ...]:
        return tuple(self.deal.items[j][0] for j in items)
