"""From what opens each draw to shares of draws, for units of one kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.explain.block_cases import Case
from detente.explain.block_covers import Group, smallest_covers
from detente.explain.block_openings import Openings
from detente.explain.block_results import HittingSets, KindBlockers, OpeningSet, ReachingSet, Unit
from detente.explain.blocking_conditions import Conditions, UnitKind
from detente.lenses.spread import Spread
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["GOALS", "Found", "summed_up"]

#: Shares of the draws that can be opened, for which the smallest sets are looked for.
GOALS = (0.5, 0.8, 1.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """A case and what opens it, by kind of unit."""

    case: Case
    openings: Mapping[UnitKind, Openings]

    @property
    def is_open(self) -> bool:
        """Whether some package passes with nothing lifted."""
        return any(openings.is_open for openings in self.openings.values())


def summed_up(
    found: Sequence[Found], kind: UnitKind, conditions: Conditions, names: Mapping[str, str], draws: int
) -> KindBlockers:
    """Sum up what lifting units of one kind does.

    Parameters
    ----------
    found : sequence of Found
        Of every case of a question.
    kind : str
    conditions : Conditions
    names : mapping of unit to name
    draws : int
        All of them, at least 1.

    Returns
    -------
    KindBlockers
    """
    pairs = [(one.openings[kind], one.case.weight) for one in found]
    blocked = [(openings, weight) for openings, weight in pairs if not openings.is_open]
    opened = sum(weight for openings, weight in blocked if openings.can_open)
    sizes = [o.fewest for o, weight in blocked if o.fewest is not None for _ in range(weight)]
    return KindBlockers(
        kind=kind,
        units=_units(blocked, conditions.units(kind), names, draws),
        can_open=wilson(opened, draws),
        hopeless=wilson(sum(weight for _, weight in blocked) - opened, draws),
        fewest=Spread.of(sizes),
        up_to=min((o.up_to for o, _ in blocked if o.up_to is not None), default=None),
        sets=_sets(blocked, draws),
        hitting=tuple(_hitting(found, kind, conditions)),
    )


Weighed = Sequence[tuple[Openings, int]]


def _units(blocked: Weighed, keys: Iterable[str], names: Mapping[str, str], draws: int) -> tuple[Unit, ...]:
    sole, joint, pivotal, needed = (Counter[str]() for _ in range(4))
    for openings, weight in blocked:
        alone = set(openings.sole)
        together = {unit for one in openings.sets if len(one) > 1 for unit in one}
        told = ((sole, alone), (joint, together), (pivotal, alone | together), (needed, openings.needed))
        for counter, units in told:
            counter.update(dict.fromkeys(units, weight))
    found = (
        Unit(
            key=key,
            name=names[key],
            sole=wilson(sole[key], draws),
            joint=wilson(joint[key], draws),
            pivotal=wilson(pivotal[key], draws),
            needed=wilson(needed[key], draws),
        )
        for key in keys
    )
    return tuple(sorted(found, key=lambda u: (-u.sole.hits, -u.needed.hits, -u.pivotal.hits, u.key)))


def _sets(blocked: Weighed, draws: int) -> tuple[OpeningSet, ...]:
    times = Counter[tuple[str, ...]]()
    for openings, weight in blocked:
        times.update({tuple(sorted(one)): weight for one in openings.sets})
    ranked = sorted(times.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return tuple(OpeningSet(units=units, share=wilson(hits, draws)) for units, hits in ranked)


def _hitting(found: Sequence[Found], kind: UnitKind, conditions: Conditions) -> Iterable[HittingSets]:
    """Yield the smallest sets for each goal; nothing where lifting more may close what less opens."""
    if not conditions.rises(kind):
        return
    groups = [
        _group(one, kind) for one in found if one.openings[kind].can_open and not one.openings[kind].is_open
    ]
    whole = sum(group.weight for group in groups)
    for goal in GOALS if groups else ():
        covers = smallest_covers(groups, conditions.units(kind), math.ceil(round(goal * whole, 9)))
        yield HittingSets(
            goal=goal,
            sets=tuple(
                ReachingSet(units=tuple(sorted(cover.units)), share=_of(cover.weight, whole))
                for cover in covers.sets
            ),
            is_smallest=covers.is_smallest,
            has_all=covers.has_all,
        )


def _group(one: Found, kind: UnitKind) -> Group:
    return Group(
        weight=one.case.weight,
        conflict=lambda lifted: one.case.asking.conflict(kind, lifted),
        conflicts=list(one.openings[kind].conflicts),
    )


def _of(hits: int, whole: int) -> ShareInterval:
    return wilson(hits, whole)
