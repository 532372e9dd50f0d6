"""Schelling's conjecture, measured: whether asking for more at home moves the deal one's own way.

Schelling (1960, *The Strategy of Conflict*, ch. 2) held that a negotiator whose hands are tied at
home gets more; tied too tightly nothing is left to agree on (Putnam 1988, *International
Organization* 42(3); Milner and Rosendorff 1997, *Journal of Conflict Resolution* 41(1)). Here a
home asks for more, step by step (:mod:`detente.lenses.ratification.tightening`), and at each step
the Nash package among the ratifiable ones is found. Whether it moves that principal's way is read
off, not assumed: where those at home want other things than the principal does, it need not.

Tightening a rule that is monotone only ever closes packages, so a Nash package that still passes
stays the Nash package, and is not searched for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Rule
from detente.errors import TooLargeError
from detente.lenses.ratification.rules import home_of
from detente.lenses.ratification.tightening import Furthest, Tightening
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT

__all__ = ["ConstraintCurve", "ConstraintStep", "constraint_curve"]

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Ending = Literal["empty", "none needs the home", "never", "not proved", "says not"]


@dataclass(frozen=True, kw_only=True)
class ConstraintStep:
    """The Nash package when a home asks for some points more.

    Attributes
    ----------
    tightening : float
        Points.
    package : mapping of issue to option, or None
        None where no package is left.
    surplus : mapping of party to float
        Of the principals, rounded to six digits; empty where no package is left.
    """

    tightening: float
    package: Mapping[str, str] | None
    surplus: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "tightening": self.tightening,
            "package": None if self.package is None else dict(self.package),
            "surplus": dict(self.surplus),
        }


@dataclass(frozen=True, kw_only=True)
class ConstraintCurve:
    """What a home gets by asking for more, at one set of numbers.

    Attributes
    ----------
    home : str
    members : tuple of str
        Who asks for more: those its rules speak of, or the principal itself.
    draw : int or None
        None for the medians.
    steps : tuple of ConstraintStep
        At 0 points; where the package first has to give way; from there on up to the most that can
        be asked, ever wider apart; and what is left beyond. Without any where a search was cut
        short, or a rule says ``Not``.
    last : float or None
        Points up to which some package that needs this home's consent is left; None where none is
        even at 0.
    ends : float or None
        Points at which it is proved that none is left.
    ending : str
        What is left then: ``"empty"``: nothing; ``"none needs the home"``: packages that call none
        of its rules; ``"never"``: there is no end, because its rules can be met without anybody's
        consent; ``"not proved"``: the search was cut short; ``"says not"``: a rule asks that a need
        is not met, so that asking for more is no constraint.
    """

    home: str
    members: tuple[str, ...]
    draw: int | None
    steps: tuple[ConstraintStep, ...]
    last: float | None
    ends: float | None
    ending: Ending

    @property
    def moves(self) -> tuple[float, ...]:
        """What each step that changes the package gives this home's principal, in points."""
        return tuple(
            after.surplus[self.home] - before.surplus[self.home]
            for before, after in pairwise(self.steps)
            if after.package is not None and before.package is not None and after.package != before.package
        )

    @property
    def first_move(self) -> float | None:
        """What the first step that moves the package gives its principal, in points; None without one."""
        return self.moves[0] if self.moves else None

    @property
    def share_own_way(self) -> float | None:
        """Share of the steps that change the package in which the principal gains; None without any."""
        return sum(move > 0 for move in self.moves) / len(self.moves) if self.moves else None

    @property
    def best(self) -> ConstraintStep | None:
        """The step at which this home's principal has most, the first of several."""
        open_steps = [step for step in self.steps if step.package is not None]
        return max(open_steps, key=lambda step: step.surplus[self.home], default=None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "home": self.home,
            "members": list(self.members),
            "draw": self.draw,
            "last": self.last,
            "ends": self.ends,
            "ending": self.ending,
            "first_move": None if self.first_move is None else round(self.first_move, 6),
            "share_of_steps_own_way": self.share_own_way,
            "best": None if self.best is None else self.best.to_dict(),
            "steps": [step.to_dict() for step in self.steps],
        }


def constraint_curve(
    blueprint: Blueprint,
    home: str,
    rules: Sequence[Rule],
    *,
    values: Float | None = None,
    draw: int | None = None,
    steps: int = 8,
) -> ConstraintCurve:
    """Tighten a home's constraint step by step and follow the Nash package.

    Parameters
    ----------
    blueprint : Blueprint
    home : str
        A principal.
    rules : sequence of Rule
        All rules; those of this home are picked.
    values : float array, shape (n_quantities,), optional
        The medians if not given.
    draw : int, optional
        Number of the draw that ``values`` are of.
    steps : int
        Steps between the first that moves the package and the most that can be asked, at least 1.

    Returns
    -------
    ConstraintCurve

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """
    own = [rule for rule in rules if home_of(rule, blueprint.principals) == home]
    tight = Tightening(blueprint, home, own, values)
    if not tight.is_monotone:
        return ConstraintCurve(
            home=home, members=tight.members, draw=draw, steps=(), last=None, ends=None, ending="says not"
        )
    furthest = tight.furthest()
    try:
        taken = tuple(_steps(tight, furthest, steps))
    except TooLargeError:
        taken = ()
    return ConstraintCurve(
        home=home,
        members=tight.members,
        draw=draw,
        steps=taken,
        last=None if furthest.low is None else furthest.low / UNIT,
        ends=None if furthest.high is None else furthest.high / UNIT,
        ending=_ending(taken, furthest),
    )


def _steps(tight: Tightening, furthest: Furthest, steps: int) -> Iterator[ConstraintStep]:
    known = tight.nash(0)
    yield _step(tight, 0, known)
    if known is None:
        return
    for amount in _amounts(furthest, tight.reach(known, 0) + 1, steps):
        if amount == furthest.high and not tight.can_do_without:
            known = None
        elif not tight.passes(known, amount):
            known = tight.nash(amount)
        yield _step(tight, amount, known)
        if known is None:
            return


def _amounts(furthest: Furthest, first: int, steps: int) -> list[int]:
    """Spread amounts from the first that binds to the last with a package, and add what is beyond.

    The steps widen evenly, because what little is asked does is of more interest than much.
    """
    most = furthest.low or 0
    amounts = (
        {first + (most - first) * k**2 // steps**2 for k in range(steps + 1)} if first <= most else set()
    )
    return sorted(amounts if furthest.high is None else {*amounts, furthest.high})


def _step(tight: Tightening, amount: int, columns: Int | None) -> ConstraintStep:
    problem = tight.problem
    if columns is None:
        return ConstraintStep(tightening=amount / UNIT, package=None, surplus={})
    surplus = problem.in_points(problem.surplus_of(columns))
    return ConstraintStep(
        tightening=amount / UNIT,
        package=problem.space.package(columns),
        surplus={party: round(float(x), 6) for party, x in zip(problem.parties, surplus, strict=True)},
    )


def _ending(steps: Sequence[ConstraintStep], furthest: Furthest) -> Ending:
    if not steps or furthest.status == "not proved":
        return "not proved"
    if furthest.status == "never":
        return "never"
    return "empty" if steps[-1].package is None else "none needs the home"
