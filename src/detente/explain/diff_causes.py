"""Which change moved a kind of deal, and how far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from detente.ensemble.depths import Form
from detente.explain.attribution import Shapley, is_sampled, shapley
from detente.explain.diff_fewer_draws import SAMPLED_DRAWS, batch_counts, draws_for, scaled_up
from detente.explain.diff_game import GameJudge, KindGame, gate_counts, kind_game
from detente.explain.diff_groups import ChangeGroup
from detente.explain.diff_judging import Judged, Stages
from detente.explain.diff_standing import KindMovement
from detente.explain.diff_telling import listed
from detente.model.predicate import GATES

__all__ = ["SLOW", "Cause", "KindCauses", "causes_of", "points_of"]

#: What judging by search, on fewer draws, costs against trying packages one by one.
SLOW = 5
#: Causes told in one sentence.
TOLD = 3


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A group of changes and how far it moved one kind of deal.

    Attributes
    ----------
    group : str
        Name of the group.
    moved : mapping of gate to float
        Part of the movement of the share of draws that passes the gate that is due to it, -1 to 1.
    margin : mapping of gate to float, or None
        Half the width of an interval that covers the exact value in about 95% of cases; None where it
        is exact.
    """

    group: str
    moved: Mapping[str, float]
    margin: Mapping[str, float] | None = None

    def bounds(self, gate: str) -> tuple[float, float]:
        """Return the ends of the interval at a gate; the value itself twice where it is exact."""
        margin = self.margin[gate] if self.margin else 0.0
        return self.moved[gate] - margin, self.moved[gate] + margin

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "group": self.group,
            "moved": dict(self.moved),
            "margin": None if self.margin is None else dict(self.margin),
        }


@dataclass(frozen=True, kw_only=True)
class KindCauses:
    """What moved one kind of deal.

    Attributes
    ----------
    key, name, form : str
    gate : str
        Gate whose share moved most.
    causes : tuple of Cause
        Every group of changes, the one that moved that share most first; together they add up to the
        movement at every gate. Those that cannot matter have exactly 0.
    evaluations : int
        Sets of changes that were judged.
    draws : int or None
        First draws on which they were judged, where packages had to be searched for or orders sampled;
        None where on all.
    orders : int or None
        Orders that were sampled; None where all sets were judged.
    """

    key: str
    name: str
    form: Form
    gate: str
    causes: tuple[Cause, ...]
    evaluations: int
    draws: int | None = None
    orders: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether all sets of changes were judged, on all draws."""
        return all(cause.margin is None for cause in self.causes)

    @property
    def rests_on(self) -> str:
        """What an estimate rests on: orders, draws or both."""
        orders = None if self.orders is None else f"{self.orders} orders of the changes"
        draws = None if self.draws is None else f"the first {self.draws} draws"
        return " in ".join(part for part in (orders, draws) if part)

    @property
    def margin(self) -> float:
        """Largest margin of any cause at the gate that moved most; 0 where all are exact."""
        return max((cause.margin[self.gate] for cause in self.causes if cause.margin), default=0.0)

    def sentences(self, gate: str, words_of: Callable[[str], str]) -> Iterator[str]:
        """Say which changes moved a gate most; nothing where none did."""
        moving = sorted((c for c in self.causes if c.moved[gate]), key=lambda c: -abs(c.moved[gate]))
        if not moving:
            return
        parts = [f"{words_of(c.group)} ({points_of(c.moved[gate])})" for c in moving]
        how = "" if self.is_exact else f", estimated from {self.rests_on}"
        yield f"That movement of {self.name} is due to {listed(parts, TOLD)}, in percentage points{how}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "gate": self.gate,
            "exact": self.is_exact,
            "evaluations": self.evaluations,
            "orders": self.orders,
            "draws": self.draws,
            "causes": [cause.to_dict() for cause in self.causes],
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row of a tidy frame for each group and gate."""
        for cause in self.causes:
            for gate in GATES:
                low, high = cause.bounds(gate)
                yield {
                    "class": self.key,
                    "form": self.form,
                    "group": cause.group,
                    "gate": gate,
                    "moved": cause.moved[gate],
                    "low": low,
                    "high": high,
                }


def points_of(share: float) -> str:
    """Write a movement of a share of draws in hundredths, with its sign.

    Examples
    --------
    >>> points_of(0.124), points_of(-0.0004), points_of(0.0)
    ('+12.4', '-0.04', '0')
    """
    if share == 0:
        return "0"
    return f"{100 * share:+.1f}" if abs(share) >= 0.0005 else f"{100 * share:+.1g}"


def causes_of(
    before: Judged,
    after: Judged,
    groups: Sequence[ChangeGroup],
    movements: Sequence[KindMovement],
    *,
    effort: int,
    stages: Stages,
) -> tuple[KindCauses, ...]:
    """Divide every movement over the changes.

    Parameters
    ----------
    before, after : Judged
    groups : sequence of ChangeGroup
        What differs between the two.
    movements : sequence of KindMovement
        Between the two.
    effort : int
        Sets of changes that are judged in all, about; shared evenly among the kinds of deal that
        moved, for each of which at least 8 are judged (8 orders where those are sampled).
    stages : Stages
        Where progress is told.

    Returns
    -------
    tuple of KindCauses
        One for each movement at any gate.
    """
    moved = [movement for movement in movements if movement.is_moved]
    games = [kind_game(before.dossier, after.dossier, groups, one.key, one.form) for one in moved]
    searched = draws_for(before.draws, max(1, sum(game.is_slow for game in games)))
    found = []
    for movement, game in zip(moved, games, strict=True):
        most = effort // len(moved) // (SLOW if game.is_slow else 1)
        n = before.draws
        if game.is_slow:
            n = searched
        elif is_sampled(len(game.changes), most):
            n = min(n, SAMPLED_DRAWS)
        divided = _divided(game, before, after, n, most, stages)
        found.append(_causes(movement, groups, divided, before.draws, n))
    return tuple(found)


def _divided(game: KindGame, before: Judged, after: Judged, n: int, most: int, stages: Stages) -> Shapley:
    """Divide a movement over the changes of its game, by what they do in the first ``n`` draws."""
    everything, judge = frozenset(game.changes), GameJudge(game, before, n)
    old, new = (one.depths[game.form, game.key] for one in (before, after))
    counts = gate_counts if n == before.draws else batch_counts

    def worth(chosen: frozenset[str]) -> tuple[int, ...]:
        # What none and all of the changes lead to has been judged, and told, already.
        if chosen in (frozenset(), everything):
            return counts((new if chosen else old)[:n])
        found = counts(judge.depths(chosen))
        stages.skip()
        return found

    divided = shapley(tuple(game.changes), worth, most=most, seed=before.seed)
    if n == before.draws:
        return divided
    moved = [late - early for early, late in zip(gate_counts(old), gate_counts(new), strict=True)]
    return scaled_up(divided, moved, judged=n, draws=before.draws)


def _causes(
    movement: KindMovement, groups: Sequence[ChangeGroup], divided: Shapley, draws: int, judged: int
) -> KindCauses:
    gate = movement.gate
    causes = []
    for group in groups:
        # What cannot matter to this kind of deal is given exactly nothing.
        values = divided.values.get(group.name, (Fraction(0),) * len(GATES))
        margin = None
        if divided.margins is not None:
            margins = divided.margins.get(group.name, (0.0,) * len(GATES))
            margin = {g: m / draws for g, m in zip(GATES, margins, strict=True)}
        moved = {g: float(value / draws) for g, value in zip(GATES, values, strict=True)}
        causes.append(Cause(group=group.name, moved=moved, margin=margin))
    return KindCauses(
        key=movement.key,
        name=movement.name,
        form=movement.form,
        gate=gate,
        causes=tuple(sorted(causes, key=lambda cause: (-abs(cause.moved[gate]), cause.group))),
        evaluations=divided.evaluations,
        draws=judged if judged < draws else None,
        orders=divided.orders,
    )
