"""One package taken apart, as a result: what holds, what fails and by how much, and what makes it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.explain.blocking_set import BlockingSets
from detente.explain.causes import Cause
from detente.explain.conditions import Condition
from detente.explain.entries import Entry
from detente.lenses.spread import Spread

__all__ = [
    "ConditionFinding",
    "GateOutcome",
    "Hinge",
    "PackageDiagnosis",
    "PartySurplus",
]


@dataclass(frozen=True, kw_only=True)
class GateOutcome:
    """What becomes of a package at one gate.

    Attributes
    ----------
    gate : str
    passes : bool
        Whether it passes this gate and all before it, at the medians.
    holds : bool
        Whether all conditions of this gate alone hold, at the medians.
    share : float
        Share of draws in which it passes this gate and all before it.
    own_share : float
        Share of draws in which all conditions of this gate alone hold.
    """

    gate: str
    passes: bool
    holds: bool
    share: float
    own_share: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "gate": self.gate,
            "passes": self.passes,
            "holds": self.holds,
            "share": self.share,
            "own_share": self.own_share,
        }


@dataclass(frozen=True, kw_only=True)
class ConditionFinding:
    """What becomes of one condition.

    Attributes
    ----------
    condition : Condition
    margin : float
        At the medians, in the condition's unit: it fails below 0. Infinite where nothing changes it.
    margins : Spread
        Over all draws.
    fails : float
        Share of draws in which it fails.
    shortfall : Spread or None
        By how much, over the draws in which it fails; None where there are none.
    causes : tuple of Cause
        At the medians: those that hurt first, the largest first.
    turned : tuple of str
        For a rule the parties on whom it hangs: whom it costs least to turn.
    same_as : str or None
        For trust the key of the party's acceptance, where both margins are the same in every draw: it
        relies on nobody's doubtful word.
    """

    condition: Condition
    margin: float
    margins: Spread
    fails: float
    shortfall: Spread | None
    causes: tuple[Cause, ...]
    turned: tuple[str, ...] = ()
    same_as: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it holds at the medians."""
        return self.margin >= 0

    @property
    def hurting(self) -> tuple[Cause, ...]:
        """Causes without which its margin would be larger, the largest first."""
        return tuple(cause for cause in self.causes if cause.hurts)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.condition.to_dict(),
            "holds": self.holds,
            "margin": self.margin if np.isfinite(self.margin) else None,
            "margins": self.margins.to_dict(),
            "fails": self.fails,
            "shortfall": None if self.shortfall is None else self.shortfall.to_dict(),
            "turned": list(self.turned),
            "same_as": self.same_as,
            "causes": [cause.to_dict() for cause in self.causes],
        }


@dataclass(frozen=True, kw_only=True)
class PartySurplus:
    """What a package is worth, above no deal, to a party that some gate asks.

    Attributes
    ----------
    party : str
    surplus : float
        At the medians, in points.
    spread : Spread
        Over all draws.
    consents : float
        Share of draws in which it is at least 0.
    causes : tuple of Cause
        Of the surplus: those that hurt first; the terms add up to it.
    """

    party: str
    surplus: float
    spread: Spread
    consents: float
    causes: tuple[Cause, ...]

    @property
    def carrying(self) -> tuple[Cause, ...]:
        """Causes that help, the largest first."""
        return tuple(cause for cause in self.causes if not cause.hurts)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "surplus": self.surplus,
            "spread": self.spread.to_dict(),
            "consents": self.consents,
            "causes": [
                {"path": one.entry.path, "weight": one.weight, "is_term": one.is_term} for one in self.causes
            ],
        }


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """A judgement that alone, at one end of its range, makes a package fail that passes at the medians.

    Attributes
    ----------
    entry : Entry
    value : float
        The end of its range.
    gate : str
        The first gate that then fails.
    conditions : tuple of str
        Keys of the conditions of that gate that then fail.
    """

    entry: Entry
    value: float
    gate: str
    conditions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.entry.to_dict(),
            "value": self.value,
            "gate": self.gate,
            "conditions": list(self.conditions),
        }


@dataclass(frozen=True, kw_only=True)
class PackageDiagnosis:
    """A package taken apart.

    Attributes
    ----------
    name : str
    package : mapping of issue to option
        What it changes.
    gates : tuple of GateOutcome
        All five.
    conditions : tuple of ConditionFinding
        In the order of the gates.
    surpluses : tuple of PartySurplus
        Of every party that some gate asks, principals first.
    blocking : BlockingSets
    weakest : tuple of str
        Keys of the conditions with the smallest margins at the medians, those that fail included,
        the smallest first; margins in points are compared as shares of the party's largest stake.
    hinges : tuple of Hinge
        Only for a package that passes at the medians.
    """

    name: str
    package: Mapping[str, str]
    gates: tuple[GateOutcome, ...]
    conditions: tuple[ConditionFinding, ...]
    surpluses: tuple[PartySurplus, ...]
    blocking: BlockingSets
    weakest: tuple[str, ...]
    hinges: tuple[Hinge, ...] = ()

    def __repr__(self) -> str:
        state = "passes" if self.passes else f"fails at {self.failing_gate}"
        return f"<PackageDiagnosis {self.name!r}: {state} at the medians, passes {self.share:.0%} of draws>"

    @property
    def passes(self) -> bool:
        """Whether it passes all gates at the medians."""
        return self.gates[-1].passes

    @property
    def share(self) -> float:
        """Share of draws in which it passes all gates."""
        return self.gates[-1].share

    @property
    def failing_gate(self) -> str | None:
        """The first gate that fails at the medians; None where it passes."""
        return next((one.gate for one in self.gates if not one.passes), None)

    @property
    def usual_death(self) -> str | None:
        """The gate at which it fails in most of the draws in which it fails; None where it never does."""
        before = [1.0, *(one.share for one in self.gates)]
        deaths = [before[g] - one.share for g, one in enumerate(self.gates)]
        return self.gates[int(np.argmax(deaths))].gate if max(deaths) > 0 else None

    @property
    def failing(self) -> tuple[ConditionFinding, ...]:
        """Conditions that fail at the medians, in the order of the gates."""
        return tuple(one for one in self.conditions if not one.holds)

    @property
    def hardest(self) -> str | None:
        """The key of the condition that fails by most at the medians; None where none fails.

        One on which no judgement bears before all others; otherwise as in ``weakest``.
        """
        failing = [one.condition.key for one in self.failing]
        unmended = [key for key in failing if key not in self.weakest]
        return next(iter([*unmended, *(key for key in self.weakest if key in failing)]), None)

    def condition(self, key: str) -> ConditionFinding:
        """Find a condition by its key."""
        return next(one for one in self.conditions if one.condition.key == key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "package": dict(self.package),
            "passes": self.passes,
            "share": self.share,
            "failing_gate": self.failing_gate,
            "gates": [one.to_dict() for one in self.gates],
            "conditions": [one.to_dict() for one in self.conditions],
            "surpluses": [one.to_dict() for one in self.surpluses],
            "blocking_sets": self.blocking.to_dict(),
            "weakest": list(self.weakest),
            "hinges": [one.to_dict() for one in self.hinges],
        }
